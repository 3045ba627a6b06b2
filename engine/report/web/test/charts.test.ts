// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { labels_of } from "../src/charts/labels";
import { batches_of, mark_at, marks_of } from "../src/charts/marks";
import { ground_of } from "../src/charts/world";
import { chain_graph } from "../src/data/chain_graph";
import type { Fact } from "../src/data/document";
import { index_of } from "../src/data/index";
import { charted_moves, own_moves } from "../src/data/moves";
import { signals_read } from "../src/data/reads";
import { strongest } from "../src/data/reasons";
import { steps_of, sums_of } from "../src/data/steps";
import { document_with, site } from "./world";

test("Each contribution begins where the one before it ended, the largest first", () => {
  const parts = [
    { of: "rule:a", dimension: "influence.supplier", value: 5 },
    { of: "rule:b", dimension: "influence", value: -2 },
    { of: "floor:c", dimension: "reliance", value: 12 },
  ];
  expect(steps_of(parts).map(({ from, to }) => [from, to])).toEqual([[0, 12], [12, 17], [17, 15]]);
  expect([...sums_of(parts, ["influence", "reliance"]).values()]).toEqual([3, 12]);
});

test("The first reasons are the strongest of each top dimension, one that is itself a leaf among them", () => {
  const fired = (id: string) => ({ id, points: 1, because: id });
  const part = (id: string, dimension: string, value: number) => ({ of: `rule:${id}`, dimension, value });
  const own = site({ rules: [fired("second"), fired("first"), fired("leaf")] });
  const contributions = [part("first", "influence.supplier", 9), part("second", "influence.owner", 8), part("leaf", "reliance", 2)];
  const rule = (id: string, dimension: string) => ({ id, dimension, enabled: true });
  const base = document_with({
    sites: [own],
    dimensions: [{ id: "influence", title: "Influence" }, { id: "reliance", title: "Reliance" }],
    details: { [own.id]: { contributions, evidence: [], not_fired: [], not_evaluated: [] } },
  });
  const rules = [rule("first", "influence.supplier"), rule("second", "influence.owner"), rule("leaf", "reliance")];
  const reasons = strongest(own, index_of({ ...base, method: { ...base.method, rules } }), 2);
  expect(reasons.map(({ rule: { id } }) => id)).toEqual(["first", "leaf"]);
});

const edge = (from: string, relation: string, to: string): Fact => ({
  id: `${relation}:${from}:${to}`, text: "", from, relation, to, valid_from: null, valid_to: null, confidence: "high", sources: [],
});
const facts = {
  e1: edge("state", "OWNS", "maker"), e2: edge("maker", "SUPPLIES", "d"), e3: edge("d", "DELIVERED_TO", "site"), e4: edge("maker", "LISTED_ON", "list"),
};
const index = index_of(document_with({ facts }));

test("Chains make one graph, layered by the distance from the site", () => {
  const supports = [{ term: 1, chain: ["e1", "e2", "e3"] }, { term: 1, chain: ["e4", "e2", "e3"] }];
  const graph = chain_graph("site", supports, index, 18);
  expect(graph.layers.map((layer) => [...layer].sort())).toEqual([["list", "state"], ["maker"], ["d"], ["site"]]);
  expect(graph.edges).toHaveLength(4);
  expect(graph.left_out).toBe(0);
});

test("A graph that would grow too large leaves chains out and counts them", () => {
  const supports = [{ term: 1, chain: ["e1", "e2", "e3"] }, { term: 1, chain: ["e4", "e2", "e3"] }];
  const graph = chain_graph("site", supports, index, 4);
  expect(graph.layers.flat()).not.toContain("list");
  expect(graph.left_out).toBe(1);
});

test("A rule reads the signals that its text names as whole words", () => {
  const evidence = ["calls", "calls_recent", "units"].map((signal) => ({ signal, value: 1, complete: true, terms: 0, supports: [] }));
  const rule = { id: "r", enabled: true, when: "calls_recent > 0", because: "{units} units" };
  expect(signals_read(rule, evidence).map(({ signal }) => signal)).toEqual(["calls_recent", "units"]);
});

const flat = { width: 900, project: (lon: number, lat: number): [number, number] => [lon, lat] };
const still = { k: 1, x: 0, y: 0 };

