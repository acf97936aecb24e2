import type { Spool, SpoolItem } from "./spool.js";

/** A process that has not touched its folder for so many milliseconds is dead, wherever it ran. */
const STALE = 5 * 60_000;
/** Bytes that one process keeps at most. */
const MAX_BYTES = 2 ** 30;

let spools = 0;

/**
 * Opens a spool below `directory`: a folder for this process, a file for each parcel. A folder's name says whose it is
 * (host, process id), its time of change that the owner lives; taking over a dead one's is one rename, so one wins.
 */
export function openSpool(directory: string, failed: (error: unknown) => void): Spool {
  const { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, rmdirSync, statSync, utimesSync, writeFileSync } =
    process.getBuiltinModule("node:fs");
  const { dirname, join, resolve } = process.getBuiltinModule("node:path");
  const { serialize, deserialize } = process.getBuiltinModule("node:v8");
  const host = process
    .getBuiltinModule("node:os")
    .hostname()
    .replace(/[^\w.-]/g, "_");
  const root = resolve(directory);
  const suffix = `${Date.now().toString(36)}-${spools++}`;
  const own = join(root, `${host}@${process.pid}@${suffix}`);
  const sizes = new Map<string, number>();
  let bytes = 0;
  let next = 0;

  const folders = new Set<string>();
  openFolders.add(folders);
  const touch = () => {
    for (const folder of folders) quietly(() => utimesSync(folder, new Date(), new Date()));
  };

  const attempt = <T>(work: () => T): T | undefined => {
    try {
      return work();
    } catch (error) {
      failed(error);
      return undefined;
    }
  };

  const isDead = (name: string): boolean => {
    const [itsHost, pid, itsSuffix] = name.split("@");
    if (!pid || !itsSuffix) return false;
    if (Date.now() - statSync(join(root, name)).mtimeMs > STALE) return true;
    // In a container every process may have the same id: one that has ours, and is not us, is gone.
    return itsHost === host && (Number(pid) === process.pid ? !isOurs(join(root, name)) : !isAlive(Number(pid)));
  };

  const adopt = (name: string): { ticket: string; count: number }[] => {
    const taken = `${own}@${next++}`;
    renameSync(join(root, name), taken);
    folders.add(taken);
    touch();
    return readdirSync(taken)
      .filter((file) => file.endsWith(".spans"))
      .sort()
      .map((file) => ({ ticket: join(taken, file), count: Number(file.split(".")[1]) || 1 }));
  };

  return {
    add: (item) =>
      attempt(() => {
        if (!folders.has(own)) mkdirSync(own, { recursive: true });
        folders.add(own);
        const data = serialize({ ...item, spans: item.spans.map((span) => ({ ...span })) });
        if (bytes + data.length > MAX_BYTES) return undefined;
        const ticket = join(own, `${String(next++).padStart(9, "0")}.${item.count}.spans`);
        writeFileSync(`${ticket}.part`, data);
        renameSync(`${ticket}.part`, ticket);
        sizes.set(ticket, data.length);
        bytes += data.length;
        return ticket;
      }),
    remove(ticket) {
      bytes -= sizes.get(ticket) ?? 0;
      sizes.delete(ticket);
      attempt(() => rmSync(ticket, { force: true }));
      const folder = dirname(ticket);
      // Nothing but an empty folder can be removed like this.
      if (quietly(() => rmdirSync(folder) ?? true)) folders.delete(folder);
    },
    read: (ticket) => attempt(() => deserialize(readFileSync(ticket)) as SpoolItem),
    claim: () =>
      attempt(() => {
        mkdirSync(root, { recursive: true });
        return readdirSync(root).flatMap((name) => quietly(() => isDead(name) && adopt(name)) || []);
      }) ?? [],
    touch,
    close: () => void openFolders.delete(folders),
  };
}

/** Folders of this process, of every spool. */
const openFolders = new Set<Set<string>>();

function isOurs(folder: string): boolean {
  for (const folders of openFolders) if (folders.has(folder)) return true;
  return false;
}

/** For what another process may do first. */
function quietly<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
