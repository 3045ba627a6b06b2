# SPDX-License-Identifier: Apache-2.0
"""The programs of Google Benchmark: each run once, its results by name."""

import json
import re
import subprocess

from process import ROOT

FOLDER = ROOT / "build/check/bench"


def milliseconds(result: dict, key: str) -> float:
    return result[key] * {"ns": 1e-6, "us": 1e-3, "ms": 1, "s": 1000}[result["time_unit"]]


def plain_name(name: str) -> str:
    """Without what Google Benchmark adds: the kind of time, and the names of arguments."""
    parts = [part for part in name.split("/") if part not in ("process_time", "real_time", "manual_time")]
    return "/".join(re.sub(r"^[a-z]+:(?=[0-9])", "", part) for part in parts)


def run_all(pattern: str, least_seconds: float) -> dict[str, dict]:
    """By benchmark name: processor time and wall time of one iteration (ms), and the counters."""
    results = {}
    for program in sorted(FOLDER.glob("*_bench")):
        command = [program, f"--benchmark_filter={pattern}", f"--benchmark_min_time={least_seconds}",
                   "--benchmark_format=json"]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        for result in json.loads(told)["benchmarks"] if told.strip() else []:
            if result.get("error_occurred"):
                raise RuntimeError(f"{result['name']}: {result['error_message']}")
            known = {"name", "family_index", "per_family_instance_index", "run_name", "run_type", "repetitions",
                     "repetition_index", "threads", "iterations", "real_time", "cpu_time", "time_unit"}
            # Where a benchmark takes its time itself, it is of the processor, and of what the name says alone.
            own = "real_time" if result["name"].endswith("/manual_time") else "cpu_time"
            results[plain_name(result["name"])] = {
                "processor_ms": milliseconds(result, own), "wall_ms": milliseconds(result, "real_time"),
                "counters": {key: value for key, value in result.items()
                             if key not in known and isinstance(value, (int, float))}}
    return results
