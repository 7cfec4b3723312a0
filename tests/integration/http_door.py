#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The HTTP door of a real quartermarkd, as any program finds it. usage: http_door.py FOLDER-OF-PROGRAMS"""
import json
import pathlib
import re
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request


def start(programs, folder, http_port):
    """Starts a daemon; returns it with its first lines, up to the one that tells of the board or its want."""
    settings = pathlib.Path(folder, f"{http_port}.toml")
    settings.write_text(
        f'[daemon]\nsource = "simulated"\n[archive]\npath = "{folder}/{http_port}.db"\n'
        f'[server]\naddress = "127.0.0.1"\nport = 0\ntls_port = 0\nhttp_port = {http_port}\n'
    )
    daemon = subprocess.Popen(
        [f"{programs}/quartermarkd", "--config", str(settings)],
        stderr=subprocess.PIPE,
        text=True,
    )
    said = ""
    for line in daemon.stderr:
        said += line
        if "live board" in line:
            return daemon, said
    raise SystemExit(f"http_door.py: the daemon ended and said: {said}")


def stop(daemon):
    daemon.send_signal(signal.SIGTERM)
    daemon.stderr.read()
    assert daemon.wait(20) == 0, daemon.returncode


def get(port, path):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        return answer.read().decode()


def check_pages(port):
    page = get(port, "/")
    for file in re.findall(r'(?:src|href)="([^":#]+)"', page + get(port, "/announcer")):
        assert get(port, "/" + file.lstrip("./")), file
    assert json.loads(get(port, "/healthz"))["status"] == "ok"
    session = json.loads(get(port, "/api/v1/session"))
    assert session["hello"]["source"] == "simulated", session["hello"]
    assert len(session["snapshot"]["gates"]) == 4, session["snapshot"]
    assert json.loads(get(port, "/api/v1/runs"))["runs"] == []
    assert "quartermark_listeners 0\n" in get(port, "/metrics")
    try:
        get(port, "/api/v1/runs/none")
        raise SystemExit("http_door.py: there is no such run")
    except urllib.error.HTTPError as error:
        assert error.code == 404 and json.load(error)["code"] == "unknown_run"


def check_slow(port):
    """Whoever begins a request and does not end it is told so and let go."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as slow:
        slow.sendall(b"GET / HT")
        answer = b""
        while piece := slow.recv(4096):
            answer += piece
    assert answer.startswith(b"HTTP/1.1 408 ") and b"too_slow" in answer, answer


def main():
    programs = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        daemon, said = start(programs, folder, 0)
        port = int(re.search(r"http://[^:]*:(\d+)/", said).group(1))
        check_pages(port)
        check_slow(port)
        stop(daemon)
        with socket.create_server(("127.0.0.1", 0)) as taken:
            daemon, said = start(programs, folder, taken.getsockname()[1])
            assert "There is no live board" in said and "taken by another program" in said, said
            stop(daemon)
    print("the pages, the session, the runs, the counts, the slow; and timing without the port")


if __name__ == "__main__":
    main()
