import { execFileSync } from "node:child_process";
import { build } from "esbuild";
import { expect, it } from "vitest";
import { root } from "./workspace.ts";

const program = `
  import { flush, init, memoryExporter, observe } from "@trace/core";
  const memory = memoryExporter();
  init({ exporters: [memory] });
  class Search {
    index = "books";
    @observe({ type: "retriever" })
    async find(query: string) {
      return this.index + ":" + query;
    }
  }
  const found = await new Search().find("owl");
  await flush();
  const [{ name, type, input, output }] = memory.spans;
  console.log(JSON.stringify({ found, name, type, input, output }));
`;

// The test runner does not compile decorators, so the program is built as an application would build it.
it.each([
  { kind: "standard", experimentalDecorators: false },
  { kind: "experimental", experimentalDecorators: true },
])("@observe() is a decorator of the $kind kind", async ({ experimentalDecorators }) => {
  const { outputFiles } = await build({
    stdin: { contents: program, loader: "ts", resolveDir: `${root}/checks` },
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    target: "node20",
    tsconfigRaw: { compilerOptions: { experimentalDecorators } },
  });
  const code = outputFiles[0]?.text ?? "";
  const said = execFileSync(process.execPath, ["--input-type=module"], { input: code, encoding: "utf8" });
  expect(JSON.parse(said)).toEqual({
    found: "books:owl",
    name: "find",
    type: "retriever",
    input: ["owl"],
    output: "books:owl",
  });
});
