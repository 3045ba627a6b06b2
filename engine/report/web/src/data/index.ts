// SPDX-License-Identifier: Apache-2.0
// What the views ask of a document: names for ids, the place of a tier, a site by its id. Made once a page.
import type { Detail, Fact, PageDocument, Rule, Signal, SilentRule, Site, SiteTimeline, Source } from "./document";

export interface Index {
  document: PageDocument;
  /// Highest first; tiers that only sites name come last.
  tiers: string[];
  tier_place(name: string): number;
  site(id: string): Site | undefined;
  detail(id: string): Detail | undefined;
  history(id: string): SiteTimeline | undefined;
  fact(key: string): Fact | undefined;
  source(id: string): Source | undefined;
  /// The rules at these places of `silent`.
  silent(places: readonly number[]): SilentRule[];
  rule(id: string): Rule | undefined;
  signal(id: string): Signal | undefined;
  node_name(id: string): string;
  /// The country's name where the document has it, else its code; "" where unknown.
  country_name(code: string | null): string;
  dimension_title(id: string): string;
  /// The probability that a confidence word stands for.
  probability(word: string): number | undefined;
}

const by_id = <T extends { id: string }>(list: readonly T[] | undefined) =>
  new Map((list ?? []).map((entry) => [entry.id, entry]));

// `own` and not `in`: an id may be "constructor".
const own = <T>(record: Record<string, T> | undefined, id: string): T | undefined =>
  record && Object.hasOwn(record, id) ? record[id] : undefined;

function titles_of_dimensions(document: PageDocument): Map<string, string> {
  const titles = new Map(document.dimensions.map((dimension) => [dimension.id, dimension.title]));
  const open = [document.method.model.tree];
  for (let node = open.pop(); node; node = open.pop()) {
    titles.set(node.id, node.title || node.id);
    open.push(...(node.of ?? []));
  }
  return titles;
}

export function index_of(document: PageDocument): Index {
  const sites = by_id(document.sites);
  const rules = by_id(document.method.rules);
  const signals = by_id(document.method.signals);
  const histories = by_id(document.timeline?.sites);
  const titles = titles_of_dimensions(document);
  const tiers = [...new Set([...document.tiers.map((tier) => tier.name), ...document.sites.map((s) => s.tier)])];
  const places = new Map(tiers.map((tier, place) => [tier, place]));
  const words = new Map(document.method.confidence.map((entry) => [entry.word, entry.probability]));
  return {
    document,
    tiers,
    tier_place: (name) => places.get(name) ?? tiers.length,
    site: (id) => sites.get(id),
    detail: (id) => own(document.details, id),
    history: (id) => histories.get(id),
    fact: (key) => own(document.facts, key),
    source: (id) => own(document.sources, id),
    silent: (places) => places.map((place) => document.silent[place]).filter((rule) => rule !== undefined),
    rule: (id) => rules.get(id),
    signal: (id) => signals.get(id),
    node_name: (id) => own(document.nodes, id)?.name ?? sites.get(id)?.name ?? id,
    country_name: (code) => (code ? (own(document.nodes, code)?.name ?? code) : ""),
    dimension_title: (id) => titles.get(id) ?? id,
    probability: (word) => words.get(word),
  };
}
