/** Returns the names of the spans in an OTLP request, read field by field from its protobuf. */
export function spanNames(request: Buffer): string[] {
  const [RESOURCE_SPANS, SCOPE_SPANS, SPANS, NAME] = [1, 2, 2, 5];
  return children(request, RESOURCE_SPANS)
    .flatMap((resource) => children(resource, SCOPE_SPANS))
    .flatMap((scope) => children(scope, SPANS))
    .flatMap((span) => children(span, NAME).map(String));
}

/** The contents of one length-delimited field, in order. */
function children(message: Buffer, field: number): Buffer[] {
  const found: Buffer[] = [];
  for (let at = 0; at < message.length; ) {
    const [tag, start] = varint(message, at);
    const [value, end] = read(message, start, tag & 7);
    if (tag >> 3 === field) found.push(value);
    at = end;
  }
  return found;
}

function read(message: Buffer, at: number, wireType: number): [Buffer, number] {
  if (wireType === 1) return [message.subarray(at, at + 8), at + 8];
  if (wireType === 5) return [message.subarray(at, at + 4), at + 4];
  const [length, start] = varint(message, at);
  return wireType === 0
    ? [message.subarray(at, start), start]
    : [message.subarray(start, start + length), start + length];
}

function varint(message: Buffer, at: number): [number, number] {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = message[at++] as number;
    value += (byte & 127) * 2 ** shift;
    if (byte < 128) return [value, at];
  }
}
