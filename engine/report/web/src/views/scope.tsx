// SPDX-License-Identifier: Apache-2.0
import { count_text, day_text } from "../data/text";
import { use_index } from "./context";
import { Name } from "./name";

/// Which of the ranked sites the page shows, and in which world; nothing where it shows all as asked for.
export function Scope() {
  const { kind, run, sites, totals, where, whatif } = use_index().document;
  const whole = sites.length === totals.sites;
  if (kind === "explain" || (whole && kind !== "whatif" && where === undefined)) return null;
  return (
    <p class="scope">
      Shown: {whole ? "all" : `${sites.length.toLocaleString("en")} of`} {count_text(totals.sites, "ranked site")}
      {where !== undefined && <>, those where <code><Name text={where} length={200} /></code></>}
      {kind === "timeline" && `, those followed, as they stand on ${day_text(run.as_of)}`}
      {kind === "whatif" && !whole && ", the first and those that move"}
      {whatif && kind === "whatif" && `, as they stand before ${whatif.scenarios.length > 1 ? "any scenario" : "the scenario"}`}.
    </p>
  );
}
