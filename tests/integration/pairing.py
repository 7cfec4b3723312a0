#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Who may command through the TLS door of a real quartermarkd. usage: pairing.py FOLDER-OF-PROGRAMS"""
import base64
import hashlib
import json
import pathlib
import re
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import urllib.request

PATIENCE = 30


class Daemon:
    """One with free ports, whose archive and key are in the folder."""

    def __init__(self, programs, folder, name="q"):
        self.programs = programs
        self.key = pathlib.Path(folder, f"{name}.pem")
        self.devices = pathlib.Path(folder, f"{name}.devices")
        settings = pathlib.Path(folder, f"{name}.toml")
        settings.write_text(
            f'[daemon]\nsource = "simulated"\n[archive]\npath = "{folder}/{name}.db"\n'
            '[server]\naddress = "127.0.0.1"\nport = 0\nhttp_port = 0\ntls_port = 0\n'
        )
        self.process = subprocess.Popen(
            [f"{programs}/quartermarkd", "--config", str(settings)], stderr=subprocess.PIPE, text=True
        )
        said = ""
        for line in self.process.stderr:
            said += line
            if "(TLS)" in line:
                break
        else:
            raise SystemExit(f"pairing.py: the daemon ended and said: {said}")
        self.port = int(re.search(r"Listening on port (\d+)", said).group(1))
        self.http = int(re.search(r"http://[^:]*:(\d+)/", said).group(1))
        self.tls = int(re.search(r"at port (\d+) \(TLS\)", said).group(1))
        self.pin = re.search(r"its pin is ([A-Z2-7-]+)\.", said).group(1)
        threading.Thread(target=self.process.stderr.read, daemon=True).start()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(PATIENCE) == 0, self.process.returncode

    def ask(self, *words):
        done = subprocess.run(
            [f"{self.programs}/quartermark", *words, f"127.0.0.1:{self.port}"],
            capture_output=True, text=True, timeout=PATIENCE,
        )
        return done.returncode, done.stdout, done.stderr

    def code(self, role):
        result, text, error = self.ask("pair", "--role", role)
        assert result == 0 and self.pin in text, (text, error)
        return re.search(r"^Code  (\d{8})$", text, re.M).group(1)

    def certificate(self):
        """What a console would keep."""
        return self.key.read_text()[self.key.read_text().index("-----BEGIN CERT"):]

    def metric(self, name):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.http}/metrics", timeout=PATIENCE) as page:
            return int(re.search(rf"^quartermark_{name} (\d+)$", page.read().decode(), re.M).group(1))


class Device:
    """A listener that takes one certificate and no other, as the console does."""

    def __init__(self, port, certificate):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.load_verify_locations(cadata=certificate)
        plain = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self.socket = context.wrap_socket(plain)
        self.file = self.socket.makefile("rb")
        self.hello = json.loads(self.file.readline())

    def say(self, **message):
        self.socket.sendall(json.dumps(message).encode() + b"\n")
        return self.answer(message["id"]) if "id" in message else None

    def answer(self, wanted=None):
        """The answer to that command; without one, the first error. None when the door is shut."""
        for line in self.file:
            message = json.loads(line)
            if message.get("id") == wanted and message["type"] in ("result", "error"):
                return message
        return None

    def is_shut(self):
        try:
            while self.file.read1(65536):
                pass
        except (ConnectionError, ssl.SSLError):
            pass
        return True

    def close(self):
        self.socket.close()


def run_message(name):
    return dict(type="run", run=name, distance_m=400, entries=[dict(athlete="Ken")])


def check_pin(daemon):
    """The pin, made as PROTOCOL.md tells, by OpenSSL's own tools from what the door shows."""
    shown = subprocess.run(
        f"openssl s_client -connect 127.0.0.1:{daemon.tls} </dev/null 2>/dev/null"
        " | openssl x509 -pubkey -noout | openssl pkey -pubin -outform DER",
        shell=True, capture_output=True, timeout=PATIENCE, check=True,
    ).stdout
    letters = base64.b32encode(hashlib.sha256(shown).digest()[:10]).decode()
    assert "-".join(letters[i:i + 4] for i in range(0, 16, 4)) == daemon.pin, (letters, daemon.pin)


