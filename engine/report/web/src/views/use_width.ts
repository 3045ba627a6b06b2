// SPDX-License-Identifier: Apache-2.0
import type { RefObject } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";

/// The width of an element in whole pixels, followed as it changes; `before` until it is known.
export function use_width(element: RefObject<HTMLElement>, before: number): number {
  const [width, set_width] = useState(before);
  useLayoutEffect(() => {
    if (!element.current) return;
    // Hidden elements are 0 wide, and paper is no reason to draw anew.
    const follow = (now: number) => now > 0 && !matchMedia("print").matches && set_width(Math.round(now));
    follow(element.current.clientWidth);
    const observer = new ResizeObserver(([entry]) => entry && follow(entry.contentRect.width));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return width;
}
