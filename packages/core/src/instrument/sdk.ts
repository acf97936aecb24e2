/** Finds the client class in whatever a caller calls "the SDK": the class, an ES module, CommonJS exports. */
export function findClass(sdk: object, exportName: string): object | undefined {
  const { [exportName]: named, default: standard } = sdk as Record<string, unknown>;
  if (typeof sdk === "function" && typeof named !== "function") return sdk;
  if (typeof named === "function") return named;
  if (typeof standard === "function") return standard;
  return typeof standard === "object" && standard !== null ? findClass(standard, exportName) : undefined;
}
