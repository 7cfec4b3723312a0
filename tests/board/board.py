#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The live board in a real Chromium: first on a stand-in that says what a test wants, then on quartermarkd itself.
Screenshots stay in FOLDER-FOR-PICTURES.
usage: board.py FOLDER-OF-PROGRAMS FOLDER-OF-PAGES FOLDER-FOR-PICTURES"""
import json
import pathlib
import re
import sys
import tempfile
import time

import checks
import field
from checks import holds
from daemon import Daemon
from driver import Browser, missing, wait_for
from pages import colours_are_read, have_nothing_inline
from stand_in import StandIn
from state import Follower

SKIP = 77
HOSTILE = ["<img src=x onerror=document.title='had'>", "</script><script>document.title='had'</script>",
           "Ünïcödé " + "W" * 60, "نور الهدى عبد الرحمن", "'; DROP TABLE runs; --", "${7*7}{{7*7}}", "__proto__",
           "é" * 39, "𝕳𝖆𝖑𝖑", "constructor"]
SCREENS = [("phone", 360, 740), ("tablet", 820, 1180), ("laptop", 1280, 720), ("hall", 1920, 1080),
           ("wall", 3840, 2160)]

COUNT_SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => list.getEntries().forEach((one) => window.shifts.push(
  one.value))).observe({type: 'layout-shift'});
"""


PLACES = """return JSON.stringify(
  [...document.querySelectorAll('#status, #focus, .who, #focus-clock, #note, thead th, #rows td')]
    .map((one) => one.getBoundingClientRect()))"""


def fits(browser):
    return browser.run("""
      const wide = document.documentElement.scrollWidth - innerWidth;
      const out = [...document.querySelectorAll('#board td, #focus, #status, #due li, #passed li')]
        .filter((one) => { const box = one.getBoundingClientRect(); return box.right > innerWidth + 1 || box.left < -1; });
      const cut = [...document.querySelectorAll('#board .value')].filter((one) => {
        const box = one.getBoundingClientRect(), cell = one.closest('td').getBoundingClientRect();
        return box.left < cell.left - 1 || box.right > cell.right + 1; });
      return wide <= 0 && out.length === 0 && cut.length === 0;""")


def board_goes_on(browser, daemon, pictures):
    """Live, without a shift; on every screen; gone and back without a reload."""
    browser.size(1280, 720)
    browser.open(daemon.address + "/")
    browser.wait_for("the run is there", "return document.querySelectorAll('#rows tr').length === 5")
    browser.run(COUNT_SHIFTS + "window.isSame = true;")
    before = browser.run(PLACES)
    field.play(daemon)
    browser.wait_for("the official time", "return document.querySelector('#rows .official')?.textContent === '58.65'")
    holds("every place stays where it was", before == browser.run(PLACES))
    browser.wait_for("a running clock", "return document.getElementById('focus-clock').textContent.startsWith('3')")
    time.sleep(1)
    # What is left is text that begins further left, being longer, in a place of its own that stays.
    shift = browser.run("return window.shifts.reduce((sum, one) => sum + one, 0)")
    holds(f"no layout shift to speak of (0.1 is the most that counts as good): {shift}", shift < 0.02)
    words = browser.text("#rows")
    for part in ("14.78", "+0.28", "−0.13", "28.31", "?", "13.9", "estimated ±0.2", "due 42.5", "+0.00"):
        holds(f"the board says {part}", part in words)
    holds("who passed last is in focus", browser.text("#focus-name") == "Jo Lindqvist")
    holds("the doubt says why", "Sam Petit was due" in browser.text("#note"))
    holds("doubt has a sign", not browser.run("return document.querySelector('.delta-big .doubt.absent')"))
    shapes = browser.run(
        "return [...document.querySelectorAll('.against .shape')].map((one) => one.className.split(' ')[1])")
    holds("a shape beside each delta", {"up", "down", "square"} <= set(shapes))
    for scheme in ("light", "dark"):
        browser.prefer(scheme)
        for name, width, height in SCREENS:
            browser.size(width, height, 2 if width < 700 else 1)
            time.sleep(0.4)
            browser.picture(pictures / f"board-{name}-{scheme}.png")
            holds(f"all fits {name}", fits(browser))
    browser.prefer("light")
    browser.size(1280, 720)


