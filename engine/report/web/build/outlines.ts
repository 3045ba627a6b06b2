// SPDX-License-Identifier: Apache-2.0
// The module `virtual:outlines`: outlines of the world's countries (Natural Earth, 1:50 million, from
// world-atlas) as one TopoJSON text, made small while building.
//
//   countries-50m.json, 756 KB: names, ids, Antarctica, every bend of a coast
//   virtual:outlines,  ~330 KB: arcs only; bends of less than about 40 km² are straightened
//
// Source of the measure: Visvalingam and Whyatt 1993, the area of the triangle that a point makes with its
// neighbours, here on the sphere.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { quantize } from "topojson-client";
import { presimplify, simplify, sphericalTriangleArea } from "topojson-simplify";
import type { GeometryCollection, Topology } from "topojson-specification";
import type { Plugin } from "vite";

const name = "virtual:outlines";
const least_area = 1e-6; // steradians; the Earth has 4 pi, which are 510 million km²
const steps = 40_000; // of the grid that points are rounded to: about a kilometre at the equator
const antarctica = "010"; // no sites, and a third of the map's height

/// The file that the outlines are from.
export const outlines_file = createRequire(import.meta.url).resolve("world-atlas/countries-50m.json");

function small_world(): string {
  const world = JSON.parse(readFileSync(outlines_file, "utf8")) as Topology<{ countries: GeometryCollection }>;
  const geometries = world.objects.countries.geometries
    .filter((country) => country.id !== antarctica)
    .map((country) => ({ type: country.type, arcs: (country as { arcs?: unknown }).arcs }));
  const countries = { type: "GeometryCollection", geometries } as GeometryCollection<object>;
  const bare: Topology<{ countries: GeometryCollection<object> }> = {
    type: "Topology",
    arcs: world.arcs,
    objects: { countries },
    ...(world.transform ? { transform: world.transform } : {}),
  };
  return JSON.stringify(quantize(simplify(presimplify(bare, sphericalTriangleArea), least_area), steps));
}

export function outlines(): Plugin {
  return {
    name: "outlines",
    resolveId: (id) => (id === name ? `\0${name}` : null),
    load: (id) => (id === `\0${name}` ? `export default ${JSON.stringify(small_world())};` : null),
  };
}
