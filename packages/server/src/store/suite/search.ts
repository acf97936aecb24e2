import { describe, expect, it } from "vitest";
import { call, origin, text } from "../../../test/otlp.js";
import { indexAll, list, type OpenStore, write } from "./access.js";

export function testSearch(open: OpenStore): void {
  describe("search", () => {
    const search = async (documents: string[], query: string) => {
      const store = open();
      await write(
        store,
        documents.map((content, i) => ({
          trace: `d${i}`,
          id: "a",
          start: i,
          attributes: call([text("user", content)]),
        })),
      );
      await indexAll(store);
      const found = await list(store, { text: query });
      return found.map(({ startTime }) => startTime - origin).sort();
    };

    it.each([
      ["any case", "REFUND", [0]],
      ["the beginning of the last word", "ref", [0]],
      ["not the beginning of another word", "ref parcel", []],
      ["all words, in any order", "order refund", [0]],
      ["letters without their accents", "cafe", [1]],
      ["letters with accents that were written without", "réfund", [0]],
      ["two ideographs", "返金", [2]],
      ["a run of ideographs only where it stands together", "金返", []],
      ["an Arabic word without its article", "مدرسة", [3]],
      ["an Arabic word without its vowels", "المدرسة", [3]],
      ["words that were written as one, only where they stand together", "order-8812", [0]],
      ["and not where they do not", "refund-8812", []],
      ["nothing for what was not written", "giraffe", []],
      ["nothing for a query without words", "?!", []],
    ])("finds %s", async (_, query, expected) => {
      const documents = [
        "A refund for order 8812, parcel lost",
        "Un café crème",
        "私の返金はどこですか",
        "ذهبتُ إلى الـمَدْرَسَة",
        "other",
      ];
      expect(await search(documents, query)).toEqual(expected);
    });

    it("finds names, inputs, outputs and messages of all traces that share one", async () => {
      const store = open();
      const shared = [text("user", "walrus")];
      await write(store, [
        {
          trace: "1",
          id: "a",
          name: "Otter",
          attributes: { "trace.input": '{"q":"lynx"}', "trace.output": '"heron"' },
        },
        { trace: "1", id: "b", parent: "a", attributes: call(shared) },
        { trace: "2", id: "b", attributes: call(shared) },
      ]);
      while ((await store.index(1)) > 0);
      for (const word of ["otter", "lynx", "heron"]) expect(await list(store, { text: word })).toHaveLength(1);
      expect(await list(store, { text: "walrus" })).toHaveLength(2);
    });
  });
}
