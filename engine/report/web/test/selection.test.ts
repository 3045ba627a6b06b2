// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { index_of } from "../src/data/index";
import { no_filter, ordered, selected, values_of } from "../src/data/selection";
import { document_with, site } from "./world";

const sites = [
  site({ rank: 1, id: "sp", name: "S\u00e3o Paulo", country: "QAB", type: "airport", score: 70, tier: "high", dimensions: { reach: 5 } }),
  site({ rank: 2, id: "m10", name: "Moor 10", country: "QCD", type: "seaport", score: 30, dimensions: { reach: null } }),
  site({ rank: 2, id: "m9", name: "Moor 9", country: "QCD", type: "seaport", score: 30, dimensions: { reach: 9 } }),
  site({ rank: 4, id: "x", name: "X", score: 10 }),
];
const index = index_of(document_with({ sites, nodes: { QCD: { name: "Lowlands", kind: "Country" } } }));
const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);

test("A filter takes words of name, id and country, without regard to marks and capitals", () => {
  expect(ids(selected(sites, { ...no_filter, text: "sao" }, index))).toEqual(["sp"]);
  expect(ids(selected(sites, { ...no_filter, text: "MOOR lowl" }, index))).toEqual(["m10", "m9"]);
  expect(ids(selected(sites, { ...no_filter, tier: "low", type: "seaport" }, index))).toEqual(["m10", "m9"]);
  expect(selected(sites, no_filter, index)).toHaveLength(4);
});

test("Names sort as people count, ties stay in rank order, unknown comes last either way", () => {
  expect(ids(ordered(sites, { column: "name", descending: false }, index))).toEqual(["m9", "m10", "sp", "x"]);
  expect(ids(ordered(sites, { column: "score", descending: true }, index))).toEqual(["sp", "m10", "m9", "x"]);
  expect(ids(ordered(sites, { column: "reach", descending: true }, index))).toEqual(["m9", "sp", "m10", "x"]);
  expect(ids(ordered(sites, { column: "reach", descending: false }, index))).toEqual(["sp", "m9", "m10", "x"]);
});

test("Tiers sort by height, not by letters", () => {
  expect(ids(ordered(sites, { column: "tier", descending: true }, index))[0]).toBe("sp");
});

test("The choices of a column are its values, each once, in the order of their names", () => {
  const named: Record<string, string> = { QAB: "Zeeland", QCD: "Ashmere" };
  expect(values_of(sites, ({ country }) => country, (code) => named[code] ?? code)).toEqual(["QCD", "QAB"]);
});
