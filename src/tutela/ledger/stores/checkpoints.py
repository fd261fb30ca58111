"""Fewer checkpoints while much is written: SQLite copies a page that many pieces touch once instead of each time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

# Pages of the write-ahead log before they are copied into the database, a quarter of a gigabyte; SQLite's own is 1,000.
LOG_PAGES = 65_536
# The file is not mapped into memory meanwhile: what is written is read from the log, which never is.
MEANWHILE = {"wal_autocheckpoint": LOG_PAGES, "mmap_size": 0}


@contextmanager
def rare_checkpoints(database: BaseDatabaseWrapper = connection) -> Iterator[None]:
    """Let SQLite's write-ahead log grow longer meanwhile, and empty it at the end as far as readers let go of it.

    What is committed is as safe as ever: it lies in the log, which is brought to the disk with each commit. Does
    nothing on PostgreSQL and inside a transaction.
    """
    if database.vendor != "sqlite" or database.in_atomic_block:
        yield
        return
    before = {pragma: _value(database, pragma) for pragma in MEANWHILE}
    for pragma, value in MEANWHILE.items():
        _set(database, pragma, value)
    try:
        yield
        _empty_log(database)
    finally:
        for pragma, value in before.items():
            _set(database, pragma, value)


def _empty_log(database: BaseDatabaseWrapper) -> None:
    """Copy the log into the database and give its space back; whoever still reads from it is not waited for."""
    patience = _value(database, "busy_timeout")
    _set(database, "busy_timeout", 0)
    try:
        _value(database, "wal_checkpoint(TRUNCATE)")
    finally:
        _set(database, "busy_timeout", patience)


def _value(database: BaseDatabaseWrapper, pragma: str) -> int:
    with database.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")
        return int(cursor.fetchone()[0])


def _set(database: BaseDatabaseWrapper, pragma: str, value: int) -> None:
    with database.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}={value}")
