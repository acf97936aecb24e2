/** Which messages a span refers to, in order. */
export interface References {
  inputMessages: number[];
  outputMessages: number[];
  system: number[];
  tools: number[];
  resource: number[];
}

const lists = ["inputMessages", "outputMessages", "system", "tools", "resource"] as const;

/** Packs references as varints: each list's length, then the distance of each id from the one before. */
export function packReferences(references: References): Uint8Array {
  const bytes: number[] = [];
  for (const list of lists) {
    pushVarint(bytes, references[list].length);
    let last = 0;
    for (const id of references[list]) {
      // Zigzag: ids mostly rise by a little, but may fall.
      const distance = id - last;
      pushVarint(bytes, distance < 0 ? -distance * 2 - 1 : distance * 2);
      last = id;
    }
  }
  return Uint8Array.from(bytes);
}

export function unpackReferences(bytes: Uint8Array): References {
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
  };
  const list = () => {
    let last = 0;
    return Array.from({ length: varint() }, () => {
      const zigzag = varint();
      last += zigzag % 2 === 1 ? -(zigzag + 1) / 2 : zigzag / 2;
      return last;
    });
  };
  return { inputMessages: list(), outputMessages: list(), system: list(), tools: list(), resource: list() };
}

function pushVarint(bytes: number[], value: number): void {
  for (; value >= 0x80; value = Math.floor(value / 128)) bytes.push((value % 128) | 0x80);
  bytes.push(value);
}