test("The highest score lies on top and is meant where marks cover each other", () => {
  const sites = [site({ id: "top", score: 90, lon: 50, lat: 50 }), site({ id: "under", score: 20, lon: 51, lat: 50 }), site({ id: "nowhere", lat: null })];
  const marks = marks_of(sites, flat, () => 0);
  expect(marks.map((mark) => mark.site.id)).toEqual(["under", "top"]);
  expect(mark_at(marks, still, 51, 50, 14)?.site.id).toBe("top");
  expect(mark_at(marks, still, 61, 50, 14)?.site.id).toBe("under");
  expect(mark_at(marks, still, 80, 50, 14)).toBeNull();
});

test("The map has no mark for a site beyond its edges", () => {
  const ground = ground_of(900);
  const at = (id: string, lat: number) => site({ id, lat });
  const marks = marks_of([at("pole", 85), at("far", 83), at("south", -56), at("ice", -58)], ground, () => 0);
  expect(marks.map((mark) => mark.site.id)).toEqual(["far", "south"]);
  for (const { y } of marks) {
    expect(y).toBeGreaterThan(0);
    expect(y).toBeLessThan(ground.height);
  }
});

test("20,000 marks are drawn by few paths, each of one tier, in order", () => {
  const sites = Array.from({ length: 20_000 }, (_, at) => site({ id: `s${at}`, score: at % 100, lon: at % 360, lat: at % 90, tier: at % 100 < 60 ? "low" : "high" }));
  const batches = batches_of(marks_of(sites, flat, (tier) => (tier === "high" ? 0 : 1)));
  expect(batches.length).toBeLessThan(1_300);
  expect(batches.reduce((sum, { marks }) => sum + marks.length, 0)).toBe(20_000);
  for (const { place, marks } of batches) for (const mark of marks) expect(mark.place).toBe(place);
});

test("No two names on the map cover each other, and the first in rank goes first", () => {
  const sites = Array.from({ length: 30 }, (_, at) => site({ rank: at + 1, id: `s${at}`, name: `Port ${at}`, score: 90 - at, lon: 400 + 3 * at, lat: 200 }));
  const labels = labels_of(marks_of(sites, flat, () => 0), still, 900, 500, 14);
  expect(labels[0]?.text).toMatch(/^1 /);
  const spans = labels.map(({ text, x, end }) => (end ? [x - 6.4 * text.length, x] : [x, x + 6.4 * text.length]) as [number, number]);
  spans.sort((a, b) => a[0] - b[0]);
  spans.slice(1).forEach((span, at) => expect(span[0]).toBeGreaterThanOrEqual(spans[at]?.[1] ?? 0));
});

test("On a magnified map the names are of those in sight", () => {
  const sites = Array.from({ length: 200 }, (_, at) => site({ rank: at + 1, id: `s${at}`, name: `Port ${at}`, score: 200 - at, lon: at < 199 ? 10 : 600, lat: 200 }));
  const zoom = { k: 4, x: -2_000, y: -600 };
  expect(labels_of(marks_of(sites, flat, () => 0), zoom, 900, 500, 14).map(({ text }) => text)).toEqual(["200  Port 199"]);
});

test("Moves in more than place come first; what only changed places fills the chart", () => {
  const standing = (rank: number, tier = "low") => ({ rank, score: 1, tier });
  const move = (id: string, before: number, after: number, change: number, causes: number) => ({
    id, name: id, country: null, before: standing(before), after: standing(after), change,
    causes: Array.from({ length: causes }, () => ({ of: "rule:r", value: change, facts: [] })),
  });
  const scenario = {
    name: "s", title: "", sentence: "", as_of_before: "", as_of: "", entered: [], left: [], top: 20, kendall: 1, spearman: 1, sites: 9, rescored: 2,
    moved: [move("aside", 1, 2, 0, 0), move("small", 5, 6, -1, 1), move("large", 2, 9, -40, 2)],
  };
  const other_tier = { ...move("tier", 7, 7, 0, 0), after: standing(7, "high") };
  expect(own_moves(scenario).map(({ id }) => id)).toEqual(["large", "small"]);
  expect(own_moves({ ...scenario, moved: [...scenario.moved, other_tier] }).map(({ id }) => id)).toEqual(["large", "small", "tier"]);
  expect(charted_moves(scenario, 3).map(({ id }) => id)).toEqual(["aside", "large", "small"]);
  expect(charted_moves(scenario, 2).map(({ id }) => id)).toEqual(["large", "small"]);
});
