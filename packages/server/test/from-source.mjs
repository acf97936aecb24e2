// Lets Node run the TypeScript sources as they are: worker threads and child processes of tests need no build.
import { registerHooks } from "node:module";
import { pathToFileURL } from "node:url";

const wire = new URL("../../core/src/wire.ts", import.meta.url).href;

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === "@trace/core/wire") return { url: wire, format: "module-typescript", shortCircuit: true };
    const parent = context.parentURL ?? pathToFileURL(process.cwd()).href;
    if (/^\.{1,2}\/.*\.js$/.test(specifier) && parent.endsWith(".ts"))
      return next(specifier.replace(/\.js$/, ".ts"), context);
    return next(specifier, context);
  },
});
