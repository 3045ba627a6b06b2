// SPDX-License-Identifier: Apache-2.0
import type { Order } from "../data/selection";

interface Props {
  id: string;
  title: string;
  style: string;
  /// What the column's values are, at length.
  full: string;
  order: Order;
  change(order: Order): void;
}

// Numbers are looked at from the top, texts and ranks from the beginning.
const rising_first = new Set(["rank", "name", "country", "type"]);

/// The head of a column that sorts by it; pressed again, the other way round.
export function SortButton({ id, title, style, full, order, change }: Props) {
  const sorted = order.column === id;
  const press = () => change({ column: id, descending: sorted ? !order.descending : !rising_first.has(id) });
  return (
    <th scope="col" class={style} aria-sort={sorted ? (order.descending ? "descending" : "ascending") : "none"}>
      <button type="button" class="sort" title={full === id ? undefined : full} onClick={press}>
        {title}
        <span aria-hidden="true">{sorted ? (order.descending ? " \u25be" : " \u25b4") : ""}</span>
      </button>
      <span class="on-paper">{title}</span>
    </th>
  );
}
