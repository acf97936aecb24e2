import { readFileSync } from "node:fs";
import { packageFile } from "./location.js";

/** Version of this package. */
export const version: string = (JSON.parse(readFileSync(packageFile, "utf8")) as { version: string }).version;
