"""While much is written SQLite makes few checkpoints; afterwards all is as it was, and the log is empty."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler

from tutela.ledger.stores.checkpoints import LOG_PAGES, rare_checkpoints

pytestmark = pytest.mark.django_db
ROW = "INSERT INTO words VALUES (hex(randomblob(2000)))"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[BaseDatabaseWrapper]:
    """A SQLite file of its own; that of the tests is open in a transaction all the time."""
    pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
    engine = {"ENGINE": "tutela.ledger.stores.sqlite3", "NAME": str(tmp_path / "words.sqlite3")}
    made = ConnectionHandler({"default": {**engine, "OPTIONS": {"init_command": pragmas}}})["default"]
    with made.cursor() as cursor:
        cursor.execute("CREATE TABLE words (word text)")
    yield made
    made.close()


def settings(store: BaseDatabaseWrapper) -> list[int]:
    found = []
    with store.cursor() as cursor:
        for name in ("wal_autocheckpoint", "busy_timeout", "synchronous"):
            cursor.execute(f"PRAGMA {name}")
            found.append(int(cursor.fetchone()[0]))
    return found


def log_bytes(store: BaseDatabaseWrapper) -> int:
    return Path(f"{store.settings_dict['NAME']}-wal").stat().st_size


def write_much(store: BaseDatabaseWrapper) -> None:
    for _piece in range(4):
        with store.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.executemany(ROW, [()] * 1000)
            cursor.execute("COMMIT")


def test_the_log_grows_meanwhile_and_is_empty_at_the_end(store: BaseDatabaseWrapper) -> None:
    before = settings(store)
    with rare_checkpoints(store):
        write_much(store)
        assert settings(store) == [LOG_PAGES, *before[1:]]
        assert log_bytes(store) > 4 * 1000 * 4096
    assert settings(store) == before
    assert before[0] < LOG_PAGES
    assert log_bytes(store) == 0


def test_who_still_reads_from_the_log_is_not_waited_for(store: BaseDatabaseWrapper) -> None:
    before = settings(store)
    reader = store.copy()
    with rare_checkpoints(store):
        write_much(store)
        with reader.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("SELECT count(*) FROM words")
            assert cursor.fetchone() == (4000,)
        write_much(store)
    reader.close()
    assert settings(store) == before
    assert log_bytes(store) > 0


def test_a_failure_brings_them_back(store: BaseDatabaseWrapper) -> None:
    before = settings(store)
    with pytest.raises(ValueError, match="broken"), rare_checkpoints(store):
        raise ValueError("broken")
    assert settings(store) == before


def test_inside_a_transaction_and_on_postgresql_nothing_is_asked() -> None:
    with rare_checkpoints():
        assert connection.in_atomic_block
        assert connection.is_usable()
