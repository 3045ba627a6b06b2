// SPDX-License-Identifier: Apache-2.0
// Names on the map: the highest ranked first, each only where it covers no name and no mark before it.
import { clipped } from "../data/text";
import type { Mark, Zoom } from "./marks";

export interface Label {
  mark: Mark;
  text: string;
  x: number;
  y: number;
  end: boolean; // the text ends at x
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const letter = 6.4; // pixels, about the mean of a letter
const longest = 26;

const meet = (a: Box, b: Box) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/// At most `most` labels. `marks` stand lowest first.
export function labels_of(marks: readonly Mark[], zoom: Zoom, width: number, height: number, most: number): Label[] {
  const labels: Label[] = [];
  const taken: Box[] = [];
  let tries = 4 * most;
  for (let at = marks.length - 1; at >= 0 && labels.length < most && tries > 0; at--) {
    const mark = marks[at] as Mark;
    const x = mark.x * zoom.k + zoom.x;
    const y = mark.y * zoom.k + zoom.y;
    if (x < 0 || y < 0 || x > width || y > height) continue;
    tries -= 1;
    const text = `${mark.site.rank}  ${clipped(mark.site.name, longest)}`;
    const length = text.length * letter;
    for (const end of [false, true]) {
      const start = end ? x - mark.r - 4 - length : x + mark.r + 4;
      const box = { left: start, right: start + length, top: y - 9, bottom: y + 7 };
      if (box.left < 0 || box.right > width || taken.some((other) => meet(box, other))) continue;
      taken.push(box, { left: x - mark.r, right: x + mark.r, top: y - mark.r, bottom: y + mark.r });
      labels.push({ mark, text, x: end ? x - mark.r - 4 : start, y: y + 4, end });
      break;
    }
  }
  return labels;
}
