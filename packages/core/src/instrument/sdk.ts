/** Finds the client class in whatever a caller calls "the SDK": the class, an ES module, CommonJS exports. */
export function findClass(sdk: object, exportName: string): object | undefined {
  const { [exportName]: named, default: standard } = sdk as Record<string, unknown>;
  // CommonJS exports that are a function have a `default`. A class has none, and Anthropic's has a static of its own
  // name that is its base class.
  if (typeof sdk === "function" && typeof standard !== "function") return sdk;
  if (typeof named === "function") return named;
  if (typeof standard === "function") return standard;
  return typeof standard === "object" && standard !== null ? findClass(standard, exportName) : undefined;
}
