// SPDX-License-Identifier: Apache-2.0
// The ranking as a table: sorted by any column, a page of rows at a time.
import { useEffect, useMemo, useState } from "preact/hooks";
import { Bar } from "../charts/waterfall";
import type { Site } from "../data/document";
import { strongest } from "../data/reasons";
import { site_address } from "../data/route";
import { ordered, type Order } from "../data/selection";
import { clipped, score_text, signed_text, words_of } from "../data/text";
import { use_index } from "./context";
import { Name } from "./name";
import { Pager } from "./pager";
import { SortButton } from "./sort_button";
import { Tier } from "./tier";
import { Where } from "./where";
import { Frame } from "./frame";

const page_size = 50;

interface Column {
  id: string;
  title: string;
  style: string;
}

export function Ranking({ sites }: { sites: readonly Site[] }) {
  const index = use_index();
  const [order, set_order] = useState<Order>({ column: "rank", descending: false });
  const [page, set_page] = useState(0);
  useEffect(() => set_page(0), [sites, order]);
  const rows = useMemo(() => ordered(sites, order, index), [sites, order]);
  const columns: Column[] = [
    { id: "rank", title: "Rank", style: "number" },
    { id: "name", title: "Site", style: "site" },
    { id: "country", title: "Country", style: "wide country" },
    { id: "type", title: "Type", style: "wide type" },
    { id: "score", title: "Score", style: "score" },
    { id: "tier", title: "Tier", style: "tier-cell" },
    ...index.document.dimensions.map(({ id }) => ({ id, title: short_title(id), style: "wide dimension" })),
  ];
  const shown = rows.slice(page * page_size, (page + 1) * page_size);
  return (
    <>
      <Frame label="Ranking of sites">
        <table class="ranking">
          <caption class="unseen">Ranking of sites. The heads of columns are buttons that sort.</caption>
          <thead>
            <tr>
              {columns.map(({ id, title, style }) => (
                <SortButton key={id} id={id} title={title} style={style} full={index.dimension_title(id)} order={order} change={set_order} />
              ))}
              <th scope="col" class="wide reasons">Strongest reasons</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((site) => <Row key={site.id} site={site} />)}
          </tbody>
        </table>
      </Frame>
      {rows.length === 0 && <p>No site is like that.</p>}
      <Pager page={page} size={page_size} count={rows.length} change={set_page} />
    </>
  );
}

/// "influence" as "Influence": the head of a column has little room, its whole title is told beside it.
const short_title = (id: string) => {
  const words = words_of(id.slice(id.lastIndexOf(".") + 1));
  return words.charAt(0).toUpperCase() + words.slice(1);
};

function Row({ site }: { site: Site }) {
  const index = use_index();
  const reasons = strongest(site, index, 2);
  const unknown = site.not_evaluated?.length ?? 0;
  return (
    <tr>
      <td class="number">{site.rank}</td>
      <th scope="row" class="site">
        <Name text={site.name} href={site_address(site.id)} length={60} />
        <span class="narrow soft">
          <Where site={site} />
          {reasons[0] && <>. <bdi>{clipped(reasons[0].text, 110)}</bdi></>}
        </span>
      </th>
      <td class="wide country"><Name text={index.country_name(site.country) || "unknown"} length={40} /></td>
      <td class="wide type"><bdi>{site.type ? clipped(words_of(site.type), 40) : "unknown"}</bdi></td>
      <td class="score">{score_text(site.score)}<Bar from={0} to={site.score} end={100} tone={2} /></td>
      <td class="tier-cell"><Tier name={site.tier} /></td>
      {index.document.dimensions.map(({ id }, tone) => <DimensionCell key={id} value={site.dimensions[id] ?? null} tone={tone} />)}
      <td class="wide reasons">
        {reasons.map(({ rule, text, value }) => (
          <span key={rule.id}>
            {value !== null && <span class="points">{signed_text(value)}</span>} <Name text={text} length={110} />
          </span>
        ))}
        {unknown > 0 && <span class="soft">{unknown} {unknown === 1 ? "rule" : "rules"} not evaluated: something is unknown</span>}
      </td>
    </tr>
  );
}

function DimensionCell({ value, tone }: { value: number | null; tone: number }) {
  return (
    <td class="wide dimension">
      {value === null ? "unknown" : <>{score_text(value)}<Bar from={0} to={value} end={100} tone={tone} /></>}
    </td>
  );
}
