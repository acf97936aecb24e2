/** What can be ended when nobody will read it any more. */
interface Abandonable {
  watched: boolean;
  cancelled(): void;
}

/** Milliseconds after which a call is given up where the platform cannot tell that its result was collected. */
const TIME_LIMIT = 10 * 60_000;

const registry =
  typeof FinalizationRegistry === "undefined"
    ? undefined
    : new FinalizationRegistry<Abandonable>((call) => call.cancelled());
const timers = new WeakMap<Abandonable, ReturnType<typeof setTimeout>>();

/**
 * Ends the call when `holder`, the only way to the rest of its result, is collected. The call must not refer to it.
 * Watching another holder forgets the one before.
 */
export function watchUntilCollected(holder: object, call: Abandonable): void {
  if (call.watched) forget(call);
  call.watched = true;
  if (registry) registry.register(holder, call, call);
  else limit(call);
}

function limit(call: Abandonable): void {
  const timer: ReturnType<typeof setTimeout> & { unref?: () => void } = setTimeout(() => call.cancelled(), TIME_LIMIT);
  timer.unref?.();
  timers.set(call, timer);
}

/** Stops waiting for a call that has ended. */
export function forget(call: Abandonable): void {
  call.watched = false;
  if (registry) registry.unregister(call);
  else clearTimeout(timers.get(call));
}
