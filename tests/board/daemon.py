# SPDX-License-Identifier: Apache-2.0
"""quartermarkd on simulated gates, its door and its page on ports of their own."""
import json
import signal
import socket
import subprocess

from checks import holds
from driver import free_port, wait_for


class Daemon:
    """quartermarkd training on a scenario, its archive kept from one start to the next."""

    def __init__(self, programs, folder, scenario):
        self.http, self.tcp = free_port(), free_port()
        self.program = [str(programs / "quartermarkd"), "--simulate", str(scenario), "--config", str(folder / "q.toml")]
        (folder / "q.toml").write_text(f'[daemon]\nsource = "simulated"\n[archive]\npath = "{folder}/a.db"\n'
                                       f'[server]\naddress = "127.0.0.1"\nport = {self.tcp}\nhttp_port = {self.http}\ntls_port = 0\n')
        self.log = open(folder / "daemon.log", "w")
        self.start()

    def start(self):
        self.process = subprocess.Popen(self.program, stdout=self.log, stderr=self.log)
        wait_for("quartermarkd listens", self.is_open)

    def is_open(self):
        try:
            socket.create_connection(("127.0.0.1", self.http), 1).close()
            return True
        except OSError:
            return False

    def tell(self, *lines):
        with socket.create_connection(("127.0.0.1", self.tcp), 5) as door:
            said = door.makefile("r")
            for line in lines:
                door.sendall(json.dumps(line).encode() + b"\n")
                answer = next(one for one in map(json.loads, said) if one["type"] in ("result", "error"))
                holds(f"the daemon does it: {answer}", answer["type"] == "result")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
