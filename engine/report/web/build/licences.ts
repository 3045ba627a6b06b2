// SPDX-License-Identifier: Apache-2.0
// The notices of the packages that a build has in it, as their licences ask for: each text once, below the
// names of the packages that carry it.
//
//   .../node_modules/d3-geo/src/area.js    ->    d3-geo
//   .../node_modules/d3-scale/src/log.js         Copyright 2010-2024 Mike Bostock ...
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const folder_of = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/;

/// `modules` are the files that the build took something from; those of no package are passed over. Throws
/// where a package has no licence file.
export function notices_of(modules: readonly string[]): string {
  const folders = modules.map((module) => folder_of.exec(module)?.[0]).filter((folder) => folder !== undefined);
  const packages = new Map<string, string[]>();
  for (const folder of [...new Set(folders)].sort()) {
    const text = licence_of(folder);
    packages.set(text, [...(packages.get(text) ?? []), path.basename(folder)]);
  }
  return [...packages].map(([text, names]) => `${names.join(", ")}\n\n${text}`).join("\n\n\n");
}

function licence_of(folder: string): string {
  const file = readdirSync(folder).find((name) => /^licen[sc]e/i.test(name));
  if (file === undefined) throw new Error(`${folder} has no licence file`);
  return readFileSync(path.join(folder, file), "utf8").replaceAll("\r\n", "\n").trim();
}
