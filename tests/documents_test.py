#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs every command that the README and the docs show, and compares what they show with what comes.

A shown command is a line `$ ./harbinger ...` in a ```console block; the lines up to the next `$` or the end
of the block are its output. A line `...` stands for any lines. `| head -n N` is understood. Lines on
standard error are not compared. What commands write goes to build/documents, which each document finds empty; so does
the ledger of their runs.

`documents_test.py --update` writes what comes into the documents, except where `...` stands.
"""

import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = pathlib.Path(os.environ.get("HARBINGER_PROGRAM", ROOT / "build/check/engine/harbinger"))
WRITTEN = ROOT / "build/documents"
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def run(command: str) -> str:
    """Standard output of a shown command."""
    command, _, pipe = command.partition(" | ")
    args = shlex.split(command)
    assert args[0] == "./harbinger", f"only ./harbinger is run, not: {command}"
    environment = {"PATH": os.environ["PATH"], "HARBINGER_HOME": str(ROOT), "HARBINGER_LEDGER": "build/documents/runs.db"}
    result = subprocess.run([PROGRAM, *args[1:]], cwd=ROOT, env=environment, capture_output=True, text=True,
                            timeout=120, check=False)
    lines = result.stdout.splitlines()
    if head := re.fullmatch(r"head -n (\d+)", pipe):
        lines = lines[: int(head[1])]
    else:
        assert not pipe, f"only head -n N is understood behind a pipe, not: {pipe}"
    return "\n".join(lines)


def matches(shown: str, got: str) -> bool:
    pattern = "\n".join(r"(?:.*\n)*?.*" if line.strip() == "..." else re.escape(line.rstrip())
                        for line in shown.splitlines())
    cleaned = "\n".join(line.rstrip() for line in got.splitlines())
    return re.fullmatch(pattern, cleaned) is not None


def commands_of(block: str) -> list[tuple[str, str]]:
    parts = re.split(r"^\$ (.*)\n", block, flags=re.MULTILINE)
    return list(zip(parts[1::2], parts[2::2]))


def main() -> int:
    passed = failed = 0
    for document in DOCUMENTS:
        text = document.read_text()
        shutil.rmtree(WRITTEN, ignore_errors=True)
        for block in BLOCK.findall(text):
            fresh = block
            for command, shown in commands_of(block):
                got = run(command)
                if "--update" in sys.argv and not any(l.strip() == "..." for l in shown.splitlines()):
                    cleaned = "\n".join(line.rstrip() for line in got.splitlines())
                    fresh = fresh.replace(f"$ {command}\n{shown}", f"$ {command}\n{cleaned}\n", 1)
                    shown = cleaned
                if matches(shown.rstrip("\n"), got.rstrip("\n")):
                    passed += 1
                    continue
                failed += 1
                print(f"--- {document.relative_to(ROOT)}: $ {command}\n--- shown\n{shown}\n--- got\n{got}\n---")
            if fresh != block:
                text = text.replace(block, fresh, 1)
        if "--update" in sys.argv:
            document.write_text(text)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
