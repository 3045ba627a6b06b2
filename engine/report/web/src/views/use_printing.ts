// SPDX-License-Identifier: Apache-2.0
import { options } from "preact";
import { useEffect, useState } from "preact/hooks";

/// Whether the page is on its way to paper. What hangs on it is drawn before `beforeprint` returns, for the
/// browser does not wait.
export function use_printing(): boolean {
  const [printing, set_printing] = useState(false);
  useEffect(() => {
    const begin = () => at_once(() => set_printing(true));
    const end = () => set_printing(false);
    addEventListener("beforeprint", begin);
    addEventListener("afterprint", end);
    return () => {
      removeEventListener("beforeprint", begin);
      removeEventListener("afterprint", end);
    };
  }, []);
  return printing;
}

function at_once(change: () => void): void {
  const before = options.debounceRendering;
  options.debounceRendering = (render) => render();
  change();
  if (before) options.debounceRendering = before;
  else delete options.debounceRendering;
}
