"""The database itself refuses to change or delete what was written, even inside a command."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django.db.migrations.executor import MigrationExecutor

from tests.people import People
from tutela.ledger.append_only import REFUSAL, append_only_tables, missing_triggers
from tutela.ledger.guard import writing
from tutela.ledger.models import Entry

MODELS = [model for model in apps.get_models() if getattr(model, "append_only", False)]
SQLITE = connection.vendor == "sqlite"
CHANGES = ["UPDATE {t} SET id = id", "DELETE FROM {t}"]
ON_ONE_STORE = [
    *(["UPDATE OR REPLACE {t} SET id = id", "INSERT OR REPLACE INTO {t} SELECT * FROM {t}"] if SQLITE else []),
    *(["REPLACE INTO {t} SELECT * FROM {t}"] if SQLITE else ["SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE {t} CASCADE"]),
]


def refused(change: Callable[[], object]) -> str:
    """Try a change with the guard open and return the words of the database's refusal, or nothing."""
    try:
        with transaction.atomic(), writing("a test"):
            change()
    except DatabaseError as error:
        return str(error)
    return ""


def sql(statement: str) -> Callable[[], object]:
    return lambda: connection.cursor().execute(statement)


@pytest.mark.parametrize("statement", [*CHANGES, *ON_ONE_STORE])
@pytest.mark.parametrize("table", ["ledger_entry", "mission_mandate", "mission_areaversion"])
def test_the_database_refuses(people: People, table: str, statement: str) -> None:
    assert REFUSAL in refused(sql(statement.format(t=table)))


def test_it_refuses_the_orm_too(people: People) -> None:
    entry = Entry.objects.latest("pk")
    assert REFUSAL in refused(lambda: Entry.objects.update(reason="better"))
    assert REFUSAL in refused(entry.save)
    assert REFUSAL in refused(entry.delete)
    assert Entry.objects.latest("pk").reason == ""


def test_every_table_that_says_so_has_its_triggers(db: None) -> None:
    assert missing_triggers() == []
    assert {"ledger_entry", "ledger_mention", "mission_mandate", "mission_areaversion"} <= set(append_only_tables())


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_such_table_refuses_an_update(db: None, model: type[models.Model]) -> None:
    names = [name for name in triggers() if name.startswith(f"{model._meta.db_table}_no_")]
    assert len(names) == (3 if SQLITE else 2)


def triggers() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master" if SQLITE else "SELECT tgname FROM pg_trigger")
        return [row[0] for row in cursor.fetchall()]


@pytest.mark.django_db
def test_a_missing_trigger_is_found() -> None:
    where = "" if SQLITE else " ON ledger_entry"
    connection.cursor().execute(f"DROP TRIGGER ledger_entry_no_update{where}")
    assert missing_triggers() == ["ledger_entry_no_update"]


@pytest.mark.django_db
@pytest.mark.skipif(SQLITE, reason="SQLite has no triggers that are switched off")
def test_a_trigger_that_is_switched_off_counts_as_missing() -> None:
    connection.cursor().execute("ALTER TABLE ledger_entry DISABLE TRIGGER ledger_entry_no_update")
    assert missing_triggers() == ["ledger_entry_no_update"]


@pytest.mark.skipif(not SQLITE, reason="only SQLite replaces rows")
def test_a_foreign_program_cannot_replace_a_row_by_its_unique_columns(people: People) -> None:
    """Without `recursive_triggers`, as any other program opens the file, REPLACE deletes without firing a trigger."""
    schema, rows = dumped("ledger_entry")
    other = sqlite3.connect(":memory:")
    for statement in schema:
        other.execute(statement)
    other.executemany(f"INSERT INTO ledger_entry VALUES ({', '.join('?' * len(rows[0]))})", rows)  # noqa: S608
    changed = [None, *rows[0][1:]]
    with pytest.raises(sqlite3.IntegrityError, match=REFUSAL):
        other.execute(f"REPLACE INTO ledger_entry VALUES ({', '.join('?' * len(changed))})", changed)  # noqa: S608
    other.close()


def dumped(table: str) -> tuple[list[str], list[tuple[object, ...]]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE tbl_name = %s AND sql IS NOT NULL ORDER BY type", [table])
        schema = sorted((row[0] for row in cursor.fetchall()), key=lambda text: not text.startswith("CREATE TABLE"))
        cursor.execute(f"SELECT * FROM {table} ORDER BY id")  # noqa: S608
        return schema, cursor.fetchall()


@pytest.mark.django_db
def test_the_step_can_be_taken_back_and_again() -> None:
    loader = MigrationExecutor(connection).loader
    step = loader.get_migration("ledger", "0002_append_only").operations[0]
    state = loader.project_state(("ledger", "0002_append_only"))
    editor = connection.SchemaEditorClass(connection)
    step.database_backwards("ledger", editor, state, state)
    gone = set(missing_triggers())
    step.database_forwards("ledger", editor, state, state)
    assert {name.rpartition("_no_")[0] for name in gone} == {"ledger_entry"}
    assert missing_triggers() == []
