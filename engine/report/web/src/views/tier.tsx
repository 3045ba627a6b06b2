// SPDX-License-Identifier: Apache-2.0
import { TierMark } from "../charts/tier_mark";
import { clipped } from "../data/text";
import { use_index } from "./context";

/// A tier by mark and word.
export function Tier({ name }: { name: string }) {
  const index = use_index();
  return (
    <span class="tier">
      <TierMark place={index.tier_place(name)} /> <bdi>{clipped(name, 24)}</bdi>
    </span>
  );
}
