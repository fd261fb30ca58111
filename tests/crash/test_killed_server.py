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

ROUNDS, PIECE, SEED = 3, 25, 20310514
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


def wait_for(phones: Telephones, count: int) -> None:
    """Wait until so many alerts were acknowledged, so that the server is killed at its work and not while it loads."""
    until = time.monotonic() + 120
    while len(phones.acknowledged) < count:
        assert time.monotonic() < until
        assert phones.refused == []
        time.sleep(0.01)


def test_what_was_acknowledged_is_there_once(store: Database, server: Server, token: str) -> None:
    chance = random.Random(SEED)  # noqa: S311  # the same moments again
    phones = Telephones(server.port, token)
    phones.start()
    for number in range(ROUNDS):
        wait_for(phones, PIECE * (number + 1))
        time.sleep(chance.uniform(0, 0.3))
        server.kill()
        server.start()
    wait_for(phones, PIECE * (ROUNDS + 1))
    phones.finish()
    assert phones.refused == []
    seen = look(store)
    assert seen["problem"] == ""
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


def cut_all_connections(store: Database) -> None:
    """End every connection to the store's database, as a restart of its server does."""
    import psycopg

    address = store.env["TUTELA_DATABASE_URL"]
    with psycopg.connect(address, autocommit=True) as own:
        own.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def test_a_database_that_is_restarted_loses_nothing(store: Database, server: Server, token: str) -> None:
    if "TUTELA_DATABASE_URL" not in store.env:
        pytest.skip("The embedded store has no server that could be restarted.")
    phones = Telephones(server.port, token)
    phones.start()
    for number in range(ROUNDS):
        wait_for(phones, PIECE * (number + 1))
        cut_all_connections(store)
    wait_for(phones, PIECE * (ROUNDS + 1))
    phones.finish()
    seen = look(store)
    assert seen["problem"] == ""
    assert set(phones.acknowledged.values()) <= set(seen["references"])
    assert len(seen["references"]) == len(set(seen["received"])) == len(phones.acknowledged)
