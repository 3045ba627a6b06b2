// SPDX-License-Identifier: Apache-2.0
import type { Mark, Zoom } from "../charts/marks";
import { clipped, score_text, words_of } from "../data/text";
import { use_index } from "./context";
import { Tier } from "./tier";

/// What stands beside the mark that is pointed at. The map tells the same to a screen reader.
export function MapTip({ mark, zoom, width, height }: { mark: Mark; zoom: Zoom; width: number; height: number }) {
  const index = use_index();
  const { site } = mark;
  const x = (100 * (mark.x * zoom.k + zoom.x)) / width;
  const y = (100 * (mark.y * zoom.k + zoom.y)) / height;
  return (
    <div class={`map-tip${x > 60 ? " to-left" : ""}${y > 60 ? " above" : ""}`} style={{ left: `${x}%`, top: `${y}%` }} aria-hidden="true">
      <strong><bdi>{clipped(site.name, 60)}</bdi></strong>
      <span class="soft">
        <bdi>{clipped(index.country_name(site.country), 40)}</bdi>
        {site.type && ` · ${words_of(site.type)}`}
      </span>
      <span>Rank {site.rank} · score {score_text(site.score)} · <Tier name={site.tier} /></span>
    </div>
  );
}
