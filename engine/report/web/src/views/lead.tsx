// SPDX-License-Identifier: Apache-2.0
// The first sentence of the page: the answer to what was asked.
import type { Timeline } from "../data/document";
import { site_address } from "../data/route";
import { clipped, count_text, day_text, list_text, score_text } from "../data/text";
import { use_index } from "./context";
import { Name } from "./name";

export function Lead() {
  const { document } = use_index();
  const { kind, timeline } = document;
  if (kind === "explain") return <ExplainLead />;
  if (kind === "timeline" && timeline) return <TimelineLead timeline={timeline} />;
  return <RankLead />;
}

function RankLead() {
  const index = use_index();
  const { document, tiers } = index;
  const [top, second] = document.sites;
  const { run, sites, totals } = document;
  if (!top) return <>On {day_text(run.as_of)} {totals.sites === 0 ? "no site is ranked" : `none of the ${count_text(totals.sites, "ranked site")} is shown`}.</>;
  const counts = tiers
    .map((name) => ({ name, count: sites.filter((site) => site.tier === name).length }))
    .filter(({ count }) => count > 0)
    .slice(0, 2)
    .map(({ name, count }) => `${count.toLocaleString("en")} ${count === 1 ? "is" : "are"} ${name}`);
  const whole = sites.length === totals.sites;
  const country = clipped(index.country_name(top.country), 60);
  return (
    <>
      {whole ? `Of ${count_text(totals.sites, "site")}` : `Of the ${count_text(sites.length, "site")} shown here, of ${totals.sites.toLocaleString("en")} ranked`}
      , {list_text(counts)}. <Name text={top.name} href={site_address(top.id)} length={60} />
      {country && <>, <bdi>{country}</bdi>,</>} stands {top.rank === 1 ? "first" : `at rank ${top.rank}`} with {score_text(top.score)} of 100
      {second && <>, before <Name text={second.name} href={site_address(second.id)} length={60} /> with {score_text(second.score)}</>}.
    </>
  );
}

function ExplainLead() {
  const { document } = use_index();
  const [site] = document.sites;
  if (!site) return null;
  return (
    <>
      <Name text={site.name} href={site_address(site.id)} length={60} /> ranks {site.rank} of {count_text(document.totals.sites, "site")}, with a score of{" "}
      {score_text(site.score)} of 100: <bdi>{site.tier}</bdi>.
    </>
  );
}

function TimelineLead({ timeline }: { timeline: Timeline }) {
  const { days, sites } = timeline;
  const [site] = sites;
  const [before, after] = [site?.at[0], site?.at[days.length - 1]];
  if (!site || !before || !after) return <RankLead />;
  return (
    <>
      Between {day_text(days[0] ?? "")} and {day_text(days[days.length - 1] ?? "")}, <Name text={site.name} length={60} /> went from {score_text(before.score)} of 100
      (rank {before.rank}) to {score_text(after.score)} (rank {after.rank}).
    </>
  );
}
