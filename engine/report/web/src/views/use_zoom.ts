// SPDX-License-Identifier: Apache-2.0
import { select } from "d3-selection";
import { zoom as d3_zoom, zoomIdentity, type D3ZoomEvent, type ZoomBehavior } from "d3-zoom";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Zoom } from "../charts/marks";

const deepest = 60;

/// How a drawing of this size is moved and magnified, by pointer, wheel and fingers over `svg`, and by these
/// functions; lengths are of the drawing as it lies before any zoom.
export function use_zoom(width: number, height: number) {
  const svg = useRef<SVGSVGElement>(null);
  const [zoom, set_zoom] = useState<Zoom>(zoomIdentity);
  const behavior: ZoomBehavior<SVGSVGElement, unknown> = useMemo(
    () =>
      d3_zoom<SVGSVGElement, unknown>()
        .scaleExtent([1, deepest])
        .filter((event: Event) => wanted(event, svg.current))
        .on("zoom", ({ transform: { k, x, y } }: D3ZoomEvent<SVGSVGElement, unknown>) => set_zoom({ k, x, y })),
    [],
  );
  useEffect(() => {
    if (!svg.current) return;
    behavior.extent([[0, 0], [width, height]]).translateExtent([[0, 0], [width, height]]);
    const map = select(svg.current);
    map.call(behavior).on("dblclick.zoom", null);
    map.call(behavior.transform, zoomIdentity);
  }, [width, height]);
  const map = () => select(svg.current as SVGSVGElement);
  return {
    svg,
    zoom,
    move: (x: number, y: number) => behavior.translateBy(map(), x, y),
    centre: (x: number, y: number) => behavior.translateTo(map(), x, y),
    magnify: (factor: number) => behavior.scaleBy(map(), factor),
    whole: () => behavior.transform(map(), zoomIdentity),
  };
}

/// A wheel or a finger that passes over the drawing scrolls the page, as long as the drawing is not chosen.
function wanted(event: Event, svg: SVGSVGElement | null): boolean {
  if (event instanceof WheelEvent) return event.ctrlKey || event.metaKey || document.activeElement === svg;
  if ("touches" in event) return (event as TouchEvent).touches.length > 1 || (svg?.classList.contains("moved") ?? false);
  return !(event instanceof MouseEvent) || event.button === 0;
}
