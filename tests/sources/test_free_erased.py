"""Once an erasure is committed, the embedded store writes its log into the file and cuts it off.

That nothing is left in the real files is seen in test_hunt_identity.py.
"""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

import pytest
from django.db import connection

from tests.people import People
from tests.sources.scene import kept
from tests.sources.test_erase_identity import erased
from tutela.know.sources.commands import locking


class Told:
    """A connection to an embedded store that writes down what it is told; somebody may be in its way."""

    def __init__(self, *, is_busy: bool = False) -> None:
        self.statements: list[str] = []
        self.settings_dict = {"OPTIONS": {"timeout": 60}}
        self.is_busy = is_busy

    def cursor(self) -> Any:
        return nullcontext(self)

    def execute(self, statement: str) -> None:
        self.statements.append(statement)
        if self.is_busy and "checkpoint" in statement:
            raise RuntimeError("Somebody reads.")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="A server's store frees its rows by itself.")
def test_after_an_erasure_the_log_is_emptied_once(people: People, django_capture_on_commit_callbacks: Any) -> None:
    source = kept(people)
    with django_capture_on_commit_callbacks() as callbacks:
        erased(people, source)
    assert callbacks == [locking._empty_log]


@pytest.mark.parametrize("is_busy", [True, False])
def test_whoever_reads_is_waited_for_shortly_and_then_as_before(monkeypatch: pytest.MonkeyPatch, is_busy: bool) -> None:
    told = Told(is_busy=is_busy)
    monkeypatch.setattr(locking, "connection", told)
    with pytest.raises(RuntimeError) if is_busy else nullcontext():
        locking._empty_log()
    assert told.statements == [
        "PRAGMA busy_timeout = 2000",
        "PRAGMA wal_checkpoint(TRUNCATE)",
        "PRAGMA busy_timeout = 60000",
    ]


def test_outside_a_command_nothing_is_done(people: People, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        locking.overwrite_what_is_freed()
    assert callbacks == []
