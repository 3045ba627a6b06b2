// SPDX-License-Identifier: Apache-2.0
// A waterfall: contributions in order of size, each beginning where the one before it ended.
//
//   contributions  12, 5, -2      score 15
//   steps          0..12, 12..17, 17..15
import { top_of } from "./dimension";
import type { Contribution } from "./document";

export interface Step {
  contribution: Contribution;
  from: number;
  to: number;
}

/// Largest first; those of the same size stay as they came.
export function steps_of(contributions: readonly Contribution[]): Step[] {
  let at = 0;
  return [...contributions]
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value))
    .map((contribution) => {
      const from = at;
      at += contribution.value;
      return { contribution, from, to: at };
    });
}

/// The sums by top dimension, in the order given.
export function sums_of(contributions: readonly Contribution[], dimensions: readonly string[]): Map<string, number> {
  const sums = new Map(dimensions.map((id) => [id, 0]));
  for (const { dimension, value } of contributions) {
    const top = top_of(dimension, dimensions);
    if (top !== undefined) sums.set(top, (sums.get(top) ?? 0) + value);
  }
  return sums;
}
