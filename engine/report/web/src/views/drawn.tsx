// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { use_width } from "./use_width";

/// A chart drawn as wide as its place, so that its words keep their size. `paper` is the width of one that is
/// drawn for paper, where nothing is measured.
export function Drawn({ paper, children }: { paper: number; children: (width: number) => ComponentChildren }) {
  const place = useRef<HTMLDivElement>(null);
  const width = use_width(place, paper);
  return <div ref={place}>{children(Math.min(1_000, width))}</div>;
}
