"""Many rows by one statement, inside a command: for imports, where an object a row would cost too much."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection, models

from tutela.ledger.guard import now_writing


def _columns(model: type[models.Model], fields: Sequence[str]) -> list[str]:
    named = {field.name: str(field.column) for field in model._meta.concrete_fields}
    return [connection.ops.quote_name(named[name]) for name in fields]


def insert_rows(model: type[models.Model], fields: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows whose values stand in the order of `fields`; values are what the database driver takes.

    Dates and moments are given as ISO text, moments in UTC, so that both stores read them alike. Raises
    RuntimeError outside a command.
    """
    if not now_writing():
        raise RuntimeError("Rows are inserted only inside a command.")
    if not rows:
        return
    table = connection.ops.quote_name(model._meta.db_table)
    places = ", ".join(["%s"] * len(fields))
    sql = f"INSERT INTO {table} ({', '.join(_columns(model, fields))}) VALUES ({places})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(sql, rows)


def add_to_rows(
    model: type[models.Model], keys: Sequence[str], sums: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    """Add to the `sums` of the rows with these `keys`, making the rows that are not there yet.

    `keys` are the fields of a unique constraint of the model. Raises RuntimeError outside a command.
    """
    if not now_writing():
        raise RuntimeError("Rows are changed only inside a command.")
    if not rows:
        return
    table = connection.ops.quote_name(model._meta.db_table)
    key_columns, sum_columns = _columns(model, keys), _columns(model, sums)
    places = ", ".join(["%s"] * (len(keys) + len(sums)))
    added = ", ".join(f"{name} = {table}.{name} + excluded.{name}" for name in sum_columns)
    sql = (
        f"INSERT INTO {table} ({', '.join([*key_columns, *sum_columns])}) VALUES ({places}) "  # noqa: S608
        f"ON CONFLICT ({', '.join(key_columns)}) DO UPDATE SET {added}"
    )
    with connection.cursor() as cursor:
        cursor.executemany(sql, rows)


def update_rows(model: type[models.Model], fields: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Give rows new values: each row holds the values of `fields` and, last, the primary key.

    Raises RuntimeError outside a command.
    """
    if not now_writing():
        raise RuntimeError("Rows are changed only inside a command.")
    if not rows:
        return
    table = connection.ops.quote_name(model._meta.db_table)
    key = connection.ops.quote_name(str(model._meta.pk.column))
    given = ", ".join(f"{name} = %s" for name in _columns(model, fields))
    sql = f"UPDATE {table} SET {given} WHERE {key} = %s"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(sql, rows)


def moment_value(moment: datetime) -> Any:
    """Return a moment as the database driver takes it."""
    return connection.ops.adapt_datetimefield_value(moment)
