"""`kill -9` at any moment loses nothing that was acknowledged and leaves nothing half-written.

The whole program is killed, many times, on a store that lives on; TUTELA_CRASH_ROUNDS asks for more rounds. A power
cut cannot be tested like this: for that SQLite stands at `synchronous=FULL` and PostgreSQL at its own default.

An import is killed in `tests/crash/test_killed_imports.py`.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.crash.database import Database, own_database

ROUNDS = int(os.environ.get("TUTELA_CRASH_ROUNDS", "8"))
SEED = 20310514
pytestmark = pytest.mark.crash


@dataclass(slots=True)
class Crashing:
    """A store that is written to by processes that get killed, and what they acknowledged."""

    store: Database
    folder: Path
    acknowledged: dict[str, list[str]] = field(default_factory=lambda: {"partner": [], "snapshot": [], "areas": []})
    killed: int = 0
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, name: str, seed: int, count: int) -> subprocess.Popen[bytes]:
        """Start a writer whose words go to files, which outlive it."""
        with self.words(name, seed, "out").open("wb") as out, self.words(name, seed, "err").open("wb") as err:
            command = [sys.executable, "-m", "tests.crash.writer", name, str(seed), str(count)]
            process = subprocess.Popen(command, cwd=self.store.root, env=self.store.env, stdout=out, stderr=err)
        self.started.append(process)
        return process

    def stop(self) -> None:
        """End every writer that still runs: a test that fails leaves nobody behind."""
        for process in self.started:
            if process.poll() is None:
                process.kill()
                process.wait()

    def words(self, name: str, seed: int, stream: str) -> Path:
        return self.folder / f"{name}-{seed}.{stream}"

    def hear(self, name: str, seed: int) -> int:
        """Note what a writer acknowledged, down to the last whole line; return how much."""
        whole, _cut, _rest = self.words(name, seed, "out").read_text("utf-8").rpartition("\n")
        lines = [line.split() for line in whole.splitlines()]
        for _ack, kind, token in lines:
            self.acknowledged[kind].append(token)
        assert "Error" not in self.words(name, seed, "err").read_text("utf-8")
        return len(lines)

    def look(self) -> dict[str, Any]:
        """Open the store anew, as after a crash, and return what the witness sees."""
        seen: dict[str, Any] = json.loads(self.store.run("tests.crash.witness"))
        return seen


@pytest.fixture
def crashing(tmp_path: Path) -> Iterator[Crashing]:
    with own_database(tmp_path) as store:
        store.run("tests.crash.witness", "setup")
        crashing = Crashing(store, tmp_path)
        try:
            yield crashing
        finally:
            crashing.stop()


def wait_for_first_words(crashing: Crashing, name: str, seed: int) -> None:
    """Wait until a writer has acknowledged something, so that it is killed at its work and not while it loads."""
    until = time.monotonic() + 120
    while not crashing.words(name, seed, "out").stat().st_size:
        assert time.monotonic() < until, crashing.words(name, seed, "err").read_text("utf-8")
        time.sleep(0.005)


def kill(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL


def assert_whole(crashing: Crashing, seen: dict[str, Any]) -> None:
    """Everything acknowledged is there, everything that is there is whole, and the chain is intact."""
    said, there = seen["said"], seen["there"]
    assert seen["problem"] == ""
    assert said["partner"] == there["partner"]
    assert said["snapshot"] == there["snapshot"]
    assert there["numbers"] == list(range(1, len(there["numbers"]) + 1))
    assert set(there["areas"].values()) <= {3}
    assert there["versions"] == there["areas"]
    assert said["areas"] == len(there["areas"])
    for kind, tokens in crashing.acknowledged.items():
        # A writer may have been killed after its last command was done and before it said so.
        unsaid = Counter(there[kind]) if kind != "areas" else Counter(list(there["areas"]))
        unsaid.subtract(tokens)
        assert set(unsaid.values()) <= {0, 1}, unsaid
        assert sum(unsaid.values()) <= crashing.killed


def test_a_killed_writer_loses_nothing_it_acknowledged(crashing: Crashing) -> None:
    chance = random.Random(SEED)  # noqa: S311  # the same moments again
    heard = 0
    for number in range(ROUNDS):
        writer = crashing.start("one", number, 100_000)
        wait_for_first_words(crashing, "one", number)
        time.sleep(chance.uniform(0, 0.3))
        kill(writer)
        crashing.killed += 1
        heard += crashing.hear("one", number)
        assert_whole(crashing, crashing.look())
    assert heard >= ROUNDS


def test_four_writers_killed_at_once_lose_nothing_and_lock_nobody_out(crashing: Crashing) -> None:
    chance = random.Random(SEED)  # noqa: S311  # the same moments again
    names = ("a", "b", "c", "d")
    for number in range(max(2, ROUNDS // 4)):
        writers = [crashing.start(name, number, 100_000) for name in names]
        for name in names:
            wait_for_first_words(crashing, name, number)
        time.sleep(chance.uniform(0, 0.5))
        for writer in writers:
            kill(writer)
            crashing.killed += 1
        assert all(crashing.hear(name, number) for name in names)
        assert_whole(crashing, crashing.look())


def test_four_writers_at_once_all_come_to_their_end(crashing: Crashing) -> None:
    names, count = ("a", "b", "c", "d"), 40
    writers = {name: crashing.start(name, 7, count) for name in names}
    assert [writer.wait(timeout=120) for writer in writers.values()] == [0, 0, 0, 0]
    assert [crashing.hear(name, 7) for name in names] == [count] * 4
    seen = crashing.look()
    assert_whole(crashing, seen)
    there = seen["there"]
    assert len(there["partner"]) + len(there["snapshot"]) + len(there["areas"]) == 4 * count
