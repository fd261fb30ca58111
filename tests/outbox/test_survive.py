"""Workers that run at once or are killed: every message leaves, once; twice at most for a worker that was killed."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.crash.database import Database, own_database

COUNT = 60
pytestmark = pytest.mark.crash


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    with own_database(tmp_path) as found:
        found.run("tests.outbox.worker", "setup", str(COUNT))
        yield found


def start(store: Database, *words: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.outbox.worker", "send", *words]
    return subprocess.Popen(command, cwd=store.root, env=store.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def ended(process: subprocess.Popen[bytes]) -> int:
    """Wait for a worker and return how it ended; its faults fail the test."""
    try:
        _out, wrong = process.communicate(timeout=120)
    finally:
        process.kill()
    assert b"Error" not in wrong, wrong.decode()
    return process.returncode


def look(store: Database) -> dict[str, Any]:
    seen: dict[str, Any] = json.loads(store.run("tests.outbox.worker", "look"))
    return seen


def handed_over(*paths: Path) -> Counter[str]:
    return Counter(key for path in paths for key in path.read_text("ascii").split())


def test_two_workers_at_once_send_each_message_once(store: Database, tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("one", "other")]
    workers = [start(store, str(path)) for path in paths]
    assert [ended(worker) for worker in workers] == [0, 0]
    assert all(path.stat().st_size for path in paths)
    assert set(handed_over(*paths).values()) == {1}
    seen = look(store)
    assert (set(seen["states"]), set(seen["attempts"]), seen["sent"]) == ({"sent"}, {1}, COUNT)
    assert seen["problem"] == ""


def test_a_store_that_is_restarted_after_the_sending_costs_no_duplicate(store: Database, tmp_path: Path) -> None:
    if "TUTELA_DATABASE_URL" not in store.env:
        pytest.skip("An embedded store has no server to restart; test_send_round takes the store away in another way.")
    worker = start(store, str(tmp_path / "handed"), "cut")
    words = worker.communicate(timeout=120)[0]
    assert worker.returncode == 0
    assert b"OperationalError" in words
    assert set(handed_over(tmp_path / "handed").values()) == {1}
    assert (set(look(store)["states"]), look(store)["sent"]) == ({"sent"}, COUNT)


def test_a_worker_killed_between_sending_and_record_makes_one_duplicate_at_most(
    store: Database, tmp_path: Path
) -> None:
    path = tmp_path / "handed"
    kills = 3
    for _kill in range(kills):
        assert ended(start(store, str(path), "die")) == -signal.SIGKILL
    assert sum(handed_over(path).values()) == kills
    assert ended(start(store, str(path), "late")) == 0
    twice = [key for key, times in handed_over(path).items() if times > 1]
    assert len(handed_over(path)) == COUNT
    assert len(twice) == kills
    assert max(handed_over(path).values()) == 2
    seen = look(store)
    assert (set(seen["states"]), seen["sent"], seen["problem"]) == ({"sent"}, COUNT, "")
