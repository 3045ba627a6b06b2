// SPDX-License-Identifier: Apache-2.0
import { site_address } from "../data/route";
import { clipped } from "../data/text";
import { use_index } from "./context";
import { Name } from "./name";
import { SiteView } from "./site";

/// A site on a page of its own, with the way back and to its neighbours in rank.
export function SitePage({ id }: { id: string }) {
  const index = use_index();
  const { document } = index;
  const site = index.site(id);
  const at = site ? document.sites.indexOf(site) : -1;
  const [before, after] = site ? [document.sites[at - 1], document.sites[at + 1]] : [];
  return (
    <>
      <nav class="sections screen" aria-label="Way back">
        <a href="#">{"\u2190"} <bdi>{clipped(document.title, 60)}</bdi></a>
        {before && <a href={site_address(before.id)} class="beside">Above: <bdi>{clipped(before.name, 30)}</bdi></a>}
        {after && <a href={site_address(after.id)} class="beside">Below: <bdi>{clipped(after.name, 30)}</bdi></a>}
      </nav>
      <main id="main">
        <h1 tabIndex={-1} class="site-name"><Name text={site ? site.name : id} length={160} /></h1>
        {site ? <SiteView key={id} site={site} /> : <p class="notice">No site of this report has this id. It may be ranked and not shown here.</p>}
      </main>
    </>
  );
}
