/**
 * Counts the rejections that nobody handles while `run` works and shortly after.
 *
 * The listeners of whoever runs the tests are set aside meanwhile, since they take such a rejection for a failure.
 */
export async function countUnhandled(run: () => unknown): Promise<number> {
  const others = process.listeners("unhandledRejection");
  let count = 0;
  process.removeAllListeners("unhandledRejection");
  process.on("unhandledRejection", () => count++);
  try {
    await run();
    // Node reports once the microtasks of a turn are done; SDKs need some turns to fail.
    for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setTimeout(resolve, 5));
    return count;
  } finally {
    process.removeAllListeners("unhandledRejection");
    for (const listener of others) process.on("unhandledRejection", listener);
  }
}
