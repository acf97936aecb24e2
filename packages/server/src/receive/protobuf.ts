/** A place in a protobuf message that could not be read. */
export class MalformedMessage extends Error {}

/** Reads the protobuf wire format from one buffer, front to back. */
export class ProtobufReader {
  position = 0;
  private readonly bytes: Buffer;
  private readonly view: DataView;

  constructor(bytes: Uint8Array) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get length(): number {
    return this.bytes.length;
  }

  /** An unsigned number below 2^53; larger ones lose precision. */
  varint(): number {
    let value = 0;
    let factor = 1;
    for (let i = 0; i < 10; i++) {
      const byte = this.byte();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 128;
    }
    throw new MalformedMessage("a number is longer than 10 bytes");
  }

  /** A two's complement 64-bit number. */
  int64(): number {
    const start = this.position;
    const value = this.varint();
    if (value < 2 ** 53) return value;
    this.position = start;
    let exact = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.byte();
      exact |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return Number(BigInt.asIntN(64, exact));
    }
  }

  /** Nanoseconds as milliseconds. */
  time(): number {
    const at = this.advance(8);
    const high = this.view.getUint32(at + 4, true);
    const low = this.view.getUint32(at, true);
    // 2^32 ns are 4294 ms and 967296 ns: so no step exceeds the integers that are exact.
    return high * 4294 + (high * 967296 + low) / 1e6;
  }

  double(): number {
    return this.view.getFloat64(this.advance(8), true);
  }

  /** The end position of a length-delimited field that starts here. */
  end(): number {
    const length = this.varint();
    const end = this.position + length;
    if (end > this.length) throw new MalformedMessage("a field is longer than the message");
    return end;
  }

  string(): string {
    const end = this.end();
    const start = this.position;
    this.position = end;
    return this.bytes.toString("utf8", start, end);
  }

  hex(): string {
    const end = this.end();
    const start = this.position;
    this.position = end;
    return this.bytes.toString("hex", start, end);
  }

  base64(): string {
    const end = this.end();
    const start = this.position;
    this.position = end;
    return this.bytes.toString("base64", start, end);
  }

  skip(wireType: number): void {
    if (wireType === 0) this.varint();
    else if (wireType === 1) this.advance(8);
    else if (wireType === 2) this.position = this.end();
    else if (wireType === 5) this.advance(4);
    else throw new MalformedMessage(`unknown wire type ${wireType}`);
  }

  private byte(): number {
    const byte = this.bytes[this.position++];
    if (byte === undefined) throw new MalformedMessage("the message ends in the middle of a field");
    return byte;
  }

  private advance(count: number): number {
    const at = this.position;
    this.position += count;
    if (this.position > this.length) throw new MalformedMessage("the message ends in the middle of a field");
    return at;
  }
}

/** Calls `field` for every field up to `end`; what it does not read (returns false) is skipped. */
export function readFields(
  reader: ProtobufReader,
  end: number,
  field: (number: number, wireType: number) => boolean,
): void {
  while (reader.position < end) {
    const tag = reader.varint();
    if (!field(tag >>> 3, tag & 7)) reader.skip(tag & 7);
  }
  if (reader.position !== end) throw new MalformedMessage("a field reaches beyond its message");
}

/** Encodes `google.rpc.Status`. */
export function encodeStatus(code: number, message: string): Uint8Array {
  return Buffer.concat([Buffer.from([0x08, code]), lengthDelimited(2, Buffer.from(message))]);
}

/** Encodes `ExportTraceServiceResponse`; empty when nothing was rejected and there is nothing to say. */
export function encodeTraceResponse(rejected: number, message: string): Uint8Array {
  if (rejected === 0 && message === "") return Buffer.alloc(0);
  const count = rejected === 0 ? Buffer.alloc(0) : Buffer.concat([Buffer.from([0x08]), varintBytes(rejected)]);
  return lengthDelimited(1, Buffer.concat([count, lengthDelimited(2, Buffer.from(message))]));
}

function lengthDelimited(field: number, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from([(field << 3) | 2]), varintBytes(body.length), body]);
}

function varintBytes(value: number): Buffer {
  const bytes: number[] = [];
  for (; value >= 0x80; value = Math.floor(value / 128)) bytes.push((value % 128) | 0x80);
  bytes.push(value);
  return Buffer.from(bytes);
}
