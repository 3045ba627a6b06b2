// SPDX-License-Identifier: Apache-2.0
import { Lines } from "../charts/lines";
import type { Site } from "../data/document";
import { score_text } from "../data/text";
import { use_index } from "./context";
import { Drawn } from "./drawn";

/// The site's score and rank over the days of the timeline, drawn and as a table.
export function History({ site }: { site: Site }) {
  const index = use_index();
  const history = index.history(site.id);
  const days = index.document.timeline?.days;
  if (!history || !days) return null;
  const scores = history.at.map((standing) => standing?.score ?? null);
  const ranks = history.at.map((standing) => standing?.rank ?? null);
  const end = history.at[history.at.length - 1];
  return (
    <div class="keep">
      <h3>How it came about</h3>
      <p class="soft">The world of each day, by what is known today.</p>
      <div class="columns">
        <figure>
          <figcaption>Score</figcaption>
          <Drawn paper={460}>
            {(width) => <Lines width={width} days={days} most={100} label={`Score from ${days[0]} to ${days[days.length - 1]}`} series={[{ id: "score", name: "", values: scores, end: end ? score_text(end.score) : "" }]} />}
          </Drawn>
        </figure>
        <figure>
          <figcaption>Rank, 1 at the top</figcaption>
          <Drawn paper={460}>
            {(width) => <Lines width={width} days={days} falling label={`Rank from ${days[0]} to ${days[days.length - 1]}`} series={[{ id: "rank", name: "", values: ranks, end: end ? String(end.rank) : "" }]} />}
          </Drawn>
        </figure>
      </div>
      <details class="screen">
        <summary>The same as a table</summary>
        <table class="plain">
          <caption class="unseen">Score, rank and tier by day</caption>
          <thead><tr><th scope="col">Day</th><th scope="col" class="number">Score</th><th scope="col" class="number">Rank</th><th scope="col">Tier</th></tr></thead>
          <tbody>
            {days.map((day, at) => {
              const standing = history.at[at];
              return (
                <tr key={day}>
                  <th scope="row">{day}</th>
                  <td class="number">{standing ? score_text(standing.score) : "absent"}</td>
                  <td class="number">{standing?.rank}</td>
                  <td>{standing?.tier}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </details>
    </div>
  );
}
