// SPDX-License-Identifier: Apache-2.0
// How sure: the facts behind sites, by confidence word, and where they come from.
import type { Detail, Evidence } from "./document";
import type { Index } from "./index";

export interface Certainty {
  facts: number;
  sources: number;
  /// In the order of `method.confidence`; words without a fact are left out.
  by_word: { word: string; facts: number }[];
  undated: number;
}

export function facts_of(evidence: readonly Evidence[]): Set<string> {
  const ids = new Set<string>();
  for (const { supports } of evidence) for (const { chain } of supports) for (const id of chain) ids.add(id);
  return ids;
}

export function certainty_of(details: readonly Detail[], index: Index): Certainty {
  const ids = facts_of(details.flatMap((detail) => detail.evidence));
  const sources = new Set<string>();
  const counts = new Map<string, number>(index.document.method.confidence.map(({ word }) => [word, 0]));
  let undated = 0;
  for (const id of ids) {
    const fact = index.fact(id);
    if (!fact) continue;
    for (const source of fact.sources) sources.add(source);
    counts.set(fact.confidence, (counts.get(fact.confidence) ?? 0) + 1);
    if (fact.relation && !fact.valid_from && !fact.valid_to) undated += 1;
  }
  const by_word = [...counts].map(([word, facts]) => ({ word, facts })).filter(({ facts }) => facts > 0);
  return { facts: ids.size, sources: sources.size, by_word, undated };
}
