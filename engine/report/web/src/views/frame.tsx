// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from "preact";

/// What may be wider than the screen: it moves under its edge, with keys too.
export function Frame({ label, children }: { label: string; children: ComponentChildren }) {
  return <div class="frame" tabIndex={0} role="group" aria-label={label}>{children}</div>;
}
