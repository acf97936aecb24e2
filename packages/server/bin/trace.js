#!/usr/bin/env node
// Any Node must be able to read this far, to say what it lacks: what follows needs node:sqlite and zstd.
const { node } = process.versions;

if (Number(node.split(".")[0]) >= 24) import("../dist/cli.js");
else {
  console.error(`trace: the server needs Node 24 or newer, this is ${node}`);
  process.exitCode = 1;
}
