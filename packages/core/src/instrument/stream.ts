import { watchUntilCollected } from "./abandoned.js";
import type { Call } from "./call.js";

type Iterate = (this: unknown, ...args: unknown[]) => AsyncIterator<unknown>;

/** The stream of a Stainless SDK: everything that reads it goes through its own `iterator` function. */
interface StainlessStream {
  iterator: unknown;
  controller?: AbortController;
}

/** Observes the first iteration of a stream, whoever starts it: a loop, `tee()`, `toReadableStream()` or a helper. */
export function watchStream(stream: StainlessStream, call: Call): void {
  if (!call.streaming()) return;
  const iterate = stream.iterator as Iterate;
  const { controller } = stream;
  // A loop holds the iterator, not the stream: this is gone when both are.
  const held = {};
  let first = true;
  stream.iterator = function (this: unknown, ...args: unknown[]): AsyncIterator<unknown> {
    const source = iterate.apply(this, args);
    if (!first) return source;
    first = false;
    return new Iteration(source, call, controller?.signal, held) as unknown as AsyncIterator<unknown>;
  };
  watchUntilCollected(held, call);
}

/** Reads on when the caller reads on, hands over the same chunks, and tells the call about each. */
class Iteration {
  readonly #source: AsyncIterator<unknown>;
  readonly #call: Call;
  readonly #signal: AbortSignal | undefined;
  /** What is watched while this can still be read. */
  readonly held: object;
  readonly #onResult: (result: IteratorResult<unknown>) => IteratorResult<unknown> | Promise<IteratorResult<unknown>>;
  readonly #onError: (error: unknown) => never;

  constructor(source: AsyncIterator<unknown>, call: Call, signal: AbortSignal | undefined, held: object) {
    this.held = held;
    this.#source = source;
    this.#call = call;
    this.#signal = signal;
    this.#onResult = (result) => this.#took(result);
    this.#onError = (error) => {
      call.failed(error);
      throw error;
    };
  }

  next(value?: undefined): Promise<IteratorResult<unknown>> {
    return this.#source.next(value).then(this.#onResult, this.#onError);
  }

  return(value?: unknown): Promise<IteratorResult<unknown>> {
    this.#call.cancelled();
    return this.#source.return?.(value) ?? Promise.resolve({ done: true, value });
  }

  throw(error?: unknown): Promise<IteratorResult<unknown>> {
    this.#call.cancelled();
    return this.#source.throw?.(error) ?? Promise.reject(error);
  }

  #took(result: IteratorResult<unknown>): IteratorResult<unknown> | Promise<IteratorResult<unknown>> {
    const call = this.#call;
    if (result.done) {
      // An aborted stream ends without an error.
      if (this.#signal?.aborted) call.cancelled();
      else call.streamed();
      return result;
    }
    call.chunk(result.value);
    return call.isExtra(result.value) ? this.next() : result;
  }
}

// What the platform gives to every async iterator: `[Symbol.asyncIterator]`, `await using`.
const generatorPrototype = Object.getPrototypeOf(async function* () {}.prototype) as object;
Object.setPrototypeOf(Iteration.prototype, Object.getPrototypeOf(generatorPrototype) as object);
