"""Many rows by one statement, inside a command: for imports, where an object a row would cost too much.

Callers give plain tuples; how they travel to the store is the store's own quickest way: one prepared statement for all
rows on SQLite, COPY and arrays on PostgreSQL.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection, models

from tutela.ledger.guard import now_writing

Rows = Sequence[Sequence[Any]]


def _columns(model: type[models.Model], fields: Sequence[str]) -> list[str]:
    named = {field.name: str(field.column) for field in model._meta.concrete_fields}
    return [connection.ops.quote_name(named[name]) for name in fields]


def _table(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _require_command(what: str) -> None:
    if not now_writing():
        raise RuntimeError(f"Rows are {what} only inside a command.")


def insert_rows(model: type[models.Model], fields: Sequence[str], rows: Rows) -> None:
    """Insert rows whose values stand in the order of `fields`; values are what the database driver takes.

    Dates and moments are given as ISO text, moments in UTC, so that both stores read them alike. Raises
    RuntimeError outside a command.
    """
    _require_command("inserted")
    if not rows:
        return
    columns = ", ".join(_columns(model, fields))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {_table(model)} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {_table(model)} ({columns}) VALUES ({places})", rows)  # noqa: S608


def add_to_rows(model: type[models.Model], keys: Sequence[str], sums: Sequence[str], rows: Rows) -> None:
    """Add to the `sums` of the rows with these `keys`, making the rows that are not there yet.

    `keys` are the fields of a unique constraint of the model, and each key stands in one row only. Raises
    RuntimeError outside a command.
    """
    _require_command("changed")
    if not rows:
        return
    table, key_columns, sum_columns = _table(model), _columns(model, keys), _columns(model, sums)
    added = ", ".join(f"{name} = {table}.{name} + excluded.{name}" for name in sum_columns)
    into = f"INSERT INTO {table} ({', '.join([*key_columns, *sum_columns])})"
    adding = f"ON CONFLICT ({', '.join(key_columns)}) DO UPDATE SET {added}"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            arrays, given = _as_arrays(model, [*keys, *sums], rows)
            cursor.execute(f"{into} SELECT * FROM {arrays} {adding}", given)  # noqa: S608
        else:
            places = ", ".join(["%s"] * (len(keys) + len(sums)))
            cursor.executemany(f"{into} VALUES ({places}) {adding}", rows)


def update_rows(model: type[models.Model], fields: Sequence[str], rows: Rows) -> None:
    """Give rows new values: each row holds the values of `fields` and, last, the primary key.

    Raises RuntimeError outside a command.
    """
    _require_command("changed")
    if not rows:
        return
    table, columns = _table(model), _columns(model, fields)
    key_name = model._meta.pk.name
    (key,) = _columns(model, [key_name])
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            arrays, given = _as_arrays(model, [*fields, key_name], rows)
            names = ", ".join([*columns, key])
            setting = ", ".join(f"{name} = given.{name}" for name in columns)
            sql = f"UPDATE {table} SET {setting} FROM {arrays} AS given ({names}) WHERE {table}.{key} = given.{key}"  # noqa: S608
            cursor.execute(sql, given)
        else:
            setting = ", ".join(f"{name} = %s" for name in columns)
            cursor.executemany(f"UPDATE {table} SET {setting} WHERE {key} = %s", rows)  # noqa: S608


def _as_arrays(model: type[models.Model], fields: Sequence[str], rows: Rows) -> tuple[str, list[list[Any]]]:
    """Return rows as PostgreSQL takes them in one statement: an array for each column."""
    kinds = [_kind(model, name) for name in fields]
    arrays = ", ".join(f"%s::{kind}[]" for kind in kinds)
    return f"unnest({arrays})", [list(column) for column in zip(*rows, strict=True)]


def _kind(model: type[models.Model], name: str) -> str:
    """Return the type of a column, without what makes numbers of itself."""
    (field,) = (field for field in model._meta.concrete_fields if field.name == name)
    return str(field.rel_db_type(connection))


def rows_with(
    model: type[models.Model], fields: Sequence[str], same: dict[str, Any], key: str, keys: Sequence[str]
) -> list[tuple[Any, ...]]:
    """Return the `fields` of the rows that have the values of `same` and one of `keys` (texts) in the field `key`.

    The keys travel as one value, however many there are.
    """
    if not keys:
        return []
    conditions = [f"{column} = %s" for column in _columns(model, list(same))]
    (column,) = _columns(model, [key])
    if connection.vendor == "postgresql":
        conditions.append(f"{column} = ANY(%s)")
        wanted: Any = list(keys)
    else:
        conditions.append(f"{column} IN (SELECT value FROM json_each(%s))")  # noqa: S608
        wanted = json.dumps(list(keys))
    names = ", ".join(_columns(model, fields))
    sql = f"SELECT {names} FROM {_table(model)} WHERE {' AND '.join(conditions)}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [*same.values(), wanted])
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def moment_value(moment: datetime) -> Any:
    """Return a moment as the database driver takes it."""
    return connection.ops.adapt_datetimefield_value(moment)
