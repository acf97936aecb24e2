import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(import.meta.url);
const extension = extname(here);
const folder = dirname(here);

/** The file that worker threads start from: beside this one, in the sources as in the build. */
export const threadFile = join(folder, `worker${extension}`);

/** The built web UI. */
export const webFolder = extension === ".ts" ? join(folder, "../dist/web") : join(folder, "web");

/** This package's description. */
export const packageFile = join(folder, "../package.json");
