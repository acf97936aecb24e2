import { TraceError } from "@trace/core";
import type { Platform } from "./platform.js";

/**
 * Returns the folders from which the application resolves its packages, the likeliest first.
 *
 * That is `root` if given, else where the file that the process was started with really is, else the working directory.
 * A program started by a tool (`next start`, a process manager) has its entry inside `node_modules`, so the working
 * directory is looked at too.
 */
export function applicationRoots(platform: Platform, root?: string | URL): string[] {
  if (root !== undefined) return [packageFolder(platform, givenFolder(platform, root))];
  const working = packageFolder(platform, platform.workingDirectory);
  const entry = entryFolder(platform);
  if (!entry) return [working];
  const started = packageFolder(platform, entry);
  return /[\\/]node_modules[\\/]/.test(entry) && started !== working ? [started, working] : [started];
}

function givenFolder({ fs, path, url }: Platform, root: string | URL): string {
  try {
    const given = fs.realpathSync(/^file:/.test(String(root)) ? url.fileURLToPath(root) : String(root));
    return fs.statSync(given).isDirectory() ? given : path.dirname(given);
  } catch {
    throw new TraceError("invalid-root", `root must be a folder of the application, got ${root}`);
  }
}

function entryFolder({ entry, fs, path }: Platform): string | undefined {
  if (!entry) return undefined;
  try {
    return path.dirname(fs.realpathSync(entry));
  } catch {
    // `node app` for app.js, and programs whose name is no file.
    const folder = path.dirname(path.resolve(entry));
    return fs.existsSync(folder) ? folder : undefined;
  }
}

/** The folder itself when no package.json is above it. */
function packageFolder({ fs, path }: Platform, folder: string): string {
  for (let at = folder; ; at = path.dirname(at)) {
    if (fs.existsSync(path.join(at, "package.json"))) return at;
    if (at === path.dirname(at)) return folder;
  }
}
