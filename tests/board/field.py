# SPDX-License-Identifier: Apache-2.0
"""An evening of intervals over 400 m, as the daemon would tell it: ahead, behind, doubtful, missed, not yet started."""
import time

GATES = [("g100", 100), ("g200", 200), ("g300", 300), ("finish", 400)]


def gates():
    return [{"id": name, "at_m": at % 400, "broken_beams": 0} for name, at in GATES]


def entry(name, target, **more):
    course = [{"gate": gate, "at_m": at, "target_us": round(target * 1e6 * at / 400)} for gate, at in GATES]
    return {"athlete": name, "status": "running", "splits": [], "course": course, "target_s": target, **more}


def run(names=("Mara Okafor", "Ken Adeyemi", "Jo Lindqvist", "Sam Petit", "Ivo Hart"), name="r3"):
    entries = [entry(one, 58 - i % 7, delay_s=20 * i) for i, one in enumerate(names)]
    return {"run": name, "distance_m": 400, "start": "hand", "phase": "armed", "entries": entries, "unassigned": [],
            "warnings": [], "course": [{"gate": gate, "at_m": at} for gate, at in GATES]}


def split(point, seconds, delta=None, **more):
    gate, at = GATES[point]
    told = {"at_m": at, "gate": gate, "time_us": round(seconds * 1e6), "kind": "measured", "certainty": 0.99,
            "flags": [], "point": point, **more}
    return told if delta is None else {**told, "delta_us": round(delta * 1e6)}


def play(daemon, started=75.0):
    """The run as it stands 75 s after its start."""
    start = time.monotonic_ns() - round(started * 1e9)
    daemon.tell("phase", run="r3", phase="running", t_ns=start, start_t_ns=start)

    def passes(name, number, *splits, **standing):
        own = start + 20 * number * 10**9
        for one in splits:
            at = own + one.get("time_us", 0) * 1000
            daemon.tell("split", run="r3", athlete=name, **{"t_ns": at, **one})
        daemon.tell("standing", run="r3", athlete=name, **{"status": "running", "start_t_ns": own, **standing})

    passes("Ken Adeyemi", 1, split(0, 14.12, -0.13, segment_us=14120000), split(1, 28.43, -0.07, segment_us=14310000),
           split(2, 42.66, -0.09, segment_us=14230000), predicted_us=56900000, predicted_pm_us=300000, next_point=3,
           next_due_us=56900000, next_due_pm_us=300000)
    passes("Sam Petit", 3, split(0, 13.9, 0.15, kind="estimated", pm_us=150000, flags=["The beam missed the athlete."]),
           next_point=1, next_due_us=27600000)
    passes("Jo Lindqvist", 2, split(0, 14.0, 0.0, segment_us=14000000),
           split(1, 28.31, 0.31, segment_us=14310000, certainty=0.64, runner_up="Sam Petit",
                 flags=["0.64 sure: Sam Petit was due 1.2 s later."]), next_point=2, next_due_us=42500000,
           predicted_us=56700000, predicted_pm_us=500000)
    passes("Ivo Hart", 4)
    passes("Mara Okafor", 0, split(0, 14.78, 0.28, segment_us=14780000), split(1, 29.42, 0.42, segment_us=14640000),
           split(2, 44.05, 0.55, segment_us=14630000), split(3, 58.65, 0.65, segment_us=14600000), status="finished",
           time_us=58650000, official="58.65")
