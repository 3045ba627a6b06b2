// SPDX-License-Identifier: Apache-2.0
// The whole document on one page: the answer, then what was asked for, then all that it rests on.
import type { ComponentChildren } from "preact";
import { useMemo, useState } from "preact/hooks";
import { no_filter, selected } from "../data/selection";
import { clipped, day_text } from "../data/text";
import { Answer } from "./answer";
import { use_index } from "./context";
import { FilterBar } from "./filter_bar";
import { Inputs } from "./inputs";
import { WorldMap } from "./map";
import { MethodView } from "./method";
import { Name } from "./name";
import { Ranking } from "./ranking";
import { Scope } from "./scope";
import { SiteView } from "./site";
import { TimelineView } from "./timeline";
import { WhatIf } from "./whatif";

interface Part {
  id: string;
  title: string;
  content: ComponentChildren;
}

const part = (id: string, title: string, content: ComponentChildren): Part => ({ id, title, content });

export function Overview({ scenario, hidden }: { scenario: string | undefined; hidden: boolean }) {
  const index = use_index();
  const { document } = index;
  const [filter, set_filter] = useState(no_filter);
  const sites = useMemo(() => selected(document.sites, filter, index), [filter]);
  const placed = document.sites.some(({ lat, lon }) => lat !== null && lon !== null);
  const [only] = document.sites;

  // The sites of a what-if stand here as they do without it.
  const before = document.kind === "whatif" ? " before" : "";
  const map = part(
    "map",
    `Map${before}`,
    <>
      <Scope />
      {placed ? <WorldMap sites={sites} /> : <p class="notice">There is no map: {only ? "none of these sites has coordinates" : "no site is shown"}.</p>}
    </>,
  );
  const ranking = part(
    "ranking",
    `Ranking${before}`,
    <>
      <Scope />
      <FilterBar filter={filter} found={sites.length} change={set_filter} />
      <Ranking sites={sites} />
    </>,
  );
  const timeline = document.timeline && part("timeline", "Timeline", <TimelineView timeline={document.timeline} />);
  const whatif = document.whatif && part("whatif", "What if", <WhatIf scenarios={document.whatif.scenarios} chosen={scenario} />);
  const site = only && part("site", only.name, !hidden && <SiteView site={only} />);
  const rest = [part("method", "Method", <MethodView method={document.method} />), part("inputs", "Inputs", <Inputs />)];
  const order = {
    rank: [map, ranking, whatif, timeline],
    explain: [site, map, whatif], // a ranking of one site says nothing
    whatif: [whatif, map, ranking, timeline],
    timeline: [timeline, map, ranking, whatif],
  };
  const parts = [...order[document.kind], ...rest].filter((entry) => entry !== null && entry !== undefined);
  return (
    <>
      <header class="masthead">
        <h1><Name text={document.title} length={160} /></h1>
        <p class="soft">
          As of {day_text(document.run.as_of)} ·{" "}
          {document.where !== undefined && <>only sites where <code><Name text={document.where} length={160} /></code> · </>}
          {document.run.engine} ·{" "}
          {document.run.inputs.map(({ path, sha256 }, at) => (
            <span key={path}>{at > 0 && ", "}<bdi>{clipped(path, 50)}</bdi> <code>{sha256.slice(0, 8)}</code></span>
          ))}
        </p>
      </header>
      <nav class="sections screen" aria-label="Parts of the report">
        {parts.map(({ id, title }) => <a key={id} href={`#${id}`}><bdi>{clipped(title, 40)}</bdi></a>)}
      </nav>
      <main {...(hidden ? {} : { id: "main" })} tabIndex={-1}>
        <Answer />
        {parts.map(({ id, title, content }) => (
          <section key={id} id={id} aria-labelledby={`${id}-title`} class="part">
            <h2 id={`${id}-title`} tabIndex={-1}><bdi>{clipped(title, 160)}</bdi></h2>
            {content}
          </section>
        ))}
      </main>
    </>
  );
}
