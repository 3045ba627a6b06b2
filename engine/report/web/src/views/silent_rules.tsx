// SPDX-License-Identifier: Apache-2.0
// Rules that gave nothing: because a clause failed, or because something is unknown. The two are kept apart.
import type { Clause, SilentRule } from "../data/document";
import { count_text, signed_text, value_text } from "../data/text";
import { use_index } from "./context";
import { Name } from "./name";
import { Frame } from "./frame";

export function NotEvaluated({ places }: { places: readonly number[] }) {
  const rules = use_index().silent(places);
  if (rules.length === 0) return null;
  return (
    <div class="notice">
      <h3>{count_text(rules.length, "rule")} could not be evaluated</h3>
      <p>Something that they ask for is unknown. That is neither yes nor no, and they gave no points.</p>
      <Clauses rules={rules} label="Rules that could not be evaluated" />
    </div>
  );
}

export function NotFired({ places }: { places: readonly number[] }) {
  const rules = use_index().silent(places);
  if (rules.length === 0) return <p>Every rule fired.</p>;
  return <Clauses rules={rules} label="Rules that did not fire" />;
}

function Clauses({ rules, label }: { rules: readonly SilentRule[]; label: string }) {
  const index = use_index();
  return (
    <Frame label={label}>
      <table class="clauses">
        <caption class="unseen">{label}</caption>
        <thead>
          <tr>
            <th scope="col">Rule</th>
            <th scope="col">Clause that decided</th>
            <th scope="col" class="number">Value read</th>
            <th scope="col" class="number">Asked for</th>
            <th scope="col" class="number wide">Margin</th>
          </tr>
        </thead>
        {rules.map(({ rule, reason, clauses }) => (
          <tbody key={rule}>
            {(clauses.length > 0 ? clauses : [null]).map((clause, at) => (
              <tr key={at}>
                {at === 0 && (
                  <th scope="rowgroup" rowSpan={Math.max(1, clauses.length)}>
                    <Name text={index.rule(rule)?.title ?? rule} length={120} />
                    <span class="soft">{rule}{reason && <>: <Name text={reason} length={200} /></>}</span>
                  </th>
                )}
                <ClauseCells clause={clause} />
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </Frame>
  );
}

function ClauseCells({ clause }: { clause: Clause | null }) {
  if (!clause) return <td colSpan={4} class="soft">no clause is told</td>;
  const { comparison, threshold, margin } = clause;
  return (
    <>
      <td><code><Name text={clause.clause} length={160} /></code></td>
      <td class="number"><Name text={value_text(clause.value)} length={60} /></td>
      <td class="number">{threshold === undefined ? "" : <Name text={`${comparison ?? ""} ${value_text(threshold)}`} length={60} />}</td>
      <td class="number wide">{typeof margin === "number" ? signed_text(margin, 2) : ""}</td>
    </>
  );
}
