// SPDX-License-Identifier: Apache-2.0
// The sites on the map: where each mark lies, how large it is, and the paths that draw them.
//
// Marks keep their size on the screen while the map is zoomed, so they are drawn anew for each zoom. So that
// 20,000 sites cost few elements, neighbours in drawing order that look alike share one path.
import type { Site } from "../data/document";
import { mark_path } from "./tier_mark";
import type { Ground } from "./world";

export interface Mark {
  site: Site;
  place: number; // of the tier
  x: number;
  y: number;
  r: number;
}

/// How the map is moved and magnified: a point p lies at k * p + (x, y).
export interface Zoom {
  k: number;
  x: number;
  y: number;
}

export interface Batch {
  place: number;
  marks: Mark[];
}

const smallest = 2.4; // pixels, on a map as wide as a page; on a narrow one they are smaller
const largest = 7.6;
const page_width = 900;
const most_paths = 1_200;

/// A mark for each site that has a point on the map, lowest score first, so that the highest lies on top. The area of
/// a mark grows with the score.
export function marks_of(
  sites: readonly Site[],
  { width, project }: Pick<Ground, "width" | "project">,
  place_of: (tier: string) => number,
): Mark[] {
  const highest = sites.reduce((most, { score }) => Math.max(most, score), 1);
  const scale = Math.max(0.55, Math.min(1, width / page_width));
  const marks: Mark[] = [];
  for (const site of sites) {
    if (site.lat === null || site.lon === null) continue;
    const point = project(site.lon, site.lat);
    if (!point) continue;
    const share = Math.max(0, site.score) / highest;
    const r = scale * Math.sqrt(smallest ** 2 + share ** 2 * (largest ** 2 - smallest ** 2));
    marks.push({ site, place: place_of(site.tier), x: point[0], y: point[1], r });
  }
  return marks.sort((a, b) => a.site.score - b.site.score);
}

/// The mark that is meant by a point of the screen: the uppermost one that covers it, else the nearest one
/// within reach. Marks are looked at one by one: 20,000 take a tenth of a millisecond.
export function mark_at(marks: readonly Mark[], zoom: Zoom, x: number, y: number, reach: number): Mark | null {
  let nearest: Mark | null = null;
  let least = reach;
  for (let at = marks.length - 1; at >= 0; at--) {
    const mark = marks[at] as Mark;
    const distance = Math.hypot(mark.x * zoom.k + zoom.x - x, mark.y * zoom.k + zoom.y - y);
    if (distance <= mark.r) return mark;
    if (distance < least) [nearest, least] = [mark, distance];
  }
  return nearest;
}

export function batches_of(marks: readonly Mark[]): Batch[] {
  const size = Math.ceil(marks.length / most_paths);
  const batches: Batch[] = [];
  for (const mark of marks) {
    const last = batches[batches.length - 1];
    if (last && last.place === mark.place && last.marks.length < size) last.marks.push(mark);
    else batches.push({ place: mark.place, marks: [mark] });
  }
  return batches;
}

/// The path of a batch under a zoom; marks beyond the map's edge are left out.
export function batch_path({ place, marks }: Batch, zoom: Zoom, width: number, height: number): string {
  let path = "";
  for (const mark of marks) {
    const x = mark.x * zoom.k + zoom.x;
    const y = mark.y * zoom.k + zoom.y;
    if (x < -10 || y < -10 || x > width + 10 || y > height + 10) continue;
    path += mark_path(place, x, y, mark.r);
  }
  return path;
}
