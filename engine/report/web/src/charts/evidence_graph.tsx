// SPDX-License-Identifier: Apache-2.0
// Chains of facts drawn as a small graph, from the far end at the left to the site at the right. How sure a
// fact is shows in its line: the surest solid, the least sure dotted; the list beside it says it in words.
import { useId } from "preact/hooks";
import type { ChainGraph, Edge } from "../data/chain_graph";
import type { Index } from "../data/index";
import { clipped, isolated, validity_text, words_of } from "../data/text";

const node_width = 150;
const node_height = 52;
const gap_x = 100;
const gap_y = 16;
const letters = 22; // that a line of a box holds

interface Place {
  x: number;
  y: number;
}

function places_of({ layers }: ChainGraph): { places: Map<string, Place>; width: number; height: number } {
  const tallest = Math.max(1, ...layers.map((layer) => layer.length));
  const height = tallest * (node_height + gap_y);
  const places = new Map<string, Place>();
  layers.forEach((layer, column) => {
    const step = height / layer.length;
    layer.forEach((node, row) => places.set(node, { x: column * (node_width + gap_x), y: step * (row + 0.5) }));
  });
  return { places, width: layers.length * (node_width + gap_x) - gap_x, height };
}

/// From the side of one node to the side of the other; within a layer, around the right. The label lies at
/// the end where fewer lines meet (`toward`, 0 at `from`, 1 at `to`).
function line_of(from: Place, to: Place, toward: number): { path: string; x: number; y: number } {
  if (from.x === to.x) {
    const side = from.x + node_width;
    const bow = side + 40;
    return { path: `M${side},${from.y}C${bow},${from.y} ${bow},${to.y} ${side},${to.y}`, x: side + 34, y: (from.y + to.y) / 2 };
  }
  const right = from.x < to.x;
  const x0 = from.x + (right ? node_width : 0);
  const x1 = to.x + (right ? 0 : node_width);
  const middle = (x0 + x1) / 2;
  const path = `M${x0},${from.y}C${middle},${from.y} ${middle},${to.y} ${x1},${to.y}`;
  // The point of the cubic at t; its x runs evenly enough to stand in for t.
  const t = toward;
  const eased = 3 * t * t - 2 * t * t * t;
  return { path, x: x0 + (x1 - x0) * t, y: from.y + (to.y - from.y) * eased };
}

/// How sure, as a style: 0 the surest word of the pack.
function sureness(word: string, index: Index): number {
  const words = [...index.document.method.confidence].sort((a, b) => b.probability - a.probability);
  return Math.max(0, Math.min(2, words.findIndex((entry) => entry.word === word)));
}

/// Edges from one node to another are one line.
function bundles_of(edges: readonly Edge[]): Edge[][] {
  const bundles = new Map<string, Edge[]>();
  for (const edge of edges) {
    const key = JSON.stringify([edge.from, edge.to]);
    bundles.set(key, [...(bundles.get(key) ?? []), edge]);
  }
  return [...bundles.values()];
}

interface LineProps {
  bundle: Edge[];
  places: Map<string, Place>;
  /// How many lines meet at a node.
  degrees: Map<string, number>;
  index: Index;
  arrow: string;
}

function Line({ bundle, places, degrees, index, arrow }: LineProps) {
  const [edge] = bundle;
  const from = edge && places.get(edge.from);
  const to = edge && places.get(edge.to);
  if (!edge || !from || !to) return null;
  const [at_from, at_to] = [degrees.get(edge.from) ?? 0, degrees.get(edge.to) ?? 0];
  const { path, x, y } = line_of(from, to, at_from < at_to ? 0.4 : at_from > at_to ? 0.6 : 0.5);
  const { fact } = edge;
  const first = bundle.map((e) => e.fact.valid_from ?? "").filter(Boolean).sort()[0];
  const relations = [...new Set(bundle.map((e) => words_of(e.fact.relation ?? "")))];
  const label = clipped(relations.join(", "), 20) + (bundle.length > relations.length ? ` \u00d7${bundle.length}` : "");
  return (
    <g class={`edge sure-${sureness(fact.confidence, index)}`}>
      <title>{bundle.map((e) => `${isolated(e.fact.text, 160)} (${validity_text(e.fact.valid_from, e.fact.valid_to)}, ${e.fact.confidence})`).join("\n")}</title>
      <path d={path} marker-end={`url(#${arrow})`} />
      <text x={x} y={y - 5}>{label}</text>
      <text x={x} y={y + 10} class="date">{first ?? "undated"}</text>
    </g>
  );
}

/// "PublicBody" as "public body".
const kind_words = (kind: string) => kind.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();

/// A name on two lines of a box, parted at a space where there is one.
function lines_of(name: string): string[] {
  if (name.length <= letters) return [name];
  const space = name.lastIndexOf(" ", letters);
  const cut = space > letters / 3 ? space : letters;
  return [name.slice(0, cut), clipped(name.slice(cut).trim(), letters)];
}

function Box({ id, place, index, last }: { id: string; place: Place; index: Index; last: boolean }) {
  const name = index.node_name(id);
  const kind = index.document.nodes[id]?.kind ?? (last ? "Site" : "");
  return (
    <g class={last ? "node goal" : "node"}>
      <title>{isolated(name, 400)}</title>
      <rect x={place.x} y={place.y - node_height / 2} width={node_width} height={node_height} rx="3" />
      <text x={place.x + 8} y={place.y - 12} class="kind">{clipped(kind_words(kind), 24)}</text>
      {lines_of(name).map((line, at) => <text key={at} x={place.x + 8} y={place.y + 4 + 14 * at}>{line}</text>)}
    </g>
  );
}

export function EvidenceGraph({ graph, index, label }: { graph: ChainGraph; index: Index; label: string }) {
  const arrow = useId();
  if (graph.edges.length === 0) return null;
  const { places, width, height } = places_of(graph);
  const bundles = bundles_of(graph.edges);
  const degrees = new Map<string, number>();
  for (const [edge] of bundles) for (const node of edge ? [edge.from, edge.to] : []) degrees.set(node, (degrees.get(node) ?? 0) + 1);
  const site = graph.layers[graph.layers.length - 1]?.[0];
  return (
    <div class="evidence-graph" tabIndex={0} role="group" aria-label={isolated(label, 200)}>
      <svg viewBox={`-2 -2 ${width + 46} ${height + 4}`} style={{ maxWidth: `${width + 46}px`, minWidth: `${0.8 * width}px` }} role="img" aria-label={isolated(label, 200)}>
        <defs>
          <marker id={arrow} viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse">
            <path d="M0,0.5L8,4L0,7.5Z" class="arrow" />
          </marker>
        </defs>
        {bundles.map((bundle) => (
          <Line key={bundle[0]?.id} bundle={bundle} places={places} degrees={degrees} index={index} arrow={arrow} />
        ))}
        {[...places].map(([id, place]) => (
          <Box key={id} id={id} place={place} index={index} last={id === site} />
        ))}
      </svg>
    </div>
  );
}
