// SPDX-License-Identifier: Apache-2.0
// The document that the engine writes into the page (format harbinger-page/1), as it stands there. Facts are
// named by their keys in `facts`, one that a scenario adds by its id behind a `+`; nodes and sources by their
// ids; null is "unknown", never zero.

export type Kind = "rank" | "explain" | "whatif" | "timeline";

/// What a column of signals holds: null is unknown, a pair is a range.
export type Value = number | string | boolean | null | Value[];

export interface Tier {
  name: string;
  at_least: number | null;
  percentile?: number;
  why?: string;
}

export interface FiredRule {
  id: string;
  points: number;
  because: string;
}

/// A rule with the clauses that decided; `reason` where it could not be evaluated or is off.
export interface SilentRule {
  rule: string;
  reason?: string;
  clauses: Clause[];
}

export interface Clause {
  clause: string;
  read?: string;
  comparison?: string;
  value?: Value;
  threshold?: Value;
  margin?: number | null;
  result?: boolean | null;
}

export interface Site {
  rank: number;
  id: string;
  name: string;
  country: string | null;
  type: string | null;
  lat: number | null;
  lon: number | null;
  score: number;
  tier: string;
  dimensions: Record<string, number | null>;
  signals?: Record<string, Value>;
  rules?: FiredRule[];
  not_evaluated?: (string | SilentRule)[];
}

export interface NodeName {
  name: string;
  kind: string;
}

/// `id` is the pack's. An edge has `from`, `relation` and `to`; a node's own fact has `node`.
export interface Fact {
  id: string;
  text: string;
  node?: string;
  from?: string;
  relation?: string;
  to?: string;
  valid_from: string | null;
  valid_to: string | null;
  confidence: string;
  sources: string[];
}

export interface Source {
  title: string;
  publisher: string;
  date: string;
  address: string;
  /// It stands for several reports.
  collection?: boolean;
}

/// `of` is "rule:ID", "signal:ID" or "floor:DIMENSION". The values of a site add up to its score.
export interface Contribution {
  of: string;
  dimension: string;
  value: number;
}

/// One term of a value with the chain of facts behind it, in order along the path. `alternatives` is how many
/// further chains give the same term, at least so many where `complete` is false; `left_out` how many facts at
/// the far end are not in the chain.
export interface Support {
  term: Value;
  chain: string[];
  alternatives?: number;
  complete?: boolean;
  left_out?: number;
}

/// `terms` is how many supports there are; `supports` holds the first of them.
export interface Evidence {
  signal: string;
  value: Value;
  complete: boolean;
  terms: number;
  supports: Support[];
}

/// `not_fired` and `not_evaluated` are places in the document's `silent`, which many sites share.
export interface Detail {
  contributions: Contribution[];
  evidence: Evidence[];
  not_fired: number[];
  not_evaluated: number[];
}

export interface Standing {
  rank: number;
  score: number;
  tier: string;
}

export interface SiteTimeline {
  id: string;
  name: string;
  country: string | null;
  at: (Standing | null)[];
}

export interface Timeline {
  days: string[];
  all_sites: number;
  highest: number[];
  with_evidence: number[];
  sites: SiteTimeline[];
}

export interface Cause {
  of: string;
  value: number;
  facts: string[];
}

/// `before` or `after` is null where the site is not in that world.
export interface Move {
  id: string;
  name: string;
  country: string | null;
  before: Standing | null;
  after: Standing | null;
  change: number | null;
  causes: Cause[];
}

export interface Scenario {
  name: string;
  title: string;
  /// What it changes, a text each.
  edits?: string[];
  as_of_before: string;
  as_of: string;
  entered: string[];
  left: string[];
  top: number;
  kendall: number | null;
  spearman: number | null;
  sites: number;
  rescored: number;
  rules_not_evaluated?: { before: number; after: number };
  moved: Move[];
  /// What happened, for people.
  sentence: string;
}

export interface Dimension {
  id: string;
  title: string;
  combine?: string;
  weight?: number | null;
  floor?: number | null;
  of?: Dimension[];
  inputs?: ModelInput[];
  why?: string;
}

/// What a leaf takes: the points of its rules, or a signal.
export interface ModelInput {
  points_full?: number;
  signal?: string;
  weight?: number;
  normalise?: string;
  missing?: string;
  why?: string;
}

export interface Rule {
  id: string;
  title?: string;
  when?: string;
  /// "multiply", "floor", ... where it does not give points.
  effect?: string;
  points?: string | number;
  dimension?: string;
  group?: string;
  because?: string;
  source?: string;
  why?: string;
  enabled: boolean;
  reason?: string;
  fired_at?: number;
}

/// With `within`, `match` begins at what lies so near to the site, and a term falls by e each `decay`. `without`
/// is a path that must not be there; `over` an attribute of sites, of which all that share it have one value.
export interface Signal {
  id: string;
  title?: string;
  unit?: string;
  match?: string;
  within?: string;
  decay?: string;
  without?: string;
  where?: string;
  value?: string;
  lookup?: { table: string; default?: number };
  combine?: string;
  over?: string;
  allocate?: string;
  missing?: string;
  why?: string;
  source?: string;
}

/// A constant that signals and rules read as `params.NAME`; `value` as written.
export interface Parameter {
  name: string;
  value: string;
  why?: string;
}

/// Numbers of texts, which signals look up.
export interface NumberTable {
  name: string;
  entries: { text: string; value: number; why?: string }[];
  why?: string;
}

/// Rules whose points add up to no more than `cap`, nor to less than -`cap`.
export interface RuleGroup {
  id: string;
  cap: number;
  dimension?: string;
  why?: string;
}

export interface Method {
  rule_files: string[];
  model_file: string;
  model: { title: string; tree: Dimension; tiers: Tier[] };
  params?: Parameter[];
  tables?: NumberTable[];
  groups?: RuleGroup[];
  rules: Rule[];
  signals: Signal[];
  confidence: { word: string; probability: number }[];
}

export interface PageDocument {
  format: "harbinger-page/1";
  kind: Kind;
  title: string;
  /// The condition that chose the sites shown (CEL).
  where?: string;
  run: { engine: string; as_of: string; inputs: { path: string; sha256: string }[] };
  totals: { sites: number; shown: number; detailed: number };
  notes: string[];
  tiers: Tier[];
  dimensions: { id: string; title: string }[];
  sites: Site[];
  nodes: Record<string, NodeName>;
  facts: Record<string, Fact>;
  sources: Record<string, Source>;
  details: Record<string, Detail>;
  silent: SilentRule[];
  timeline: Timeline | null;
  whatif: { scenarios: Scenario[] } | null;
  method: Method;
}
