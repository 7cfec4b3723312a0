#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""An example client: prints each split as it comes, through any loss of the network. follow.py [HOST [PORT]]"""
import json
import socket
import sys
import time

where = (sys.argv[1] if sys.argv[1:] else "localhost", int(sys.argv[2]) if sys.argv[2:] else 7400)
session, seq, shown = "", 0, {}  # what we have; shown: [run, athlete, point] -> time


def show(run, athlete, split):
    place, time_us = (session, run, athlete, split["point"]), split.get("time_us")
    if time_us is not None and not split.get("provisional") and shown.get(place) != time_us:
        shown[place] = time_us
        print(run, athlete, split["at_m"], time_us / 1e6, split["kind"], sep="\t", flush=True)


def take(message):
    for run in message.get("runs", []):  # a snapshot: all of the session, at any time
        for entry in run["entries"]:
            for split in entry["splits"]:
                show(run["run"], entry["athlete"], split)
    if message.get("event") == "split":  # new, or the revision of one
        show(message["run"], message["athlete"], message)
    return message["seq"] if message["type"] in ("snapshot", "event") else seq


while True:
    try:
        with socket.create_connection(where, timeout=15) as door:  # the daemon says something every 5 s
            lines = map(json.loads, door.makefile("r", encoding="utf-8"))
            known, session = session, next(lines)["session"]  # hello
            resume = {"type": "resume", "session": session, "since": seq if known == session else 0}
            door.sendall(json.dumps(resume).encode() + b"\n")
            for message in lines:
                seq = take(message)
    except (OSError, StopIteration) as lost:
        print(f"no connection: {lost}", file=sys.stderr)
    time.sleep(1)
