// SPDX-License-Identifier: Apache-2.0
// What a scenario moves: which moves are told one by one.
import type { Move, Scenario } from "./document";

/// Moves in more than place, the largest change first: those with causes of their own, into another tier, into
/// the ranking and out of it. The others only changed places with them.
export const own_moves = (scenario: Scenario): Move[] =>
  scenario.moved
    .filter(({ before, after, causes }) => causes.length > 0 || before === null || after === null || before.tier !== after.tier)
    .sort((a, b) => Math.abs(b.change ?? Infinity) - Math.abs(a.change ?? Infinity));

/// The moves that a chart can show: own moves first, then the highest of the rest, in rank order.
export function charted_moves(scenario: Scenario, most: number): Move[] {
  const own = own_moves(scenario).filter((move) => move.before && move.after);
  const chosen = new Set(own.slice(0, most));
  const rest = scenario.moved.filter((move) => move.before && move.after && !chosen.has(move));
  rest.sort((a, b) => best_rank(a) - best_rank(b));
  for (const move of rest) {
    if (chosen.size >= most) break;
    chosen.add(move);
  }
  return [...chosen].sort((a, b) => (a.before?.rank ?? 0) - (b.before?.rank ?? 0));
}

const best_rank = ({ before, after }: Move) => Math.min(before?.rank ?? Infinity, after?.rank ?? Infinity);
