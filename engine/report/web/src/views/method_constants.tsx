// SPDX-License-Identifier: Apache-2.0
// What rules and signals take as given: parameters, tables from texts to numbers, groups with a cap.
import type { NumberTable, Parameter, RuleGroup } from "../data/document";
import { use_index } from "./context";
import { Frame } from "./frame";
import { Name } from "./name";

export function ParameterTable({ params }: { params: readonly Parameter[] }) {
  return (
    <Frame label="Parameters">
      <table class="plain constants">
        <caption class="unseen">Parameters</caption>
        <thead>
          <tr>
            <th scope="col">Parameter</th>
            <th scope="col">Value</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {params.map(({ name, value, why = "" }) => (
            <tr key={name}>
              <th scope="row"><code><Name text={`params.${name}`} /></code></th>
              <td><code><Name text={value} length={160} /></code></td>
              <td><Name text={why} length={300} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </Frame>
  );
}

export function GroupTable({ groups }: { groups: readonly RuleGroup[] }) {
  const index = use_index();
  return (
    <Frame label="Groups of rules">
      <table class="plain constants">
        <caption class="unseen">Groups of rules, whose points add up to no more than the cap</caption>
        <thead>
          <tr>
            <th scope="col">Group</th>
            <th scope="col" class="number">Cap</th>
            <th scope="col" class="wide">Dimension</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {groups.map(({ id, cap, dimension, why = "" }) => (
            <tr key={id}>
              <th scope="row"><Name text={id} /></th>
              <td class="number">{cap}</td>
              <td class="wide"><Name text={dimension ? index.dimension_title(dimension) : ""} /></td>
              <td><Name text={why} length={300} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </Frame>
  );
}

export function NumberTables({ tables }: { tables: readonly NumberTable[] }) {
  return (
    <>
      {tables.map(({ name, entries, why }) => (
        <Frame key={name} label={`Table ${name}`}>
          <table class="plain constants">
            <caption><code><Name text={name} /></code>{why && <span class="soft"> <Name text={why} length={300} /></span>}</caption>
            <thead>
              <tr>
                <th scope="col">Text</th>
                <th scope="col" class="number">Number</th>
                <th scope="col">Why</th>
              </tr>
            </thead>
            <tbody>
              {entries.map((entry) => (
                <tr key={entry.text}>
                  <th scope="row"><Name text={entry.text} /></th>
                  <td class="number">{entry.value}</td>
                  <td><Name text={entry.why ?? ""} length={300} /></td>
                </tr>
              ))}
            </tbody>
          </table>
        </Frame>
      ))}
    </>
  );
}
