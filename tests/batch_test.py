#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Batches that are killed, that lose what they write to, and that are resumed: what is there in the end is what an
undisturbed run leaves, byte for byte (but for the seconds in the manifest), and nothing is done twice.

`batch_test.py --slow` kills a hundred runs, not twenty. SEED=n draws other moments.
"""

import contextlib
import json
import os
import pathlib
import pty
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import time

import folder_tests
from folder_tests import check

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = pathlib.Path(os.environ.get("HARBINGER_PROGRAM", ROOT / "build/check/engine/harbinger"))
SEED = int(os.environ.get("SEED", "20261127"))
KILLS = 100 if "--slow" in sys.argv else 20
NOBODY = 65534

RULES, MODEL, PACK = ROOT / "rules/scanners.yaml", ROOT / "models/exposure.yaml", ROOT / "data/scanners"
SCENARIOS = ROOT / "data/scenarios"
DATES = ["2008", "2012", "2016", "2020"]


def jobs_file(folder: pathlib.Path, scenarios: dict, outputs: str, dates=DATES, rules={"standard": RULES},
              models={"exposure": MODEL}) -> pathlib.Path:
    path = folder / "jobs.yaml"
    lists = {"packs": {"bundled": PACK}, "rules": rules, "models": models, "scenarios": scenarios}
    path.write_text("jobs: test\n" +
                    "".join(f"{key}: {json.dumps(value, default=str)}\n" for key, value in lists.items()) +
                    f"dates: [latest, {', '.join(dates)}]\noutputs: {outputs}\n")
    return path


def small_jobs(folder: pathlib.Path) -> pathlib.Path:
    """15 jobs that write little."""
    scenarios = {name: f"{SCENARIOS}/{name}.yaml" for name in ("new_loan", "finance_at_nothing")}
    return jobs_file(folder, scenarios, "{formats: [csv, md], top: 20}")


def start(*args, stderr=subprocess.PIPE, **options) -> subprocess.Popen:
    environment = {"PATH": os.environ["PATH"], "HARBINGER_HOME": str(ROOT), "TZ": "UTC",
                   "HARBINGER_LEDGER": "none"}
    return subprocess.Popen([PROGRAM, *map(str, args)], cwd=ROOT, env=environment, text=True, start_new_session=True,
                            stdout=subprocess.PIPE, stderr=stderr, stdin=subprocess.DEVNULL, **options)


class Ran:
    def __init__(self, process: subprocess.Popen) -> None:
        self.out, self.err = process.communicate(timeout=300)
        self.code = process.returncode


def batch(*args, **options) -> Ran:
    return Ran(start("batch", *args, **options))


def manifest_lines(folder: pathlib.Path) -> list[dict]:
    return [json.loads(line) for path in sorted(folder.glob("manifest*.jsonl"))
            for line in path.read_text().splitlines()]


def tree(folder: pathlib.Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*"))
            if path.is_file() and not path.name.startswith("manifest")}


def told(folder: pathlib.Path) -> list[str]:
    """The manifests' lines without what differs from run to run."""
    return sorted(json.dumps(line | {"seconds": 0, "notes": []}, sort_keys=True) for line in manifest_lines(folder))


def stamps(folder: pathlib.Path) -> dict[str, tuple[int, int]]:
    """By job that is there: which file its receipt is, and of when."""
    return {path.parent.name: (path.stat().st_ino, path.stat().st_mtime_ns) for path in folder.glob("*/job.json")
            if not path.parent.name.endswith(".part")}


