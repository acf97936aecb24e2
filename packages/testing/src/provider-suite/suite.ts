import { afterAll, afterEach, beforeAll, beforeEach, describe } from "vitest";
import { testAbandoned } from "./abandoned.js";
import { testCalls } from "./calls.js";
import type { ProviderCases } from "./cases.js";
import { testContext } from "./context.js";
import { testIgnoredFailures } from "./ignored-failures.js";
import { testOperations } from "./operations.js";
import { testPatching } from "./patching.js";
import { testStreams } from "./streams.js";
import { Subject } from "./subject.js";

/**
 * Proves what every provider promises, on every copy of its SDK, against a stub of its API on localhost.
 *
 * Wherever it can be told, a test runs its program twice, on the bare SDK and on the traced one, and compares what
 * the program saw.
 */
export function testProvider(cases: ProviderCases): void {
  describe.each(cases.sdks)(`${cases.provider.name} $name`, (sdk) => {
    let opened: Subject;
    const subject = () => opened;

    beforeAll(async () => {
      // The first import of an SDK is slow on a busy machine.
      await sdk.load();
    }, 60_000);
    beforeEach(async () => {
      opened = await Subject.open(cases, sdk);
    });
    afterEach(() => opened.close());
    afterAll(() => cases.unpatch());

    testCalls(subject);
    testIgnoredFailures(subject);
    testStreams(subject);
    testOperations(subject, cases);
    testContext(subject);
    testPatching(subject);
  });

  // Ten thousand calls take seconds, and what is collected does not depend on the copy.
  const [first] = cases.sdks;
  if (!first) throw new Error(`${cases.provider.name} has no SDK to test`);
  describe(`${cases.provider.name} ${first.name}`, () => {
    let opened: Subject;
    beforeEach(async () => {
      opened = await Subject.open(cases, first);
    });
    afterEach(() => opened.close());
    testAbandoned(() => opened);
  });
}
