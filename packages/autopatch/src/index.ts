export { type Autopatch, type AutopatchOptions, autopatch } from "./autopatch.js";
export type { ProviderReport, Report } from "./report.js";
