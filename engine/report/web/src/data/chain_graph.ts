// SPDX-License-Identifier: Apache-2.0
// Chains of facts as one small layered graph that ends in the site.
//
//   chains                               layers
//   A OWNS B, B SUPPLIES d, d AT site    A | B | d | site
//   A OWNS C, C SUPPLIES d, d AT site        C
//
// A node's layer is its distance from the site, so that an edge joins neighbouring layers or stays in one. In
// a layer, nodes stand at the mean height of those they are joined to (Sugiyama 1981, the barycentre step).
import type { Fact, Support } from "./document";
import type { Index } from "./index";

export interface Edge {
  id: string;
  fact: Fact;
  from: string;
  to: string;
}

export interface ChainGraph {
  /// Far end first, the site last.
  layers: string[][];
  edges: Edge[];
  /// Supports that were left out so that the graph stays readable.
  left_out: number;
}

/// The graph of the first supports that together have at most `most` nodes (of the first one in any case).
export function chain_graph(site: string, supports: readonly Support[], index: Index, most: number): ChainGraph {
  const edges = new Map<string, Edge>();
  const nodes = new Set([site]);
  let taken = 0;
  for (const { chain } of supports) {
    const added = edges_of(chain, index);
    const grown = new Set([...nodes, ...added.flatMap(({ from, to }) => [from, to])]);
    if (taken > 0 && grown.size > most) continue;
    taken += 1;
    for (const edge of added) edges.set(edge.id, edge);
    for (const node of grown) nodes.add(node);
  }
  const list = [...edges.values()];
  return { layers: ordered_layers(layers_of(site, nodes, list), list), edges: list, left_out: supports.length - taken };
}

function edges_of(chain: readonly string[], index: Index): Edge[] {
  const edges: Edge[] = [];
  for (const id of chain) {
    const fact = index.fact(id);
    if (fact?.from !== undefined && fact.to !== undefined) edges.push({ id, fact, from: fact.from, to: fact.to });
  }
  return edges;
}

function neighbours_of(edges: readonly Edge[]): Map<string, string[]> {
  const neighbours = new Map<string, string[]>();
  for (const { from, to } of edges) {
    neighbours.set(from, [...(neighbours.get(from) ?? []), to]);
    neighbours.set(to, [...(neighbours.get(to) ?? []), from]);
  }
  return neighbours;
}

/// By distance from the site, farthest first; what no edge joins to it stands farthest.
function layers_of(site: string, nodes: ReadonlySet<string>, edges: readonly Edge[]): string[][] {
  const neighbours = neighbours_of(edges);
  const layers = [[site]];
  const left = new Set(nodes);
  left.delete(site);
  for (let last = layers[0]; last; last = layers[layers.length - 1]) {
    const next = new Set(last.flatMap((node) => neighbours.get(node) ?? []).filter((node) => left.has(node)));
    if (next.size === 0) break;
    for (const node of next) left.delete(node);
    layers.push([...next]);
  }
  if (left.size > 0) layers.push([...left]);
  return layers.reverse();
}

function ordered_layers(layers: string[][], edges: readonly Edge[]): string[][] {
  const neighbours = neighbours_of(edges);
  const height = new Map<string, number>();
  const place = (layer: string[]) =>
    layer.forEach((node, at) => height.set(node, (at + 0.5) / layer.length));
  layers.forEach(place);
  const mean = (node: string) => {
    const around = (neighbours.get(node) ?? []).map((other) => height.get(other) ?? 0.5);
    return around.reduce((sum, h) => sum + h, 0) / Math.max(1, around.length);
  };
  for (const layer of [...[...layers].reverse(), ...layers]) {
    const means = new Map(layer.map((node) => [node, mean(node)]));
    layer.sort((a, b) => (means.get(a) ?? 0) - (means.get(b) ?? 0));
    place(layer);
  }
  return layers;
}
