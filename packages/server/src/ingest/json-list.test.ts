import { expect, it } from "vitest";
import { splitList } from "./json-list.js";

it.each([
  [[], "[]"],
  [["1", "2"], " [ 1 , 2 ] "],
  [['{"a":"],[\\"}"}', "[[],[{}]]", '"\\\\"', "null"], '[{"a":"],[\\"}"},[[],[{}]],"\\\\",null]'],
  [['"é\\u005d"'], '["é\\u005d"]'],
  [undefined, '{"a":[]}'],
  [undefined, "[1,2"],
  [undefined, '["open'],
  [undefined, ""],
])("%j are the elements of %s", (elements, text) => {
  expect(splitList(text)).toEqual(elements);
});

it("splits whatever JSON.stringify writes into texts that parse to the same elements", () => {
  const values = ['"', "\\", '\\"', "[", "]", "{", ",", "\n", { '"]': ["}"] }, [[1.5e-7, null, true]], ""];
  const list = values.flatMap((a) => values.map((b) => ({ a, b: [b] })));
  expect(splitList(JSON.stringify(list))!.map((text) => JSON.parse(text))).toEqual(list);
});
