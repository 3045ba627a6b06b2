// SPDX-License-Identifier: Apache-2.0
// Writes land.json, the outlines of the world's land, from the npm package world-atlas:
//
//     npm install world-atlas@2.0.2 topojson-client@3.1.0 && node data/world/build.mjs
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { feature } from "topojson-client";

const cut = -169; // the meridian at which the map is cut: between Asia and America
const antarctic = -60; // degrees; nobody lives south of it, and it takes a fifth of a map

const path = createRequire(import.meta.url).resolve("world-atlas/land-110m.json");
const world = JSON.parse(readFileSync(path, "utf8"));
const polygons = feature(world, world.objects.land).features.flatMap(({ geometry }) =>
  geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates,
);

// A tenth of a degree is a third of a pixel on a map of a thousand.
const rounded = (ring) =>
  ring
    .map(([lon, lat]) => [Math.round(lon * 10) / 10, Math.round(lat * 10) / 10])
    .filter(([lon, lat], at, all) => at === 0 || lon !== all[at - 1][0] || lat !== all[at - 1][1]);
const east_of_cut = ([lon]) => (((lon - cut) % 360) + 360) % 360;
const crosses_cut = (ring) => ring.some((point, at) => at > 0 && Math.abs(east_of_cut(point) - east_of_cut(ring[at - 1])) > 180);

const land = polygons
  .filter(([outer]) => outer.some(([, lat]) => lat > antarctic))
  .map((polygon) => polygon.map(rounded).filter((ring) => ring.length > 3));
// One island lies across the cut, St Lawrence: a map would draw it from one edge to the other.
const whole = land.filter((polygon) => !polygon.some(crosses_cut));
if (land.length - whole.length > 1) throw new Error("more than one polygon lies across the cut");

const text = JSON.stringify({ type: "MultiPolygon", coordinates: whole });
writeFileSync(new URL("land.json", import.meta.url), `${text.replaceAll("]]],[[[", "]]],\n[[[")}\n`);