def comes_back(browser, daemon, pictures):
    holds("asks for a snapshot", any(one["type"] == "resume" and one["since"] == 0 for one in daemon.heard))
    daemon.heard.clear()
    seq = len(daemon.events)
    daemon.drop()
    wait_for("it resumes", lambda: any(one["type"] == "resume" and one["since"] == seq for one in daemon.heard))
    daemon.is_silent = True
    browser.wait_for("its age is told", "return document.body.classList.contains('is-stale') && "
                     "document.getElementById('status').innerText.includes('Nothing from infield-pi')")
    browser.picture(pictures / "board-stale.png")
    stood = browser.text("#focus-clock")
    time.sleep(0.4)
    holds("what is old stands still", browser.text("#focus-clock") == stood)
    daemon.is_silent = False
    browser.wait_for("fresh again", "return !document.body.classList.contains('is-stale')")
    daemon.tell("split", run="r3", athlete="Sam Petit", **field.split(1, 27.75, 0.1, t_ns=time.monotonic_ns()))
    browser.wait_for("goes on", "return document.getElementById('rows').innerText.includes('27.75')")
    # A number is missing: all since is asked for again.
    with daemon.lock:
        daemon.heard.clear()
        daemon.events.append({"type": "event", "seq": len(daemon.events) + 1, "event": "split_withdrawn", "run": "r3",
                              "athlete": "Sam Petit", "point": 1})
        daemon.tell("of_a_later_version", whatever=[1, 2])
    browser.wait_for("the missing one came", "return !document.getElementById('rows').innerText.includes('27.75')")
    # Asleep in a pocket: nothing of the page runs, and the connection is gone when it wakes.
    browser.devtools("Page.setWebLifecycleState", state="frozen")
    daemon.drop()
    time.sleep(6)
    daemon.tell("split", run="r3", athlete="Sam Petit", **field.split(1, 27.91, 0.26, t_ns=time.monotonic_ns()))
    browser.devtools("Page.setWebLifecycleState", state="active")
    browser.wait_for("awake and up to date", "return document.getElementById('rows').innerText.includes('27.91')", 5)
    daemon.tell("split_withdrawn", run="r3", athlete="Sam Petit", point=1)
    browser.wait_for("as before", "return !document.getElementById('rows').innerText.includes('27.91')")
    holds("never loaded anew", browser.run("return window.isSame === true"))


def keys_do_all(browser):
    browser.run("document.activeElement.blur(); scrollTo(0, 0)")
    seen = []
    for _ in range(8):
        browser.press("Tab")
        seen.append(browser.run(
            "const one = document.activeElement; return [one.textContent, getComputedStyle(one).outlineStyle]"))
    for name in ("Announcer", "Mara Okafor", "Ivo Hart"):
        holds(f"Tab reaches {name} and shows it: {seen}", [name, "solid"] in seen)
    browser.press("Escape")
    browser.press("ArrowDown")
    holds("an arrow chooses", browser.text("#focus-name") != "Jo Lindqvist")
    said = browser.run("return document.querySelector('[aria-pressed=true]')?.textContent")
    holds("the choice is said", said == browser.text("#focus-name"))
    browser.press("Escape")
    holds("Esc follows again", browser.text("#focus-name") == "Jo Lindqvist")
    ground = "return getComputedStyle(document.body).backgroundColor"
    day = browser.run(ground)
    browser.press("d")
    holds("D turns night", browser.run(ground) != day)
    browser.press("d")
    holds("and day", browser.run(ground) == day)


def announces(browser, daemon, pictures):
    browser.open(daemon.address + "/announcer")
    browser.wait_for("who is due", "return document.getElementById('due').innerText.includes('Ken Adeyemi')")
    browser.wait_for("when", r"return /in \d+ s|now|overdue/.test(document.getElementById('due').innerText)")
    browser.wait_for("the last passing", "return document.getElementById('passed').innerText.includes('Jo Lindqvist')")
    passed = browser.text("#passed")
    holds(f"in words: {passed}", "Mara Okafor finished in 58.65, 0.65 behind target." in passed
          and "passed 200 m in 28.43, 0.07 ahead of target." in passed and "may have been Sam Petit" in passed)
    holds("an estimate is not announced", "13.9" not in passed)
    for name, width, height in SCREENS:
        browser.size(width, height, 2 if width < 700 else 1)
        time.sleep(0.3)
        browser.picture(pictures / f"announcer-{name}.png")
        holds(f"all fits {name}", fits(browser))


