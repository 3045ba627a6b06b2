// SPDX-License-Identifier: Apache-2.0
// Reports to open: those that the program makes of the bundled pack, and documents changed into what no
// bundled pack holds.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "./tools.mjs";

const program = process.env.HARBINGER_PROGRAM ?? path.join(root, "build/check/engine/harbinger");
const begin = '<script type="application/json" id="harbinger-data">';
const end = "</script>";

/// The file that `harbinger ARGS --format html` writes.
export function report(folder, name, args) {
  const file = path.join(folder, `${name}.html`);
  execFileSync(program, [...args, "--format", "html", "-o", file], {
    cwd: root,
    env: { PATH: process.env.PATH, HARBINGER_HOME: root, HARBINGER_LEDGER: "none" },
    stdio: ["ignore", "inherit", "pipe"],
  });
  return file;
}

export function document_of(file) {
  const text = readFileSync(file, "utf8");
  const from = text.indexOf(begin) + begin.length;
  return JSON.parse(text.slice(from, text.indexOf(end, from)));
}

/// The page with this document, as the program would write it.
export const page_with = (folder, name, document) => page_of(folder, name, JSON.stringify(document));

/// The page with this text in the place of its data.
export function page_of(folder, name, text) {
  const template = readFileSync(path.join(root, "engine/report/web/page.html"), "utf8");
  const json = text.replace(/[<>&\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
  const file = path.join(folder, `${name}.html`);
  writeFileSync(file, template.replace(`${begin}null${end}`, () => begin + json + end));
  return file;
}

export const hostile_names = [
  '<img src=x onerror="window.struck = 1">',
  "</script><script>window.struck = 1</script>",
  "\u202Etxet fo dne eht\u202C \u2067right\u2069 & <b>bold</b>",
  "${window.struck = 1} {{window.struck = 1}} javascript:window.struck=1",
  `${"long ".repeat(1_000)}${"x".repeat(5_000)}`,
  "__proto__",
];

/// Every text that data can bring, replaced by a hostile one, for the first sites.
export function hostile(document) {
  const changed = structuredClone(document);
  hostile_names.forEach((name, at) => {
    const site = changed.sites[at];
    site.name = name;
    site.country = name;
    site.type = name;
    for (const rule of site.rules) rule.because = name;
    for (const key of Object.keys(site.signals).slice(0, 5)) site.signals[key] = name;
    const history = changed.timeline?.sites.find(({ id }) => id === site.id);
    if (history) history.name = name;
  });
  const nasty = (at) => hostile_names[at % hostile_names.length];
  Object.values(changed.facts).forEach((fact, at) => Object.assign(fact, { text: nasty(at), relation: fact.relation && nasty(at) }));
  Object.values(changed.nodes).forEach((node, at) => Object.assign(node, { name: nasty(at), kind: nasty(at) }));
  Object.values(changed.sources).forEach((source, at) =>
    Object.assign(source, { title: nasty(at), publisher: nasty(at), address: ["javascript:window.struck=1", "data:text/html,x", "file:///etc/hostname"][at % 3] }));
  changed.method.rules.forEach((rule, at) => Object.assign(rule, { title: nasty(at), when: nasty(at), because: nasty(at), reason: nasty(at) }));
  changed.method.signals.forEach((signal, at) =>
    Object.assign(signal, { title: nasty(at), match: nasty(at), without: nasty(at), value: nasty(at), lookup: { table: nasty(at) }, over: nasty(at), why: nasty(at) }));
  changed.method.params = hostile_names.map((name) => ({ name, value: name, why: name }));
  changed.method.tables = hostile_names.map((name) => ({ name, entries: [{ text: name, value: 1, why: name }], why: name }));
  changed.method.groups = hostile_names.map((name) => ({ id: name, cap: 1, dimension: name, why: name }));
  changed.title = hostile_names[0];
  changed.notes = [...hostile_names];
  return changed;
}

export function without_coordinates(document) {
  const changed = structuredClone(document);
  for (const site of changed.sites) Object.assign(site, { lat: null, lon: null });
  return changed;
}

/// As many sites as asked for: the given ones over and over, moved about. As the engine does, those without
/// details have neither signals nor rules.
export function grown(document, count) {
  const sites = Array.from({ length: count }, (_, at) => {
    const site = document.sites[at % document.sites.length];
    if (at < document.sites.length) return site;
    const turn = Math.sin(at * 12.9898) * 43758.5453; // the same each time, and all over the place
    const { signals, rules, ...bare } = site;
    return {
      ...bare,
      rank: at + 1,
      id: `${site.id}-${at}`,
      name: `${site.name} ${at}`,
      lat: site.lat === null ? null : Math.max(-80, Math.min(80, site.lat + 20 * (turn - Math.floor(turn) - 0.5))),
      lon: ((at * 137.5) % 360) - 180,
    };
  });
  return { ...document, sites, totals: { ...document.totals, sites: count, shown: count } };
}
