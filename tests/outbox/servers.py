"""A gateway and a mail server on this machine that answer as they are told, and remember what they were handed."""

from __future__ import annotations

import json
import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(slots=True)
class Gateway:
    """An HTTP gateway: `status`, `body` and `headers` are its answer, `wait` how many seconds it takes."""

    address: str = ""
    status: int = 200
    body: bytes = b'{"id": "gw-77"}'
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0
    drip: bool = False
    requests: list[tuple[dict[str, str], dict[str, Any]]] = field(default_factory=list)


@contextmanager
def gateway() -> Iterator[Gateway]:
    """Run a gateway for as long as the test asks it."""
    told = Gateway()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            told.requests.append((dict(self.headers), json.loads(self.rfile.read(length))))
            time.sleep(told.wait)
            self.send_response(told.status)
            for name, value in told.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self._answer()

        def do_GET(self) -> None:
            told.requests.append((dict(self.headers), {"followed": True}))
            self.send_response(200)
            self.end_headers()

        def _answer(self) -> None:
            try:
                for byte in told.body if told.drip else ():
                    self.wfile.write(bytes([byte]))
                    time.sleep(0.1)
                if not told.drip:
                    self.wfile.write(told.body)
            except OSError:
                return

        def log_message(self, *_words: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    told.address = f"http://127.0.0.1:{server.server_address[1]}/send"
    try:
        yield told
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass(slots=True)
class MailServer:
    """A mail server: `answers` replaces what it says to a command (`RCPT`, `DATA`, `.` for the end of a mail)."""

    port: int = 0
    answers: dict[str, str] = field(default_factory=dict)
    mails: list[str] = field(default_factory=list)


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """Run a mail server that speaks as much of the protocol as handing a mail over needs."""
    told = MailServer()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.say("220 ready")
            while line := self.rfile.readline().decode("ascii", "replace").strip():
                if not self.answered(line):
                    return

        def say(self, words: str) -> None:
            self.wfile.write(f"{words}\r\n".encode())

        def answered(self, line: str) -> bool:
            verb = line.split(" ", maxsplit=1)[0].split(":", maxsplit=1)[0].upper()
            self.say(told.answers.get(verb, "354 go on" if verb == "DATA" else "250 ok"))
            if verb == "DATA" and "DATA" not in told.answers:
                self.take_mail()
            return verb != "QUIT"

        def take_mail(self) -> None:
            lines: list[str] = []
            while (line := self.rfile.readline().decode("utf-8", "replace").rstrip("\r\n")) != ".":
                lines.append(line)
            told.mails.append("\n".join(lines))
            self.say(told.answers.get(".", "250 2.0.0 Ok: queued as 4F2B <duty@mission.example>"))

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        told.port = server.server_address[1]
        try:
            yield told
        finally:
            server.shutdown()
            thread.join()
