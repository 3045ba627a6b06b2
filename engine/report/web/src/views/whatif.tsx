// SPDX-License-Identifier: Apache-2.0
// What-if: ranks before and after each scenario, and what caused each move.
import { Slope } from "../charts/slope";
import type { Cause, Move, Scenario } from "../data/document";
import { charted_moves, own_moves } from "../data/moves";
import { scenario_address, site_address } from "../data/route";
import { clipped, count_text, list_text, score_text, signed_text } from "../data/text";
import { use_index } from "./context";
import { Name } from "./name";
import { Tier } from "./tier";

const charted = 24;
const listed = 40;
const most_facts = 4;

export function WhatIf({ scenarios, chosen }: { scenarios: readonly Scenario[]; chosen: string | undefined }) {
  const scenario = scenarios.find(({ name }) => name === chosen) ?? scenarios[0];
  if (!scenario) return null;
  return (
    <>
      {scenarios.length > 1 && (
        <ul class="choices screen" aria-label="Scenarios">
          {scenarios.map(({ name, title }) => (
            <li key={name}>
              <a href={scenario_address(name)} aria-current={name === scenario.name ? "true" : undefined}><bdi>{clipped(title || name, 80)}</bdi></a>
            </li>
          ))}
        </ul>
      )}
      <ScenarioView key={scenario.name} scenario={scenario} />
    </>
  );
}

function ScenarioView({ scenario }: { scenario: Scenario }) {
  const moves = own_moves(scenario);
  const chart = charted_moves(scenario, charted);
  return (
    <article>
      <h3><Name text={scenario.title || scenario.name} length={200} /></h3>
      <Effect scenario={scenario} />
      {chart.length > 0 && (
        <figure>
          <figcaption>Ranks before and after{chart.length < scenario.moved.length && `: ${chart.length} of ${scenario.moved.length} sites that moved`}</figcaption>
          <div class="chart-frame" tabIndex={0} role="group" aria-label="Ranks before and after">
            <Slope moves={chart} label={`Ranks before and after the scenario ${scenario.name}`} />
          </div>
        </figure>
      )}
      {moves.length > 0 && <Moves moves={moves.slice(0, listed)} />}
      {moves.length > listed && <p class="soft">{count_text(moves.length - listed, "further move")} of own cause, the smaller ones, are left out.</p>}
    </article>
  );
}

function Effect({ scenario }: { scenario: Scenario }) {
  const index = use_index();
  const { moved, rescored, sites, entered, left, top, kendall, spearman, as_of, as_of_before } = scenario;
  const named = (ids: readonly string[]) => list_text(ids.slice(0, 6).map((id) => clipped(index.node_name(id), 60))) + (ids.length > 6 ? ` and ${ids.length - 6} more` : "");
  const doubt = scenario.rules_not_evaluated;
  return (
    <p>
      {scenario.sentence ? <><Name text={scenario.sentence} length={500} /> </> : <>{moved.length.toLocaleString("en")} of {count_text(sites, "site")} moved, {rescored.toLocaleString("en")} of them in score. </>}
      {entered.length > 0 && <>Into the first {top}: <bdi>{named(entered)}</bdi>. </>}
      {left.length > 0 && <>Out of it: <bdi>{named(left)}</bdi>. </>}
      {as_of !== as_of_before && <>The day is {as_of} in place of {as_of_before}. </>}
      {kendall !== null && spearman !== null && (
        <span class="soft">Agreement of the two rankings: Kendall's tau {kendall.toFixed(3)}, Spearman's rho {spearman.toFixed(3)} (1 is the same order). </span>
      )}
      {doubt && doubt.before !== doubt.after && <>Rules that could not be evaluated somewhere: {doubt.before} before, {doubt.after} after. </>}
    </p>
  );
}

function Moves({ moves }: { moves: readonly Move[] }) {
  return (
    <div class="table-frame">
      <table class="plain moves">
        <caption class="unseen">Sites that moved and what caused it</caption>
        <thead>
          <tr>
            <th scope="col">Site</th>
            <th scope="col">Rank</th>
            <th scope="col">Score</th>
            <th scope="col" class="wide">Tier</th>
            <th scope="col">What caused it</th>
          </tr>
        </thead>
        <tbody>{moves.map((move) => <MoveRow key={move.id} move={move} />)}</tbody>
      </table>
    </div>
  );
}

const arrow = " \u2192 ";

function MoveRow({ move }: { move: Move }) {
  const index = use_index();
  const { id, name, before, after, change, causes } = move;
  return (
    <tr>
      <th scope="row">
        <Name text={name} length={60} {...(index.site(id) ? { href: site_address(id) } : {})} />
        <span class="soft"><bdi>{index.country_name(move.country)}</bdi></span>
      </th>
      <td class="nowrap">{before?.rank ?? "absent"}{arrow}{after?.rank ?? "absent"}</td>
      <td class="nowrap">
        {before ? score_text(before.score) : "absent"}{arrow}{after ? score_text(after.score) : "absent"}
        {change !== null && <strong class="change">{signed_text(change)}</strong>}
      </td>
      <td class="wide">
        {before && <Tier name={before.tier} />}
        {after && before?.tier !== after.tier && <>{arrow}<Tier name={after.tier} /></>}
      </td>
      <td><Causes causes={causes} /></td>
    </tr>
  );
}

function Causes({ causes }: { causes: readonly Cause[] }) {
  const first = causes.slice(0, 3);
  const rest = causes.slice(3);
  return (
    <>
      <ul class="causes">{first.map((cause) => <CauseLine key={cause.of} cause={cause} />)}</ul>
      {rest.length > 0 && (
        <details>
          <summary>{signed_text(rest.reduce((sum, { value }) => sum + value, 0))} by {count_text(rest.length, "more cause")}</summary>
          <ul class="causes">{rest.map((cause) => <CauseLine key={cause.of} cause={cause} />)}</ul>
        </details>
      )}
    </>
  );
}

function CauseLine({ cause }: { cause: Cause }) {
  const index = use_index();
  const id = cause.of.slice(cause.of.indexOf(":") + 1);
  const title = index.rule(id)?.title ?? index.signal(id)?.title ?? cause.of;
  return (
    <li>
      <span class="points">{signed_text(cause.value)}</span> <Name text={title} length={120} />
      {cause.facts.length > 0 && (
        <span class="soft">
          {" "}by {count_text(cause.facts.length, "fact")}: {cause.facts.slice(0, most_facts).map((fact, at) => (
            <span key={fact}>{at > 0 && "; "}<Name text={index.fact(fact)?.text ?? fact} length={90} /></span>
          ))}
          {cause.facts.length > most_facts && `; and ${cause.facts.length - most_facts} more`}
        </span>
      )}
    </li>
  );
}