def names_are_text(browser, pages, pictures):
    runs = [field.run(HOSTILE, "<b>r1</b>")]
    daemon = StandIn(pages, field.gates(), runs)
    start = time.monotonic_ns() - 30 * 10**9
    for page in ("/", "/announcer"):
        daemon.events.clear()
        browser.size(1280, 720)
        browser.open(daemon.address + page)
        browser.wait_for("every name", f"return document.body.textContent.includes({json.dumps(HOSTILE[0])})")
        daemon.tell("phase", run="<b>r1</b>", phase="running", t_ns=start, start_t_ns=start)
        for i, name in enumerate(HOSTILE):
            long = field.split(0, 3599.99, -3599.0, segment_us=3599990000, t_ns=start + i, certainty=0.5,
                               runner_up=HOSTILE[0], flags=["<svg onload=document.title='had'>" + "x" * 500])
            daemon.tell("split", run="<b>r1</b>", athlete=name, **long)
        browser.wait_for("the splits", "return document.body.textContent.includes('59:59.99')")
        everything = browser.run("return document.body.textContent")
        for name in HOSTILE[:8] if page == "/" else HOSTILE[2:8]:
            holds(f"{name} is there as it is", name in everything)
        holds("nothing of it became a page", browser.run(
            "return document.querySelectorAll('main img, main script, main b, main svg').length") == 0)
        holds("nothing of it ran", "had" not in browser.run("return document.title"))
        for name, width, height in SCREENS:
            browser.size(width, height)
            time.sleep(0.3)
            browser.picture(pictures / f"names-{'board' if page == '/' else 'announcer'}-{name}.png")
            holds(f"hostile names fit {name}", fits(browser))


def daemon_is_followed(browser, programs, scenarios, folder, pictures):
    daemon = Daemon(programs, folder, scenarios / "clean.toml")
    try:
        browser.size(1280, 720)
        browser.open(f"http://127.0.0.1:{daemon.http}/")
        browser.wait_for("the scenario's run", "return document.querySelectorAll('#rows tr').length > 0")
        browser.run("window.isSame = true")
        follower = Follower(daemon.tcp)
        run = browser.text("#status .title").split()[1]
        daemon.tell({"type": "arm", "id": "1", "run": run}, {"type": "start", "id": "2", "run": run})
        time_of_first = "return document.querySelector('#rows td .value').textContent"
        wait_for("a split as it happens", lambda: re.fullmatch(r"\d+\.\d\d", browser.run(time_of_first)), 40)
        first = browser.run(time_of_first)
        browser.picture(pictures / "daemon-live.png")
        follower.compare(browser)
        daemon.kill()
        wait_for("the loss is told", lambda: "Lost" in browser.text("#status"))
        browser.picture(pictures / "daemon-lost.png")
        daemon.start()
        browser.wait_for("back without a reload",
                         "return !document.body.classList.contains('is-stale') && window.isSame")
        holds("with what was", browser.run(time_of_first) == first)
        holds("the policy refuses nothing of it", not [one for one in browser.complaints() if "/ws" not in one])
    finally:
        daemon.kill()


def main():
    programs, pages, pictures = (pathlib.Path(one).resolve() for one in sys.argv[1:4])
    if name := missing():
        print(f"board.py: SKIPPED: there is no {name} here; ./run installs it")
        return SKIP
    pictures.mkdir(parents=True, exist_ok=True)
    colours_are_read(pages)
    have_nothing_inline(pages)
    daemon = StandIn(pages, field.gates(), [field.run()])
    browser = Browser()
    try:
        browser.prefer("light")
        board_goes_on(browser, daemon, pictures)
        keys_do_all(browser)
        comes_back(browser, daemon, pictures)
        announces(browser, daemon, pictures)
        names_are_text(browser, pages, pictures)
        complaints = [one for one in browser.complaints() if "/ws" not in one]
        holds(f"the policy refuses nothing of the pages: {complaints}", not complaints)
        with tempfile.TemporaryDirectory() as folder:
            scenarios = pages.parents[2] / "config" / "scenarios"
            daemon_is_followed(browser, programs, scenarios, pathlib.Path(folder), pictures)
    except AssertionError:
        browser.picture(pictures / "failed.png")
        raise
    finally:
        browser.close()
    print(f"{checks.made} checks of the live board, pictures in {pictures}")
    return 0


sys.exit(main())
