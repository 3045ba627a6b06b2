// SPDX-License-Identifier: Apache-2.0
// The rows of the ranking table: which sites, in what order.
import type { Site } from "./document";
import type { Index } from "./index";

export interface Filter {
  text: string;
  country: string;
  type: string;
  tier: string;
}

export const no_filter: Filter = { text: "", country: "", type: "", tier: "" };

/// A column is "rank", "name", "country", "type", "score", "tier" or the id of a dimension.
export interface Order {
  column: string;
  descending: boolean;
}

// Letters without their marks, so that `sao` finds São.
const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

export function selected(sites: readonly Site[], filter: Filter, index: Index): Site[] {
  const words = plain(filter.text).split(/\s+/).filter(Boolean);
  return sites.filter((site) => {
    if (filter.country && site.country !== filter.country) return false;
    if (filter.type && site.type !== filter.type) return false;
    if (filter.tier && site.tier !== filter.tier) return false;
    if (words.length === 0) return true;
    const text = plain(`${site.name} ${site.id} ${site.country ?? ""} ${index.country_name(site.country)}`);
    return words.every((word) => text.includes(word));
  });
}

type Key = number | string | null;

function key_of(site: Site, column: string, index: Index): Key {
  switch (column) {
    case "rank": return site.rank;
    case "name": return site.name;
    case "country": return index.country_name(site.country) || null;
    case "type": return site.type;
    case "score": return site.score;
    case "tier": return -index.tier_place(site.tier);
    default: return site.dimensions[column] ?? null;
  }
}

const collator = new Intl.Collator("en", { numeric: true });

/// In the order asked for; unknown comes last either way, and ties stay in rank order.
export function ordered(sites: readonly Site[], order: Order, index: Index): Site[] {
  const sign = order.descending ? -1 : 1;
  const keyed = sites.map((site) => ({ site, key: key_of(site, order.column, index) }));
  keyed.sort((a, b) => {
    if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
    if (typeof a.key === "string") return sign * collator.compare(a.key, String(b.key));
    return sign * (a.key - Number(b.key));
  });
  return keyed.map(({ site }) => site);
}

/// The values that a column has, each once, in the order of their names.
export function values_of(sites: readonly Site[], value: (site: Site) => string | null, name: (value: string) => string): string[] {
  const values = new Set(sites.map(value).filter((v): v is string => Boolean(v)));
  return [...values].sort((a, b) => collator.compare(name(a), name(b)));
}
