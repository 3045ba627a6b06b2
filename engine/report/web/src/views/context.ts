// SPDX-License-Identifier: Apache-2.0
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Index } from "../data/index";

const Context = createContext<Index | null>(null);
export const IndexProvider = Context.Provider;

/// The document that the page shows.
export function use_index(): Index {
  const index = useContext(Context);
  if (!index) throw new Error("a view stands outside of IndexProvider");
  return index;
}
