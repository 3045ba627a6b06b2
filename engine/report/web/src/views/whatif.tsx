// SPDX-License-Identifier: Apache-2.0
// What-if: ranks before and after each scenario, and what caused each move.
import { Slope } from "../charts/slope";
import type { Cause, Move, Scenario } from "../data/document";
import { charted_moves, own_moves } from "../data/moves";
import { scenario_address, site_address } from "../data/route";
import { clipped, count_text, list_text, score_text, signed_text } from "../data/text";
import { use_index } from "./context";
import { FactLine } from "./fact_line";
import { Name } from "./name";
import { Tier } from "./tier";
import { Drawn } from "./drawn";
import { Frame } from "./frame";
import { Edits } from "./edits";

const charted = 24;
const listed = 40;
const most_causes = 3;

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
          <Drawn paper={860}>{(width) => <Slope width={width} moves={chart} label={`Ranks before and after the scenario ${scenario.name}`} />}</Drawn>
          <p class="soft">A solid line rises, a dashed one falls, a thin one keeps its rank. Between neighbouring rows may lie many ranks.</p>
        </figure>
      )}
      {moves.length > 0 && <Moves moves={moves.slice(0, listed)} />}
      {moves.length > listed && <p class="soft">{count_text(moves.length - listed, "further move")} in more than place, the smaller ones, are left out.</p>}
      {(scenario.edits ?? []).length > 0 && <h4>What the scenario changes</h4>}
      <Edits edits={scenario.edits} />
    </article>
  );
}

function Effect({ scenario }: { scenario: Scenario }) {
  const index = use_index();
  const { entered, left, top } = scenario;
  const named = (ids: readonly string[]) => list_text(ids.slice(0, 6).map((id) => clipped(index.node_name(id), 60))) + (ids.length > 6 ? ` and ${ids.length - 6} more` : "");
  const doubt = scenario.rules_not_evaluated;
  return (
    <p>
      <Name text={scenario.sentence} length={500} />{" "}
      {entered.length > 0 && <>Into the first {top}: <bdi>{named(entered)}</bdi>. </>}
      {left.length > 0 && <>Out of it: <bdi>{named(left)}</bdi>. </>}
      {doubt && doubt.before !== doubt.after && <>Rules that could not be evaluated somewhere: {doubt.before} before, {doubt.after} after. </>}
      {scenario.moved.length > 0 && <span class="soft">A tau or rho of 1 is the same order.</span>}
    </p>
  );
}

function Moves({ moves }: { moves: readonly Move[] }) {
  return (
    <Frame label="Sites that moved">
      <table class="moves">
        <caption class="unseen">Sites that moved and what caused it</caption>
        <thead>
          <tr>
            <th scope="col">Site</th>
            <th scope="col">Rank</th>
            <th scope="col">Score</th>
            <th scope="col" class="wide">Tier</th>
          </tr>
        </thead>
        {moves.map((move) => <MoveRows key={move.id} move={move} />)}
      </table>
    </Frame>
  );
}

const arrow = " \u2192 ";

/// A move, and beneath it what caused it.
function MoveRows({ move }: { move: Move }) {
  const index = use_index();
  const { id, name, before, after, change, causes } = move;
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" rowSpan={2}>
          <Name text={name} length={60} {...(index.site(id) ? { href: site_address(id) } : {})} />
          <span class="soft"><bdi>{clipped(index.country_name(move.country), 60)}</bdi></span>
        </th>
        <td class="nowrap">{before?.rank ?? "absent"}{arrow}{after?.rank ?? "absent"}</td>
        <td class="nowrap">
          {before ? score_text(before.score) : "absent"}{arrow}{after ? score_text(after.score) : "absent"}
          {change !== null && change !== 0 && <strong class="change">{signed_text(change)}</strong>}
        </td>
        <td class="wide"><Tiers move={move} /></td>
      </tr>
      <tr>
        <td colSpan={3}>
          <div class="narrow"><Tiers move={move} /></div>
          <Causes causes={causes} />
          {before && after && causes.length === 0 && <span class="soft">Only the tier changes.</span>}
        </td>
      </tr>
    </tbody>
  );
}

function Tiers({ move: { before, after } }: { move: Move }) {
  return (
    <>
      {before && <Tier name={before.tier} />}
      {after && before?.tier !== after.tier && <>{before && arrow}<Tier name={after.tier} /></>}
    </>
  );
}

/// The first causes, and the rest as one sum that opens. What rounds to nothing is never among the first.
function Causes({ causes }: { causes: readonly Cause[] }) {
  const shown = causes.filter(({ value }, at) => at === 0 || (at < most_causes && Math.abs(value) >= 0.05));
  const rest = causes.slice(shown.length);
  return (
    <>
      <ul class="causes">{shown.map((cause) => <CauseLine key={cause.of} cause={cause} />)}</ul>
      {rest.length > 0 && (
        <details class="screen">
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
      <span class="points">{signed_text(cause.value)}</span> <Name text={title} length={120} />{" "}
      {cause.facts.length > 0 && (
        <details>
          <summary class="soft">by {count_text(cause.facts.length, "fact")}</summary>
          <ul>{cause.facts.map((fact) => <FactLine key={fact} id={fact} />)}</ul>
        </details>
      )}
    </li>
  );
}
