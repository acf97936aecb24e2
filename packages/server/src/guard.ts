import type { IncomingHttpHeaders } from "node:http";
import { headers as names } from "@trace/core/wire";
import type { ProjectName } from "./store/store.js";

/** Why a request is refused. */
export interface Refusal {
  status: 401 | 403;
  code: string;
  message: string;
}

/** What decides about requests. */
export interface GuardOptions {
  /** True where only this machine can connect; then no key is needed. */
  local: boolean;
  projectOfKey: (key: string) => Promise<ProjectName | undefined>;
}

export const defaultProject: ProjectName = { id: 1, publicId: "default", name: "Default" };

/**
 * Decides which project a request belongs to, or why it is refused.
 *
 * On a local address anyone on this machine may read and write, but no web page may: a page's requests carry
 * its Origin, and one that was pointed at this address by its own name server carries that name as Host.
 */
export async function guard(headers: IncomingHttpHeaders, options: GuardOptions): Promise<ProjectName | Refusal> {
  const foreign = foreignPage(headers, options.local);
  if (foreign) return foreign;
  const key = keyOf(headers.authorization);
  const project = key === undefined ? undefined : await options.projectOfKey(key);
  if (project !== undefined) return wrongProject(project, headers[names.project]) ?? project;
  if (options.local) return defaultProject;
  return key === undefined
    ? { status: 401, code: "missing-key", message: "this server needs a key: send it as Authorization: Bearer tr_…" }
    : { status: 401, code: "unknown-key", message: "this key is not known here" };
}

/** A client that names the project it means is told when its key leads to another one. */
function wrongProject({ publicId }: ProjectName, header: string | string[] | undefined): Refusal | undefined {
  if (typeof header !== "string" || header === encodeURIComponent(publicId)) return undefined;
  const message = `the key belongs to project "${publicId}", not to "${header}"`;
  return { status: 403, code: "wrong-project", message };
}

function foreignPage({ host, origin }: IncomingHttpHeaders, local: boolean): Refusal | undefined {
  if (local && !isLocal(hostname(`http://${host}`))) {
    return { status: 403, code: "foreign-host", message: `this server is not called ${host}` };
  }
  if (origin === undefined || allowedOrigin(origin, host, local)) return undefined;
  return { status: 403, code: "foreign-origin", message: `requests from ${origin} are refused` };
}

/** Pages of this server, and on a local address pages of other local servers: an application under development. */
export function allowedOrigin(origin: string, host: string | undefined, local: boolean): boolean {
  if (local && isLocal(hostname(origin))) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}

function hostname(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : "";
}

/** Whether a host name or address is this machine's own. */
export function isLocal(name: string): boolean {
  return (
    name === "localhost" ||
    name.endsWith(".localhost") ||
    name === "[::1]" ||
    name === "::1" ||
    /^127(\.\d{1,3}){3}$/.test(name)
  );
}

/** A bearer key, or the password of basic authentication, which browsers can send. */
function keyOf(authorization: string | undefined): string | undefined {
  const [, scheme, value] = /^(Bearer|Basic) (\S+)$/i.exec(authorization ?? "") ?? [];
  if (scheme === undefined || value === undefined) return undefined;
  if (scheme.toLowerCase() === "bearer") return value;
  const text = Buffer.from(value, "base64").toString("utf8");
  return text.slice(text.indexOf(":") + 1) || undefined;
}
