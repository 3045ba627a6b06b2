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
              <td><code>{rule.effect && `${rule.effect} `}<Name text={String(rule.points ?? "")} length={160} /></code></td>
              <td class="wide"><Name text={rule.dimension ? index.dimension_title(rule.dimension) : ""} /></td>
              <td class="number">{rule.enabled ? (rule.fired_at ?? "") : "off"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Frame>
  );
}

/// Every signal: the path it follows through the facts and what it makes of it.
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
            <th scope="col" class="wide">Combined by</th>
            <th scope="col" class="wide">If missing</th>
          </tr>
        </thead>
        <tbody>
          {signals.map((signal) => (
            <tr key={signal.id}>
              <th scope="row"><Name text={signal.title || signal.id} length={140} /> <span class="soft"><bdi>{signal.id}</bdi></span></th>
              <td><code><Name text={signal.match ?? ""} length={300} />{signal.where && <>, where <Name text={signal.where} length={300} /></>}</code></td>
              <td><code><Name text={signal.value ?? ""} length={300} /></code></td>
              <td class="wide">{signal.combine}</td>
              <td class="wide">{signal.missing}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Frame>
  );
}
