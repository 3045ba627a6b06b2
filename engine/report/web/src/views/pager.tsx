// SPDX-License-Identifier: Apache-2.0

interface Props {
  page: number;
  size: number;
  count: number;
  change(page: number): void;
}

/// Which rows are shown, and the way to the others.
export function Pager({ page, size, count, change }: Props) {
  if (count === 0) return null;
  const last = Math.ceil(count / size) - 1;
  const [from, to] = [page * size + 1, Math.min(count, (page + 1) * size)];
  return (
    <nav class="pager" aria-label="Rows of the ranking">
      <button type="button" disabled={page === 0} onClick={() => change(0)}>First</button>
      <button type="button" disabled={page === 0} onClick={() => change(page - 1)}>Previous</button>
      <span role="status">
        Rows {from.toLocaleString("en")} to {to.toLocaleString("en")} of {count.toLocaleString("en")}
      </span>
      <button type="button" disabled={page >= last} onClick={() => change(page + 1)}>Next</button>
      <button type="button" disabled={page >= last} onClick={() => change(last)}>Last</button>
    </nav>
  );
}
