#!/usr/bin/env -S python3 -B
# SPDX-License-Identifier: Apache-2.0
"""An evening with the console in a real window, by keyboard and mouse, from the first start to the exported file: first
steps, pairing, the track chosen, a run typed, armed, started, its doubtful split settled, taken back, a passage dragged,
the archive, two runs compared, one saved. The daemon behind it is real, on a network of the test's own; what each step
did is looked for on the wire. A screenshot of each screen stays in a folder.

usage: coach.py FOLDER-OF-PROGRAMS FOLDER-FOR-SCREENSHOTS [sun|night [WIDTHxHEIGHT]]
"""
import glob
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

from wire import Wire

TRACK, INFIELD = "192.0.2.10", "192.0.2.20"  # the daemon's machine and the coach's laptop
PATIENCE = 30

programs, shots = (os.path.abspath(folder) for folder in sys.argv[1:3])
theme = sys.argv[3] if len(sys.argv) > 3 else "sun"
size = sys.argv[4] if len(sys.argv) > 4 else "1280x720"
width, height = (int(side) for side in size.split("x"))
scale = min(width / 1280, height / 720)


def enter_own_network():
    """Runs this script anew where it has a network of its own, and a display on it."""
    needed = ("Xvfb", "xvfb-run", "xdotool", "import", "ip", "unshare", "nsenter")
    absent = [tool for tool in needed if not shutil.which(tool)]
    alone = ["unshare", "--net"] + (["-r"] if os.getuid() else [])
    if absent or subprocess.run(alone + ["true"], stderr=subprocess.DEVNULL).returncode:
        print(f"SKIPPED: not installed: {absent}, or no network of our own can be had")
        sys.exit(77)
    os.environ.update(QM_OWN_NETWORK="1", LIBGL_ALWAYS_SOFTWARE="1")
    display = ["xvfb-run", "-a", "-s", f"-screen 0 {size}x24"]
    os.execvp("unshare", alone + display + [sys.executable, "-B", *sys.argv])


if "QM_OWN_NETWORK" not in os.environ:
    enter_own_network()
laptop = subprocess.Popen(["unshare", "--net", "sleep", "infinity"])
IN_LAPTOP = ("nsenter", "-t", str(laptop.pid), "--net")
for words in (
    "ip link set lo up",
    "ip link add track type veth peer name infield",
    f"ip addr add {TRACK}/24 dev track",
    "ip link set track up",
):
    subprocess.run(words.split(), check=True)
while os.readlink(f"/proc/{laptop.pid}/ns/net") == os.readlink("/proc/self/ns/net"):
    time.sleep(0.01)
subprocess.run(["ip", "link", "set", "infield", "netns", str(laptop.pid)], check=True)
for words in ("ip link set lo up", f"ip addr add {INFIELD}/24 dev infield", "ip link set infield up"):
    subprocess.run([*IN_LAPTOP, *words.split()], check=True)
home = tempfile.mkdtemp(prefix="quartermark-coach-")
os.makedirs(f"{home}/Documents")
os.environ.update(HOME=home, XDG_CONFIG_HOME=f"{home}/config")


# --- the window ---


def run(*words):
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip()


def run_of(*words):
    return subprocess.run(words, capture_output=True, text=True).stdout.strip()


def shot(name):
    time.sleep(0.5)  # what was pressed is drawn
    run("import", "-window", "root", f"{shots}/coach-{name}-{theme}-{width}.png")


def fail(why):
    run("import", "-window", "root", f"{shots}/coach-failed-{theme}-{width}.png")
    for log in ("console", "daemon"):
        with open(f"{home}/{log}.out") as lines:
            print(f"{log}:", *lines.readlines()[-60:])
    raise SystemExit(f"coach.py: {why}")


def until(is_so, what, patience=PATIENCE):
    end = time.monotonic() + patience
    while time.monotonic() < end:
        found = is_so()
        if found:
            return found
        time.sleep(0.05)
    return fail(what)


def press(*keys):
    run("xdotool", "key", "--delay", "60", *keys)


def write(words):
    run("xdotool", "type", "--delay", "25", words)


def point(x, y):
    """Units of 1/720 of the window's height, as the panels have them."""
    run("xdotool", "mousemove", str(round(x * scale)), str(round(y * scale)))


def click(x, y):
    point(x, y)
    run("xdotool", "click", "1")


def drag(start, end):
    point(*start)
    run("xdotool", "mousedown", "1")
    for share in (0.1, 0.5, 1):
        time.sleep(0.1)
        point(*(a + (b - a) * share for a, b in zip(start, end)))
    time.sleep(0.2)
    yield
    run("xdotool", "mouseup", "1")


