#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What other programs take from a real quartermarkd: `quartermark watch --json` and the example client, through a run
in the middle of which the daemon is killed.

usage: machines.py FOLDER-OF-PROGRAMS FOLDER-OF-SOURCES
"""
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

programs, sources = sys.argv[1:]
os.environ["PYTHONUTF8"] = "1"
folder = tempfile.mkdtemp(prefix="quartermark-")
running = []
checks = 0
GATES = (("finish", 0), ("g15", 15), ("g30", 30), ("g45", 45))


def path(name):
    return os.path.join(folder, name)


def written(name, text):
    with open(path(name), "w", encoding="utf-8") as file:
        file.write(text)
    return path(name)


def text_of(name):
    with open(path(name), encoding="utf-8") as file:
        return file.read()


def check(holds, what):
    global checks
    checks += 1
    if not holds:
        sys.exit(f"machines.py: {what}\n--- daemon.log\n{text_of('daemon.log')}")


def wait_until(condition, what, seconds=60):
    until = time.monotonic() + seconds
    while not condition():
        check(time.monotonic() < until, f"not within {seconds} s: {what}")
        time.sleep(0.02)


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def start(*words, out, error):
    with open(path(out), "ab") as output, open(path(error), "ab") as errors:
        one = subprocess.Popen(words, stdout=output, stderr=errors)
    running.append(one)
    return one


def end(one, how=signal.SIGTERM):
    one.send_signal(how)
    code = one.wait(30)
    running.remove(one)
    return code


def watch(*words, **more):
    return subprocess.run([f"{programs}/quartermark", "watch", *words], capture_output=True, timeout=120, text=True, **more)


class Door:
    """The plain TCP door."""

    def __init__(self, port):
        wait_until(lambda: socket.socket().connect_ex(("127.0.0.1", port)) == 0, "the daemon answers")
        self.socket = socket.create_connection(("127.0.0.1", port), 60)
        self.lines = self.socket.makefile("r", encoding="utf-8", newline="\n")
        self.heard = []
        self.home = set()
        self.say({"type": "resume", "since": 0})

    def say(self, message):
        self.socket.sendall(json.dumps(message).encode() + b"\n")

    def listen_until(self, wanted, what):
        while True:
            line = self.lines.readline()
            check(line, f"the daemon closed the door before {what}")
            self.heard.append(line)
            if wanted(json.loads(line)):
                return json.loads(line)

    def has_all_home(self, message, count):
        runs = message.get("runs", [])
        for one in [entry for run in runs for entry in run["entries"]] + [message]:
            if one.get("status") in ("finished", "dnf"):
                self.home.add(one["athlete"])
        return len(self.home) >= count

    def do(self, message):
        self.say({**message, "id": message["type"]})
        answer = self.listen_until(lambda it: it["type"] in ("result", "error") and it.get("id"), message["type"])
        check(answer["type"] == "result", answer)


def is_split(message):
    return message.get("event") == "split" and not message.get("provisional")


def events_in(lines):
    return [line for line in lines if '"type":"event"' in line]


def check_wrong_addresses():
    for words, code, said in (
        (["127.0.0.1:door"], 2, "is not an address"),
        ([f"127.0.0.1:{free_port()}"], 1, "Is quartermarkd running there?"),
    ):
        one = watch("--json", *words)
        check(one.returncode == code and said in one.stderr and not one.stdout, one)
        check(one.stderr.count("\n") == 1, one.stderr)


def check_who_is_no_daemon():
    newer = (
        '{"type":"hello","program":"quartermarkd 9","protocol":9,"host":"a","boot":"b","session":"s","t_ns":1,'
        '"wall_us":1,"may_command":false,"source":"gpiod"}'
    )
    for said, why in (
        ("SSH-2.0-OpenSSH_9\n", "does not speak like a daemon"),
        (newer + "\n", "speaks version 9"),
        ('{"type":"error","code":"full","sentence":"no place is left."}\n', "no place is left."),
        ("", "The daemon closed the connection."),
    ):
        with socket.create_server(("127.0.0.1", 0)) as other:
            one = subprocess.Popen(
                [f"{programs}/quartermark", "watch", "--json", f"127.0.0.1:{other.getsockname()[1]}"],
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            peer, _ = other.accept()
            with peer:
                peer.sendall(said.encode())
                if said == "":
                    peer.shutdown(socket.SHUT_RDWR)
                out, error = one.communicate(timeout=60)
        check(one.returncode == 1 and why in error and error.count("\n") == 1 and not out, (said, out, error))


def start_daemon(config):
    return start(f"{programs}/quartermarkd", "--config", config, out="daemon.out", error="daemon.log")


def set_up(port):
    written("track.toml", "lap_m = 60\nstraight_m = 10\nradius_m = 6.066\n")
    gates = "".join(f'[[gate]]\nid = "{name}"\nat_m = {at}\n' for name, at in GATES)
    return written(
        "quartermark.toml",
        f'[daemon]\nsource = "simulated"\n[archive]\npath = "{folder}/quartermark.db"\n'
        f'[server]\naddress = "127.0.0.1"\nport = {port}\nhttp = false\ntls = false\n{gates}',
    )


def results(config):
    """RUN, ATHLETE, METRES, TIME, KIND of each split on record, as the example client prints them."""
    out = subprocess.run(
        [f"{programs}/quartermark", "export", "--json", "--config", config], capture_output=True, text=True, check=True
    ).stdout
    return {
        (run["run"], entry["athlete"], str(split["at_m"]), str(split["time_us"] / 1e6), split["kind"])
        for run in json.loads(out)["sessions"][0]["runs"]
        for entry in run["entries"]
        for split in entry["splits"]
        if "time_us" in split
    }


def followed():
    """The latest that the example client printed of each athlete's place."""
    rows = [tuple(line.split("\t")) for line in text_of("follow.txt").splitlines()]
    return set({row[:3]: row for row in rows}.values())


