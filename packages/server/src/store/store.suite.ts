import { describe } from "vitest";
import type { OpenStore } from "./suite/access.js";
import { testConversations } from "./suite/conversations.js";
import { testLists } from "./suite/lists.js";
import { testOpenSpans } from "./suite/open-spans.js";
import { testRemoval } from "./suite/removal.js";
import { testSearch } from "./suite/search.js";
import { testSpans } from "./suite/spans.js";
import { testSums } from "./suite/sums.js";

/** What every implementation of `Store` promises. */
export function testStore(name: string, open: OpenStore): void {
  describe(name, () => {
    testSpans(open);
    testSums(open);
    testLists(open);
    testOpenSpans(open);
    testConversations(open);
    testSearch(open);
    testRemoval(open);
  });
}
