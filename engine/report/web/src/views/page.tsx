// SPDX-License-Identifier: Apache-2.0
// The page: the overview, or the site that the address asks for. The overview stays as it was while a site
// is open, so that the way back leads to the same rows and the same place.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { route_of } from "../data/route";
import { clipped } from "../data/text";
import { use_index } from "./context";
import { Overview } from "./overview";
import { Paper } from "./paper";
import { SitePage } from "./site_page";
import { use_printing } from "./use_printing";

export function Page() {
  const index = use_index();
  const [route, set_route] = useState(() => route_of(location.hash));
  const left_at = useRef(0); // how far the overview was scrolled when a site was opened
  const shown = useRef(route);
  const printing = use_printing();

  useEffect(() => {
    history.scrollRestoration = "manual";
    const follow = () => {
      if (shown.current.view === "overview") left_at.current = scrollY;
      set_route(route_of(location.hash));
    };
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);

  useLayoutEffect(() => {
    const before = shown.current;
    shown.current = route;
    const name = route.view === "site" ? (index.site(route.id)?.name ?? route.id) : "";
    document.title = clipped(name ? `${name} \u2013 ${index.document.title}` : index.document.title, 160);
    if (route.view === "site") {
      scrollTo(0, 0);
      if (before !== route) document.querySelector<HTMLElement>("main h1")?.focus({ preventScroll: true });
      return;
    }
    const section = route.section ? document.getElementById(route.section) : null;
    if (section) {
      section.scrollIntoView();
      if (before !== route) section.querySelector<HTMLElement>("h2")?.focus({ preventScroll: true });
    } else if (before !== route) scrollTo(0, before.view === "site" ? left_at.current : 0);
  }, [route]);

  const open = route.view === "site";
  return (
    <>
      <a class="skip" href="#main" onClick={skip}>To the content</a>
      <div hidden={open}><Overview scenario={route.view === "overview" ? route.scenario : undefined} hidden={open} /></div>
      {open && <SitePage id={route.id} />}
      {printing && !open && <Paper />}
    </>
  );
}

/// The address belongs to the route, so the link moves the focus itself.
function skip(event: Event): void {
  event.preventDefault();
  const main = [...document.querySelectorAll<HTMLElement>("main")].find((element) => element.offsetParent !== null);
  main?.setAttribute("tabindex", "-1");
  main?.focus();
}
