// SPDX-License-Identifier: Apache-2.0
// The strongest reasons for a site's score, in the words of its rules.
import { top_of } from "./dimension";
import type { FiredRule, Site } from "./document";
import type { Index } from "./index";
import { capitalised } from "./text";

export interface Reason {
  rule: FiredRule;
  text: string;
  /// Points of the score; null where the document has no detail of the site.
  value: number | null;
}

/// The strongest rule of each shown dimension, then the next strongest, `count` in all. Where the document
/// has no contributions of the site, the rules stand in the order in which the engine gives them.
export function strongest(site: Site, index: Index, count: number): Reason[] {
  const reasons = reasons_of(site, index);
  const tops = index.document.dimensions.map(({ id }) => id);
  const first = tops
    .map((top) => reasons.find((reason) => top_of(dimension_of(reason, index), tops) === top))
    .filter((reason): reason is Reason => reason !== undefined);
  return [...new Set([...first, ...reasons])].slice(0, count);
}

const dimension_of = (reason: Reason, index: Index) => index.rule(reason.rule.id)?.dimension ?? "";

/// All rules that fired, strongest first.
export function reasons_of(site: Site, index: Index): Reason[] {
  const values = new Map((index.detail(site.id)?.contributions ?? []).map(({ of, value }) => [of, value]));
  return (site.rules ?? [])
    .map((rule) => ({ rule, text: capitalised(rule.because), value: values.get(`rule:${rule.id}`) ?? null }))
    .sort((a, b) => Math.abs(b.value ?? 0) - Math.abs(a.value ?? 0));
}