def children(pid: int) -> list[int]:
    return [int(child) for child in pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def wait_for(condition, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.002)


def same_as_undisturbed(folder: pathlib.Path, whole: pathlib.Path) -> None:
    got, want = tree(folder), tree(whole)
    check(got.keys() == want.keys(), f"other files: {got.keys() ^ want.keys()}")
    for name, content in want.items():
        check(got[name] == content, f"{name} differs")


class Tests:
    """Each method is a test, its docstring the sentence that is true where it passes."""

    def outputs_are_those_of_rank_and_whatif(self, folder):
        """Each job writes the very bytes of `rank` and `whatif`, for any number of workers and threads."""
        where = 'type == "seaport" && score > 10'
        formats = ["table", "csv", "json", "jsonl", "geojson", "md"]
        rules, model = folder / "rules.yaml", folder / "model.yaml"
        rules.write_text(RULES.read_text().replace('"40 * maker_state_share"', '"50 * maker_state_share"'))
        model.write_text(MODEL.read_text().replace("weight: 0.30", "weight: 0.40"))
        check(rules.read_text() != RULES.read_text() and model.read_text() != MODEL.read_text(), "other inputs")
        jobs = jobs_file(folder, {"subic_newest": f"{SCENARIOS}/subic_supplier.yaml"},
                         f"{{formats: [{', '.join(formats)}], top: 30, where: '{where}'}}",
                         dates=["2012"], rules={"standard": RULES, "other": rules},
                         models={"exposure": MODEL, "other": model})
        check(batch(jobs, "-o", folder / "one", "--jobs", 1, "--threads", 1).code == 0, "one worker")
        check(batch(jobs, "-o", folder / "many", "--jobs", 4, "--threads", 2).code == 0, "four workers")
        same_as_undisturbed(folder / "many", folder / "one")
        for job in stamps(folder / "one"):
            _, of_rules, of_model, scenario, date = job.split(".")
            inputs = ["--pack", PACK, "--rules", RULES if of_rules == "standard" else rules, "--model",
                      MODEL if of_model == "exposure" else model]
            inputs += [] if date == "latest" else ["--as-of", date]
            for form in formats:
                suffix = "txt" if form == "table" else form
                ranking, whatif = (folder / "one" / job / f"{what}.{suffix}" for what in ("ranking", "whatif"))
                if scenario == "base":
                    fresh = Ran(start("rank", *inputs, "--where", where, "--top", 30, "--format", form)).out
                    check(ranking.read_text() == fresh, f"{ranking} is what rank gives")
                elif form in ("jsonl", "geojson"):
                    check(not whatif.exists(), "whatif has no such format")
                else:
                    fresh = Ran(start("whatif", *inputs, SCENARIOS / "subic_supplier.yaml", "--scenario",
                                      "subic_newest", "--format", form)).out
                    check(whatif.read_text() == fresh, f"{whatif} is what whatif gives")

    def ranking_of_a_scenario(self, folder):
        """The ranking under a scenario is that of its edited inputs, written out and ranked on their own."""
        jobs = jobs_file(folder, {"new_loan": f"{SCENARIOS}/new_loan.yaml"}, "{formats: [csv]}", dates=[])
        check(batch(jobs, "-o", folder / "out").code == 0, "runs")
        written = Ran(start("whatif", SCENARIOS / "new_loan.yaml", "--write", folder / "edited"))
        check(written.code == 0, written.err)
        fresh = Ran(start("rank", "--pack", folder / "edited/pack", "--rules", folder / "edited/rules.yaml", "--model",
                          folder / "edited/model.yaml", "--format", "csv")).out
        got = folder / "out/bundled.standard.exposure.new_loan.latest/ranking.csv"
        check(got.read_text() == fresh, "same ranking")

    def kills(self, folder):
        """Killed at any moment and resumed, a batch leaves what an undisturbed one does, and repeats no job."""
        jobs = small_jobs(folder)
        began = time.monotonic()
        check(batch(jobs, "-o", folder / "whole", "--jobs", 2).code == 0, "the undisturbed run")
        seconds = time.monotonic() - began
        draw = random.Random(SEED)
        kills = midway = 0
        while kills < KILLS:
            out = folder / f"out-{kills}"
            finished = {}
            for _ in range(draw.randint(1, 4)):
                process = start("batch", jobs, "-o", out, "--resume", "--jobs", draw.randint(1, 3))
                time.sleep(draw.uniform(0, 1.2 * seconds))
                with contextlib.suppress(ProcessLookupError):
                    # All of it, as a machine would, or the coordinator alone.
                    (os.killpg if draw.random() < 0.5 else os.kill)(process.pid, signal.SIGKILL)
                process.communicate()
                kills += 1
                now = stamps(out)
                check({job: now.get(job) for job in finished} == finished, f"a finished job was done again: {out}")
                finished = now
                midway += 0 < len(now) < 15
            ran = batch(jobs, "-o", out, "--resume", "--jobs", 2)
            check(ran.code == 0, f"resumed: {ran.err}")
            now = stamps(out)
            check({job: now[job] for job in finished} == finished, "a finished job was done again")
            check(f"{15 - len(finished)} done, {len(finished)} as they were" in ran.out, ran.out)
            same_as_undisturbed(out, folder / "whole")
            check(told(out) == told(folder / "whole"), "each job has one line, and says the same")
            shutil.rmtree(out)
        print(f"{midway} of {kills} kills came between the end of the first job and that of the last")

    def shards(self, folder):
        """Shards, run at the same time into one folder, do each job once; together they are the whole."""
        jobs = small_jobs(folder)
        check(batch(jobs, "-o", folder / "whole").code == 0, "the undisturbed run")
        runs = [start("batch", jobs, "-o", folder / "out", "--jobs", 1, "--shard", f"{i}/3") for i in (1, 2, 3)]
        for run in runs:
            check(Ran(run).code == 0, "a shard")
        same_as_undisturbed(folder / "out", folder / "whole")
        check(told(folder / "out") == told(folder / "whole"), "each job has one line")
        ran = batch(jobs, "-o", folder / "out", "--resume")
        check("0 done, 15 as they were" in ran.out, f"the whole resumes what shards did: {ran.out}")

    def scenario_that_does_not_apply(self, folder):
        """A scenario that cannot be made fails its jobs with the reason; the others are done; exit code 1."""
        bad = folder / "bad.yaml"
        bad.write_text("scenarios:\n  - name: bad\n    edits:\n      - remove: no-such-fact\n")
        jobs = jobs_file(folder, {"bad": str(bad)}, "{formats: [csv], top: 5}")
        ran = batch(jobs, "-o", folder / "out")
        check(ran.code == 1 and "5 done, 0 as they were, 5 failed" in ran.out, ran.out)
        check("failed: bundled.standard.exposure.bad.2008: " in ran.err and "no-such-fact" in ran.err, ran.err)
        check(len(stamps(folder / "out")) == 5, "failed jobs leave no folder")
        failed = [line for line in manifest_lines(folder / "out") if line["status"] == "failed"]
        check(len(failed) == 5 and all("no-such-fact" in line["reason"] for line in failed), "the manifest tells")
        ran = batch(jobs, "-o", folder / "out", "--resume")
        check(ran.code == 1 and "0 done, 5 as they were, 5 failed" in ran.out, ran.out)
        ran = batch(jobs, "-o", folder / "fast", "--fail-fast", "--jobs", 1)
        check(ran.code == 1 and "1 failed, 8 left" in ran.out, f"--fail-fast: {ran.out}")

    def full_disk(self, folder):
        """Where the disk is full jobs fail with that reason, and those that fit are whole."""
        jobs = jobs_file(folder, {}, "{formats: [json]}")
        check(batch(jobs, "-o", folder / "whole").code == 0, "the undisturbed run")
        sizes = sorted(path.stat().st_size for path in (folder / "whole").glob("*/ranking.json"))
        limit = (sizes[1] + sizes[2]) // 2
        check(sizes[1] < limit < sizes[2], "two jobs fit, three do not")
        ran = batch(jobs, "-o", folder / "out",
                    preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
        check(ran.code == 1 and "2 done, 0 as they were, 3 failed" in ran.out, ran.out + ran.err)
        check("is the disk full?" in ran.err, ran.err)
        check(not list((folder / "out").glob("*.part")), "nothing half-written is left")
        ran = batch(jobs, "-o", folder / "out", "--resume")
        check(ran.code == 0 and "3 done, 2 as they were" in ran.out, ran.out)
        same_as_undisturbed(folder / "out", folder / "whole")

    def killed_worker(self, folder):
        """A worker that is killed fails the job it is at and no other, and is replaced."""
        jobs = small_jobs(folder)
        check(batch(jobs, "-o", folder / "whole").code == 0, "the undisturbed run")
        for workers in (1, 2):
            out = folder / f"out-{workers}"
            process = start("batch", jobs, "-o", out, "--jobs", workers)
            wait_for(lambda: len(stamps(out)) >= 3)
            os.kill(children(process.pid)[0], signal.SIGKILL)
            ran = Ran(process)
            check(ran.code == 1 and "14 done, 0 as they were, 1 failed" in ran.out, ran.out + ran.err)
            check("its worker was killed by signal 9" in ran.err, ran.err)
            ran = batch(jobs, "-o", out, "--resume")
            check(ran.code == 0, ran.err)
            same_as_undisturbed(out, folder / "whole")

    def lost_folder(self, folder):
        """Where the output folder goes away jobs fail and nothing takes its place; back, the batch resumes."""
        jobs = small_jobs(folder)
        check(batch(jobs, "-o", folder / "whole").code == 0, "the undisturbed run")
        out, away = folder / "out", folder / "away"
        process = start("batch", jobs, "-o", out, "--jobs", 1)
        wait_for(lambda: len(stamps(out)) >= 3)
        out.rename(away)
        ran = Ran(process)
        check(ran.code == 1 and "the output folder is gone" in ran.err, ran.err)
        check(not out.exists(), "no new one is made")
        for job in stamps(away):
            for file in (away / job).iterdir():
                check(file.read_bytes() == (folder / "whole" / job / file.name).read_bytes(), f"{file} is whole")
        away.rename(out)
        check(batch(jobs, "-o", out, "--resume").code == 0, "resumed")
        same_as_undisturbed(out, folder / "whole")

    def read_only_folder(self, folder):
        """Where the output folder becomes read-only jobs fail with that reason, and those before are whole."""
        jobs = small_jobs(folder)
        out = folder / "out"
        out.mkdir()
        options = {}
        if os.getuid() == 0:  # whom no mode stops
            os.chown(out, NOBODY, NOBODY)
            options = {"user": NOBODY, "group": NOBODY}
        process = start("batch", jobs, "-o", out, "--jobs", 1, **options)
        wait_for(lambda: len(stamps(out)) >= 3)
        out.chmod(0o555)
        ran = Ran(process)
        kept = len(stamps(out))
        check(ran.code == 1 and f"{kept} done" in ran.out and 3 <= kept < 15, ran.out + ran.err)
        check("Permission denied" in ran.err, ran.err)
        ran = batch(jobs, "-o", out, "--resume", **options)
        check(ran.code == 2, f"refused from the start: {ran.err}")
        out.chmod(0o755)
        ran = batch(jobs, "-o", out, "--resume", **options)
        check(ran.code == 0 and f"{15 - kept} done, {kept} as they were" in ran.out, ran.out + ran.err)

    def what_changed_is_done_again(self, folder):
        """Resumed, what is of other inputs or options, or damaged, is done again, and nothing else is."""
        scenario = folder / "loan.yaml"
        scenario.write_text((SCENARIOS / "new_loan.yaml").read_text())
        jobs = jobs_file(folder, {"new_loan": str(scenario)}, "{formats: [csv], top: 5}")
        out = folder / "out"
        check(batch(jobs, "-o", out).code == 0, "the first run")

        def resumed(done: int, jobs=jobs) -> None:
            ran = batch(jobs, "-o", out, "--resume")
            check(ran.code == 0 and f"{done} done, {10 - done} as they were" in ran.out, ran.out + ran.err)

        resumed(0)
        scenario.write_text(scenario.read_text() + "# more\n")
        resumed(5)
        (out / "bundled.standard.exposure.base.2008/ranking.csv").write_text("rank\n")
        resumed(1)
        (out / "bundled.standard.exposure.base.2012/ranking.csv").unlink()
        resumed(1)
        shutil.rmtree(out / "bundled.standard.exposure.base.2016")
        resumed(1)
        (out / "bundled.standard.exposure.base.2016/job.json").write_text("{")
        resumed(1)
        resumed(10, jobs_file(folder, {"new_loan": str(scenario)}, "{formats: [csv], top: 6}"))
        with (out / "manifest.jsonl").open("a") as manifest:
            manifest.write('{"id": "torn')
        resumed(0)
        check(all(line["status"] == "done" for line in manifest_lines(out)), "a torn line is taken off")
        (out / "manifest.jsonl").unlink()
        (out / "manifest.1-of-2.jsonl").touch()
        resumed(0)
        check(len(manifest_lines(out)) == 10, "lines that are not there are written from the receipts")

    def changed_while_it_runs(self, folder):
        """A pack that changes after the check fails the jobs that would read it anew."""
        copies = {name: folder / name for name in ("one", "two")}
        for copy in copies.values():
            shutil.copytree(PACK, copy)
        jobs = folder / "jobs.yaml"
        jobs.write_text(f"jobs: test\npacks: {{one: one, two: two}}\nrules: {{standard: {RULES}}}\n"
                        f"models: {{exposure: {MODEL}}}\ndates: [{', '.join(map(str, range(2000, 2025)))}]\n"
                        "outputs: {formats: [csv], top: 3}\n")
        out = folder / "out"
        process = start("batch", jobs, "-o", out, "--jobs", 1)
        wait_for(lambda: len(stamps(out)) >= 1)
        with (copies["two"] / "README.md").open("a"), (copies["two"] / "vessels.csv").open("a") as table:
            table.write("\n")
        ran = Ran(process)
        check(ran.code == 1 and "25 done, 0 as they were, 25 failed" in ran.out, ran.out + ran.err)
        check("changed since the batch began" in ran.err, ran.err)

    def folders_of_others(self, folder):
        """A folder with another run, or with other things, is refused, and so is one at work."""
        jobs = small_jobs(folder)
        out = folder / "out"
        process = start("batch", jobs, "-o", out, "--jobs", 1)
        wait_for(lambda: len(stamps(out)) >= 1)
        process.send_signal(signal.SIGSTOP)
        ran = batch(jobs, "-o", out, "--resume")
        check(ran.code == 2 and "another run is at work here" in ran.err, ran.err)
        ran = batch(jobs, "-o", out, "--resume", "--shard", "1/2")
        check(ran.code == 2 and "another run is at work here" in ran.err, f"a shard of the same jobs: {ran.err}")
        process.send_signal(signal.SIGCONT)
        check(Ran(process).code == 0, "the one at work")
        ran = batch(jobs, "-o", out)
        check(ran.code == 2 and "--resume goes on" in ran.err, ran.err)
        before = tree(out)
        ran = batch(jobs, "-o", folder)
        check(ran.code == 2 and "no batch wrote it" in ran.err, ran.err)
        check(tree(out) == before, "nothing was touched")

    def signals(self, folder):
        """SIGINT, SIGTERM and SIGHUP stop a batch cleanly: it tells what is left, and resumes."""
        jobs = small_jobs(folder)
        check(batch(jobs, "-o", folder / "whole").code == 0, "the undisturbed run")
        for stop in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            out = folder / stop.name
            process = start("batch", jobs, "-o", out, "--jobs", 1)
            wait_for(lambda: len(stamps(out)) >= 2)
            process.send_signal(stop)
            ran = Ran(process)
            check(ran.code == 1 and " left; " in ran.out and "--resume goes on" in ran.err, ran.out + ran.err)
            check(not list(out.glob("*.part")), "nothing half-written is left")
            check(batch(jobs, "-o", out, "--resume").code == 0, "resumed")
            same_as_undisturbed(out, folder / "whole")

    def memory(self, folder):
        """A bound that leaves no room is refused before the first job; jobs it is too tight for fail for that reason."""
        jobs, out = small_jobs(folder), folder / "out"
        check(batch(jobs, "-o", folder / "whole").code == 0, "the undisturbed run")
        ran = batch(jobs, "-o", out, "--memory", "10M", "--jobs", 1)
        check(ran.code == 2 and "are too little for 1 worker" in ran.err, ran.err)
        check(not stamps(out), "no job began")
        least = int(re.search(r"give more than (\d+) MiB", ran.err)[1])
        ran = batch(jobs, "-o", out, "--memory", f"{least + 2}M", "--jobs", 1, "--resume")
        failed = [line for line in manifest_lines(out) if line["status"] == "failed"]
        check(ran.code == (1 if failed else 0), ran.out)
        check(all("memory" in line["reason"] for line in failed), f"the reason is the memory: {failed}")
        ran = batch(jobs, "-o", out, "--memory", "2G", "--resume")
        check(ran.code == 0 and f"{len(failed)} done" in ran.out, ran.out + ran.err)
        same_as_undisturbed(out, folder / "whole")

    def progress(self, folder):
        """On a terminal a line tells how far it is, and goes in the end; elsewhere there is none."""
        jobs = jobs_file(folder, {}, "{formats: [json]}", dates=[str(year) for year in range(1960, 2025)])
        ran = batch(jobs, "-o", folder / "out")
        check(ran.err == "", f"nothing on stderr: {ran.err}")
        ours, theirs = pty.openpty()
        process = start("batch", jobs, "-o", folder / "terminal", "--jobs", 1, stderr=theirs)
        os.close(theirs)
        wait_for(lambda: stamps(folder / "terminal"))
        process.send_signal(signal.SIGSTOP)  # so that it takes more than the second before the line is drawn
        time.sleep(1.2)
        process.send_signal(signal.SIGCONT)
        drawn = b""
        with contextlib.suppress(OSError):  # the end of a terminal
            while part := os.read(ours, 4096):
                drawn += part
        os.close(ours)
        check(process.wait() == 0, "done")
        check(re.search(rb"\r\x1b\[K\d+ of 66 jobs, \d+ s left", drawn), f"the line: {drawn[:200]}")
        check(drawn.endswith(b"\r\x1b[K"), "goes in the end")


if __name__ == "__main__":
    print(f"seed {SEED}, {KILLS} kills")
    sys.exit(folder_tests.run(Tests))