def main():
    written("daemon.log", "")
    check_wrong_addresses()
    check_who_is_no_daemon()
    port = free_port()
    config = set_up(port)
    daemon = start_daemon(config)
    coach = Door(port)
    coach.listen_until(lambda it: it["type"] == "snapshot", "a snapshot")
    address = f"127.0.0.1:{port}"
    watcher = start(f"{programs}/quartermark", "watch", "--json", address, out="watch.json", error="watch.log")
    wait_until(lambda: '"type":"snapshot"' in text_of("watch.json"), "watch has the snapshot")
    start(sys.executable, f"{sources}/protocol/follow.py", "127.0.0.1", str(port), out="follow.txt", error="follow.log")
    athletes = [{"athlete": "Mara", "target_s": 12}, {"athlete": "Jörg \"Jo\" Ω", "delay_s": 1, "target_s": 13}]
    coach.do({"type": "run", "run": "r1", "distance_m": 120, "start": "hand", "entries": athletes})
    coach.do({"type": "arm", "run": "r1"})
    coach.do({"type": "start", "run": "r1", "source": "hand"})
    for _ in range(4):
        coach.listen_until(is_split, "a split")
    wait_until(lambda: text_of("follow.txt").count("\n") >= 4, "the example shows splits at once")

    end(daemon, signal.SIGKILL)
    check(watcher.wait(30) == 1, "watch ends with the daemon")
    running.remove(watcher)
    check(text_of("watch.log") == "The daemon closed the connection.\n", text_of("watch.log"))
    rest = coach.lines.read().splitlines(keepends=True)
    watched = text_of("watch.json").splitlines(keepends=True)
    types = [json.loads(line)["type"] for line in watched]
    check(types[:2] == ["hello", "snapshot"] and types.count("snapshot") == 1, types[:3])
    # What was on its way to one of the two only, when the daemon was killed, neither can have.
    heard = events_in(coach.heard + rest)
    count = min(len(heard), len(events_in(watched)))
    check(count > 20 and events_in(watched)[:count] == heard[:count], "watch shows other lines than the wire's")

    daemon = start_daemon(config)
    coach = Door(port)
    coach.listen_until(lambda it: coach.has_all_home(it, len(athletes)), "all are home")
    coach.do({"type": "end", "run": "r1"})
    check(end(daemon) == 0, "the daemon ends")

    wanted = results(config)
    check(len(wanted) >= 8, wanted)
    wait_until(lambda: followed() >= wanted, f"the example shows all of {wanted}")
    wait_until(lambda: "no connection" in text_of("follow.log"), "the example tells of the loss")

    with open(f"{sources}/protocol/follow.py", encoding="utf-8") as file:
        code = [line for line in file if re.match(r"\s*[^\s#\"]", line)]
    check(len(code) <= 31, f"the example has {len(code)} lines")
    print(f"{checks} checks; {count} events as they came; {len(wanted)} splits followed through a killed daemon")


try:
    main()
finally:
    for one in running:
        one.kill()
        one.wait()
    shutil.rmtree(folder, ignore_errors=True)
