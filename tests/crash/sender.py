"""A server of the real kind on a port of its own, and telephones that pour alerts into it and try again.

python -m tests.crash.sender setup     make tables, mission, a post and a token; print the token
"""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, Any

from tests.crash.database import Database
from tests.crash.writer import MISSION, start_django

ADDRESS = "/api/v1/alerts"
EAST = 22.5
ACCEPTED = (200, 201)


def setup() -> None:
    """Make the tables, the mission, a duty post and a token; print the token's secret."""
    from django.core.management import call_command

    from tests.people import country, put_in_post, set_up_mission
    from tutela.access.permissions import Permission
    from tutela.access.rules import system_actor
    from tutela.kernel.clock import SYSTEM_CLOCK
    from tutela.mission.commands import import_areas, issue_token

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    set_up_mission(MISSION, "Mission in Orvane", SYSTEM_CLOCK)  # type: ignore[arg-type]
    actor = system_actor("setup", MISSION, frozenset(Permission))
    import_areas(actor=actor, clock=SYSTEM_CLOCK, areas=country())
    desk = put_in_post(MISSION, "poc_adviser", SYSTEM_CLOCK, slug="gateway")  # type: ignore[arg-type]
    scope = [Permission.ALERT_RECEIVE, Permission.ALERT_READ, Permission.SOURCE_KEEP]
    issued = issue_token(actor=desk.actor, clock=SYSTEM_CLOCK, post="gateway", name="Sender", scope=scope, days=1)
    sys.stdout.write(issued.secret)


def body(key: str, text: str = "") -> bytes:
    """Return an alert as a program sends it."""
    told = {
        "channel": "api", "submission_key": key, "text": text or f"Armed people near the wells, heard by {key}.",
        "what": ["armed_presence"], "timing": "imminent", "place_name": "Three Wells", "latitude": 5.0,
        "longitude": EAST, "place_precision": 2,
    }  # fmt: skip
    return json.dumps(told).encode()


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@dataclass(slots=True)
class Server:
    """The program as an installation runs it, with two workers, in a process group of its own."""

    store: Database
    port: int
    said: IO[bytes]
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        command = [sys.executable, "-m", "tutela.cli.main", "serve", "--port", str(self.port), "--workers", "2"]
        self.process = subprocess.Popen(
            command, cwd=self.store.root, env=self.store.env, stdout=self.said, stderr=self.said, start_new_session=True
        )
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=1):
                    return
            except OSError:
                time.sleep(0.05)
        raise TimeoutError("The server did not answer.")

    def kill(self) -> None:
        """Kill it and all its workers, without a word of warning."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


@contextmanager
def server_of(store: Database, said: IO[bytes]) -> Iterator[Server]:
    """Yield a server that is not started yet; kill it at the end."""
    server = Server(store, free_port(), said)
    try:
        yield server
    finally:
        server.kill()


@dataclass(slots=True)
class Telephones:
    """Senders that go on through everything: what is not acknowledged is sent again, under the same key.

    A line that broke (0) and a server at fault (5xx) have acknowledged nothing; any other no is a fault of the test.
    """

    port: int
    token: str
    count: int = 4
    stop: threading.Event = field(default_factory=threading.Event)
    acknowledged: dict[str, str] = field(default_factory=dict)
    refused: list[tuple[int, str]] = field(default_factory=list)
    tried: int = 0
    _threads: list[threading.Thread] = field(default_factory=list)

    def start(self) -> None:
        """Begin to pour."""
        for number in range(self.count):
            thread = threading.Thread(target=self._pour, args=(number,), daemon=True)
            thread.start()
            self._threads.append(thread)

    def finish(self) -> None:
        """Let each sender bring its last alert home, then end."""
        self.stop.set()
        for thread in self._threads:
            thread.join(timeout=60)

    def _pour(self, number: int) -> None:
        turn = 0
        while not self.stop.is_set():
            turn += 1
            key = f"{number}-{turn}"
            while not self._sent(key):
                time.sleep(0.02)

    def _sent(self, key: str) -> bool:
        self.tried += 1
        status, answer = post(self.port, self.token, body(key))
        if status in ACCEPTED:
            self.acknowledged[key] = str(answer.get("reference", ""))
            return True
        if 0 < status < 500:
            self.refused.append((status, json.dumps(answer)[:300]))
            self.stop.set()
            return True
        return False


def post(port: int, token: str, content: bytes) -> tuple[int, dict[str, Any]]:
    """Send one alert; return the status and the answer, 0 when the line broke."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    headers = {"Authorization": f"Token {token}", "Content-Type": "application/json"}
    try:
        line.request("POST", ADDRESS, content, headers)
        answer = line.getresponse()
        read = answer.read()
        return answer.status, json.loads(read) if answer.status < 500 else {"fault": read.decode("utf-8", "replace")}
    except (OSError, http.client.HTTPException, ValueError):
        return 0, {}
    finally:
        line.close()


if __name__ == "__main__":
    start_django()
    setup()
