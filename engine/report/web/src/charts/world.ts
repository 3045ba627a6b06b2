// SPDX-License-Identifier: Apache-2.0
// The world map's ground: outlines of land and borders as SVG paths, and the projection that places sites.
//
// Equal Earth (Šavrič, Patterson, Jenny 2018): areas are true, so that no part of the world looks more
// important than it is. Turned by 11 degrees so that the cut passes between Asia and America.
import { geoEqualEarth, geoPath } from "d3-geo";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import outlines from "virtual:outlines";

type World = Topology<{ countries: GeometryCollection }>;
let world: World | undefined;

export interface Ground {
  width: number;
  height: number;
  land: string;
  borders: string;
  /// The point of the map where a place lies, or null beyond the map's edges.
  project(lon: number, lat: number): [number, number] | null;
}

/// The map's edges, in degrees.
export const south = -57; // no land below that has people
export const north = 84;

export function ground_of(width: number): Ground {
  world ??= JSON.parse(outlines) as World;
  const projection = geoEqualEarth().rotate([-11, 0]).precision(0.3).fitWidth(width, { type: "Sphere" });
  const [, top] = projection([-11, north]) ?? [0, 0];
  const [, bottom] = projection([-11, south]) ?? [0, width / 2];
  const [x, y] = projection.translate();
  projection.translate([x, y - top]);
  const path = geoPath(projection).digits(1);
  const { countries } = world.objects;
  return {
    width,
    height: Math.round(bottom - top),
    land: path(feature(world, countries)) ?? "",
    borders: path(mesh(world, countries, (a, b) => a !== b)) ?? "",
    project: (lon, lat) => (lat < south || lat > north ? null : projection([lon, lat])),
  };
}
