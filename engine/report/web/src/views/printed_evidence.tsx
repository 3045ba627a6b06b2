// SPDX-License-Identifier: Apache-2.0
// Evidence on paper, where nothing opens: each value with its terms, whose chains name facts by number, and then
// the facts, each once, for chains share most of them.
import { facts_of } from "../data/certainty";
import type { Detail } from "../data/document";
import { list_text } from "../data/text";
import { FactLine } from "./fact_line";
import { Extent, Term, ValueHead } from "./value_parts";

export function PrintedEvidence({ detail: { evidence } }: { detail: Detail }) {
  const facts = [...facts_of(evidence)];
  const numbers = new Map(facts.map((id, at) => [id, String(at + 1)]));
  const numbered = (chain: readonly string[]) => `${chain.length === 1 ? "fact" : "facts"} ${list_text(chain.map((id) => numbers.get(id) ?? id))}`;
  return (
    <div class="paper">
      {evidence.map((value) => (
        <div class="evidence" key={value.signal}>
          <p><ValueHead evidence={value} /></p>
          <p class="soft"><Extent evidence={value} /></p>
          <ol class="supports">
            {value.supports.map((support, at) => <li key={at}><Term support={support} /> by {numbered(support.chain)}</li>)}
          </ol>
        </div>
      ))}
      <h3>The facts</h3>
      <ol class="facts">{facts.map((id) => <FactLine key={id} id={id} />)}</ol>
    </div>
  );
}
