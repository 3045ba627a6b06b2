// SPDX-License-Identifier: Apache-2.0
// Evidence: for each value that a rule read, the chains of facts behind it, drawn and listed.
import { useMemo, useState } from "preact/hooks";
import { EvidenceGraph } from "../charts/evidence_graph";
import { chain_graph } from "../data/chain_graph";
import type { Detail, Evidence, Site } from "../data/document";
import { count_text } from "../data/text";
import { use_index } from "./context";
import { FactLine } from "./fact_line";
import { PrintedEvidence } from "./printed_evidence";
import { use_printing } from "./use_printing";
import { Extent, Term, ValueHead } from "./value_parts";

const most_nodes = 18;

export const evidence_id = (signal: string) => `evidence-${signal}`;

/// Opens an item of the evidence and goes there.
export function open_evidence(id: string): void {
  const item = document.getElementById(id);
  if (!(item instanceof HTMLDetailsElement)) return;
  item.open = true;
  item.scrollIntoView({ block: "start" });
  item.querySelector("summary")?.focus({ preventScroll: true });
}

/// The first chain of each value, the strongest values first, as one graph.
export function MainGraph({ site, detail }: { site: Site; detail: Detail }) {
  const index = use_index();
  const graph = useMemo(
    () => chain_graph(site.id, detail.evidence.flatMap(({ supports }) => supports.slice(0, 1)), index, most_nodes),
    [site, detail],
  );
  if (graph.edges.length === 0) return <p class="soft">No chain of facts leads to this site.</p>;
  return (
    <div class="keep">
      <h3>How the evidence hangs together</h3>
      <p class="soft">
        The first chain of facts behind each of the strongest values, to the site at the right. Solid lines are of the highest confidence, dashed and dotted ones of
        less; beneath a relation stands the day from which it holds.
      </p>
      <EvidenceGraph graph={graph} index={index} label={`Facts that lead to ${site.name}`} />
    </div>
  );
}

export function EvidenceList({ site, detail }: { site: Site; detail: Detail }) {
  const printing = use_printing();
  if (detail.evidence.length === 0) return <p>No value of this site has a fact behind it.</p>;
  return (
    <>
      <div class="screen">{detail.evidence.map((evidence) => <Item key={evidence.signal} site={site} evidence={evidence} />)}</div>
      {printing && <PrintedEvidence detail={detail} />}
    </>
  );
}

function Item({ site, evidence }: { site: Site; evidence: Evidence }) {
  const [open, set_open] = useState(false);
  return (
    <details class="evidence" id={evidence_id(evidence.signal)} onToggle={(event) => set_open(event.currentTarget.open)}>
      <summary><ValueHead evidence={evidence} /></summary>
      {open && <Opened site={site} evidence={evidence} />}
    </details>
  );
}

function Opened({ site, evidence }: { site: Site; evidence: Evidence }) {
  const index = use_index();
  const graph = useMemo(() => chain_graph(site.id, evidence.supports, index, most_nodes), [site, evidence]);
  return (
    <>
      <p class="soft">
        <Extent evidence={evidence} />
        {graph.left_out > 0 && ` The graph leaves out ${count_text(graph.left_out, "chain")} that the list has.`}
      </p>
      <EvidenceGraph graph={graph} index={index} label={`Facts behind ${evidence.signal} of ${site.name}`} />
      <ol class="supports">
        {evidence.supports.map((support, at) => (
          <li key={at}>
            <Term support={support} />
            <ul>{support.chain.map((id) => <FactLine key={id} id={id} />)}</ul>
          </li>
        ))}
      </ol>
    </>
  );
}
