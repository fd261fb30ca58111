"""A server that is killed while alerts pour in loses none that it acknowledged, and takes none in twice."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.crash.database import Database, own_database
from tests.crash.sender import Server, Telephones, post, server_of
from tests.crash.sender import body as alert

ROUNDS, SEED = 3, 20310514
pytestmark = pytest.mark.crash


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    with own_database(tmp_path) as store:
        yield store


@pytest.fixture
def token(store: Database) -> str:
    return store.run("tests.crash.sender").strip()


@pytest.fixture
def server(store: Database, token: str, tmp_path: Path) -> Iterator[Server]:
    with (tmp_path / "server.log").open("wb") as said, server_of(store, said) as server:
        server.start()
        yield server


def look(store: Database) -> dict[str, Any]:
    seen: dict[str, Any] = json.loads(store.run("tests.crash.witness", "alerts"))
    return seen


def test_what_was_acknowledged_is_there_once(store: Database, server: Server, token: str) -> None:
    chance = random.Random(SEED)  # noqa: S311  # the same moments again
    phones = Telephones(server.port, token)
    phones.start()
    for _round in range(ROUNDS):
        time.sleep(1 + chance.uniform(0, 0.7))
        server.kill()
        server.start()
    time.sleep(1)
    phones.finish()
    assert phones.refused == []
    seen = look(store)
    assert seen["problem"] == ""
    assert len(phones.acknowledged) > 10 * ROUNDS
    assert set(phones.acknowledged.values()) <= set(seen["references"])
    assert len(set(phones.acknowledged.values())) == len(phones.acknowledged)
    assert len(seen["references"]) == len(seen["received"]) == len(set(seen["received"]))


def test_five_times_the_same_from_five_lines_at_once_is_one_alert(store: Database, server: Server, token: str) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(5) as lines:
        answers = list(lines.map(lambda _turn: post(server.port, token, alert("same")), range(5)))
    assert sorted(status for status, _answer in answers) == [200, 200, 200, 200, 201]
    assert {answer["reference"] for _status, answer in answers} == {"A-000001"}
    assert look(store)["references"] == ["A-000001"]
