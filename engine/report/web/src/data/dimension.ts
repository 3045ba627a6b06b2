// SPDX-License-Identifier: Apache-2.0

/// Which of the top dimensions a dimension is, or is in: of "influence" and "reliance", "influence.supplier" is
/// in "influence". Undefined where it is in none.
export const top_of = (dimension: string, tops: readonly string[]): string | undefined =>
  tops.find((top) => dimension === top || dimension.startsWith(`${top}.`));
