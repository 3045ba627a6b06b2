// SPDX-License-Identifier: Apache-2.0
import { useMemo } from "preact/hooks";
import { no_filter, values_of, type Filter } from "../data/selection";
import { count_text, isolated, words_of } from "../data/text";
import { use_index } from "./context";

interface Props {
  filter: Filter;
  found: number;
  change(filter: Filter): void;
}

/// What narrows the table and the map; tells how many sites are left.
export function FilterBar({ filter, found, change }: Props) {
  const index = use_index();
  const { sites } = index.document;
  const countries = useMemo(() => values_of(sites, (site) => site.country, index.country_name), [sites]);
  const types = useMemo(() => values_of(sites, (site) => site.type, words_of), [sites]);
  const set = (part: Partial<Filter>) => change({ ...filter, ...part });
  const narrowed = JSON.stringify(filter) !== JSON.stringify(no_filter);
  return (
    <form class="filter screen" role="search" aria-label="Sites" onSubmit={(event) => event.preventDefault()}>
      <label>
        Name
        <input type="search" value={filter.text} placeholder="any" onInput={(event) => set({ text: event.currentTarget.value })} />
      </label>
      <Choice label="Country" value={filter.country} values={countries} name={index.country_name} change={(country) => set({ country })} />
      <Choice label="Type" value={filter.type} values={types} name={words_of} change={(type) => set({ type })} />
      <Choice label="Tier" value={filter.tier} values={index.tiers} name={(tier) => tier} change={(tier) => set({ tier })} />
      {narrowed && <button type="button" onClick={() => change(no_filter)}>Show all</button>}
      <p role="status" aria-live="polite">
        {narrowed ? `${found.toLocaleString("en")} of ${count_text(sites.length, "site")}` : count_text(sites.length, "site")}
      </p>
    </form>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  values: readonly string[];
  name(value: string): string;
  change(value: string): void;
}

function Choice({ label, value, values, name, change }: ChoiceProps) {
  const named = values.map((v) => ({ v, text: isolated(name(v), 50) }));
  return (
    <label>
      {label}
      <select value={value} onChange={(event) => change(event.currentTarget.value)}>
        <option value="">any</option>
        {named.map(({ v, text }) => <option key={v} value={v}>{text}</option>)}
      </select>
    </label>
  );
}
