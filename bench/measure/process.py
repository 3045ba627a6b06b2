# SPDX-License-Identifier: Apache-2.0
"""One run of the whole program: what it takes in time and in memory."""

import dataclasses
import os
import pathlib
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "build/check/engine/harbinger"


@dataclasses.dataclass
class Run:
    wall_ms: float
    processor_ms: float
    peak_mib: float


def run(*arguments: object) -> Run:
    """Runs `harbinger ARGUMENTS...`; its output is dropped. The peak is that of resident memory."""
    command = [str(PROGRAM), *map(str, arguments)]
    with tempfile.TemporaryFile() as told:
        begin = time.perf_counter()
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=told,
                                 env=os.environ | {"HARBINGER_HOME": str(ROOT), "HARBINGER_LEDGER": "none"})
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - begin
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode != 0:
            told.seek(0)
            raise RuntimeError(f"{' '.join(command)}: exit {child.returncode}\n{told.read().decode()}")
    return Run(1000 * wall, 1000 * (usage.ru_utime + usage.ru_stime), usage.ru_maxrss / 1024)


def median(runs: list[Run]) -> Run:
    """The run in the middle by processor time, with the largest peak of all."""
    middle = sorted(runs, key=lambda r: r.processor_ms)[len(runs) // 2]
    return dataclasses.replace(middle, peak_mib=max(r.peak_mib for r in runs))
