#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Daemons that announce themselves, and the console's search for them, with a real D-Bus and a real Avahi on a
network of their own.

usage: dns_sd.py FOLDER-OF-PROGRAMS
"""
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

programs = sys.argv[1]
AVAHI = "/usr/sbin/avahi-daemon"
BUS = """<busconfig><type>system</type><listen>unix:path={folder}/bus</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
</policy></busconfig>"""
running = []
checks = 0
folder = ""


def skip(why):
    print(f"SKIPPED: {why}")
    sys.exit(77)


def enter_own_network():
    """Runs this script anew where it has a network and a /run of its own, and the rights to change them."""
    for needed in (AVAHI, shutil.which("dbus-daemon"), shutil.which("avahi-browse"), shutil.which("ip")):
        if not needed or not os.path.exists(needed):
            skip("avahi-daemon, avahi-browse, dbus-daemon and ip must be installed")
    alone = ["unshare", "--net", "--mount", "--uts"] + (["-r"] if os.getuid() else [])
    if subprocess.run(alone + ["mount", "-t", "tmpfs", "none", "/run"], stderr=subprocess.DEVNULL).returncode:
        skip("this machine gives us no network of our own")
    os.environ["QM_OWN_NETWORK"] = "1"
    os.execvp("unshare", alone + [sys.executable, *sys.argv])


def set_up_network():
    for words in (
        "mount -t tmpfs none /run",
        "ip link set lo up",
        "ip link add track type veth peer name infield",
        "ip addr add 10.1.0.1/24 dev track",
        "ip link set track up",
        "ip link set infield up",
    ):
        subprocess.run(words.split(), check=True)
    socket.sethostname("timing-pi")
    os.mkdir("/run/avahi-daemon")


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
        logs = "".join(f"--- {name}\n{text_of(name)}" for name in sorted(os.listdir(folder)) if name.endswith(".log"))
        sys.exit(f"dns_sd.py: {what}\n{logs}")


def wait_until(condition, what, seconds=60):
    until = time.monotonic() + seconds
    while not condition():
        check(time.monotonic() < until, f"not within {seconds} s: {what}")
        time.sleep(0.05)


def start(*words, log, stdin=None, env=None):
    with open(path(log), "ab") as output:
        one = subprocess.Popen(words, stdin=stdin, stdout=output, stderr=output, env=env)
    running.append(one)
    return one


def end(one, how=signal.SIGTERM):
    one.send_signal(how)
    code = one.wait(30)
    running.remove(one)
    return code


def start_bus():
    one = start("dbus-daemon", "--nofork", f"--config-file={path('bus.conf')}", log="bus.log")
    wait_until(lambda: os.path.exists(path("bus")), "a D-Bus")
    return one


def start_avahi():
    # After one that was killed.
    for left in ("pid", "socket"):
        if os.path.exists(f"/run/avahi-daemon/{left}"):
            os.remove(f"/run/avahi-daemon/{left}")
    words = ("--no-drop-root", "--no-chroot", "--no-rlimits", "-f", path("avahi.conf"))
    return start(AVAHI, *words, log="avahi.log")


def start_daemon(name, more="", env=None):
    settings = f'[daemon]\nsource = "simulated"\n[archive]\npath = "{path(name)}.db"\n[server]\nport = 0\nhttp_port = 0\ntls_port = 0\n'
    return start(f"{programs}/quartermarkd", "--config", written(f"{name}.toml", settings + more), log=f"{name}.log", env=env)


def port_of(name):
    wait_until(lambda: "Listening on port" in text_of(f"{name}.log"), f"{name} listens")
    return int(text_of(f"{name}.log").split("Listening on port ")[1].split(",")[0])


def speaks(port):
    with socket.create_connection(("127.0.0.1", port), 20) as one:
        return json.loads(one.makefile().readline())["type"] == "hello"


def found():
    """NAME: [HOST, ADDRESS, TLS PORT] as the console has it now."""
    lines = text_of("found.log").split("\n")[:-1]
    return {one.split("=")[0]: one.split("=")[1].split("|") for one in (lines or [""])[-1].split(";") if one}


def wait_for_names(*names):
    names = {f"Quartermark on timing-pi{name}" for name in names}
    wait_until(lambda: set(found()) == names, f"the console finds {names or 'nobody'}")


def check_one_daemon():
    first = start_daemon("first")
    wait_for_names("")
    host, address, _ = found()["Quartermark on timing-pi"]
    check(host == "timing-pi.local", host)
    wait_until(lambda: found()["Quartermark on timing-pi"][1] == f"10.1.0.1:{port_of('first')}", f"not {address}")
    check('Announced as "Quartermark on timing-pi".' in text_of("first.log"), "the log tells of it")
    browse = subprocess.run(
        ["avahi-browse", "-prt", "_quartermark._tcp"], capture_output=True, text=True, timeout=60, check=True
    )
    check('"protocol=1"' in browse.stdout and '"http=' in browse.stdout, browse.stdout)
    return first


def check_names_and_goodbyes(first):
    second = start_daemon("second")
    wait_for_names("", " #2")
    check(end(second) == 0, "it ends well")
    wait_for_names("")
    end(first, signal.SIGKILL)
    wait_for_names()


def check_avahi_comes_and_goes(bus, avahi):
    daemon = start_daemon("third")
    wait_for_names("")
    for kill in (signal.SIGTERM, signal.SIGKILL):
        before = text_of("third.log").count("Announced as")
        end(avahi, kill)
        wait_for_names()
        check(speaks(port_of("third")), "what else a daemon does goes on")
        avahi = start_avahi()
        wait_for_names("")
        wait_until(lambda: text_of("third.log").count("Announced as") == before + 1, "the log tells of its return")
    check(text_of("third.log").count("Not announced") == 2, "and of each loss once")
    end(bus)
    end(avahi)
    wait_for_names()
    check(speaks(port_of("third")), "nor does it need a D-Bus")
    bus, avahi = start_bus(), start_avahi()
    wait_for_names("")
    return daemon, bus, avahi


def check_avahi_that_does_not_answer(daemon, avahi):
    avahi.send_signal(signal.SIGSTOP)
    # It ends while its thread waits for an answer: what that has is no leak.
    late = start_daemon("late", env={**os.environ, "ASAN_OPTIONS": "detect_leaks=0"})
    check(speaks(port_of("late")) and speaks(port_of("third")), "a daemon does not wait for Avahi")
    began = time.monotonic()
    check(end(daemon) == 0 and end(late) == 0, "nor when it ends")
    check(time.monotonic() - began < 20, "nor for long")
    avahi.send_signal(signal.SIGCONT)
    wait_for_names()


def check_who_says_nothing():
    secret, alone = start_daemon("secret", "announce = false\n"), start_daemon("alone", 'address = "127.0.0.1"\n')
    open_one = start_daemon("open")
    wait_for_names("")
    address = found()["Quartermark on timing-pi"][1]
    check(address.endswith(f":{port_of('open')}"), f"only the one that may be found: {address}")
    for daemon, name in ((secret, "secret"), (alone, "alone"), (open_one, "open")):
        check(end(daemon) == 0, f"{name} ends well")
    said = text_of("secret.log") + text_of("alone.log")
    check("nnounced" not in said, said)


def check_all():
    written("bus.conf", BUS.format(folder=folder))
    written("avahi.conf", "[server]\nhost-name=timing-pi\nallow-interfaces=track\nratelimit-burst=10000\n")
    os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = f"unix:path={path('bus')}"
    # libdbus takes two locks of its own in either order, on one thread: the thread sanitizer asks no more of it.
    os.environ["TSAN_OPTIONS"] = "suppressions=" + written("tsan.supp", "deadlock:libdbus-1.so\n")
    bus, avahi = start_bus(), start_avahi()
    search = start(f"{programs}/find_daemons", log="found.log", stdin=subprocess.PIPE)
    check_names_and_goodbyes(check_one_daemon())
    daemon, bus, avahi = check_avahi_comes_and_goes(bus, avahi)
    check_avahi_that_does_not_answer(daemon, avahi)
    check_who_says_nothing()
    search.stdin.close()
    check(search.wait(30) == 0, "the search ends")
    running.remove(search)


def main():
    global folder
    if "QM_OWN_NETWORK" not in os.environ:
        enter_own_network()
    set_up_network()
    with tempfile.TemporaryDirectory(prefix="quartermark-") as folder:
        try:
            check_all()
        finally:
            for one in running:
                one.send_signal(signal.SIGCONT)
                one.kill()
                one.wait()
    print(f"{checks} checks: daemons were found, told apart, and gone when they were")


if __name__ == "__main__":
    main()
