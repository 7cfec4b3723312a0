#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A run is played while the MQTT broker is stopped, killed and started again: a follower has every event once.

usage: mqtt.py FOLDER-OF-PROGRAMS
"""
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

programs = sys.argv[1]
MOSQUITTO = "/usr/sbin/mosquitto"
if not os.path.exists(MOSQUITTO):
    print("mosquitto is not installed")
    sys.exit(77)
folder = tempfile.mkdtemp(prefix="quartermark-")
os.chmod(folder, 0o777)  # Mosquitto gives up the rights of root
running = []
checks = 0


def check(holds, what):
    global checks
    checks += 1
    if not holds:
        sys.exit(f"mqtt.py: {what}")


def path(name):
    return os.path.join(folder, name)


def written(name, text):
    with open(path(name), "w", encoding="utf-8") as file:
        file.write(text)
    return path(name)


def text_of(name):
    with open(path(name), encoding="utf-8") as file:
        return file.read()


def free_port():
    """Below those the system gives: it stays free while its program is started again."""
    while True:
        port = random.randrange(20000, 32768)
        with socket.socket() as one:
            try:
                one.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue


def answers(port):
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


def start(*words, into):
    with open(path(into), "ab") as output:
        one = subprocess.Popen(words, stdout=output, stderr=output)
    running.append(one)
    return one


def end(one, how=signal.SIGTERM):
    one.send_signal(how)
    one.wait(20)
    running.remove(one)


def wait_until(condition, what, seconds=60):
    until = time.monotonic() + seconds
    while not condition():
        check(time.monotonic() < until, f"{what} did not come in {seconds} s:\n{text_of('daemon.log')}")
        time.sleep(0.02)


class Listener:
    """On the plain TCP door: what the broker's follower must have too."""

    def __init__(self, port):
        until = time.monotonic() + 20
        while True:
            try:
                self.socket = socket.create_connection(("127.0.0.1", port), 5)
                break
            except OSError:
                check(time.monotonic() < until, "the daemon did not answer")
                time.sleep(0.05)
        self.socket.settimeout(0.02)
        self.rest = b""
        self.messages = []
        self.say({"type": "resume", "since": 0})

    def say(self, message):
        self.socket.sendall(json.dumps(message).encode() + b"\n")

    def read(self):
        try:
            *lines, self.rest = (self.rest + self.socket.recv(1 << 20)).split(b"\n")
            self.messages += [json.loads(line) for line in lines]
        except TimeoutError:
            pass
        return self.messages

    def events(self):
        return [one for one in self.read() if one["type"] == "event"]


def followed(name):
    """By the rule of MQTT.md: an event counts once; a snapshot takes the place of all before it."""
    at, events, repeated = None, [], 0
    for line in text_of(name).split("\n")[:-1]:
        topic, _, text = line.partition(" ")
        if topic.endswith("/snapshot"):
            seq = json.loads(text)["seq"]
            check(at is None or seq <= at, f"a snapshot takes the place of events {at} to {seq}")
            at = max(at or 0, seq)
        elif topic.endswith("/event"):
            event = json.loads(text)
            if event["seq"] <= at:
                repeated += 1
                continue
            check(event["seq"] == at + 1, f"after event {at} came {event['seq']}")
            events.append(event)
            at = event["seq"]
    return events, repeated


