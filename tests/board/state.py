# SPDX-License-Identifier: Apache-2.0
"""The page's session after every event is the one that a snapshot of that moment holds."""
import json
import socket
import threading

from checks import holds
from driver import wait_for

COMPARE = """
  const [first, events, last] = arguments;
  const standing = ['status', 'start_t_ns', 'time_us', 'official', 'predicted_us', 'predicted_pm_us', 'next_point',
    'next_due_us', 'next_due_pm_us', 'reaction_us', 'reason', 'needs', 'equivalents'];
  const sorted = (one) => Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)));
  const bare = ({type, seq, event, run, athlete, ...rest}) => sorted(rest);
  const told = (session) => JSON.stringify({
    gates: session.gates.map(sorted), warnings: session.warnings.map(bare),
    runs: session.runs.map((run) => ({
      run: run.run, phase: run.phase, start: run.start_t_ns, unassigned: run.unassigned.map(bare),
      warnings: run.warnings.map(bare), acts: run.acts.map(bare),
      entries: run.entries.map((entry) => ({
        name: entry.athlete, standing: standing.map((field) => entry.standing[field]), splits: entry.splits.map(bare),
      })),
    })),
  }, null, 1).split('\\n');
  return import('/model.js').then(({Session}) => {
    const [followed, fresh] = [new Session(), new Session()];
    followed.replace(first);
    events.forEach((event) => followed.apply(event));
    fresh.replace(last);
    const [a, b] = [told(followed), told(fresh)];
    const at = a.findIndex((line, i) => line !== b[i]);
    return {lines: a.length, differ: at < 0 && a.length === b.length ? [] : [a.slice(at, at + 3), b.slice(at, at + 3)],
      unknown: followed.unknownEvents};
  });"""


def join(port):
    """A connection's messages; the first of interest is a snapshot."""
    door = socket.create_connection(("127.0.0.1", port), 20)
    door.sendall(b'{"type":"resume","session":"","since":0}\n')
    return door, map(json.loads, door.makefile("r"))


class Follower:
    """Listens on the daemon's own door beside the page."""

    def __init__(self, port):
        self.port = port
        self.door, said = join(port)
        self.first = next(one for one in said if one["type"] == "snapshot")
        self.events = []
        threading.Thread(target=self.listen, args=(said,), daemon=True).start()

    def listen(self, said):
        try:
            self.events.extend(one for one in said if one["type"] == "event")
        except (OSError, ValueError):
            pass

    def compare(self, browser):
        door, said = join(self.port)
        last = next(one for one in said if one["type"] == "snapshot")
        door.close()
        wait_for("the follower has all events", lambda: self.events and self.events[-1]["seq"] >= last["seq"])
        between = [one for one in list(self.events) if self.first["seq"] < one["seq"] <= last["seq"]]
        holds("no event is missing", len(between) == last["seq"] - self.first["seq"])
        found = browser.run(COMPARE, self.first, between, last)
        holds(f"the same state: {found}", not found["differ"] and found["unknown"] == 0 and found["lines"] > 20)
