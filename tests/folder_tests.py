# SPDX-License-Identifier: Apache-2.0
"""Runs tests that each have a folder of their own: the methods of a class, whose docstrings say what is true."""

import pathlib
import sys
import tempfile


def check(condition, what) -> None:
    if not condition:
        raise AssertionError(what)


def run(tests: type) -> int:
    """All tests, or those that the command line names; the exit code. The last line counts them."""
    passed = failed = 0
    wanted = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    for name, test in vars(tests).items():
        if name.startswith("_") or (wanted and name not in wanted):
            continue
        with tempfile.TemporaryDirectory(prefix="harbinger-") as scratch:
            folder = pathlib.Path(scratch)
            folder.chmod(0o755)  # some tests are another user
            try:
                test(tests(), folder)
                passed += 1
            except Exception as failure:  # whatever a test dies of, it has failed
                failed += 1
                print(f"FAILED: {name}: {test.__doc__}\n  {failure!r}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0
