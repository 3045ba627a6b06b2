// SPDX-License-Identifier: Apache-2.0
// Small documents, of which each test sets what it is about.
import type { PageDocument, Site } from "../src/data/document";

export const site = (part: Partial<Site>): Site => ({
  rank: 1, id: "a", name: "A", country: null, type: null, lat: 0, lon: 0, score: 10, tier: "low", dimensions: {}, ...part,
});

export const document_with = (part: Partial<PageDocument>): PageDocument => ({
  format: "harbinger-page/1",
  kind: "rank",
  title: "T",
  run: { engine: "harbinger", as_of: "2026-04-30", inputs: [] },
  totals: { sites: 0, shown: 0, detailed: 0 },
  notes: [],
  tiers: [{ name: "high", at_least: 60 }, { name: "low", at_least: 0 }],
  dimensions: [],
  sites: [],
  nodes: {},
  facts: {},
  sources: {},
  details: {},
  silent: [],
  timeline: null,
  whatif: null,
  method: { rule_files: [], model_file: "", model: { title: "", tree: { id: "total", title: "" }, tiers: [] }, rules: [], signals: [], confidence: [] },
  ...part,
});
