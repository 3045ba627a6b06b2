#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The ledger of runs: killed processes lose no finished run, two at once lose none, and nothing that is wrong with the
ledger stops a ranking.

`ledger_test.py [TEST...]`; SEED=n draws other moments to kill at.
"""

import collections
import contextlib
import csv
import json
import os
import pathlib
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

import folder_tests
from folder_tests import check

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = pathlib.Path(os.environ.get("HARBINGER_PROGRAM", ROOT / "build/check/engine/harbinger"))
SEED = int(os.environ.get("SEED", "20261128"))
KILLS = 100
NOBODY = 65534

RULES, MODEL, PACK = ROOT / "rules/scanners.yaml", ROOT / "models/exposure.yaml", ROOT / "data/scanners"
SET = "model[influence].weight=0.6"

Ran = collections.namedtuple("Ran", "code out err")


def environment(ledger) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "HARBINGER_HOME": str(ROOT), "TZ": "UTC", "HARBINGER_LEDGER": str(ledger)}


def run(ledger, *args, folder=ROOT, env=None, stdin="", **options) -> Ran:
    done = subprocess.run([PROGRAM, *map(str, args)], cwd=folder, env=env or environment(ledger), text=True,
                          capture_output=True, timeout=120, input=stdin, check=False, **options)
    return Ran(done.returncode, done.stdout, done.stderr)


def start(ledger, *args) -> subprocess.Popen:
    return subprocess.Popen([PROGRAM, *map(str, args)], cwd=ROOT, env=environment(ledger), stdin=subprocess.DEVNULL,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def names(ledger) -> list[str]:
    listed = run(ledger, "runs", "list", "--format", "json", "--top", 100000)
    check(listed.code == 0, listed.err)
    return [run["run"] for run in json.loads(listed.out)["runs"]]


def sound(ledger: pathlib.Path) -> None:
    """SQLite finds nothing wrong, no run is kept in part, and every content has its hash."""
    with contextlib.closing(sqlite3.connect(ledger)) as database:
        check(database.execute("PRAGMA integrity_check").fetchall() == [("ok",)], "the file is damaged")
        for lacking in ("SELECT number FROM run WHERE number NOT IN (SELECT run FROM input)",
                        "SELECT number FROM run WHERE number NOT IN (SELECT run FROM option)",
                        "SELECT number FROM run WHERE result NOT IN (SELECT sha256 FROM content)",
                        "SELECT run FROM ranking WHERE content NOT IN (SELECT sha256 FROM content)"):
            check(database.execute(lacking).fetchall() == [], lacking)


def warned(ran: Ran, words: str) -> None:
    check(ran.code == 0 and "Port of Manila" in ran.out, f"the ranking came: {ran}")
    warnings = [line for line in ran.err.splitlines() if not line.startswith("note:")]
    check(len(warnings) == 1 and "this run is not kept" in warnings[0] and words in warnings[0], warnings)


def other_rules(folder: pathlib.Path) -> pathlib.Path:
    path = folder / "rules.yaml"
    path.write_text(RULES.read_text().replace('"40 * maker_state_share"', '"50 * maker_state_share"'))
    check(path.read_text() != RULES.read_text(), "other rules")
    return path


def adding_takes(ledger) -> float:
    """Seconds from a result to the end of its process, most of which goes to the ledger."""
    process = start(ledger, "rank", "--top", 1)
    os.read(process.stdout.fileno(), 65536)
    begun = time.monotonic()
    process.communicate()
    return time.monotonic() - begun


class Tests:
    """Each method is a test, its docstring the sentence that is true where it passes."""

    def kills(self, folder):
        """kill -9 at a hundred moments, most of them while the ledger is written, loses no run that ended, and keeps none in part."""
        draw = random.Random(SEED)
        ledger = folder / "runs.db"
        check(run(ledger, "rank", "--top", 1).code == 0, "the first run")
        taken = sorted(adding_takes(ledger) for _ in range(9))[4]
        known, kept = set(names(ledger)), 0
        for number in range(KILLS):
            # Another --where each time, so that each run adds content of its own.
            killed = start(ledger, "rank", "--top", 1, "--where", f"score > {number} - 1000")
            beside = start(ledger, "rank", "--top", 1, "--where", f"score > {number} - 2000") if number % 4 == 0 else None
            if number % 5:
                os.read(killed.stdout.fileno(), 65536)  # the result is out: now the run is added
                time.sleep(draw.uniform(0, 1.5 * taken))
            else:
                time.sleep(draw.uniform(0, 0.08))
            killed.kill()
            killed.communicate()
            ended = int(killed.returncode == 0)
            if beside:
                told = beside.communicate(timeout=60)
                check(beside.returncode == 0 and b"not kept" not in told[1], told)
                ended += 1
            now = set(names(ledger))
            check(known <= now, f"kill {number} lost {known - now}")
            check(ended <= len(now - known) <= 1 + bool(beside), f"{len(now - known)} new, {ended} ended")
            kept += len(now - known) - ended
            known = now
        sound(ledger)
        check(KILLS / 20 <= kept < KILLS * 0.95, f"before and after the commit: {kept}")
        for name in sorted(known)[:10]:
            check(run(ledger, "runs", "rerun", name).code == 0, f"{name} comes out the same")
        print(f"  {KILLS} killed, of which {kept} were kept; {len(known)} runs in all")

    def many_at_once(self, folder):
        """Processes that begin a ledger and add to it at the same time lose no run."""
        ledger = folder / "new/runs.db"
        processes = [start(ledger, "rank", "--top", n + 1, "--threads", 1) for n in range(24)]
        told = [process.communicate(timeout=120) for process in processes]
        check(all(process.returncode == 0 for process in processes), told)
        check(not any(b"not kept" in err for _, err in told), told)
        check(len(names(ledger)) == 24, names(ledger))
        sound(ledger)

    def newer_version(self, folder):
        """A ledger of a newer version is left as it is: a warning for a ranking, an error for `runs`."""
        ledger = folder / "runs.db"
        check(run(ledger, "rank").code == 0, "a run")
        with contextlib.closing(sqlite3.connect(ledger)) as database:
            database.execute("PRAGMA user_version = 2")
            database.execute("ALTER TABLE run ADD COLUMN mood TEXT")
            database.commit()
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        before = ledger.read_bytes()
        warned(run(ledger, "rank"), "newer than this engine")
        ran = run(ledger, "runs", "list")
        check(ran.code == 2 and "newer than this engine" in ran.err and ran.out == "", ran)
        check(ledger.read_bytes() == before, "not a byte has changed")

    def not_a_ledger(self, folder):
        """A file that is no database, and a database of another program, are left as they are."""
        text, other = folder / "notes.txt", folder / "other.db"
        text.write_text("These are notes, and long enough to hold the header of a database. " * 20)
        with contextlib.closing(sqlite3.connect(other)) as database:
            database.execute("CREATE TABLE bird (name TEXT)")
            database.commit()
        for path, words in ((text, "not a ledger"), (other, "another program")):
            before = path.read_bytes()
            warned(run(path, "rank"), words)
            for command in (["list"], ["show", "last"], ["rerun", "1"], ["diff", "1", "2"], ["export"]):
                ran = run(path, "runs", *command)
                check(ran.code == 2 and words in ran.err and ran.out == "", ran)
            check(path.read_bytes() == before, f"{path.name} has changed")
        warned(run(folder, "rank"), "is a folder")
        check(run(folder / "none.db", "runs", "list").code == 2, "no ledger")

    def locked(self, folder):
        """A ledger that another process holds for long is waited for, and then done without."""
        ledger = folder / "runs.db"
        check(run(ledger, "rank").code == 0, "a run")
        with contextlib.closing(sqlite3.connect(ledger, isolation_level=None)) as holder:
            holder.execute("BEGIN IMMEDIATE")
            process = start(ledger, "rank")
            begin = time.monotonic()
            while not os.read(process.stdout.fileno(), 65536):
                pass
            check(time.monotonic() - begin < 3, "the result does not wait")
            out, err = process.communicate(timeout=60)
            check(process.returncode == 0 and b"held by another process" in err, err)
            check(run(ledger, "runs", "list").code == 0, "reading does not wait")
            process = start(ledger, "rank")
            time.sleep(0.5)
            holder.execute("COMMIT")
            check(b"not kept" not in process.communicate(timeout=60)[1], "a short lock is waited for")
        check(len(names(ledger)) == 2, names(ledger))

    def full_or_read_only(self, folder):
        """A full disk, and a folder that cannot be written, cost a warning; what was kept before is still there."""
        ledger = folder / "runs.db"
        check(run(ledger, "rank").code == 0, "a run")

        def little_room():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            size = ledger.stat().st_size // 2
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

        warned(run(ledger, "rank", "--where", "true", preexec_fn=little_room), "this run is not kept")
        check(len(names(ledger)) == 1, "the first run is there")
        sound(ledger)
        ledger.chmod(0o444)
        folder.chmod(0o555)
        as_nobody = {"user": NOBODY, "group": NOBODY} if os.getuid() == 0 else {}
        try:
            warned(run(ledger, "rank", **as_nobody), "this run is not kept")
            check(len(json.loads(run(ledger, "runs", "list", "--format", "json", **as_nobody).out)["runs"]) == 1,
                  "it can be read")
            warned(run(folder / "below/runs.db", "rank", **as_nobody), "this run is not kept")
        finally:
            folder.chmod(0o755)

    def where_it_is(self, folder):
        """--ledger comes before HARBINGER_LEDGER, that before the user's data; `none` and --no-ledger keep nothing."""
        base = {"PATH": os.environ["PATH"], "HARBINGER_HOME": str(ROOT), "HOME": str(folder / "home")}
        check(run("", "rank", env=base).err.find("not kept") < 0, "kept")
        check((folder / "home/.local/share/harbinger/runs.db").exists(), "below HOME")
        check((folder / "home/.local/share/harbinger").stat().st_mode & 0o77 == 0, "for its owner alone")
        run("", "rank", env=base | {"XDG_DATA_HOME": str(folder / "data")})
        check((folder / "data/harbinger/runs.db").exists(), "below XDG_DATA_HOME")
        run("", "rank", env=base | {"XDG_DATA_HOME": "relative"})
        check(len(names(folder / "home/.local/share/harbinger/runs.db")) == 2, "a relative one does not count")
        run("", "rank", "--ledger", folder / "a.db", env=base | {"HARBINGER_LEDGER": str(folder / "b.db")})
        check((folder / "a.db").exists() and not (folder / "b.db").exists(), "--ledger comes first")
        for off in (run(folder / "c.db", "rank", "--no-ledger"), run("none", "rank", folder=folder),
                    run("", "rank", env={key: base[key] for key in ("PATH", "HARBINGER_HOME")})):
            check(off.code == 0 and "kept" not in off.err, off)
        check(not (folder / "c.db").exists() and not (folder / "none").exists(), "nothing was kept")
        ran = run("none", "runs", "list")
        check(ran.code == 2 and "no ledger is kept" in ran.err, ran)

    def every_command(self, folder):
        """rank, whatif, timeline and sensitivity are kept in every format and come out the same; explain is not kept."""
        ledger = folder / "runs.db"
        scenarios = ROOT / "data/scenarios/new_loan.yaml"
        commands = [["rank", "--where", 'type == "airport" && name != "it\'s"', "--top", 7],
                    ["whatif", scenarios, "--set", SET], ["whatif", "--set", SET, "--top", 5],
                    ["timeline", "Port of Manila", "--from", "2015", "--step", "2y"],
                    ["sensitivity", "--draws", 50, "--seed", 9, "--spread", "0.1", "--what", "both"]]
        formats = {"rank": ["table", "csv", "json", "jsonl", "geojson", "md"], "whatif": ["table", "csv", "json", "md"],
                   "timeline": ["table", "csv", "json", "svg"], "sensitivity": ["table", "json", "csv"]}
        wanted = []
        for command in commands:
            for name in formats[command[0]]:
                ran = run(ledger, *command, "--format", name)
                check(ran.code == 0 and "not kept" not in ran.err, ran)
                wanted.append(ran.out)
        check(run(ledger, "explain", "Port of Manila").code == 0, "explain")
        kept = names(ledger)
        check(len(kept) == len(wanted), "each run, and no other")
        for name, result in zip(reversed(kept), wanted):
            check(run(ledger, "runs", "show", name, "--result").out == result, f"the bytes of {name}")
            again = run(ledger, "runs", "rerun", name)
            check(again.code == 0 and "comes out the same" in again.out, again)
        check(names(ledger) == kept, "making a run again keeps no run")
        sound(ledger)

    def rerun_tells(self, folder):
        """`rerun` tells what differs: an input, an engine, the bytes; and what it cannot make again."""
        ledger, rules = folder / "runs.db", folder / "rules.yaml"
        shutil.copy(RULES, rules)
        check(run(ledger, "rank", "--rules", "rules.yaml", "--format", "csv", folder=folder).code == 0, "a run")
        check(run(ledger, "runs", "rerun", 1).code == 0, "from another folder it comes out the same")
        other_rules(folder)
        ran = run(ledger, "runs", "rerun", "last")
        check(ran.code == 1 and "rules.yaml" in ran.out and "Kendall" in ran.out, ran)
        rules.write_text(RULES.read_text() + "# a comment\n")
        ran = run(ledger, "runs", "rerun", 1)
        check(ran.code == 1 and "rules.yaml" in ran.out and "the same bytes" in ran.out, ran)
        rules.write_text("rules: [")
        ran = run(ledger, "runs", "rerun", 1)
        check(ran.code == 1 and "rules.yaml:1:" in ran.err and "cannot be made again" in ran.err, ran)
        rules.unlink()
        check("no such file" in run(ledger, "runs", "rerun", 1).err, "a file that went")
        shutil.copy(RULES, rules)
        check(run(ledger, "runs", "rerun", 1).code == 0, "and came back")
        with contextlib.closing(sqlite3.connect(ledger)) as database:
            database.execute("UPDATE run SET engine = 'harbinger 0.0.1'")
            database.commit()
        ran = run(ledger, "runs", "rerun", 1)
        check(ran.code == 1 and "harbinger 0.0.1 → harbinger" in ran.out, ran)
        extra = folder / "more rules.yaml"
        extra.write_text("params: {extra: {value: 1, why: a test}}\n")
        check(run(ledger, "rank", "--rules", rules, "--rules", extra).code == 0, "two rule files")
        check(run(ledger, "runs", "rerun", "last").code == 0, "both are given again")
        check(run(ledger, "rank", "--rules", "-", stdin=RULES.read_text()).code == 0, "from standard input")
        ran = run(ledger, "runs", "rerun", "last")
        check(ran.code == 1 and "standard input" in ran.err, ran)

    def files_of_the_program(self, folder):
        """The template of a page and the land of a map are inputs: a run made again with others tells them."""
        home, ledger = folder / "home", folder / "runs.db"
        (home / "engine/report/web").mkdir(parents=True)
        page, land = home / "engine/report/web/page.html", home / "data/world/land.json"
        shutil.copytree(ROOT / "data/scanners", home / "data/scanners")
        for path in (RULES, MODEL, ROOT / "engine/report/web/page.html", ROOT / "data/world/land.json"):
            copy = home / path.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, copy)
        env = environment(ledger) | {"HARBINGER_HOME": str(home)}
        for name, path in (("html", page), ("svg", land)):
            check(run(ledger, "rank", "--top", 3, "--format", name, folder=folder, env=env).code == 0, name)
            check(run(ledger, "runs", "rerun", "last", env=env).code == 0, "the same")
            text = path.read_text()
            path.write_text(text + "\n")
            ran = run(ledger, "runs", "rerun", "last", env=env)
            check(ran.code == 1 and f"input    {path}" in ran.out, ran)
            path.write_text(text)
        check(run(ledger, "rank", "--top", 3, folder=folder, env=env).code == 0, "a table")
        shown = json.loads(run(ledger, "runs", "show", "last", "--format", "json").out)
        check(len(shown["inputs"]) == 3, "is made of pack, rules and model")

    def last_day(self, folder):
        """A timeline is kept with the day it ends on."""
        ledger = folder / "runs.db"
        check(run(ledger, "timeline", "--from", "2010", "--to", "2015").code == 0, "a timeline")
        check(json.loads(run(ledger, "runs", "list", "--format", "json").out)["runs"][0]["as_of"] == "2015-12-31",
              "not the day of the pack")
        check(run(ledger, "runs", "rerun", "last").code == 0, "and made again")

    def called_ranking(self, folder):
        """A scenario that is called as the ranking before it is held against itself."""
        ledger, scenario = folder / "runs.db", folder / "one.yaml"
        for weight in ("0.6", "0.7"):
            scenario.write_text("scenarios:\n  - {name: ranking, edits: [{set: 'model[influence].weight', "
                                f"to: {weight}}}]}}\n")
            ran = run(ledger, "whatif", scenario)
            check(ran.code == 0, ran)
        base, after = json.loads(run(ledger, "runs", "diff", 1, 2, "--format", "json").out)["rankings"]
        check(base["name"] == after["name"] == "ranking", "two of one name")
        check(base["moved"] == [] and after["moved"] != [], "the first is that before, the second that after")

    def names_of_runs(self, folder):
        """A run is named by its number, with or without its hash; a wrong name is an error with the nearest."""
        ledger = folder / "runs.db"
        for _ in range(2):
            run(ledger, "rank", "--top", 3)
        run(ledger, "rank", "--top", 4)
        third, second, first = names(ledger)
        check(first.split("-")[1] == second.split("-")[1], "the same run made again has the same hash")
        check(first.split("-")[1] != third.split("-")[1], "another run has another")
        for name in ("3", third, "last"):
            check(f"run {third}" in run(ledger, "runs", "show", name).out, name)
        listed = list(csv.DictReader(run(ledger, "runs", "list", "--format", "csv", "--limit", 2).out.splitlines()))
        check([line["run"] for line in listed] == [third, second], listed)
        check(listed[0]["command_line"].startswith("harbinger rank --pack=") and len(listed[0]["result_sha256"]) == 64,
              listed[0])
        check(run(ledger, "runs", "list", "--command", "whatif").out.count("\n") == 1, "none of another command")
        wrong = third[:-1] + ("0" if third[-1] != "0" else "1")
        ran = run(ledger, "runs", "show", wrong)
        check(ran.code == 2 and f"did you mean '{third}'" in ran.err, ran)
        for name in ("99", "x", "-1", "1-", "18446744073709551617"):
            check(run(ledger, "runs", "show", "--", name).code == 2, name)
        ran = run(ledger, "runs", "diff", "77", "88")
        check(ran.code == 2 and "'77'" in ran.err and "'88'" in ran.err, "both mistakes are told")

    def difference(self, folder):
        """`diff` tells options and inputs that differ, and the moves that a what-if of the same change tells."""
        ledger = folder / "runs.db"
        run(ledger, "rank", "--top", 5)
        run(ledger, "rank", "--top", 6, "--rules", other_rules(folder))
        told = json.loads(run(ledger, "runs", "diff", 1, 2, "--format", "json").out)
        check({option["what"] for option in told["options"]} == {"top", "rules"}, told["options"])
        check(len(told["inputs"]) == 2 and not told["same_result"], told["inputs"])
        moved = told["rankings"][0]["moved"]
        fresh = json.loads(run("none", "rules", "diff", RULES, folder / "rules.yaml", "--format", "json").out)["ranking"]
        bare = [{key: value for key, value in move.items() if key != "causes"} for move in fresh["moved"]]
        check(moved and [{key: value for key, value in move.items() if key != "causes"} for move in moved] == bare,
              "the same sites moved as rules diff tells")
        for key in ("entered", "left", "kendall", "spearman", "rescored", "sites"):
            check(told["rankings"][0][key] == fresh[key], key)
        same = run(ledger, "runs", "diff", 1, 1)
        check(same.code == 0 and "the same bytes" in same.out and "No site moved." in same.out, same)

    def handed_on(self, folder):
        """`export` writes whole runs as JSON lines: all, oldest first, or those named."""
        ledger = folder / "runs.db"
        first = run(ledger, "rank", "--format", "csv").out
        run(ledger, "whatif", "--set", SET)
        run(ledger, "timeline")
        lines = [json.loads(line) for line in run(ledger, "runs", "export").out.splitlines()]
        check([line["command"] for line in lines] == ["rank", "whatif", "timeline"], "oldest first")
        check(lines[0]["result"]["text"] == first, "the result")
        check([ranking["name"] for ranking in lines[1]["rankings"]] == ["ranking", "command_line"],
              [ranking["name"] for ranking in lines[1]["rankings"]])
        sites = lines[0]["rankings"][0]["sites"]
        check(len(sites) == len(first.splitlines()) - 1 and sites[0]["rank"] == 1, "each site")
        out = folder / "some.jsonl"
        check(run(ledger, "runs", "export", 3, "1", "-o", out).code == 0, "to a file")
        check([json.loads(line)["run"] for line in out.read_text().splitlines()] == [lines[2]["run"], lines[0]["run"]],
              "as named")
        check(run(ledger, "runs", "export", 1, 9).code == 2, "an unknown run")

    def damage(self, folder):
        """What was changed in the ledger is told, not shown as a result."""
        ledger = folder / "runs.db"
        run(ledger, "rank")
        with contextlib.closing(sqlite3.connect(ledger)) as database:
            database.execute("UPDATE content SET bytes = X'00' || bytes")
            database.commit()
        ran = run(ledger, "runs", "show", 1, "--result")
        check(ran.code == 2 and "damaged" in ran.err and ran.out == "", ran)


if __name__ == "__main__":
    print(f"seed {SEED}, {KILLS} kills")
    sys.exit(folder_tests.run(Tests))
