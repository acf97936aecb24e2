import type { FinishedSpan } from "@trace/core";
import { expect } from "vitest";
import { createRecorder, type Recorder } from "../recorder.js";
import type { ApiPromise, ApiStream, ClientOptions, OperationCase, ProviderCases, SdkCase } from "./cases.js";
import { type StubServer, startStubServer } from "./stub-server.js";

/** One copy of an SDK on a stubbed API, to be run bare and traced. */
export class Subject {
  private constructor(
    readonly cases: ProviderCases,
    readonly sdk: object,
    readonly server: StubServer,
    readonly recorder: Recorder,
    readonly lacks: string[],
  ) {}

  static async open(cases: ProviderCases, { load, lacks = [] }: SdkCase): Promise<Subject> {
    return new Subject(cases, await load(), await startStubServer(), createRecorder(), lacks);
  }

  async close(): Promise<void> {
    this.cases.unpatch();
    await this.server.close();
    await this.recorder.close();
  }

  /** Leaves no trace of a test for the next one. */
  reset(): void {
    this.cases.unpatch();
    this.recorder.reset();
  }

  /** A client of the stub. */
  client(options: Partial<ClientOptions> = {}): object {
    return this.cases.client(this.sdk, { baseURL: this.server.url, maxRetries: 0, ...options });
  }

  /** The operation on which whatever holds for every call is proven. */
  get main(): OperationCase & Required<Pick<OperationCase, "stream">> {
    const [operation] = this.cases.operations;
    if (!operation.stream) throw new Error("the first operation must be streamable");
    return operation as OperationCase & Required<Pick<OperationCase, "stream">>;
  }

  /** Makes the main call. */
  call(client: object, options?: object): ApiPromise {
    return invoke(client, this.main.path, structuredClone(this.main.params), options) as ApiPromise;
  }

  /** Makes the main call, streamed. */
  stream(client: object, options?: object): ApiPromise & Promise<ApiStream> {
    const { path, params, stream } = this.main;
    return invoke(client, path, structuredClone({ ...params, ...stream.params }), options) as ApiPromise &
      Promise<ApiStream>;
  }

  patch(): void {
    this.cases.patch(this.sdk);
  }

  /**
   * Runs a scenario on the bare SDK and on the traced one, and expects that nobody can tell them apart.
   * Returns the spans of the traced run.
   *
   * @param scenario Returns what its program could see.
   * @param atLeast Spans to wait for.
   */
  async compare(scenario: () => Promise<unknown>, atLeast = 1): Promise<FinishedSpan[]> {
    this.cases.unpatch();
    const bare = await scenario();
    this.recorder.reset();
    this.patch();
    const traced = await scenario();
    expect(traced).toEqual(bare);
    return this.recorder.spans(atLeast);
  }
}

/** Whether a client has a method. */
export function has(client: object, path: string): boolean {
  const { owner, name } = resolve(client, path);
  return typeof owner?.[name] === "function";
}

/** Calls the method of a client that a path names, on its owner. */
export function invoke(client: object, path: string, ...args: unknown[]): unknown {
  const { owner, name } = resolve(client, path);
  if (!owner) throw new TypeError(`the client has no ${path}`);
  return (owner[name] as (...args: unknown[]) => unknown).apply(owner, args);
}

type Owner = Record<string, unknown>;

function resolve(client: object, path: string): { owner: Owner | undefined; name: string } {
  const names = path.split(".");
  const name = names.pop() as string;
  return { owner: names.reduce<unknown>((owner, next) => (owner as Owner | undefined)?.[next], client) as Owner, name };
}

/** Reads a stream to its end. */
export async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}

/** What a program sees of an error. */
export function seen(error: unknown): object {
  const fields = error as Record<string, unknown>;
  const { status, message, requestID, request_id } = fields;
  return { class: fields.constructor?.name, status, message, requestId: requestID ?? request_id };
}

/** What became of a promise. */
export async function settled(promise: Promise<unknown>): Promise<unknown> {
  try {
    return { value: await promise };
  } catch (error) {
    return { error: seen(error) };
  }
}
