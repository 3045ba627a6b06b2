// SPDX-License-Identifier: Apache-2.0
// The timeline of the sites followed: who came up when.
import { useState } from "preact/hooks";
import { Lines } from "../charts/lines";
import type { SiteTimeline, Timeline } from "../data/document";
import { site_address } from "../data/route";
import { count_text, score_text } from "../data/text";
import { use_index } from "./context";
import { Name } from "./name";
import { Tier } from "./tier";
import { Drawn } from "./drawn";
import { Frame } from "./frame";

const drawn = 8;
const most_rows = 50;

export function TimelineView({ timeline }: { timeline: Timeline }) {
  const { days, sites, with_evidence, all_sites, highest } = timeline;
  const [measure, set_measure] = useState<"score" | "rank">("score");
  const last = days.length - 1;
  if (last < 0) return null;
  const series = sites.slice(0, drawn).map(({ id, name, at }) => {
    const values = at.map((standing) => standing?.[measure] ?? null);
    const end = values[last];
    return { id, name, values, end: end === null || end === undefined ? "" : measure === "score" ? score_text(end) : String(end) };
  });
  return (
    <>
      <p>
        Sites with any evidence: {with_evidence[0]?.toLocaleString("en")} of {all_sites.toLocaleString("en")} on {days[0]},{" "}
        {with_evidence[last]?.toLocaleString("en")} on {days[last]}. Highest score of all: {score_text(highest[0] ?? 0)}, then {score_text(highest[last] ?? 0)}.{" "}
        <span class="soft">Each day is looked at by what is known today.</span>
      </p>
      <fieldset class="switch screen">
        <legend class="unseen">Measure</legend>
        {(["score", "rank"] as const).map((value) => (
          <label key={value}>
            <input type="radio" name="measure" checked={measure === value} onChange={() => set_measure(value)} /> {value}
          </label>
        ))}
      </fieldset>
      <figure>
        <figcaption>{measure === "score" ? "Score" : "Rank, 1 at the top"} of the first {count_text(series.length, "site")} followed</figcaption>
        <Drawn paper={860}>{(width) => <Lines width={width} days={days} series={series} height={340} falling={measure === "rank"} {...(measure === "score" ? { most: 100 } : {})} label={`Timeline of ${measure}`} />}</Drawn>
      </figure>
      <Table days={days} sites={sites.slice(0, most_rows)} />
      {sites.length > most_rows && <p class="soft">The first {most_rows} of {sites.length} sites followed; the others tell theirs where they are opened.</p>}
    </>
  );
}

function Table({ days, sites }: { days: readonly string[]; sites: readonly SiteTimeline[] }) {
  const index = use_index();
  const first = days[0];
  const last = days[days.length - 1];
  return (
    <details class="evidence">
      <summary>The same as a table</summary>
      <Frame label="The timeline as a table">
        <table class="plain">
          <caption class="unseen">First and last day of the sites followed</caption>
          <thead>
            <tr>
              <th scope="col">Site</th>
              <th scope="col" class="number">Score {first}</th>
              <th scope="col" class="number">Rank</th>
              <th scope="col" class="number">Score {last}</th>
              <th scope="col" class="number">Rank</th>
              <th scope="col">Tier</th>
            </tr>
          </thead>
          <tbody>
            {sites.map(({ id, name, at }) => {
              const [before, after] = [at[0], at[at.length - 1]];
              return (
                <tr key={id}>
                  <th scope="row"><Name text={name} length={60} {...(index.site(id) ? { href: site_address(id) } : {})} /></th>
                  <td class="number">{before ? score_text(before.score) : "absent"}</td>
                  <td class="number">{before?.rank}</td>
                  <td class="number">{after ? score_text(after.score) : "absent"}</td>
                  <td class="number">{after?.rank}</td>
                  <td>{after && <Tier name={after.tier} />}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Frame>
    </details>
  );
}
