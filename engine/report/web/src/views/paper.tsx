// SPDX-License-Identifier: Apache-2.0
import { use_index } from "./context";
import { Name } from "./name";
import { SiteView } from "./site";

const on_paper = 10;

/// The details of the first sites, drawn when the page goes to paper, where nothing can be opened. That of one
/// site has them already.
export function Paper() {
  const index = use_index();
  const { kind, sites: all } = index.document;
  if (kind === "explain") return null;
  const sites = all.slice(0, on_paper).filter((site) => index.detail(site.id));
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
