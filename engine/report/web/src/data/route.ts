// SPDX-License-Identifier: Apache-2.0
// What the address asks for, after its `#`: a site, a scenario, a section of the page, or the top.
//
//   #site=port-of-x    #whatif=scenario    #ranking

export type Route =
  | { view: "site"; id: string }
  | { view: "overview"; section: string; scenario?: string };

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a stray % that somebody typed
  }
}

export function route_of(hash: string): Route {
  const [name = "", ...rest] = hash.replace(/^#/, "").split("=");
  const value = decoded(rest.join("="));
  if (name === "site" && value) return { view: "site", id: value };
  if (name === "whatif" && value) return { view: "overview", section: "whatif", scenario: value };
  return { view: "overview", section: decoded(name) };
}

export const site_address = (id: string) => `#site=${encodeURIComponent(id)}`;
export const scenario_address = (name: string) => `#whatif=${encodeURIComponent(name)}`;
