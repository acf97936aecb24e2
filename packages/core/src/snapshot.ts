const MAX_DEPTH = 40;
const MAX_NODES = 200_000;
const MAX_ITEMS = 10_000;

let budget = 0;

/**
 * Copies a value's structure as it is now: arrays and objects are copied, strings are shared.
 * The cost follows the number of nodes, not of bytes. What JSON cannot say (cycles, BigInt, bytes, Maps,
 * functions, throwing getters) is turned into something that it can; a long array keeps its beginning.
 */
export function snapshot(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return copyScalar(value);
  budget = MAX_NODES;
  return copy(value, []);
}

function copy(value: unknown, ancestors: object[]): unknown {
  if (typeof value !== "object" || value === null) return copyScalar(value);
  if (--budget < 0 || ancestors.length >= MAX_DEPTH) return "[Truncated]";
  if (ancestors.includes(value)) return "[Circular]";
  ancestors.push(value);
  const result = copyObject(value, ancestors);
  ancestors.pop();
  return result;
}

function copyScalar(value: unknown): unknown {
  switch (typeof value) {
    case "bigint":
      return value.toString();
    case "function":
      return `[Function ${value.name || "anonymous"}]`;
    case "symbol":
      return value.toString();
    case "number":
      return Number.isFinite(value) ? value : String(value);
    default:
      return value;
  }
}

function copyObject(value: object, ancestors: object[]): unknown {
  try {
    if (Array.isArray(value)) return copyArray(value, ancestors);
    const prototype = Object.getPrototypeOf(value);
    if (prototype === Object.prototype || prototype === null) return copyFields(value, ancestors);
    return copyInstance(value, ancestors);
  } catch {
    return "[Unreadable]";
  }
}

function copyArray(value: unknown[], ancestors: object[]): unknown[] {
  const length = Math.min(value.length, MAX_ITEMS);
  const result: unknown[] = new Array(length);
  for (let index = 0; index < length; index++) result[index] = copy(value[index], ancestors);
  if (value.length > length) result.push(`[${value.length - length} more]`);
  return result;
}

function copyFields(value: object, ancestors: object[]): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    // Defining it would cost more, and assigning it would set the prototype.
    if (key === "__proto__") continue;
    result[key] = copyField(value as Record<string, unknown>, key, ancestors);
  }
  return result;
}

function copyField(value: Record<string, unknown>, key: string, ancestors: object[]): unknown {
  const depth = ancestors.length;
  try {
    return copy(value[key], ancestors);
  } catch {
    ancestors.length = depth;
    return "[Unreadable]";
  }
}

/** Instances that say something better than their fields do. */
function copyInstance(value: object, ancestors: object[]): unknown {
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return { type: "bytes", size: value.byteLength };
  if (value instanceof Error) return { name: value.name, message: value.message, ...copyFields(value, ancestors) };
  if (value instanceof Map) return copyMap(value, ancestors);
  if (value instanceof Set) return copyArray([...take(value)], ancestors);
  if (typeof Blob !== "undefined" && value instanceof Blob) {
    return { type: "bytes", size: value.size, mimeType: value.type };
  }
  if ("toJSON" in value && typeof value.toJSON === "function") return copy(value.toJSON(), ancestors);
  if (isOpaque(value)) return `[${value.constructor.name}]`;
  return copyFields(value, ancestors);
}

function copyMap(value: Map<unknown, unknown>, ancestors: object[]): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [key, item] of take(value)) result[String(key)] = copy(item, ancestors);
  return result;
}

function* take<T>(values: Iterable<T>): Iterable<T> {
  let count = 0;
  for (const value of values) {
    if (count++ >= MAX_ITEMS) return;
    yield value;
  }
}

/** Things with behaviour and no data: to walk their fields would be noise, or would touch a socket. */
function isOpaque(value: object): boolean {
  const candidate = value as { then?: unknown; pipe?: unknown; getReader?: unknown; addEventListener?: unknown };
  return (
    typeof candidate.then === "function" ||
    typeof candidate.pipe === "function" ||
    typeof candidate.getReader === "function" ||
    typeof candidate.addEventListener === "function"
  );
}
