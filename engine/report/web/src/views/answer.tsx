// SPDX-License-Identifier: Apache-2.0
// The answer in words, first on the page: who stands on top, and how sure that is.
import { certainty_of } from "../data/certainty";
import { strongest } from "../data/reasons";
import { site_address } from "../data/route";
import type { Site } from "../data/document";
import { count_text, day_text, list_text, score_text, words_of } from "../data/text";
import { use_index } from "./context";
import { Name } from "./name";
import { Tier } from "./tier";

const first = 5;

export function Answer() {
  const { document } = use_index();
  const top = document.sites.slice(0, first);
  return (
    <section class="answer" aria-labelledby="answer">
      <h2 id="answer" class="unseen">The answer</h2>
      <p class="lead"><Lead /></p>
      {top.length > 0 && (
        <ol class="top-sites">
          {top.map((site) => <TopSite key={site.id} site={site} />)}
        </ol>
      )}
      <HowSure sites={top} />
    </section>
  );
}

function Lead() {
  const index = use_index();
  const { document, tiers } = index;
  const [top] = document.sites;
  if (!top) return <>On {day_text(document.run.as_of)} no site is ranked.</>;
  const whole = document.sites.length === document.totals.sites;
  const counts = tiers
    .map((name) => ({ name, count: document.sites.filter((site) => site.tier === name).length }))
    .filter(({ count }) => count > 0)
    .slice(0, 2)
    .map(({ name, count }) => `${count.toLocaleString("en")} ${name}`);
  const country = index.country_name(top.country);
  return (
    <>
      {whole ? `Of ${count_text(document.totals.sites, "site")}` : `Of the ${count_text(document.sites.length, "site")} shown here (${document.totals.sites.toLocaleString("en")} are ranked)`}
      , {list_text(counts)}. <Name text={top.name} href={site_address(top.id)} />
      {country && <>, <bdi>{country}</bdi>,</>} stands {top.rank === 1 ? "first" : `at rank ${top.rank}`} with {score_text(top.score)} of 100.
    </>
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
          <span class="soft">
            <bdi>{index.country_name(site.country)}</bdi>
            {site.type && ` · ${words_of(site.type)}`}
          </span>
        </p>
        <p class="soft">{reasons.map(({ rule }) => rule.because).map((text, at) => <span key={at}>{at > 0 && "; "}<Name text={text} length={140} /></span>)}</p>
      </div>
      <p class="top-score"><strong>{score_text(site.score)}</strong> <Tier name={site.tier} /></p>
    </li>
  );
}

function HowSure({ sites }: { sites: readonly Site[] }) {
  const index = use_index();
  const { document } = index;
  const details = sites.map((site) => index.detail(site.id)).filter((detail) => detail !== undefined);
  const sure = certainty_of(details, index);
  const words = sure.by_word.map(({ word, facts }) => `${facts.toLocaleString("en")} of ${word} confidence`);
  const incomplete = details.flatMap((detail) => detail.evidence).filter((evidence) => !evidence.complete).length;
  return (
    <div class="how-sure">
      <h3>How sure is this?</h3>
      <ul>
        {sure.facts > 0 && (
          <li>
            Behind the first {details.length === 1 ? "site" : details.length} stand {count_text(sure.facts, "fact")} from {count_text(sure.sources, "source")}: {list_text(words)}
            {sure.undated > 0 && `; ${sure.undated.toLocaleString("en")} ${sure.undated === 1 ? "is" : "are"} undated`}.
          </li>
        )}
        {incomplete > 0 && <li>The evidence of {count_text(incomplete, "value")} of these sites is shown in part.</li>}
        {document.notes.map((note) => <li key={note}><Name text={sentence(note)} length={300} /></li>)}
        <li>A score says where to look first. It is no finding about an organisation or a person, and where no fact is known that is no evidence that there is none.</li>
      </ul>
    </div>
  );
}

const sentence = (text: string) =>
  text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? "" : ".");
