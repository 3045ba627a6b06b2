# SPDX-License-Identifier: Apache-2.0
"""What is aimed at, and what a run reached: one row of bench/README.md each."""

import dataclasses
from collections.abc import Callable

Results = dict[str, dict]


@dataclasses.dataclass
class Target:
    job: str
    aim: str
    figure: Callable[[Results], tuple[str, bool]]   # what was measured, and whether it reaches the aim


def _ms(results: Results, name: str, key: str = "processor_ms") -> float:
    return results[name][key]


def _time(value: float) -> str:
    return f"{1000 * value:.0f} µs" if value < 0.1 else f"{value:.2f} ms" if value < 10 else f"{value:,.0f} ms"


def _below(name: str, limit_ms: float, key: str = "processor_ms") -> Callable[[Results], tuple[str, bool]]:
    return lambda results: (_time(_ms(results, name, key)), _ms(results, name, key) < limit_ms)


def _ratio(name: str, reference: str, most: float) -> Callable[[Results], tuple[str, bool]]:
    def figure(results: Results) -> tuple[str, bool]:
        own, plain = _ms(results, name), _ms(results, reference)
        return f"{_time(own)}, {own / plain:.2f}x of {_time(plain)}", own <= most * plain
    return figure


def _speed_up(one: str, two: str, least: float) -> Callable[[Results], tuple[str, bool]]:
    def figure(results: Results) -> tuple[str, bool]:
        gain = _ms(results, one, "wall_ms") / _ms(results, two, "wall_ms")
        return f"{gain:.2f} times faster", gain >= least
    return figure


def _process(name: str, most_ms: float, most_mib: float | None = None) -> Callable[[Results], tuple[str, bool]]:
    def figure(results: Results) -> tuple[str, bool]:
        run = results[name]
        told = f"{run['wall_ms'] / 1000:.1f} s" if run["wall_ms"] > 2000 else f"{run['wall_ms']:.0f} ms"
        if most_mib is not None:
            told += f", {run['peak_mib']:,.0f} MiB"
        return told, run["wall_ms"] < most_ms and (most_mib is None or run["peak_mib"] < most_mib)
    return figure


# What the table below reads, as a filter of Google Benchmark.
WANTED = ("ranking/(whole/.*/1000000/|edit/.*/1000000|explain/first/1000000)|weight_draws/engine/sites:1000000/.*threads:2"
          "|pattern_3_steps/any/.*/1000000|graph/snapshot/open/1000000|influence/facts_1000/engine/1000")

TARGETS = [
    Target("30 rules x 20 signals x 1M sites: totals, dimensions, bitsets, top 100", "1.5x of a blocked interpreter",
           _ratio("ranking/whole/engine/1000000/1", "ranking/whole/blocked_interpreter/1000000/1", 1.5)),
    Target("the same on 2 threads", "1.7 times faster than on 1",
           _speed_up("ranking/whole/engine/1000000/1", "ranking/whole/engine/1000000/2", 1.7)),
    Target("one rule edited, new top 100, 1M sites", "2 ms", _below("ranking/edit/engine/1000000", 2)),
    Target("1,000 weight draws, 1M sites, interval for the top 100, 2 threads", "5 s",
           _below("uncertainty/weight_draws/engine/1000000/1000/2", 5000, "wall_ms")),
    Target("pattern of 3 steps for all sites, 1M nodes, 10M facts", "2x of a plain loop",
           _ratio("signal/pattern_3_steps/any/dp/1000000", "signal/pattern_3_steps/any/plain_loop/1000000", 2)),
    Target("open a snapshot of 10M facts, one fact found and read", "50 ms",
           _below("graph/snapshot/open/1000000", 50, "wall_ms")),
    Target("pack of 10M facts from CSV to ranking", "30 s, 3 GiB", _process("process/rank/10M", 30_000, 3 * 1024)),
    Target("explain one site out of 1M, the first of the ranking", "5 ms",
           _below("ranking/explain/first/1000000", 5)),
    Target("bundled pack, cold start to ranking", "50 ms", _process("process/rank/bundled", 50)),
    Target("influence of each of 1,000 facts, 100,000 sites", "1 s",
           _below("scenario/influence/facts_1000/engine/1000", 1000, "wall_ms")),
]


def table(results: Results, quick: bool) -> str:
    """Of a quick run, without the large worlds: the rows it can fill."""
    lines = ["| job | aim | measured | reached |", "|---|---|---|---|"]
    for target in TARGETS:
        try:
            told, reached = target.figure(results)
            lines.append(f"| {target.job} | {target.aim} | {told} | {'yes' if reached else '**no**'} |")
        except KeyError:
            if not quick:
                raise
    return "\n".join(lines) + "\n"
