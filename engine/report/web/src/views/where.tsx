// SPDX-License-Identifier: Apache-2.0
import type { Site } from "../data/document";
import { clipped, words_of } from "../data/text";
import { use_index } from "./context";

/// The country and the type of a site, as far as they are known.
export function Where({ site }: { site: Site }) {
  const country = use_index().country_name(site.country);
  return (
    <>
      {country && <bdi>{clipped(country, 40)}</bdi>}
      {country && site.type && " · "}
      {site.type && <bdi>{clipped(words_of(site.type), 40)}</bdi>}
    </>
  );
}
