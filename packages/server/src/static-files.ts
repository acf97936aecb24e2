import { readFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { extname, join, normalize, sep } from "node:path";

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
  ".txt": "text/plain; charset=utf-8",
  ".map": "application/json",
};

const securityHeaders = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  // What models wrote is shown on these pages: it must not run, nor call home.
  "content-security-policy":
    "default-src 'self'; img-src 'self' data: blob:; media-src 'self' data: blob:; font-src 'self' data:; frame-ancestors 'none'",
};

const notBuilt = `<!doctype html><meta charset="utf-8"><title>Trace</title>
<h1>The server is running, its pages are not built</h1>
<p>Traces are being collected at <code>/v1/traces</code> and can be read at <a href="/api/v1/traces">/api/v1/traces</a>.</p>
<p>In a checkout of the repository, <code>pnpm --filter @trace/web build</code> makes the pages.</p>`;

/** Serves the built UI from a folder; every path that is no file is the application's own. */
export async function serveFile(folder: string, path: string, response: ServerResponse): Promise<void> {
  const file = await readInside(folder, path);
  if (file !== undefined) return send(response, 200, extname(path), file, path.startsWith("/assets/"));
  if (isFileName(path)) return send(response, 404, ".txt", Buffer.from("There is no such file.\n"), false);
  const page = await readInside(folder, "/index.html");
  if (page === undefined) send(response, 503, ".html", Buffer.from(notBuilt), false);
  else send(response, 200, ".html", page, false);
}

/** What would be a file: hashed ones, and names at the top. Elsewhere a dot is part of an id, as in a session's. */
function isFileName(path: string): boolean {
  return path.startsWith("/assets/") || (extname(path) !== "" && path.lastIndexOf("/") === 0);
}

async function readInside(folder: string, path: string): Promise<Buffer | undefined> {
  const decoded = decode(path);
  if (decoded === undefined) return undefined;
  const file = normalize(join(folder, decoded));
  if (!file.startsWith(folder + sep)) return undefined;
  return readFile(file).catch(() => undefined);
}

function decode(path: string): string | undefined {
  try {
    const decoded = decodeURIComponent(path);
    return decoded.includes("\0") ? undefined : decoded;
  } catch {
    return undefined;
  }
}

/** Files under `assets/` carry a hash in their name: another content has another name. */
function send(response: ServerResponse, status: number, extension: string, body: Buffer, hashed: boolean): void {
  response.writeHead(status, {
    ...securityHeaders,
    "content-type": types[extension] ?? "application/octet-stream",
    "content-length": body.length,
    "cache-control": hashed ? "public, max-age=31536000, immutable" : "no-cache",
  });
  response.end(body);
}
