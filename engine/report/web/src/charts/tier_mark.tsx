// SPDX-License-Identifier: Apache-2.0
// The mark of a tier: a shape and a colour, so that neither alone has to tell it. Highest first: diamond,
// triangle, square, disc, ring.

type Shape = (x: number, y: number, r: number) => string;

// Two decimals: a hundredth of a pixel, and short texts where there are thousands.
const at = (n: number) => String(Math.round(n * 100) / 100);

const polygon =
  (points: readonly (readonly [number, number])[]): Shape =>
  (x, y, r) =>
    `M${points.map(([dx, dy]) => `${at(x + r * dx)},${at(y + r * dy)}`).join("L")}Z`;

const disc: Shape = (x, y, r) =>
  `M${at(x - r)},${at(y)}a${at(r)},${at(r)} 0 1,0 ${at(2 * r)},0a${at(r)},${at(r)} 0 1,0 ${at(-2 * r)},0Z`;

// Of about the same area for the same r.
const shapes: readonly Shape[] = [
  polygon([[0, -1.3], [1.3, 0], [0, 1.3], [-1.3, 0]]),
  polygon([[0, -1.25], [1.15, 0.8], [-1.15, 0.8]]),
  polygon([[-0.88, -0.88], [0.88, -0.88], [0.88, 0.88], [-0.88, 0.88]]),
  disc,
  disc, // drawn hollow by the style
];

const last = shapes.length - 1;

/// The name of the style of a tier's marks: tiers below the fifth look like the fifth.
export const tier_style = (place: number) => `tier-${Math.min(place, last)}`;

/// The outline of a tier's mark around a point, as an SVG path.
export const mark_path = (place: number, x: number, y: number, r: number): string =>
  (shapes[Math.min(place, last)] ?? disc)(x, y, r);

/// The mark beside a word, which says the same.
export function TierMark({ place }: { place: number }) {
  return (
    <svg class="tier-mark" viewBox="-10 -10 20 20" width="14" height="14" aria-hidden="true">
      <path class={`mark ${tier_style(place)}`} d={mark_path(place, 0, 0, 6.5)} />
    </svg>
  );
}
