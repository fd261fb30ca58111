"""Once an erasure is committed, the embedded store writes its log into the file and cuts it off."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.people import People
from tests.sources.scene import kept
from tests.sources.test_erase_identity import erased
from tutela.know.sources.commands.locking import overwrite_what_is_freed


@pytest.mark.skipif(connection.vendor != "sqlite", reason="A server's store frees its rows by itself.")
def test_after_an_erasure_the_log_is_emptied_and_the_patience_of_the_store_is_as_before(
    people: People, django_capture_on_commit_callbacks: Any
) -> None:
    source = kept(people)
    with django_capture_on_commit_callbacks() as callbacks:
        erased(people, source)
    assert len(callbacks) == 1
    with CaptureQueriesContext(connection) as asked:
        callbacks[0]()
    told = [query["sql"] for query in asked]
    assert told == ["PRAGMA busy_timeout = 2000", "PRAGMA wal_checkpoint(TRUNCATE)", "PRAGMA busy_timeout = 60000"]


def test_outside_a_command_nothing_is_done(people: People, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        overwrite_what_is_freed()
    assert callbacks == []