# --- the daemon ---


def start_daemon():
    with open(f"{home}/quartermark.toml", "w") as settings:
        settings.write(
            f'[daemon]\nsource = "simulated"\n[archive]\npath = "{home}/evening.db"\n'
            "[server]\nport = 7401\nhttp_port = 7481\ntls_port = 7441\nannounce = false\n"
        )
    os.makedirs(f"{home}/tracks")
    with open(f"{home}/tracks/riverside.toml", "w") as track:
        track.write("straight_m = 100\nradius_m = 31.53\n")
    log = open(f"{home}/daemon.out", "w")
    daemon = subprocess.Popen([f"{programs}/quartermarkd", "--config", settings.name], stderr=log)

    def is_open():
        with socket.socket() as door:
            return door.connect_ex(("127.0.0.1", 7401)) == 0

    until(is_open, "the daemon does not open its door")
    return daemon


def start_console():
    # In a build with sanitizers: what the graphics driver leaks and does unguarded is not ours.
    with open(f"{home}/driver", "w") as driver:
        driver.write("".join(f"{kind}:{name}\n" for kind in ("race", "mutex") for name in ("swrast_dri", "libgallium")))
    os.environ.update(ASAN_OPTIONS="detect_leaks=0", TSAN_OPTIONS=f"suppressions={driver.name}")
    log = open(f"{home}/console.out", "w")
    command = [*IN_LAPTOP, f"{programs}/quartermark-console", "--theme", theme]
    return subprocess.Popen(command, stdout=log, stderr=log)


def daemon_says(*words):
    return run_of(f"{programs}/quartermark", *words, "127.0.0.1:7401")


def in_doubt(athlete):
    split = wire.last_split(athlete, 200)
    return split if split and split["certainty"] < 0.9 else None


def acts_of(words):
    return [act for act in wire.events("act") if words in act["what"]]


def heard_by(listeners):
    with urllib.request.urlopen("http://127.0.0.1:7481/metrics", timeout=PATIENCE) as answer:
        page = answer.read().decode()
    found = re.search(r"^quartermark_listeners (\d+)$", page, re.M)
    return found and int(found.group(1)) >= listeners


def passage(name):
    """Where the passage in focus has its name on the Review screen, at that gate of finish, g100, g200 and g300."""
    row = ("finish", "g100", "g200", "g300").index(name)
    return 690, 96 + 66 * row


def chip(number):
    return 60 + 156 * number, 408


# --- the evening ---


def first_steps():
    time.sleep(1.5)  # long enough for it to know that nobody answers
    shot("first-steps")
    press("Return")
    until(lambda: run_of("pgrep", "-P", str(console.pid), "-x", "quartermarkd"), "no daemon of its own is begun")
    time.sleep(4)
    shot("simulated-run")


def pair():
    press("w")
    write(f"{TRACK}:7401")
    shot("daemons")
    press("Return")
    until(lambda: heard_by(2), "the console is not at the daemon")
    time.sleep(0.5)
    press("p")
    time.sleep(1)
    write(re.search(r"^Code  (\d{8})$", daemon_says("pair", "--role", "coach"), re.M).group(1))
    shot("pair")
    press("Return", "Return")
    until(lambda: "coach" in daemon_says("devices"), "the console is not paired")
    time.sleep(1)


def choose_track():
    """The daemon goes on to another track, in a new session, and the console with it."""
    global wire
    press("j")
    time.sleep(0.5)
    press("Down")
    shot("track")
    press("Return")

    def is_there():
        try:
            with urllib.request.urlopen("http://127.0.0.1:7481/api/v1/session", timeout=PATIENCE) as answer:
                return json.load(answer)["hello"].get("track") == "riverside"
        except OSError:  # between two sessions
            return False

    until(is_there, "the daemon is on the track it was on")
    wire = Wire(7401)
    until(lambda: heard_by(2), "the console did not come along")
    shot("other-track")


def type_run():
    press("n")
    write("200")
    press("Return")
    write("hand")
    press("Return")
    for name, target in (("Mara Okafor", "26"), ("Jo Lindqvist", "26"), ("Ken Adeyemi", "23.5")):
        write(name)
        press("Return", "Return", "Return")
        write(target)
        press("Return")
    shot("form")
    press("Return")
    until(lambda: wire.events("run"), "no run was made")


def start_run():
    click(26, 704)  # the first key cap: arm
    until(lambda: wire.events("phase", phase="armed"), "the run is not armed")
    shot("armed")
    press("s")
    until(lambda: wire.events("phase", phase="running"), "the run does not run")


