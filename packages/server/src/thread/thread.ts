import { Worker } from "node:worker_threads";
import { threadFile } from "../location.js";
import type { Answer, Call, LiveMessage, ThreadData } from "./message.js";

/** The thread could not do what it was asked, for a reason of its own; asking again later may help. */
export class ThreadUnavailable extends Error {}

interface Waiting {
  resolve: (result: unknown) => void;
  reject: (error: Error) => void;
}

/** The near side of a worker thread: calls go in, answers come back. */
export class Thread {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, Waiting>();
  private nextId = 1;
  private stopped: Error | undefined;

  constructor(data: ThreadData, onLive: (message: LiveMessage) => void) {
    this.worker = new Worker(threadFile, { workerData: data, name: `trace-${data.role}` });
    this.worker.on("message", (message: Answer | LiveMessage) => {
      if ("live" in message) onLive(message);
      else this.settle(message);
    });
    this.worker.on("error", (error) => this.fail(error as Error));
    this.worker.on("exit", () => this.fail(new ThreadUnavailable("the storage thread has stopped")));
  }

  call<T>(method: string, args: unknown[], transfer: ArrayBuffer[] = []): Promise<T> {
    if (this.stopped) return Promise.reject(new ThreadUnavailable(this.stopped.message));
    const id = this.nextId++;
    const call: Call = { id, method, args };
    this.worker.postMessage(call, transfer);
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve: resolve as (result: unknown) => void, reject });
    });
  }

  async close(): Promise<void> {
    if (this.stopped) return;
    await this.call("close", []).catch(() => {});
    await this.worker.terminate();
  }

  private settle(answer: Answer): void {
    const waiting = this.waiting.get(answer.id);
    this.waiting.delete(answer.id);
    if ("result" in answer) waiting?.resolve(answer.result);
    else waiting?.reject(Object.assign(new Error(answer.error.message), { name: answer.error.name }));
  }

  private fail(error: Error): void {
    this.stopped ??= error;
    for (const { reject } of this.waiting.values()) reject(new ThreadUnavailable(error.message));
    this.waiting.clear();
  }
}
