// SPDX-License-Identifier: Apache-2.0
// The world map. It is moved and magnified by pointer, wheel, fingers, buttons and keys; the ranking table
// below says the same in text, and what is pointed at is told to a screen reader as well.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { labels_of } from "../charts/labels";
import { batch_path, batches_of, mark_at, marks_of, type Mark, type Zoom } from "../charts/marks";
import { tier_style } from "../charts/tier_mark";
import { ground_of, north, south, type Ground } from "../charts/world";
import type { Site } from "../data/document";
import { site_address } from "../data/route";
import { count_text, isolated, list_text, score_text } from "../data/text";
import { use_index } from "./context";
import { Legend } from "./legend";
import { MapTip } from "./map_tip";
import { use_width } from "./use_width";
import { use_zoom } from "./use_zoom";

const pan = 60; // pixels that an arrow moves the map by
const closer = 1.6;
const reach = 14; // pixels around the pointer in which a mark is meant

export function WorldMap({ sites }: { sites: readonly Site[] }) {
  const index = use_index();
  const frame = useRef<HTMLDivElement>(null);
  const width = use_width(frame, 960);
  const ground = useMemo(() => ground_of(width), [width]);
  const marks = useMemo(() => marks_of(sites, ground, index.tier_place), [sites, ground]);
  const [current, set_current] = useState<Mark | null>(null);
  const { svg, zoom, move, centre, magnify, whole } = use_zoom(ground.width, ground.height);
  useEffect(() => set_current(null), [marks]);

  const meant = (event: MouseEvent): Mark | null => {
    const box = svg.current?.getBoundingClientRect();
    if (!box) return null;
    const scale = ground.width / box.width;
    return mark_at(marks, zoom, (event.clientX - box.left) * scale, (event.clientY - box.top) * scale, reach);
  };
  const open = (mark: Mark | null) => {
    if (mark) location.hash = site_address(mark.site.id);
  };
  /// To the site that stands so many ranks further down; it is moved into sight.
  const step = (down: number) => {
    const at = current ? marks.indexOf(current) - down : marks.length - 1;
    const mark = marks[Math.max(0, Math.min(marks.length - 1, at))];
    if (!mark) return;
    set_current(mark);
    const [x, y] = [mark.x * zoom.k + zoom.x, mark.y * zoom.k + zoom.y];
    if (x < 0 || y < 0 || x > ground.width || y > ground.height) centre(mark.x, mark.y);
  };
  const keys: Record<string, () => void> = {
    ArrowLeft: () => move(pan / zoom.k, 0),
    ArrowRight: () => move(-pan / zoom.k, 0),
    ArrowUp: () => move(0, pan / zoom.k),
    ArrowDown: () => move(0, -pan / zoom.k),
    "+": () => magnify(closer),
    "=": () => magnify(closer), // the key of the plus, on many keyboards
    "-": () => magnify(1 / closer),
    "0": whole,
    n: () => step(1),
    p: () => step(-1),
    Enter: () => open(current),
    Escape: () => set_current(null),
  };
  const press = (event: KeyboardEvent) => {
    const action = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  };

  const drawn = useMemo(() => drawn_marks(marks, zoom, ground), [marks, zoom, ground]);
  return (
    <figure class="map">
      <div class="map-frame" ref={frame}>
        <svg
          ref={svg}
          viewBox={`0 0 ${ground.width} ${ground.height}`}
          class={zoom.k > 1 ? "moved" : ""}
          role="application"
          tabindex={0}
          aria-label={`World map of ${count_text(marks.length, "site")} by tier and score`}
          aria-describedby="map-keys"
          onKeyDown={press}
          onPointerMove={(event) => set_current(meant(event))}
          onPointerLeave={() => set_current(null)}
          onClick={(event) => open(meant(event))}
        >
          <g transform={`translate(${zoom.x},${zoom.y}) scale(${zoom.k})`}>
            <path class="land" d={ground.land} />
            <path class="borders" d={ground.borders} />
          </g>
          {drawn}
          {current && (
            <circle class="current" cx={current.x * zoom.k + zoom.x} cy={current.y * zoom.k + zoom.y} r={current.r + 5} />
          )}
        </svg>
        {current && <MapTip mark={current} zoom={zoom} width={ground.width} height={ground.height} />}
        <div class="map-buttons">
          <button type="button" aria-label="Magnify the map" onClick={() => magnify(closer)}>+</button>
          <button type="button" aria-label="Make the map smaller" onClick={() => magnify(1 / closer)}>{"\u2212"}</button>
          <button type="button" aria-label="Show the whole world" onClick={whole}>{"\u25a1"}</button>
        </div>
        <p class="unseen" role="status">{current && told(current)}</p>
      </div>
      <figcaption>
        <Legend sites={sites} />
        <p class="soft">
          The larger the mark, the higher the score. Numbers are ranks.
          {missing_text(sites, marks.length)}{" "}
          Outlines: Natural Earth; borders are as drawn there.
        </p>
        <p class="soft screen" id="map-keys">
          Keys on the map: arrows move it, + and {"\u2212"} magnify, 0 shows the whole world, N and P go from site to site in order of
          rank, Enter opens one. With a mouse, the wheel magnifies once the map is chosen, or with Ctrl.
        </p>
      </figcaption>
    </figure>
  );
}

/// Which sites the map has no mark for, of those given; empty where it has one for each.
function missing_text(sites: readonly Site[], marked: number): string {
  const nowhere = sites.filter(({ lat, lon }) => lat === null || lon === null).length;
  const beyond = sites.length - nowhere - marked;
  const parts = [
    nowhere > 0 && `${count_text(nowhere, "site")} without coordinates`,
    beyond > 0 && `${count_text(beyond, "site")} beyond its edges (${north}\u00b0 north, ${-south}\u00b0 south)`,
  ].filter((part) => part !== false);
  return parts.length > 0 ? ` Not on the map, only in the table: ${list_text(parts)}.` : "";
}

/// The marks, and the names of the first of them.
function drawn_marks(marks: readonly Mark[], zoom: Zoom, { width, height }: Ground) {
  return [
    ...batches_of(marks).map((batch, at) => (
      <path key={at} class={`mark ${tier_style(batch.place)}`} d={batch_path(batch, zoom, width, height)} />
    )),
    ...labels_of(marks, zoom, width, height, width < 600 ? 3 : 14).map(({ mark, text, x, y, end }) => (
      <text key={mark.site.id} class={end ? "label end" : "label"} x={x} y={y}>{text}</text>
    )),
  ];
}

const told = ({ site }: Mark) =>
  `Rank ${site.rank}: ${isolated(site.name)}, score ${score_text(site.score)}, ${site.tier}. Enter opens it.`;
