// SPDX-License-Identifier: Apache-2.0
import type { Rule, Signal } from "../data/document";
import { use_index } from "./context";
import { SourceLink } from "./fact_line";
import { Name } from "./name";
import { Frame } from "./frame";

/// Every rule: what it asks, what it gives, why, and at how many sites it fired.
export function RuleTable({ rules }: { rules: readonly Rule[] }) {
  const index = use_index();
  return (
    <Frame label="Rules">
      <table class="plain rules">
        <caption class="unseen">Rules</caption>
        <thead>
          <tr>
            <th scope="col">Rule</th>
            <th scope="col">Condition</th>
            <th scope="col">Points</th>
            <th scope="col" class="wide">Dimension</th>
            <th scope="col" class="number">Fired at</th>
          </tr>
        </thead>
        <tbody>
          {rules.map((rule) => (
            <tr key={rule.id}>
              <th scope="row">
                <Name text={rule.title || rule.id} length={140} />
                <span class="soft">
                  <bdi>{rule.id}</bdi>
                  {rule.source && <>, after <SourceLink id={rule.source} /></>}
                  {!rule.enabled && <>; off{rule.reason && <>: <Name text={rule.reason} length={200} /></>}</>}
                </span>
                {rule.why && <span class="soft"><Name text={rule.why} length={300} /></span>}
              </th>
              <td><code><Name text={rule.when ?? ""} length={300} /></code></td>
              <td>
                <code>{rule.effect && `${rule.effect} `}<Name text={String(rule.points ?? "")} length={160} /></code>
                {rule.group && <span class="soft">in the group <Name text={rule.group} /></span>}
              </td>
              <td class="wide"><Name text={rule.dimension ? index.dimension_title(rule.dimension) : ""} /></td>
              <td class="number">{rule.enabled ? (rule.fired_at ?? "") : "off"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Frame>
  );
}

/// Every signal: the path it follows through the facts, what it makes of it, and why.
export function SignalTable({ signals }: { signals: readonly Signal[] }) {
  return (
    <Frame label="Signals">
      <table class="plain rules">
        <caption class="unseen">Signals</caption>
        <thead>
          <tr>
            <th scope="col">Signal</th>
            <th scope="col">Path through the facts</th>
            <th scope="col">Value</th>
            <th scope="col">Combined by</th>
            <th scope="col" class="wide">If missing</th>
          </tr>
        </thead>
        <tbody>
          {signals.map((signal) => (
            <tr key={signal.id}>
              <th scope="row">
                <Name text={signal.title || signal.id} length={140} />
                <span class="soft">
                  <bdi>{signal.id}</bdi>{signal.unit && <>, in <Name text={signal.unit} /></>}{signal.source && <>, after <SourceLink id={signal.source} /></>}
                </span>
                {signal.why && <span class="soft"><Name text={signal.why} length={300} /></span>}
              </th>
              <td><PathCell signal={signal} /></td>
              <td><ValueCell signal={signal} /></td>
              <td>
                <Name text={signal.combine ?? ""} />
                <Clause words="over all sites of the same" text={signal.over} />
                <Clause words="what names several sites:" text={signal.allocate} />
              </td>
              <td class="wide"><Name text={signal.missing ?? ""} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </Frame>
  );
}

function PathCell({ signal: { match, within, decay, without, where } }: { signal: Signal }) {
  return (
    <>
      <code><Name text={match ?? ""} length={300} /></code>
      <Clause words="from what lies within" text={within} />
      <Clause words="falling by e every" text={decay} />
      <Clause words="where there is no" text={without} />
      <Clause words="where" text={where} />
    </>
  );
}

function ValueCell({ signal: { value, lookup } }: { signal: Signal }) {
  return (
    <>
      <code><Name text={value ?? ""} length={300} /></code>
      <Clause words="as a number of the table" text={lookup?.table} />
      <Clause words="or, where it has none," text={lookup?.default?.toString()} />
    </>
  );
}

/// A further condition of a signal, where it has it.
function Clause({ words, text }: { words: string; text: string | undefined }) {
  return text === undefined ? null : <span class="soft">{words} <code><Name text={text} length={300} /></code></span>;
}
