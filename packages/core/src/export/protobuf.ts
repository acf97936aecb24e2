const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIRST_SIZE = 2 ** 16;
const HANDED_OVER = 2 ** 17;
const MAX_KEPT = 2 ** 23;

/** Writes one growing protobuf message. Its bytes are reused from message to message. */
export class ProtobufWriter {
  #bytes = new Uint8Array(FIRST_SIZE);
  #at = 0;
  readonly #encoder = new TextEncoder();

  /** Returns what was written, and starts again. A large message is handed over with its memory, not copied. */
  take(): Uint8Array<ArrayBuffer> {
    const large = this.#at > HANDED_OVER;
    const result = large ? this.#bytes.subarray(0, this.#at) : this.#bytes.slice(0, this.#at);
    if (large) this.#bytes = new Uint8Array(FIRST_SIZE);
    this.#at = 0;
    return result;
  }

  /** Takes back the memory of a message that nobody needs any more: writing into new memory costs twice as much. */
  reuse({ buffer }: Uint8Array<ArrayBuffer>): void {
    if (this.#at === 0 && buffer.byteLength > this.#bytes.length && buffer.byteLength <= MAX_KEPT) {
      this.#bytes = new Uint8Array(buffer);
    }
  }

  /**
   * Begins a nested message of at most `bound` bytes and returns what `close` takes. The length is written when it
   * is known, into as many bytes as the bound may need: a varint may be longer than it has to.
   */
  open(field: number, bound: number): number {
    this.#room(8);
    this.#tag(field, BYTES);
    const width = bound < 0x80 ? 1 : bound < 0x4000 ? 2 : bound < 0x1000_0000 ? 4 : 5;
    this.#at += width;
    return this.#at * 8 + width;
  }

  close(opened: number): void {
    const width = opened % 8;
    const start = (opened - width) / 8;
    let length = this.#at - start;
    for (let at = start - width; at < start - 1; at++) {
      this.#bytes[at] = (length & 0x7f) | 0x80;
      length = Math.floor(length / 128);
    }
    this.#bytes[start - 1] = length;
  }

  /** A string, when that is all there is to a field. */
  text(field: number, text: string): void {
    const length = this.open(field, text.length * 3);
    this.#room(text.length * 3);
    this.#at += this.#write(text);
    this.close(length);
  }

  /** Bytes that are complete with tag and length. */
  raw(bytes: Uint8Array): void {
    this.#room(bytes.length);
    this.#bytes.set(bytes, this.#at);
    this.#at += bytes.length;
  }

  /** An id as bytes. */
  hex(field: number, text: string): void {
    const length = text.length >> 1;
    this.#room(length + 2);
    this.#tag(field, BYTES);
    this.#bytes[this.#at++] = length;
    for (let at = 0; at < text.length; at += 2) {
      this.#bytes[this.#at++] = (digit(text.charCodeAt(at)) << 4) | digit(text.charCodeAt(at + 1));
    }
  }

  /** A whole number that is not negative: those would take ten bytes, and nobody counts below zero. */
  integer(field: number, value: number): void {
    this.#room(12);
    this.#tag(field, VARINT);
    let rest = value;
    for (; rest >= 0x80; rest = Math.floor(rest / 128)) this.#bytes[this.#at++] = (rest % 128) | 0x80;
    this.#bytes[this.#at++] = rest;
  }

  double(field: number, value: number): void {
    this.#room(9);
    this.#tag(field, FIXED64);
    new DataView(this.#bytes.buffer).setFloat64(this.#at, value, true);
    this.#at += 8;
  }

  /** Milliseconds as fixed nanoseconds, which need more digits than a number has. */
  nanoseconds(field: number, milliseconds: number): void {
    this.#room(9);
    this.#tag(field, FIXED64);
    const whole = Math.floor(milliseconds);
    const low = (whole % 2 ** 32) * 1e6 + Math.round((milliseconds - whole) * 1e6);
    this.#fixed32(low % 2 ** 32);
    this.#fixed32(Math.floor(low / 2 ** 32) + Math.floor(whole / 2 ** 32) * 1e6);
  }

  #fixed32(value: number): void {
    for (let shift = 0; shift < 32; shift += 8) this.#bytes[this.#at++] = value >>> shift;
  }

  #tag(field: number, type: number): void {
    const tag = (field << 3) | type;
    if (tag >= 0x80) this.#bytes[this.#at++] = (tag & 0x7f) | 0x80;
    this.#bytes[this.#at++] = tag >= 0x80 ? tag >> 7 : tag;
  }

  /** Short texts are nearly always ASCII, and calling the encoder costs more than they do. */
  #write(text: string): number {
    const start = this.#at;
    if (text.length > 48) return this.#encoder.encodeInto(text, this.#bytes.subarray(start)).written;
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      if (code > 0x7f) return this.#encoder.encodeInto(text, this.#bytes.subarray(start)).written;
      this.#bytes[start + index] = code;
    }
    return text.length;
  }

  #room(size: number): void {
    const needed = this.#at + size;
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    larger.set(this.#bytes.subarray(0, this.#at));
    this.#bytes = larger;
  }
}

function digit(code: number): number {
  return code < 58 ? code - 48 : code - 87;
}
