# SPDX-License-Identifier: Apache-2.0
"""A stand-in for the daemon's HTTP door: the board's files, and a WebSocket that says what a test tells it to."""
import base64
import hashlib
import http.server
import json
import pathlib
import struct
import threading
import time

POLICY = ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
          "base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
TYPES = {".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8",
         ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
PAGES = {"/": "index.html", "/announcer": "announcer.html"}


class Door(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_GET(self):
        if self.path == "/ws":
            return self.listen()
        file = self.server.daemon.folder / PAGES.get(self.path, self.path.lstrip("/"))
        if not file.is_file() or file.parent != self.server.daemon.folder:
            return self.send_error(404)
        body = file.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", TYPES[file.suffix])
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        self.wfile.write(body)

    def listen(self):
        key = self.headers["Sec-WebSocket-Key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
        self.send_response(101)
        self.send_header("Upgrade", "websocket")
        self.send_header("Connection", "Upgrade")
        self.send_header("Sec-WebSocket-Accept", base64.b64encode(hashlib.sha1(key.encode()).digest()).decode())
        self.end_headers()
        self.close_connection = True
        daemon = self.server.daemon
        with daemon.lock:
            self.say(daemon.hello())
            daemon.listeners.append(self)
        try:
            while (message := self.hear()) is not None:
                daemon.take(self, message)
        except OSError:
            pass
        with daemon.lock:
            if self in daemon.listeners:
                daemon.listeners.remove(self)

    def hear(self):
        """One message of a browser: masked, and none of ours needs more than one frame."""
        head = self.rfile.read(2)
        if len(head) < 2 or head[0] & 15 == 8:
            return None
        length = head[1] & 127
        if length == 126:
            length = struct.unpack(">H", self.rfile.read(2))[0]
        mask = self.rfile.read(4)
        return json.loads(bytes(byte ^ mask[i % 4] for i, byte in enumerate(self.rfile.read(length))))

    def say(self, message):
        data = json.dumps(message, ensure_ascii=False).encode()
        size = len(data)
        head = struct.pack(">BB", 129, size) if size < 126 else struct.pack(">BBH", 129, 126, size) if size < 65536 \
            else struct.pack(">BBQ", 129, 127, size)
        self.wfile.write(head + data)


class StandIn:
    """Holds a session; `tell` sends an event to all, `drop` cuts them off, `is_silent` says nothing more."""

    def __init__(self, folder, gates, runs):
        self.folder = pathlib.Path(folder)
        self.gates, self.runs = gates, runs
        self.session, self.protocol = "s1", 1
        self.lock = threading.RLock()
        self.listeners, self.events, self.heard = [], [], []
        self.is_silent = False
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Door)
        self.server.daemon_threads = True
        self.server.daemon = self
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def hello(self):
        return {"type": "hello", "program": "quartermarkd 0.1.0", "protocol": self.protocol, "host": "infield-pi",
                "boot": "b1", "session": self.session, "t_ns": time.monotonic_ns(), "wall_us": 0, "may_command": False,
                "source": "gpiod"}

    def snapshot(self):
        """As it was before the first event: those come after it."""
        return {"type": "snapshot", "seq": 0, "recorded_through": 0,
                "track": {"lap_m": 400}, "gates": self.gates, "runs": self.runs, "warnings": []}

    def take(self, listener, message):
        with self.lock:
            self.heard.append(message)
            if self.is_silent:
                return
            if message["type"] == "ping":
                listener.say({"type": "pong", "echo_ns": message["t_ns"], "t_ns": time.monotonic_ns()})
            if message["type"] == "resume":
                is_known = message.get("session") == self.session and message["since"] > 0
                for event in self.events[message["since"]:] if is_known else [self.snapshot(), *self.events]:
                    listener.say(event)

    def tell(self, name, **fields):
        with self.lock:
            self.events.append({"type": "event", "seq": len(self.events) + 1, "event": name, **fields})
            for listener in self.listeners:
                listener.say(self.events[-1])

    def drop(self):
        with self.lock:
            for listener in self.listeners:
                listener.connection.shutdown(2)
