import { getClient, TraceError } from "@trace/core";
import { initFromEnvironment, type Provider } from "@trace/core/instrument";
import { loads } from "./loads.js";
import { providers } from "./providers.js";
import { type Report, report } from "./report.js";
import { start } from "./start.js";

/** What `autopatch()` looks for, and where. */
export interface AutopatchOptions {
  /** Names of the only providers to trace: `["openai"]`. @default all */
  only?: string[];
  /** Names of providers to leave alone. @default none */
  except?: string[];
  /**
   * A folder of the application, or a file in it (`import.meta.url`), from which its packages are resolved.
   * @default where the file that the process was started with is, else the working directory
   */
  root?: string | URL;
}

/** Traces every LLM client that the application has installed. */
export interface Autopatch {
  /**
   * Patches the SDKs that the application has loaded or depends on, and those that load later. Calling it again adds
   * to what is traced, and never wraps twice. Makes the default client from the environment if nobody has.
   *
   * @throws TraceError when an option or a variable is wrong; it names it.
   * @example
   * import OpenAI from "openai";
   * import { autopatch } from "@trace/autopatch";
   * autopatch();
   */
  (options?: AutopatchOptions): void;
  /** Says what became of every provider: patched, pending, absent, unsupported, and why. Prints as a table. */
  report(): Report;
  /** Puts back the SDKs' own functions, the very same, and stops looking for SDKs that load. */
  off(): void;
}

export const autopatch: Autopatch = Object.assign(
  (options: AutopatchOptions = {}) => {
    const selected = select(options);
    if (!getClient()) initFromEnvironment();
    start(selected, options.root);
  },
  { report: () => report(providers), off },
);

function off(): void {
  const all = loads();
  for (const step of all.undo) step();
  all.undo.clear();
  all.asked.clear();
  all.preloaded = false;
}

function select({ only, except, root: _root, ...unknown }: AutopatchOptions): Provider[] {
  for (const name of Object.keys(unknown)) {
    throw new TraceError("unknown-option", `autopatch has no option "${name}"; there are only, except and root`);
  }
  checkNames("only", only);
  checkNames("except", except);
  return providers.filter(({ name }) => (only?.includes(name) ?? true) && !except?.includes(name));
}

function checkNames(option: string, names: string[] = []): void {
  const known = providers.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new TraceError("invalid-provider", `${option} names "${unknown}"; known providers are ${known.join(", ")}`);
}
