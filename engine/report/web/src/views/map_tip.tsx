// SPDX-License-Identifier: Apache-2.0
import type { Mark, Zoom } from "../charts/marks";
import { clipped, score_text } from "../data/text";
import { Tier } from "./tier";
import { Where } from "./where";

/// What stands beside the mark that is pointed at. The map tells the same to a screen reader.
export function MapTip({ mark, zoom, width, height }: { mark: Mark; zoom: Zoom; width: number; height: number }) {
  const { site } = mark;
  const x = (100 * (mark.x * zoom.k + zoom.x)) / width;
  const y = (100 * (mark.y * zoom.k + zoom.y)) / height;
  return (
    <div class={`map-tip${x > 60 ? " to-left" : ""}${y > 60 ? " above" : ""}`} style={{ left: `${x}%`, top: `${y}%` }} aria-hidden="true">
      <strong><bdi>{clipped(site.name, 60)}</bdi></strong>
      <span class="soft"><Where site={site} /></span>
      <span>Rank {site.rank} · score {score_text(site.score)} · <Tier name={site.tier} /></span>
    </div>
  );
}