def check_s_client(daemon):
    """A whole pairing with nothing but openssl, which verifies the certificate."""
    pem = daemon.key.with_suffix(".crt")
    pem.write_text(daemon.certificate())
    code = daemon.code("coach")
    words = ["openssl", "s_client", "-quiet", "-verify_return_error", "-CAfile", str(pem), "-connect"]
    with subprocess.Popen([*words, f"127.0.0.1:{daemon.tls}"], stdin=subprocess.PIPE, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as client:
        for message in (dict(type="pair", id="p", code=code, name="a script"),
                        dict(id="r", **run_message("by script"))):
            client.stdin.write(json.dumps(message) + "\n")
            client.stdin.flush()
            for line in client.stdout:
                told = json.loads(line)
                if told.get("id") == message["id"]:
                    break
            assert told["type"] == "result", told
        client.kill()


def check_viewer(daemon):
    """Who has not logged in may look, at every door."""
    viewer = Device(daemon.tls, daemon.certificate())
    assert viewer.hello["role"] == "viewer" and not viewer.hello["may_command"], viewer.hello
    for number, message in enumerate((run_message("no"), dict(type="backup"), dict(type="devices"),
                                      dict(type="invite", role="owner"),
                                      dict(type="tap", run="no", athlete="Ken"),
                                      dict(type="revoke", name="a script"))):
        told = viewer.say(id=f"v{number}", **message)
        assert told["code"] == "forbidden" and "pair" in told["sentence"], told
    viewer.close()


def check_roles(daemon):
    helper = Device(daemon.tls, daemon.certificate())
    told = helper.say(type="pair", id="p", code=daemon.code("helper"), name="helper")
    assert told["role"] == "helper", told
    assert helper.say(id="t", type="tap", run="none", athlete="Ken")["code"] == "unknown_run"
    told = helper.say(id="r", **run_message("by helper"))
    assert told["code"] == "forbidden" and "helper" in told["sentence"], told
    helper.close()


def check_replay(daemon, token):
    """What was said over TLS, said again byte for byte by somebody who has only heard it."""
    heard, between = [], socket.create_server(("127.0.0.1", 0))

    def pass_on():
        near, _ = between.accept()
        far = socket.create_connection(("127.0.0.1", daemon.tls), timeout=PATIENCE)

        def back():
            while piece := far.recv(65536):
                near.sendall(piece)

        threading.Thread(target=back, daemon=True).start()
        while piece := near.recv(65536):
            heard.append(piece)
            far.sendall(piece)
        far.shutdown(socket.SHUT_WR)

    threading.Thread(target=pass_on, daemon=True).start()
    device = Device(between.getsockname()[1], daemon.certificate())
    assert device.say(type="login", id="l", token=token)["role"] == "coach"
    assert device.say(id="once", **run_message("once"))["type"] == "result"
    # The same id once more is not carried out again, and gets the same answer.
    assert device.say(id="once", **run_message("twice"))["type"] == "result"
    device.close()
    failed, logins = daemon.metric("tls_failed_total"), daemon.metric("logins_total")
    with socket.create_connection(("127.0.0.1", daemon.tls), timeout=PATIENCE) as thief:
        try:
            thief.sendall(b"".join(heard))
            while thief.recv(65536):
                pass
        except ConnectionError:
            pass
    assert daemon.metric("tls_failed_total") == failed + 1
    assert daemon.metric("logins_total") == logins
    runs = urllib.request.urlopen(f"http://127.0.0.1:{daemon.http}/api/v1/runs", timeout=PATIENCE)
    names = [one["run"] for one in json.load(runs)["runs"]]
    assert names.count("once") == 1 and "twice" not in names, names


def check_brute_force(daemon):
    """Every code there is would have to be tried; five wrong ones end it."""
    code = daemon.code("owner")
    refused = []
    for guess in range(100):
        device = Device(daemon.tls, daemon.certificate())
        for number in range(3):
            wrong = f"{(int(code) + 1 + guess * 3 + number) % 10**8:08}"
            told = device.say(type="pair", id=f"g{number}", code=wrong, name="thief")
            refused.append(told["code"])
            if told["code"] == "too_many_codes":
                break
        device.close()
        if refused[-1] != "wrong_code":
            break
    assert refused == ["wrong_code"] * 3 + ["too_many_codes"], refused
    device = Device(daemon.tls, daemon.certificate())
    assert device.say(type="pair", id="p", code=code, name="thief")["code"] == "too_many_codes"
    device.close()


def check_revoked(daemon, token):
    device = Device(daemon.tls, daemon.certificate())
    assert device.say(type="login", id="l", token=token)["name"] == "Ken's laptop"
    result, text, error = daemon.ask("devices")
    assert result == 0 and re.search(r"^coach .* UTC  here  Ken's laptop$", text, re.M), (text, error)
    result, _, error = daemon.ask("devices", "--revoke", "nobody")
    assert result == 2 and "nobody" in error, error
    result, text, error = daemon.ask("devices", "--revoke", "Ken's laptop")
    assert result == 0 and "not paired any more" in text, (text, error)
    told = device.answer()
    assert told["code"] == "revoked", told
    assert device.is_shut()
    again = Device(daemon.tls, daemon.certificate())
    assert again.say(type="login", id="l", token=token)["code"] == "unknown_device"
    assert again.say(id="r", **run_message("revoked"))["code"] == "forbidden"
    again.close()


def check_wrong_certificate(daemon, other):
    """Who answers with another certificate is told nothing, not even the token."""
    for client in (lambda: Device(other.tls, daemon.certificate()),
                   lambda: Device(daemon.tls, other.certificate())):
        try:
            client()
            raise SystemExit("pairing.py: a wrong certificate was taken")
        except ssl.SSLCertVerificationError:
            pass


def check_restart(programs, folder, daemon, token):
    daemon.stop()
    back = Daemon(programs, folder)
    assert back.pin == daemon.pin
    device = Device(back.tls, back.certificate())
    assert device.say(type="login", id="l", token=token)["role"] == "coach"
    assert device.say(id="r", **run_message("after"))["type"] == "result"
    device.close()
    return back


def main():
    programs = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        daemon, other = Daemon(programs, folder), Daemon(programs, folder, "other")
        check_pin(daemon)
        check_s_client(daemon)
        check_viewer(daemon)
        check_roles(daemon)
        laptop = Device(daemon.tls, daemon.certificate())
        told = laptop.say(type="pair", id="p", code=daemon.code("coach"), name="Ken's laptop")
        token = told["token"]
        assert told["role"] == "coach" and len(token) == 64, told
        laptop.close()
        for file in (daemon.key, daemon.devices):
            assert file.stat().st_mode & 0o777 == 0o600, file
        assert token not in daemon.devices.read_text()
        check_replay(daemon, token)
        check_brute_force(daemon)
        check_wrong_certificate(daemon, other)
        daemon = check_restart(programs, folder, daemon, token)
        check_revoked(daemon, token)
        daemon.stop()
        other.stop()


main()