def look_around():
    until(lambda: wire.last_split("Ken Adeyemi", 100), "no split came")
    shot("live")
    screens = {"f": "athlete", "k": "taps", "g": "gates", "F3": "palette", "F1": "keys", "q": "board-code"}
    for key, name in screens.items():
        press(key)
        shot(name)
        press("Escape")
    until(lambda: wire.last_split("Jo Lindqvist", 200), "the run is not run")
    time.sleep(1)
    shot("finished")


def settle():
    """Who of the two was where is in doubt: it is given to the other, and taken back."""
    split = until(lambda: in_doubt("Mara Okafor"), "nothing is doubtful")
    press("r")
    time.sleep(1)
    shot("review")
    press("minus", "minus")
    shot("review-wide")
    press("plus", "plus", "x")
    act = until(lambda: acts_of("swap"), "nothing was swapped")[-1]
    until(lambda: wire.last_split("Jo Lindqvist", 200)["passage"] == split["passage"], "Jo was not given it")
    shot("review-swapped")
    press("u")
    until(lambda: wire.events("act", act=act["act"], undone=True), "nothing was undone")
    until(lambda: wire.last_split("Mara Okafor", 200)["passage"] == split["passage"], "Mara has it not back")


def drag_a_passage():
    """Mara's passage at the finish onto Ken's name, who is the third of them, and back."""
    split = wire.last_split("Mara Okafor", 200)
    for _ in drag(passage("finish"), chip(2)):
        shot("review-drag")
    until(lambda: acts_of("is Ken Adeyemi's"), "the passage was not given to Ken")
    until(lambda: wire.last_split("Ken Adeyemi", 200)["passage"] == split["passage"], "Ken was not given it")
    shot("review-given")
    press("u")
    until(lambda: wire.last_split("Mara Okafor", 200)["passage"] == split["passage"], "Mara has it not back")
    press("Escape")


def run_again():
    """The roster: who ran before is completed as one types. She is disqualified, and that is taken back."""
    press("n")
    write("200")
    press("Return")
    write("hand")
    press("Return")
    write("Mar")
    shot("roster")
    press("Right")
    press("F2")
    until(lambda: wire.events("run", run="r2"), "no second run was made")
    press("a", "s")
    until(lambda: wire.events("phase", run="r2", phase="running"), "the second run does not run")
    for place in (100, 200):
        until(lambda: wire.last_split("Mara Okafor", place, "r2"), f"no split came at {place} m")
    shot("live-again")
    press("Delete")
    until(lambda: wire.events("standing", run="r2", status="dq"), "Mara was not disqualified")
    shot("disqualified")
    press("u")
    until(lambda: wire.events("standing", run="r2")[-1]["status"] == "finished", "she has her time not back")
    press("e")
    until(lambda: wire.events("phase", run="r2", phase="ended"), "the run is not ended")


def look_into_archive():
    press("h")
    time.sleep(1)
    shot("archive")
    press("Return")
    time.sleep(0.5)
    shot("archived-run")
    press("c", "Escape", "Down", "Return")
    time.sleep(0.5)
    press("c")
    time.sleep(0.5)
    shot("compared")
    press("Escape", "Return")
    time.sleep(0.5)
    shot("bests")
    press("Escape")


def save():
    press("s")
    files = until(lambda: glob.glob(f"{home}/Documents/Quartermark/*.csv"), "no file was saved")
    shot("saved")
    text = open(files[0], encoding="utf-8").read()
    if "Mara Okafor" not in text or "Ken Adeyemi" not in text:
        fail(f"the saved run is not the first: {text}")


print("own network, display", os.environ["DISPLAY"])
daemon = start_daemon()
wire = Wire(7401)
console = start_console()
try:
    window = run("xdotool", "search", "--sync", "--onlyvisible", "--name", "^Quartermark$").split()[0]
    run("xdotool", "windowmove", window, "0", "0", "windowsize", window, str(width), str(height), "windowfocus", window)
    for step in (
        first_steps, pair, choose_track, type_run, start_run, look_around, settle, drag_a_passage, run_again,
        look_into_archive, save
    ):
        print(time.strftime("%X"), step.__name__, flush=True)
        step()
    for process in (console, daemon):
        process.terminate()
        if process.wait(PATIENCE):
            fail(f"{process.args} ended with {process.returncode}")
finally:
    for process in (console, daemon, laptop):
        process.kill()
        process.wait(PATIENCE)
    print(time.strftime("%X"), "the end")
    shutil.rmtree(home, ignore_errors=True)
