// SPDX-License-Identifier: Apache-2.0
// Which signals a rule reads: the names that its condition, its points and its sentence have in common with
// the evidence of a site. Names in CEL are words, so whole words are looked for.
import type { Evidence, Rule } from "./document";

const word = /[A-Za-z_][A-Za-z0-9_]*/g;

export function signals_read(rule: Rule | undefined, evidence: readonly Evidence[]): Evidence[] {
  if (!rule) return [];
  const names = new Set(`${rule.when ?? ""} ${rule.points ?? ""} ${rule.because ?? ""}`.match(word) ?? []);
  return evidence.filter(({ signal }) => names.has(signal));
}
