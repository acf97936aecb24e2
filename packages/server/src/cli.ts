import { run } from "./command.js";

run(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
