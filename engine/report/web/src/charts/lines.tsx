// SPDX-License-Identifier: Apache-2.0
// Lines over days: a series a line, each named at its right end, so that no colour has to be looked up.
import { scaleLinear } from "d3-scale";
import { clipped } from "../data/text";

export interface Series {
  id: string;
  name: string;
  values: (number | null)[];
  end: string;
}

interface Props {
  width: number;
  days: readonly string[];
  series: readonly Series[];
  label: string;
  /// Rank 1 is at the top: smaller is higher.
  falling?: boolean;
  height?: number;
  most?: number;
}

const left = 34;
const top = 12;
const bottom = 24;

/// Heights of the names at the right, moved apart so that none covers another.
function spread(heights: number[], gap: number, most: number): number[] {
  const order = heights.map((y, at) => ({ y, at })).sort((a, b) => a.y - b.y);
  order.forEach((entry, k) => (entry.y = Math.max(entry.y, (order[k - 1]?.y ?? -Infinity) + gap)));
  for (let k = order.length - 1; k >= 0; k--) {
    const entry = order[k];
    if (entry) entry.y = Math.min(entry.y, (order[k + 1]?.y ?? most + gap) - gap);
  }
  const result = [...heights];
  for (const { y, at } of order) result[at] = y;
  return result;
}

export function Lines({ width, days, series, label, falling = false, height = 260, most }: Props) {
  const right = series.length > 1 ? Math.min(230, 0.42 * width) : 48;
  const letters = Math.floor((right - 60) / 6.3);
  const all = series.flatMap(({ values }) => values.filter((v): v is number => v !== null));
  const highest = most ?? Math.max(1, ...all);
  const x = scaleLinear([0, Math.max(1, days.length - 1)], [left, width - right]);
  const y = scaleLinear(falling ? [1, Math.max(2, highest)] : [0, highest], falling ? [top, height - bottom] : [height - bottom, top]);
  const ends = spread(series.map(({ values }) => y(values[values.length - 1] ?? (falling ? highest : 0))), 15, height - bottom);
  const every = Math.max(1, Math.ceil(days.length / Math.max(2, Math.floor((width - right) / 70))));
  return (
    <svg class="lines" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {y.ticks(5).filter((t) => !falling || (t >= 1 && Number.isInteger(t))).map((tick) => (
        <g key={tick} class="tick">
          <line x1={left} x2={width - right} y1={y(tick)} y2={y(tick)} />
          <text x={left - 6} y={y(tick) + 4} class="end">{tick}</text>
        </g>
      ))}
      {days.map((day, at) => at % every === 0 && (
        <text key={day} x={x(at)} y={height - 6} class="middle">{day.slice(0, 4)}</text>
      ))}
      {series.map(({ id, name, values, end }, k) => (
        <g key={id} class={`line series-${k % 6}`}>
          <path d={path_of(values, x, y)} />
          {values.map((value, at) => value !== null && (
            <circle key={at} cx={x(at)} cy={y(value)} r={at === values.length - 1 ? 3.5 : 1.6}>
              <title>{`${days[at]}: ${Number(value.toFixed(2))}`}</title>
            </circle>
          ))}
          {series.length > 1 && <line class="leader" x1={width - right + 5} x2={width - right + 20} y1={y(values[values.length - 1] ?? 0)} y2={ends[k]} />}
          <text x={width - right + (series.length > 1 ? 24 : 10)} y={(ends[k] ?? 0) + 4}>
            {end}{series.length > 1 && ` ${clipped(name, letters)}`}
          </text>
        </g>
      ))}
    </svg>
  );
}

/// A gap stays a gap: a day without a value begins a new line.
function path_of(values: readonly (number | null)[], x: (at: number) => number, y: (value: number) => number): string {
  let path = "";
  let pen = "M";
  values.forEach((value, at) => {
    if (value !== null) path += `${pen}${x(at).toFixed(1)},${y(value).toFixed(1)}`;
    pen = value === null ? "M" : "L";
  });
  return path;
}
