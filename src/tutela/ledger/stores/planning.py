"""Keeps the store's planner informed: without figures on what tables hold it walks an index to find three keys."""

from __future__ import annotations

from django.db import connection

# From so many new rows on the figures are taken anew: about four seconds where a million rows are.
MANY = 1000


def inform_planner(new_rows: int) -> None:
    """Let the store count what its tables hold, once much was written. A sample would mislead SQLite."""
    if new_rows < MANY:
        return
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
