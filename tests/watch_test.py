#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`rank --watch`, driven as an editor drives it: what is saved is ranked and shown, what is broken is told and kept out.

`watch_test.py [TEST...]`
"""

import contextlib
import os
import pathlib
import pty
import re
import shutil
import signal
import statistics
import subprocess
import sys
import threading
import time

import folder_tests
from folder_tests import check

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = pathlib.Path(os.environ.get("HARBINGER_PROGRAM", ROOT / "build/check/engine/harbinger"))
ENVIRONMENT = {"PATH": os.environ["PATH"], "HARBINGER_HOME": str(ROOT), "TZ": "UTC", "TERM": "xterm"}
PATIENCE = 20
POINTS, OTHER_POINTS = '"40 * maker_state_share"', '"50 * maker_state_share"'


class Watch:
    """A watch over copies of the bundled inputs in a folder."""

    def __init__(self, folder: pathlib.Path, *options: str, terminal: bool = False) -> None:
        self.pack, self.rules, self.model = folder / "pack", folder / "rules.yaml", folder / "model.yaml"
        if not self.pack.exists():
            shutil.copytree(ROOT / "data/scanners", self.pack)
            shutil.copy(ROOT / "rules/scanners.yaml", self.rules)
            shutil.copy(ROOT / "models/exposure.yaml", self.model)
        self.text = ""
        self.grown = threading.Condition()
        ours, theirs = pty.openpty() if terminal else os.pipe()
        self.process = subprocess.Popen(
            [PROGRAM, "rank", "--pack", "pack", "--rules", "rules.yaml", "--model", "model.yaml", "--watch",
             "--ledger", "runs.db", *options], cwd=folder, env=ENVIRONMENT, stdin=subprocess.DEVNULL, stdout=theirs,
            stderr=theirs)
        os.close(theirs)
        self.reader = threading.Thread(target=self.read, args=(ours,), daemon=True)
        self.reader.start()
        self.wait_for("Ctrl-C ends")

    def read(self, file: int) -> None:
        with contextlib.suppress(OSError):  # the end of a terminal
            while part := os.read(file, 65536):
                with self.grown:
                    self.text += part.decode(errors="replace").replace("\r\n", "\n")
                    self.grown.notify()
        os.close(file)

    def wait_for(self, words: str, begin: int = 0) -> str:
        """What was told from `begin` on, once it has the words."""
        with self.grown:
            came = self.grown.wait_for(lambda: re.search(words, self.text[begin:]), PATIENCE)
            check(came or re.search(words, self.text[begin:]), f"waited in vain for {words!r}: {self.text[begin:]}")
            return self.text[begin:]

    def after(self, change, words: str) -> str:
        """What a change of files makes it tell."""
        begin = len(self.text)
        change()
        return self.wait_for(words, begin)

    def processor_ms(self) -> float:
        """What the program has used so far, threads that ended included."""
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def end(self) -> int:
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(PATIENCE)
        self.reader.join(PATIENCE)
        return code

    def edit(self, old: str = POINTS, new: str = OTHER_POINTS):
        text = self.rules.read_text()
        check(old in text, f"{old} is in the rules")
        self.rules.write_text(text.replace(old, new))


def resave(path: pathlib.Path) -> None:
    path.write_bytes(path.read_bytes())


SHOWN = r"Spearman's rho \d\.\d+\n$"


class Tests:
    """Each method is a test, its docstring the sentence that is true where it passes."""

    def rules(self, folder):
        """An edit of a rule shows what moved, with its causes, and an edit back shows the way back."""
        watch = Watch(folder, "--top", "3")
        check("3 of 551 sites" in watch.text and "Port of Manila" in watch.text, "first the ranking")
        there = watch.after(watch.edit, SHOWN)
        check("rules.yaml saved, ranked again in" in there and "rank" in there and "→" in there, there)
        check("pack" not in there.splitlines()[1], "the pack was not saved")
        back = watch.after(lambda: watch.edit(OTHER_POINTS, POINTS), SHOWN)
        check("→" in back and there != back, back)
        unchanged = watch.after(lambda: resave(watch.rules), "No site moved")
        check("rules.yaml saved" in unchanged, unchanged)
        check(watch.end() == 0, "Ctrl-C ends it with 0")
        check(not (folder / "runs.db").exists(), "these runs are not kept")

    def same_as_a_fresh_run(self, folder):
        """What is shown is what `rules diff` tells of the same edit."""
        watch = Watch(folder)
        shutil.copy(watch.rules, folder / "before.yaml")
        told = watch.after(watch.edit, SHOWN)
        watch.end()
        fresh = subprocess.run([PROGRAM, "rules", "diff", "before.yaml", "rules.yaml", "--pack", "pack", "--model",
                                "model.yaml"], cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=True)
        check(told.split("ms\n", 1)[1] == fresh.stdout.split("The ranking\n", 1)[1], f"{told}\n---\n{fresh.stdout}")

    def broken(self, folder):
        """A broken edit is told in the usual form, once, and keeps the last good ranking, against which the mended one is shown."""
        watch = Watch(folder)
        text = watch.rules.read_text()
        told = watch.after(lambda: watch.rules.write_text(text.replace("when:", "wen:", 1)), "waiting for")
        check(re.search(r"rules\.yaml:\d+:\d+: error: .*\n.*\n.*\^", told), told)
        begin = len(watch.text)
        (folder / "notes.txt").write_text("of no concern")
        time.sleep(0.3)
        check(watch.text[begin:] == "", f"nothing new is told: {watch.text[begin:]}")
        told = watch.after(lambda: watch.rules.write_text(text.replace("  - id:", "  - ident:", 1)), "waiting for")
        check("ident" in told, "the next mistake")
        told = watch.after(lambda: watch.rules.write_text(text.replace(POINTS, OTHER_POINTS)), SHOWN)
        check("→" in told, "against the last good one")
        check(watch.end() == 0, "ends")

    def renamed_over(self, folder):
        """A file that is written beside and renamed over the old one is seen, time and again."""
        watch = Watch(folder)
        for old, new in [(POINTS, OTHER_POINTS), (OTHER_POINTS, POINTS)] * 3:
            def save():
                beside = folder / ".rules.yaml.swp"
                beside.write_text(watch.rules.read_text().replace(old, new))
                beside.rename(watch.rules)
            check("→" in watch.after(save, SHOWN), "moved")
        check(watch.end() == 0, "ends")

    def deleted(self, folder):
        """A file that is deleted is told of, and ranked when it is there again; a folder too."""
        watch = Watch(folder)
        text = watch.rules.read_text()
        told = watch.after(watch.rules.unlink, "waiting for")
        check("rules.yaml: error: no such file" in told, told)
        told = watch.after(lambda: watch.rules.write_text(text.replace(POINTS, OTHER_POINTS)), SHOWN)
        check("→" in told, told)
        shutil.move(watch.pack, folder / "away")
        watch.after(lambda: resave(watch.model), "waiting for")
        told = watch.after(lambda: shutil.move(folder / "away", watch.pack), SHOWN + "|No site moved")
        check(watch.after(lambda: resave(watch.pack / "sites.csv"), "No site moved"), "its files are watched again")
        check(watch.end() == 0, "ends")

    def pack(self, folder):
        """A row of the pack that changes, and a model, show what moved."""
        watch = Watch(folder)
        table = watch.pack / "port_calls.csv"
        lines = table.read_text().splitlines(keepends=True)
        told = watch.after(lambda: table.write_text("".join(lines[:1] + lines[200:])), SHOWN)
        check("port_calls.csv saved" in told and "→" in told and " fact" in told, told)
        watch.after(lambda: table.write_text("".join(lines)), SHOWN)
        text = watch.model.read_text()
        told = watch.after(lambda: watch.model.write_text(text.replace("weight: 0.30", "weight: 0.40")), SHOWN)
        check("model.yaml saved" in told and "→" in told, told)
        told = watch.after(lambda: (watch.pack / "pack.yaml").write_text((watch.pack / "pack.yaml").read_text() + "# x\n"),
                           "No site moved")
        check(watch.end() == 0, "ends")

    def included(self, folder):
        """A file that a rule file includes is watched from when it is named."""
        watch = Watch(folder)
        (folder / "more").mkdir()
        part = folder / "more/part.yaml"
        rule = 'rules:\n  - {id: extra, title: T, when: "true", dimension: influence.supplier, points: "%d", because: B, source: S}\n'
        name = re.search(r"dimension: (\S+)", watch.rules.read_text())[1]
        source = re.search(r"source: (\S+)", watch.rules.read_text())[1]
        rule = rule.replace("influence.supplier", name).replace("S}", source + "}")
        part.write_text(rule % 1)
        watch.after(lambda: watch.rules.write_text("include: [more/part.yaml]\n" + watch.rules.read_text()), SHOWN)
        told = watch.after(lambda: part.write_text(rule % 30), SHOWN)
        check("part.yaml saved" in told and "→" in told, told)
        check(watch.end() == 0, "ends")

    def included_later(self, folder):
        """A file that is included before it is written is waited for, in a folder that is there and in one that is not."""
        watch = Watch(folder)
        text = watch.rules.read_text()
        (folder / "there").mkdir()
        for name in ("there", "not_yet/below"):
            include = f"include: [{name}/part.yaml]\n"
            told = watch.after(lambda: watch.rules.write_text(include + text), "waiting for")
            check(f"'{name}/part.yaml': no such file" in told, told)
            (folder / name).mkdir(parents=True, exist_ok=True)
            part = folder / name / "part.yaml"
            told = watch.after(lambda: part.write_text("params: {extra: {valeu: 1, why: W}}\n"), "waiting for")
            check("part.yaml:1:" in told, told)
            told = watch.after(lambda: part.write_text("params: {extra: {value: 1, why: W}}\n"), "No site moved")
            check("mended, ranked again in" in told, told)
        check(watch.end() == 0, "ends")

    def replaced_folder(self, folder):
        """A folder that another takes the place of is watched on, its old self is not."""
        watch = Watch(folder)
        for n in range(2):
            shutil.copytree(watch.pack, folder / "next")
            old = folder / f"old{n}"

            def replace():
                watch.pack.rename(old)
                (folder / "next").rename(watch.pack)
            watch.after(replace, "No site moved")
            told = watch.after(lambda: resave(watch.pack / "port_calls.csv"), "No site moved")
            check("port_calls.csv saved" in told, told)
            begin = len(watch.text)
            resave(old / "port_calls.csv")
            time.sleep(0.3)
            check(watch.text[begin:] == "", watch.text[begin:])
        check(watch.end() == 0, "ends")

    def terminal(self, folder):
        """A terminal is cleared and shows the whole ranking with what moved; a pipe gets no control characters."""
        watch = Watch(folder, "--top", "3", terminal=True)
        told = watch.after(watch.edit, r"rho \d\.\d+")
        check("\x1b[2J" in told and "Port of Manila" in told and "of 551 sites" in told, told)
        check(watch.end() == 0, "ends")
        watch = Watch(folder, "--top", "3")
        told = watch.after(lambda: watch.edit(OTHER_POINTS, POINTS), SHOWN)
        check("\x1b" not in told and "of 551 sites, as of" not in told, told)
        watch.end()

    def usage(self, folder):
        """--watch shows a table on standard output: other formats and -o are refused, and so are inputs that are broken from the start."""
        for options in (["--format", "csv"], ["-o", "out.txt"], ["--rules", "none.yaml"], ["--where", "scoer > 1"]):
            ran = subprocess.run([PROGRAM, "rank", "--watch", *options], cwd=folder, env=ENVIRONMENT, text=True,
                                 capture_output=True, timeout=PATIENCE, check=False)
            check(ran.returncode == 2 and ran.stdout == "" and ran.stderr, ran)

    def quick(self, folder):
        """From save to shown takes under 100 ms of processor time on the bundled pack; on an idle machine that is the time to wait."""
        watch = Watch(folder)
        busy = []
        for what in ("rules", "pack"):
            waited, own, before = [], [], watch.processor_ms()
            for n in range(20):
                def save():
                    if what == "rules":
                        watch.edit(*((POINTS, OTHER_POINTS) if n % 2 == 0 else (OTHER_POINTS, POINTS)))
                    else:
                        resave(watch.pack / "sites.csv")
                begin = time.monotonic()
                told = watch.after(save, "(Spearman's rho .*|No site moved.)\n$")
                waited.append(1000 * (time.monotonic() - begin))
                own.append(int(re.search(r"again in (\d+) ms", told)[1]))
            processor = (watch.processor_ms() - before) / 20
            print(f"  {what}: save to shown, median of 20: {statistics.median(waited):.0f} ms (least {min(waited):.0f}), "
                  f"of which loading, ranking and comparing {statistics.median(own):.0f}; processor time {processor:.0f}")
            busy.append((what, processor, min(waited)))
        watch.end()
        check(all(processor < 100 and least < 400 for _, processor, least in busy), busy)


if __name__ == "__main__":
    sys.exit(folder_tests.run(Tests))
