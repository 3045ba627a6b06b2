#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Golden files: the wording and layout of what the program writes.

A case is a folder tests/golden/<command>/<case>/ with
  args   the arguments, as a shell would split them; run in the case's folder
  out    what stands on standard output
  err    what stands on standard error (absent: nothing)
  code   the exit code (absent: 0)

`golden_test.py --update` writes them anew; the difference is read before it is committed.
"""

import os
import pathlib
import shlex
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = pathlib.Path(os.environ.get("HARBINGER_PROGRAM", ROOT / "build/check/engine/harbinger"))
GOLDEN = ROOT / "tests/golden"


def run(case: pathlib.Path) -> dict[str, str]:
    """What the program gives for a case, under the names of its files."""
    args = shlex.split((case / "args").read_text(), comments=True)
    environment = {"PATH": os.environ["PATH"], "HARBINGER_HOME": str(ROOT), "TZ": "UTC",
                   "HARBINGER_LEDGER": "none"}
    result = subprocess.run([PROGRAM, *args], cwd=case, env=environment, capture_output=True, text=True,
                            timeout=120, stdin=subprocess.DEVNULL, check=False)
    # Where the project lies must not matter.
    clean = {"out": result.stdout.replace(str(ROOT), "<home>"), "err": result.stderr.replace(str(ROOT), "<home>")}
    return clean | {"code": f"{result.returncode}\n"}


def expected(case: pathlib.Path) -> dict[str, str]:
    defaults = {"out": "", "err": "", "code": "0\n"}
    return {name: (case / name).read_text() if (case / name).exists() else default
            for name, default in defaults.items()}


def update(case: pathlib.Path, got: dict[str, str]) -> None:
    for name, text in got.items():
        absent = "0\n" if name == "code" else ""
        if text != absent:
            (case / name).write_text(text)
        elif (case / name).exists():
            (case / name).unlink()


def main() -> int:
    cases = sorted(path.parent for path in GOLDEN.glob("*/*/args"))
    passed = failed = 0
    for case in cases:
        got = run(case)
        if "--update" in sys.argv:
            update(case, got)
        want = expected(case)
        if got == want:
            passed += 1
            continue
        failed += 1
        for name in got:
            if got[name] != want[name]:
                print(f"--- {case.relative_to(ROOT)}/{name}: expected\n{want[name]}--- got\n{got[name]}---")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not cases else 0


if __name__ == "__main__":
    sys.exit(main())