def main():
    broker_port, port = free_port(), free_port()
    settings = written("mosquitto.conf", f"""listener {broker_port} 127.0.0.1
allow_anonymous true
persistence true
persistence_location {folder}/
autosave_on_changes true
autosave_interval 1
max_queued_messages 20000
""")
    written("track.toml", "lap_m = 50\nstraight_m = 10\nradius_m = 4.4746\n")
    scenario = written("scenario.toml", "[run]\nid = \"practice\"\ndistance_m = 100\nstart = \"hand\"\n" + "".join(
        f"[[athlete]]\nname = \"{name}\"\ntarget_s = {seconds}\ntime_s = {seconds}\n"
        for name, seconds in (("Ada", 13.0), ("Bea", 14.0), ("Cyd", 15.5))))
    config = written("quartermark.toml", f"""[daemon]
source = "simulated"
[simulation]
scenario = "{scenario}"
[archive]
path = "{folder}/quartermark.db"
[server]
address = "127.0.0.1"
port = {port}
http_port = 0
tls_port = 0
[mqtt]
broker = "127.0.0.1"
port = {broker_port}
""" + "".join(f"[[gate]]\nid = \"{name}\"\nat_m = {at}\n" for name, at in (("finish", 0), ("g25", 25))))

    written("daemon.log", "")
    broker = start(MOSQUITTO, "-c", settings, into="mosquitto.log")
    wait_until(lambda: answers(broker_port), "the broker")  # mosquitto_sub gives up where nobody listens at first
    start("mosquitto_sub", "-h", "127.0.0.1", "-p", str(broker_port), "-v", "-c", "-i", "recorder", "-q", "1", "-t",
          "quartermark/#", into="follower.txt")
    daemon = start(os.path.join(programs, "quartermarkd"), "--config", config, into="daemon.log")
    listener = Listener(port)
    wait_until(lambda: "/status online" in text_of("follower.txt"), "the daemon at the broker")
    wait_until(lambda: "/snapshot " in text_of("follower.txt"), "the first snapshot")
    doctor = subprocess.run([os.path.join(programs, "quartermark"), "doctor", "--config", config], capture_output=True,
                            text=True, timeout=60)
    check(f"127.0.0.1:{broker_port} takes us" in doctor.stdout, doctor.stdout)

    listener.say({"type": "arm", "id": "1", "run": "practice"})
    listener.say({"type": "start", "id": "2", "run": "practice"})
    splits = lambda: sum(one["event"] == "split" for one in listener.events())
    wait_until(lambda: splits() >= 2, "two splits")
    end(broker)
    wait_until(lambda: splits() >= 8, "splits while the broker is stopped")
    broker = start(MOSQUITTO, "-c", settings, into="mosquitto.log")
    wait_until(lambda: text_of("daemon.log").count("is connected") >= 2, "the daemon at the broker again")
    end(broker, signal.SIGKILL)
    finished = lambda: {one["athlete"] for one in listener.events() if one.get("status") == "finished"}
    wait_until(lambda: len(finished()) == 3, "all at the finish")
    listener.say({"type": "end", "id": "3", "run": "practice"})
    wait_until(lambda: any(one["type"] == "result" and one["id"] == "3" for one in listener.read()), "the end of the run")
    broker = start(MOSQUITTO, "-c", settings, into="mosquitto.log")

    last = lambda: listener.events()[-1]["seq"]
    wait_until(lambda: (followed("follower.txt")[0] or [{"seq": 0}])[-1]["seq"] >= last(), "the last event")
    events, repeated = followed("follower.txt")
    first = events[0]["seq"]
    check(events == [one for one in listener.events() if one["seq"] >= first], "the events are not those of the wire")
    check(sum(one["event"] == "split" for one in events) >= 12, "all splits are among them")

    # Who comes late has the run as it is.
    late = Listener(port)
    wait_until(lambda: any(one["type"] == "snapshot" for one in late.read()), "a snapshot")
    run = next(one for one in late.read() if one["type"] == "snapshot")["runs"][0]

    def retained():
        return subprocess.run(["mosquitto_sub", "-h", "127.0.0.1", "-p", str(broker_port), "-C", "1", "-W", "10", "-t",
                               "quartermark/+/run/practice/state"], capture_output=True, text=True, timeout=20).stdout
    wait_until(lambda: json.loads(retained())["runs"] == [run], "the run's state")

    daemon.kill()
    daemon.wait()
    running.remove(daemon)
    wait_until(lambda: text_of("follower.txt").rstrip().endswith("/status offline"), "the last will")
    end(broker)
    doctor = subprocess.run([os.path.join(programs, "quartermark"), "doctor", "--config", config], capture_output=True,
                            text=True, timeout=60)
    check(f"127.0.0.1:{broker_port} cannot be reached: Connection refused" in doctor.stdout, doctor.stdout)
    print(f"{checks} checks; {len(events)} events, each once; {repeated} came again and were passed over")


try:
    main()
finally:
    for one in running:
        one.kill()
        one.wait()
    shutil.rmtree(folder, ignore_errors=True)
