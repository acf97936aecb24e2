type Keep = (work: Promise<unknown>) => void;

interface Platform {
  [vercel]?: { get?(): { waitUntil?: Keep } | undefined };
  Netlify?: { context?: { waitUntil?: Keep } };
}

const vercel = Symbol.for("@vercel/request-context");

/** Returns the running request's way to keep its function alive for work after the answer, where there is one. */
export function waitUntil(): Keep | undefined {
  const platform = globalThis as Platform;
  const request = platform[vercel]?.get?.();
  if (request?.waitUntil) return (work) => request.waitUntil!(work);
  const context = platform.Netlify?.context;
  return context?.waitUntil && ((work) => context.waitUntil!(work));
}
