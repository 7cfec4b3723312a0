#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Results taken out of an archive, as another program reads them: Python's own csv and json.

usage: export.py FOLDER-OF-PROGRAMS
"""
import csv
import json
import os
import random
import re
import subprocess
import sys
import tempfile

quartermark = os.path.join(sys.argv[1], "quartermark")
seed = int.from_bytes(os.urandom(4), "little")
chance = random.Random(seed)
checks = 0


def check(holds, what):
    global checks
    checks += 1
    if not holds:
        sys.exit(f"seed {seed}: {what}")


def run(*words, code=0, given=None):
    done = subprocess.run([quartermark, *words], capture_output=True, input=given, timeout=60)
    check(done.returncode == code, f"{words}: code {done.returncode}, {done.stderr.decode()}")
    if code == 2:
        check(done.stderr.count(b"\n") == 1, f"{words}: not one line: {done.stderr.decode()}")
    return done.stdout


def hostile_name(number):
    parts = ["=", "+", "-", "@", ",", ";", '"', "'", "|", " ", "=cmd|' /C calc'!A0", "Åsa", "李", "1.5", "＝", "\u00a0",
             "\\", "\u200d", "=HYPERLINK(\"http://x\")", "𝟙"]
    name = "".join(chance.choice(parts) for _ in range(chance.randrange(1, 6)))
    name = name.encode()[:60].decode(errors="ignore")
    return f"{name.lstrip()}{number}"  # outer blanks are dropped when it is read


def session_log(names):
    lines = [{"type": "log", "version": 1, "track": {"lap_m": 400},
              "gates": [{"id": "finish", "at_m": 0}, {"id": "g200", "at_m": 200}]},
             {"type": "clock", "t_ns": 0, "wall_us": 1_795_351_395_000_000, "boot": "b"}]
    at = 1
    for number, name in enumerate(names):
        run_id = f"r{number}"
        for line in ({"type": "run", "run": run_id, "distance_m": 400, "start": "gun",
                      "entries": [{"athlete": name, "bib": name.encode()[:9].decode(errors="ignore").strip(), "target_s": 60}]},
                     {"type": "arm", "run": run_id}, {"type": "start", "run": run_id, "source": "gun"}):
            at += 1
            lines.append({**line, "t_ns": at * 10**9})
        for gate in ("g200", "finish"):
            at += 30
            for broken, later in ((True, 0), (False, 40_000_000)):
                lines.append({"type": "edge", "t_ns": at * 10**9 + later, "gate": gate, "beam": 0, "broken": broken})
        at += 5
        lines.append({"type": "end", "t_ns": at * 10**9, "run": run_id})
    return "".join(json.dumps(line) + "\n" for line in lines).encode()


SKIPPED = "(?:[ \t\r\n\"'\u00a0\u3000\ufeff\u200b])*"
SIGNS = "[=+\\-@\uff1d\uff0b\uff0d\uff20]"
NUMBER = re.compile(r"-?\d+(\.\d+)?\Z")


def as_it_was(cell):
    """Undoes the defusing by the rule of FORMATS.md."""
    return re.sub(f"(^|[;|\t\r\n])'(?={SKIPPED}{SIGNS})", r"\1", cell)


def read(file):
    with open(file, encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened, strict=True))


def check_harmless(rows):
    for row in rows:
        for cell in row.values():
            # An apostrophe in front is what makes it a text.
            harmless = NUMBER.match(cell) or cell.startswith("'") or not re.match(SKIPPED + SIGNS, cell)
            check(harmless, f"a spreadsheet takes this for a formula: {cell!r}")


def main(folder):
    os.chdir(folder)
    names = [hostile_name(number) for number in range(300)]
    run("import", "-", "--archive", "a.db", given=session_log(names))
    run("import", "-", "--archive", "a.db", given=session_log(names), code=2)
    run("import", "-", "--archive", "a.db", given=session_log(["Mara"]))
    # Whole or not at all: the last line of these is wrong.
    for last in (b'{"type":"edge","t_ns":1}\n', b'{"type":"start","t_ns":9000000000000000,"run":"none"}\n', b"{"):
        run("import", "-", "--archive", "a.db", given=session_log(["Mara", "Jo"]) + last, code=2)
    sessions = [line.split()[0] for line in run("export", "--archive", "a.db").decode().splitlines()]
    check(sessions == ["2026-11-22T12-43-15Z-in", "2026-11-22T12-43-15Z-in2"], sessions)
    first = ("--archive", "a.db", "--session", sessions[0])

    run("export", *first, "--csv", "splits", "-o", "splits.csv")
    rows = read("splits.csv")
    check(len(rows) == 2 * len(names), len(rows))
    check_harmless(rows)
    check([as_it_was(row["athlete"]) for row in rows[::2]] == names, "names are not as they were")
    check({row["kind"] for row in rows} == {"measured"}, "kinds")
    check(rows[0]["time_s"] == "30.000000" and rows[0]["plus_minus_s"] and float(rows[0]["certainty"]) > 0.9, rows[0])
    check(open("splits.csv", "rb").read().startswith(b"\xef\xbb\xbfsession,began_utc,"), "no byte order mark")

    run("export", *first, "--csv", "athletes", "-o", "athletes.csv")
    rows = read("athletes.csv")
    check_harmless(rows)
    check([as_it_was(row["athlete"]) for row in rows] == names, "names are not as they were")
    check(rows[0]["official"] == "1:00.00" and rows[0]["split2_time_s"] == "60.000000", rows[0])

    results = json.loads(run("export", *first, "--json"))
    check(results["version"] == 1 and len(results["sessions"]) == 1, "json")
    entries = [run_["entries"][0] for run_ in results["sessions"][0]["runs"]]
    check([entry["athlete"] for entry in entries] == names, "names in JSON")
    for split in entries[0]["splits"]:
        check({"kind", "certainty", "pm_us"} <= split.keys(), split)

    log = run("export", *first, "--log")
    check(json.loads(run("replay", "-", "--json", given=log))["runs"][7]["entries"][0]["athlete"] == names[7], "log")
    one = run("export", *first, "--run", "r7", "--log")
    check(one.count(b'"type":"edge"') == 4, "a run's log")
    check(len(read_text(run("export", *first, "--run", "r7", "--csv", "splits"))) == 2, "a run's splits")
    run("import", "-", "--archive", "b.db", given=log)
    check(run("export", "--archive", "b.db", "--log") == log, "a log that went through another archive")
    run("import", "-", "--archive", "a.db", given=log, code=2)
    # The same edges on another day are another session; without a day they may be the same.
    run("import", "-", "--archive", "b.db", given=log.replace(b"1795351395000000", b"1795437795000000"))
    without_day = b"".join(line for line in log.splitlines(True) if b'"clock"' not in line)
    run("import", "-", "--archive", "b.db", given=without_day, code=2)

    season = ("export", "--archive", "a.db", "--from", "2026-11-22", "--to", "2026-11-22")
    check(len(read_text(run(*season, "--csv", "athletes"))) == 301, "a season")
    check(len(json.loads(run(*season, "--json"))["sessions"]) == 2, "a season in JSON")
    run(*season, "--log", code=2)
    os.mkdir("logs")
    run(*season, "--log", "-o", "logs")
    check(sorted(os.listdir("logs")) == [name + ".log" for name in sessions], os.listdir("logs"))
    check(open(f"logs/{sessions[0]}.log", "rb").read() == log, "a season's log")

    for wrong in (["--csv", "rows"], ["--session", sessions[0]], ["--json", "--session", "none"],
                  ["--json", "--run", "none"], ["--log", "--run", "none"], ["--json", "--from", "yesterday"],
                  ["--json", "--to", "2026-02-30"], ["--json", "--to", "2020-01-01"], ["--json", "-o", "."],
                  ["--json", "-o", "no/such/folder"]):
        if wrong == ["--csv", "rows"]:  # the command line's own words, several lines
            done = subprocess.run([quartermark, "export", "--archive", "a.db", *wrong], capture_output=True, timeout=60)
            check(done.returncode == 2, wrong)
        else:
            run("export", "--archive", "a.db", *wrong, code=2)
    check(not [name for name in os.listdir(".") if name.endswith(".part")], "half a file was left")
    with open("kept.json", "w") as kept:
        kept.write("as it was")
    run("export", "--archive", "a.db", "--json", "--run", "none", "-o", "kept.json", code=2)
    check(open("kept.json").read() == "as it was", "a file was spoilt")
    print(f"seed {seed}: {len(names)} hostile names came back from CSV and JSON, {checks} checks")


def read_text(text):
    return list(csv.DictReader(text.decode("utf-8-sig").splitlines(), strict=True))


with tempfile.TemporaryDirectory() as its_folder:
    main(its_folder)
