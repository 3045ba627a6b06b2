// SPDX-License-Identifier: Apache-2.0
import { web_address } from "../data/address";
import { facts_of } from "../data/certainty";
import type { Detail } from "../data/document";
import type { Index } from "../data/index";
import { count_text } from "../data/text";
import { use_index } from "./context";
import { Name } from "./name";

const most_in_brief = 12;

/// The sources behind a site, those of the most facts first.
export function Sources({ detail, brief }: { detail: Detail; brief: boolean }) {
  const index = use_index();
  const all = sources_of(detail, index);
  const shown = brief ? all.slice(0, most_in_brief) : all;
  if (all.length === 0) return null;
  return (
    <>
      <h3>{count_text(all.length, "source")}</h3>
      {shown.length < all.length && <p class="soft">Those of the most facts; the file has all.</p>}
      <ol class="sources">{shown.map(({ id, facts }) => <SourceEntry key={id} id={id} facts={facts} />)}</ol>
    </>
  );
}

function sources_of(detail: Detail, index: Index): { id: string; facts: number }[] {
  const counts = new Map<string, number>();
  for (const fact of facts_of(detail.evidence))
    for (const source of index.fact(fact)?.sources ?? []) counts.set(source, (counts.get(source) ?? 0) + 1);
  return [...counts].map(([id, facts]) => ({ id, facts })).sort((a, b) => b.facts - a.facts);
}

function SourceEntry({ id, facts }: { id: string; facts: number }) {
  const source = use_index().source(id);
  const address = source ? web_address(source.address) : null;
  return (
    <li>
      <Name text={source?.title || id} length={160} />
      <span class="soft">
        {source?.publisher && <>. <Name text={source.publisher} length={80} /></>}
        {source?.date && `, ${source.date}`}{source?.collection && ", a collection of several reports"}. {count_text(facts, "fact")}.{" "}
      </span>
      {address && <a class="address" href={address} target="_blank" rel="noopener noreferrer"><bdi>{address.length > 120 ? `${address.slice(0, 119)}\u2026` : address}</bdi></a>}
    </li>
  );
}
