// SPDX-License-Identifier: Apache-2.0
// One site: its score in words, opened into contributions, these into facts, and these into sources.
import { Bar } from "../charts/waterfall";
import type { Detail, Site } from "../data/document";
import { reasons_of } from "../data/reasons";
import { count_text, score_text, words_of } from "../data/text";
import { Certainty } from "./certainty";
import { use_index } from "./context";
import { Contributions } from "./contributions";
import { EvidenceList, MainGraph } from "./evidence";
import { History } from "./history";
import { Name } from "./name";
import { NotEvaluated, NotFired } from "./silent_rules";
import { Sources } from "./sources";
import { Tier } from "./tier";
import { Values } from "./values";

interface Props {
  site: Site;
  /// On paper below the ranking, where only what matters most has room.
  brief?: boolean;
}

export function SiteView({ site, brief = false }: Props) {
  const index = use_index();
  const detail = index.detail(site.id);
  return (
    <>
      <Facts site={site} />
      <Summary site={site} />
      {detail ? <Details site={site} detail={detail} brief={brief} /> : <NoDetail site={site} />}
    </>
  );
}

function Facts({ site }: { site: Site }) {
  const { document, country_name } = use_index();
  const place = site.lat !== null && site.lon !== null ? `${degrees(site.lat, "N", "S")} ${degrees(site.lon, "E", "W")}` : "coordinates unknown";
  return (
    <div class="site-facts">
      <p class="big"><span class="soft">Score</span> {score_text(site.score)}</p>
      <p class="big"><span class="soft">Rank</span> {site.rank} <span class="soft">of {document.totals.sites.toLocaleString("en")}</span></p>
      <p class="big"><span class="soft">Tier</span> <Tier name={site.tier} /></p>
      <p class="soft">
        <Name text={country_name(site.country) || "country unknown"} /> · <Name text={site.type ? words_of(site.type) : "type unknown"} /> · {place} · <Name text={site.id} length={60} />
      </p>
    </div>
  );
}

const degrees = (value: number, positive: string, negative: string) =>
  `${Math.abs(value).toFixed(2)}\u00b0 ${value < 0 ? negative : positive}`;

/// Without the reasons where the document has none of the site: NoDetail says so.
function Summary({ site }: { site: Site }) {
  const index = use_index();
  const reasons = reasons_of(site, index).slice(0, 5);
  const detail = index.detail(site.id);
  return (
    <div class="columns">
      {site.rules && (
        <div>
          <h3>Why</h3>
          {reasons.length === 0 && <p>No rule fired.</p>}
          <ol class="why">{reasons.map(({ rule, text }) => <li key={rule.id}><Name text={text} length={300} /></li>)}</ol>
          {detail && <p class="soft sure"><Certainty details={[detail]} whose="this score" /></p>}
        </div>
      )}
      <div>
        <h3>Dimensions, of 100</h3>
        <table class="dimensions">
          <caption class="unseen">Dimensions of the score</caption>
          <tbody>
            {index.document.dimensions.map(({ id, title }, tone) => {
              const value = site.dimensions[id] ?? null;
              return (
                <tr key={id}>
                  <th scope="row"><Name text={title} /></th>
                  <td class="number">{value === null ? "unknown" : score_text(value)}</td>
                  <td class="chart">{value !== null && <Bar from={0} to={value} end={100} tone={tone} />}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function NoDetail({ site }: { site: Site }) {
  const { totals } = use_index().document;
  return (
    <p class="notice">
      So that this file stays small, it holds the details of {count_text(totals.detailed, "site")}, and this one is not among them. They come
      from <code>harbinger explain <bdi>{site.id}</bdi> --format html</code>.
    </p>
  );
}

function Details({ site, detail, brief }: { site: Site; detail: Detail; brief: boolean }) {
  return (
    <>
      <NotEvaluated places={detail.not_evaluated} />
      <h3>What the score is made of</h3>
      <Contributions site={site} detail={detail} brief={brief} />
      <MainGraph site={site} detail={detail} />
      <History site={site} />
      {!brief && (
        <>
          <h3>Evidence of each value</h3>
          <EvidenceList site={site} detail={detail} />
          <h3>Rules that did not fire</h3>
          <NotFired places={detail.not_fired} />
          <Values site={site} />
        </>
      )}
      <Sources detail={detail} brief={brief} />
    </>
  );
}
