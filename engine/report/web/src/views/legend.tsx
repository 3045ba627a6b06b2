// SPDX-License-Identifier: Apache-2.0
import type { Site } from "../data/document";
import { count_text } from "../data/text";
import { use_index } from "./context";
import { Tier } from "./tier";

/// The tiers by mark and word, with their bounds and how many of the sites are in each; "shown" where the page or
/// its filter leaves sites out.
export function Legend({ sites }: { sites: readonly Site[] }) {
  const index = use_index();
  const all = sites.length === index.document.totals.sites;
  return (
    <ul class="legend" aria-label="Tiers">
      {index.tiers.map((name) => {
        const tier = index.document.tiers.find((entry) => entry.name === name);
        const count = sites.filter((site) => site.tier === name).length;
        return (
          <li key={name}>
            <Tier name={name} />
            <span class="soft">
              {tier && tier.at_least !== null && ` from ${tier.at_least}`}
              {tier?.percentile !== undefined && ` from percentile ${tier.percentile}`} · {count_text(count, "site")}{!all && " shown"}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
