// SPDX-License-Identifier: Apache-2.0
// The answer in words, first on the page: who stands on top, and how sure that is.
import { strongest } from "../data/reasons";
import { scenario_address, site_address } from "../data/route";
import type { Scenario, Site } from "../data/document";
import { capitalised, count_text, score_text } from "../data/text";
import { Certainty } from "./certainty";
import { use_index } from "./context";
import { Edits } from "./edits";
import { Lead } from "./lead";
import { Name } from "./name";
import { Tier } from "./tier";
import { Where } from "./where";

const first = 5;

export function Answer() {
  const { document } = use_index();
  const top = document.sites.slice(0, first);
  return (
    <section class="answer" aria-labelledby="answer">
      <h2 id="answer" class="unseen">The answer</h2>
      <div class="answer-columns">
        <div>{document.kind === "whatif" && document.whatif ? <Effects scenarios={document.whatif.scenarios} /> : <TopSites sites={top} />}</div>
        <HowSure sites={top} />
      </div>
    </section>
  );
}

function TopSites({ sites }: { sites: readonly Site[] }) {
  return (
    <>
      <p class="lead"><Lead /></p>
      {sites.length > 1 && (
        <ol class="top-sites">
          {sites.map((site) => <TopSite key={site.id} site={site} />)}
        </ol>
      )}
    </>
  );
}

/// What each scenario does.
function Effects({ scenarios }: { scenarios: readonly Scenario[] }) {
  return (
    <ol class="effects">
      {scenarios.map((scenario) => (
        <li key={scenario.name}>
          <p class="top-name"><Name text={scenario.title || scenario.name} href={scenario_address(scenario.name)} length={120} /></p>
          <p class="lead"><Name text={scenario.sentence} length={500} /></p>
          <Edits edits={scenario.edits} most={3} />
        </li>
      ))}
    </ol>
  );
}

function TopSite({ site }: { site: Site }) {
  const index = use_index();
  const reasons = strongest(site, index, 2);
  return (
    <li value={site.rank}>
      <span class="top-rank" aria-hidden="true">{site.rank}</span>
      <div>
        <p class="top-name">
          <Name text={site.name} href={site_address(site.id)} length={60} />{" "}
          <span class="soft"><Where site={site} /></span>
        </p>
        <p class="soft">{reasons.map(({ text }, at) => <span key={at}>{at > 0 && ". "}<Name text={text} length={140} /></span>)}</p>
      </div>
      <p class="top-score"><strong>{score_text(site.score)}</strong> <Tier name={site.tier} /></p>
    </li>
  );
}

function HowSure({ sites }: { sites: readonly Site[] }) {
  const index = use_index();
  const { document } = index;
  const details = sites.map((site) => index.detail(site.id)).filter((detail) => detail !== undefined);
  const incomplete = details.flatMap((detail) => detail.evidence).filter((evidence) => !evidence.complete).length;
  return (
    <div class="how-sure">
      <h3>How sure is this?</h3>
      <ul>
        {details.length > 0 && <li><Certainty details={details} whose={details.length === 1 ? "it" : `the first ${details.length}`} /></li>}
        {incomplete > 0 && <li>The evidence of {count_text(incomplete, "value")} of these sites is shown in part.</li>}
        {document.notes.map((note) => <li key={note}><Name text={sentence(note)} length={300} /></li>)}
        <li>A score says where to look first. It is no finding about an organisation or a person, and where no fact is known that is no evidence that there is none.</li>
      </ul>
    </div>
  );
}

const sentence = (text: string) => capitalised(text) + (/[.!?]$/.test(text) ? "" : ".");
