// SPDX-License-Identifier: Apache-2.0
// A slope chart: ranks before at the left, after at the right, a line a site.
import { scaleLinear } from "d3-scale";
import type { Move } from "../data/document";
import { clipped } from "../data/text";

const row = 22;
const top = 28;

/// Places for ranks: in order, each at least a row apart; the distance says less than the number does.
function rows_of(ranks: number[]): Map<number, number> {
  const each = [...new Set(ranks)].sort((a, b) => a - b);
  return new Map(each.map((rank, at) => [rank, at]));
}

export function Slope({ width, moves, label }: { width: number; moves: readonly Move[]; label: string }) {
  const side = Math.min(290, 0.4 * width); // of each end's names
  const letters = Math.floor((side - 90) / 6.3);
  const both = moves.filter((move) => move.before && move.after);
  const ranks = rows_of(both.flatMap((move) => [move.before?.rank ?? 0, move.after?.rank ?? 0]));
  const height = top + ranks.size * row + 8;
  const y = scaleLinear([0, Math.max(1, ranks.size - 1)], [top + row / 2, height - 8 - row / 2]);
  const at = (rank: number | undefined) => y(ranks.get(rank ?? 0) ?? 0);
  const named = (move: Move, end: "before" | "after") => {
    // Sites that share a rank are named once, with how many more there are.
    const same = both.filter((other) => other[end]?.rank === move[end]?.rank);
    if (same[0] !== move) return "";
    return same.length > 1 ? `${clipped(move.name, letters)} (+${same.length - 1})` : clipped(move.name, letters + 8);
  };
  return (
    <svg class="slope" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <text x={side} y={14} class="end head">rank before</text>
      <text x={width - side} y={14} class="head">rank after</text>
      {both.map((move) => {
        const [y0, y1] = [at(move.before?.rank), at(move.after?.rank)];
        const before = named(move, "before");
        const after = named(move, "after");
        const way = y1 > y0 ? "falls" : y1 < y0 ? "rises" : "stays";
        return (
          <g key={move.id} class={`move ${way}`}>
            <line x1={side + 8} y1={y0} x2={width - side - 8} y2={y1} />
            <circle cx={side + 8} cy={y0} r="3" />
            <circle cx={width - side - 8} cy={y1} r="3" />
            {before && <text x={side} y={y0 + 4} class="end">{before} {move.before?.rank}</text>}
            {after && <text x={width - side} y={y1 + 4}>{move.after?.rank} {after}</text>}
          </g>
        );
      })}
    </svg>
  );
}
