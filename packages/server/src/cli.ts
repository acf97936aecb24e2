#!/usr/bin/env node
import { run } from "./command.js";

// What follows needs node:sqlite without a flag and zstd, so an older Node is told so before anything of it is loaded.
if (Number(process.versions.node.split(".")[0]) < 24) {
  console.error(`trace: the server needs Node 24 or newer, this is ${process.versions.node}`);
  process.exitCode = 1;
} else {
  run(process.argv.slice(2)).then((code) => {
    process.exitCode = code;
  });
}
