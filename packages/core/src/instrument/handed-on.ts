import type { Call } from "./call.js";
import { readMark } from "./copy.js";
import { type AnyFunction, findMethod, ownersOf, replaceMethod } from "./method.js";
import { remember } from "./patched.js";

/** Receives what a promise made of its response. */
type Deliver = (data: unknown, call: Call) => unknown;

/** The method of the promise's class that turns an unparsed response into a result. */
const PARSE = "parseResponseTraced";

const handedOn = new WeakMap<object, Call>();

/**
 * Follows an unparsed response that an SDK takes out of one promise to put it into another, as Anthropic's threads
 * and their tool runner do. Only the class of the promises sees what becomes of it.
 */
export function followResponse(props: object, call: Call, promise: object, deliver: Deliver): void {
  handedOn.set(props, call);
  const { copy, provider } = call.method;
  for (const owner of ownersOf(promise, PARSE)) {
    const original = findMethod(owner, PARSE) as AnyFunction;
    if (readMark(original)) continue;
    remember(provider, replaceMethod(owner, PARSE, copy, parsing(original, deliver)));
  }
}

function parsing(original: AnyFunction, deliver: Deliver): AnyFunction {
  return async function (this: unknown, ...args: unknown[]) {
    const call = handedOn.get(args[0] as object);
    if (!call) return original.apply(this, args);
    call.parsing = true;
    try {
      return deliver(await original.apply(this, args), call);
    } catch (error) {
      call.failed(error);
      throw error;
    }
  };
}
