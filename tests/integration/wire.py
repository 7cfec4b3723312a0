# SPDX-License-Identifier: Apache-2.0
"""A listener of a daemon, for tests."""
import json
import socket
import threading

PATIENCE = 30


class Wire:
    """Everything the daemon says, as any listener hears it."""

    def __init__(self, port):
        self.messages = []
        self.door = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self.door.sendall(b'{"type":"resume","since":0}\n')
        self.door.settimeout(None)
        threading.Thread(target=self.hear, daemon=True).start()

    def hear(self):
        for line in self.door.makefile(encoding="utf-8"):
            self.messages.append(json.loads(line))

    def events(self, kind, **fields):
        return [
            message for message in list(self.messages)
            if message.get("event") == kind and all(message.get(name) == value for name, value in fields.items())
        ]

    def last_split(self, athlete, at_m, run="r1"):
        found = self.events("split", run=run, athlete=athlete, at_m=at_m)
        return found[-1] if found else None
