// SPDX-License-Identifier: Apache-2.0
import { use_index } from "./context";
import { Name } from "./name";
import { SiteView } from "./site";

const on_paper = 10;

/// The details of the first sites, drawn when the page goes to paper, where nothing can be opened.
export function Paper() {
  const index = use_index();
  const sites = index.document.sites.slice(0, on_paper).filter((site) => index.detail(site.id));
  return (
    <div class="paper">
      {sites.map((site) => (
        <section key={site.id} class="part paper-site">
          <h2>{site.rank}. <Name text={site.name} length={160} /></h2>
          <SiteView site={site} brief />
        </section>
      ))}
    </div>
  );
}
