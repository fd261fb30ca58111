"""A backup is the whole store at one moment, checked, readable by its owner, and holds none of the vault's keys.

The real command on a real store in use is in test_hunt_identity.py; here it copies a small store of its own.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tutela.cli import backup as backing_up
from tutela.cli.backup import copy_store

HEAD = "a" * 64


@dataclass
class Store:
    """What the command sees of the embedded store."""

    connection: sqlite3.Connection
    vendor: str = "sqlite"
    in_atomic_block: bool = False

    def ensure_connection(self) -> None:
        """It is there."""


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """Return a store with a log beside it and one mission's head in it."""
    (tmp_path / "store").mkdir()
    with closing(sqlite3.connect(tmp_path / "store" / "tutela.sqlite3", isolation_level=None)) as file:
        file.execute("PRAGMA journal_mode = WAL")
        file.execute("CREATE TABLE ledger_head (mission TEXT, sequence INTEGER, hash TEXT)")
        file.execute("INSERT INTO ledger_head VALUES ('orvane', 7, ?)", (HEAD,))
        held = Store(file)
        monkeypatch.setattr(backing_up, "connection", held)
        monkeypatch.setattr(backing_up, "pending_migrations", list)
        yield held


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != "store")


def test_it_holds_what_the_log_holds_in_one_file_for_its_owner(run: Run, store: Store, tmp_path: Path) -> None:
    target = tmp_path / "copy.sqlite3"
    ran = run("backup", str(target), "--json")
    assert (ran.code, json.loads(ran.out)["heads"]) == (0, {"orvane": f"7:{HEAD}"})
    with closing(sqlite3.connect(target)) as copy:
        assert copy.execute("SELECT sequence FROM ledger_head").fetchall() == [(7,)]
        assert copy.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert target.stat().st_mode & 0o777 == 0o600
    assert left(tmp_path) == ["copy.sqlite3"]


def test_it_says_what_to_keep_apart_from_it(run: Run, store: Store, settings: Any, tmp_path: Path) -> None:
    ran = run("backup", str(tmp_path / "copy.sqlite3"))
    assert "checked and sound" in ran.out
    assert f"orvane 7:{HEAD}" in ran.out
    assert f"Keep apart from it a copy of the key file {settings.VAULT_KEYS.path}" in ran.out


def test_it_overwrites_nothing(run: Run, store: Store, tmp_path: Path) -> None:
    there = tmp_path / "copy.sqlite3"
    there.write_text("an older backup", encoding="utf-8")
    ran = run("backup", str(there))
    assert (ran.code, "There is a file of that name already." in ran.err) == (2, True)
    assert there.read_text(encoding="utf-8") == "an older backup"


def test_where_it_cannot_be_written_nothing_is_left(run: Run, store: Store, tmp_path: Path) -> None:
    ran = run("backup", str(tmp_path / "no such folder" / "copy.sqlite3"))
    assert (ran.code, "No such file or directory" in ran.err) == (2, True)
    assert left(tmp_path) == []


def test_a_copy_that_does_not_pass_its_check_is_removed(
    run: Run, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Torn(sqlite3.Connection):
        def execute(self, sql: str, *arguments: Any) -> Any:
            return super().execute("SELECT 'row 1 missing'" if "integrity_check" in sql else sql, *arguments)

    real = sqlite3.connect
    monkeypatch.setattr("tutela.cli.backup.sqlite3.connect", lambda *words, **more: real(*words, **more, factory=Torn))
    ran = run("backup", str(tmp_path / "copy.sqlite3"))
    assert (ran.code, "the check found 1 faults" in ran.err) == (2, True)
    assert left(tmp_path) == []


def test_a_store_that_is_not_there_yet_is_not_copied(
    run: Run, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backing_up, "pending_migrations", lambda: ["sources.0001_initial"])
    ran = run("backup", str(tmp_path / "copy.sqlite3"))
    assert (ran.code, "Run tutela migrate first." in ran.err) == (2, True)


def test_on_a_server_it_names_the_tool_of_the_server(run: Run, store: Store, tmp_path: Path) -> None:
    store.vendor = "postgresql"
    ran = run("backup", str(tmp_path / "copy.sqlite3"))
    assert (ran.code, "pg_dump" in ran.err) == (2, True)
    assert left(tmp_path) == []


def test_from_within_a_transaction_it_does_not_wait_for_ever(store: Store, tmp_path: Path) -> None:
    store.in_atomic_block = True
    with pytest.raises(RuntimeError, match="within a transaction"):
        copy_store(tmp_path / "copy.sqlite3")
    assert left(tmp_path) == []
