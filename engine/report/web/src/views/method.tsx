// SPDX-License-Identifier: Apache-2.0
// The method, out of rule set and model: how a score is made, in the words of those who wrote them.
import type { ComponentChildren } from "preact";
import type { Dimension, Method, ModelInput } from "../data/document";
import { count_text, words_of } from "../data/text";
import { Name } from "./name";
import { GroupTable, NumberTables, ParameterTable } from "./method_constants";
import { RuleTable, SignalTable } from "./method_tables";

export function MethodView({ method }: { method: Method }) {
  const on = method.rules.filter((rule) => rule.enabled);
  const off = method.rules.filter((rule) => !rule.enabled);
  const { rules, signals, params = [], tables = [], groups = [] } = method;
  return (
    <>
      <p>
        A score is made in three steps. Facts become one value per site and question ({count_text(method.signals.length, "signal")}). Rules read these values and give
        points ({count_text(on.length, "rule")}{off.length > 0 && `, and ${off.length} that are off`}). The model joins points to dimensions and
        dimensions to the score. All of it stands in <bdi>{[...method.rule_files, method.model_file].filter(Boolean).join(", ")}</bdi>.
      </p>
      <div class="columns method">
        <div>
          <h3>The model: <Name text={method.model.title} /></h3>
          <ul class="tree"><Branch dimension={method.model.tree} total={0} name="Score" /></ul>
        </div>
        <div>
          <h3>Tiers</h3>
          <ul>
            {method.model.tiers.map(({ name, at_least, percentile, why }) => (
              <li key={name}>
                <bdi>{name}</bdi>: {at_least === null ? `from percentile ${percentile ?? "unknown"}` : `from ${at_least}`}
                {why && <span class="soft">, <Name text={why} length={200} /></span>}
              </li>
            ))}
          </ul>
          <h3>Words of confidence</h3>
          <ul>
            {method.confidence.map(({ word, probability }) => (
              <li key={word}><bdi>{word}</bdi> stands for a probability of {probability}</li>
            ))}
          </ul>
        </div>
      </div>
      <All count={rules.length} one="rule"><RuleTable rules={rules} /></All>
      <All count={groups.length} one="group of rules" many="groups of rules"><GroupTable groups={groups} /></All>
      <All count={signals.length} one="signal"><SignalTable signals={signals} /></All>
      <All count={params.length} one="parameter"><ParameterTable params={params} /></All>
      <All count={tables.length} one="table of numbers" many="tables of numbers"><NumberTables tables={tables} /></All>
    </>
  );
}

/// What opens where it is asked for; nothing where there is nothing.
function All({ count, one, many = `${one}s`, children }: { count: number; one: string; many?: string; children: ComponentChildren }) {
  if (count === 0) return null;
  return <details class="evidence"><summary>All {count_text(count, one, many)}</summary>{children}</details>;
}

/// A dimension with those below it. `total` is the sum of the weights beside it.
function Branch({ dimension, total, name = dimension.title || dimension.id }: { dimension: Dimension; total: number; name?: string }) {
  const { combine, weight, floor, of = [], inputs = [], why } = dimension;
  const sum = of.reduce((all, child) => all + (child.weight ?? 0), 0);
  const facts = [
    of.length > 0 && combine ? `parts combined: ${words_of(combine)}` : "",
    floor ? `floor ${floor}` : "",
    ...inputs.map(input_text),
  ].filter(Boolean);
  return (
    <li>
      {total > 0 && weight ? <span class="weight">{Math.round((100 * weight) / total)}{"\u00a0"}%</span> : null} <strong><Name text={name} length={120} /></strong>
      <span class="soft"> {facts.map((fact, at) => <span key={at}>{at > 0 && "; "}<Name text={fact} length={160} /></span>)}</span>
      {[why, ...inputs.map((input) => input.why)].map((text, at) => text && <p class="soft" key={at}><Name text={text} length={400} /></p>)}
      {of.length > 0 && <ul>{of.map((child) => <Branch key={child.id} dimension={child} total={sum} />)}</ul>}
    </li>
  );
}

function input_text({ points_full, signal, normalise, missing }: ModelInput): string {
  if (signal === undefined) return points_full === undefined ? "" : `points of its rules, full at ${points_full}`;
  return [`signal ${signal}`, normalise && `normalised by ${normalise}`, missing && `if missing: ${missing}`].filter(Boolean).join(", ");
}
