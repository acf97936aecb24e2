import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const packageFolder = dirname(import.meta.dirname);

/** Folders of the SDKs, as they were published. */
export const installed = {
  openai: join(packageFolder, "node_modules/openai"),
  openai6: join(packageFolder, "node_modules/openai6"),
  "@anthropic-ai/sdk": join(packageFolder, "node_modules/@anthropic-ai/sdk"),
  "@opentelemetry/api": join(packageFolder, "node_modules/@opentelemetry/api"),
};

const ours = ["autopatch", "core", "openai", "anthropic", "openai-compatible"];

/** What became of a program. */
export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** An application in a folder of its own. */
export class Application {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), "application-")));

  /** Writes files by path; what is not a string is written as JSON. */
  write(files: Record<string, unknown>): this {
    for (const [path, content] of Object.entries(files)) {
      const file = join(this.folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
    }
    return this;
  }

  /** Links folders into `node_modules`, or to another place: what exists, by the path under which it is found. */
  link(targets: Record<string, string>): this {
    for (const [path, target] of Object.entries(targets)) {
      const link = join(this.folder, path);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(realpathSync(target), link);
    }
    return this;
  }

  /** Installs our packages as they are published: what was built, and nothing beside it. */
  install(folder = "node_modules/@trace"): this {
    for (const name of ours) {
      const from = join(packageFolder, "..", name);
      if (!existsSync(join(from, "dist"))) throw new Error('run `pnpm --filter "@trace/autopatch..." run build` first');
      for (const part of ["dist", "package.json"])
        cpSync(join(from, part), join(this.folder, folder, name, part), { recursive: true });
    }
    return this;
  }

  /** Runs a Node binary in the application's folder. */
  run(node: string, args: string[], environment: Record<string, string> = {}, folder = this.folder): Promise<Finished> {
    // Package managers set these for the programs that they start.
    const { NODE_OPTIONS: _options, NODE_PATH: _path, ...inherited } = process.env;
    const child = spawn(node, args, { cwd: folder, env: { ...inherited, ...environment } });
    const finished: Finished = { code: null, stdout: "", stderr: "" };
    child.stdout.on("data", (text) => (finished.stdout += text));
    child.stderr.on("data", (text) => (finished.stderr += text));
    return new Promise((resolve) => child.on("close", (code) => resolve({ ...finished, code })));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
