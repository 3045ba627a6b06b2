// SPDX-License-Identifier: Apache-2.0
import { use_index } from "./context";

const full = "M6,1.2a4.8,4.8 0 0,1 0,9.6a4.8,4.8 0 0,1 0,-9.6Z";
const half = "M6,1.2a4.8,4.8 0 0,0 0,9.6Z";

/// The filling of the mark: the surest word is full, the least sure empty, what lies between half.
function filling(probability: number | undefined, all: readonly number[]): string {
  if (probability === undefined) return "";
  if (probability >= Math.max(...all)) return full;
  return probability <= Math.min(...all) ? "" : half;
}

/// A confidence word beside its mark.
export function Confidence({ word }: { word: string }) {
  const index = use_index();
  const all = index.document.method.confidence.map((entry) => entry.probability);
  const probability = index.probability(word);
  return (
    <span class="confidence" title={probability === undefined ? "" : `stands for a probability of ${probability}`}>
      <svg viewBox="0 0 12 12" width="11" height="11" aria-hidden="true">
        <circle cx="6" cy="6" r="4.8" />
        <path d={filling(probability, all)} />
      </svg>{" "}
      {word} confidence
    </span>
  );
}
