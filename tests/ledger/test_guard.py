"""No table of the house can be written outside a command, whichever way somebody tries."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection, models
from django.db.models import F

from tutela.ledger.guard import StrayWriteError, guarded_tables, now_writing, tables_written, writing


def last_field(model: type[models.Model]) -> str:
    return model._meta.concrete_fields[-1].attname


MODELS = [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("tutela.")]
WAYS: dict[str, Callable[[type[models.Model]], object]] = {
    "save": lambda model: model().save(),
    "create": lambda model: model._base_manager.create(),
    "bulk_create": lambda model: model._base_manager.bulk_create([model()]),
    "bulk_create, conflicts ignored": lambda model: model._base_manager.bulk_create([model()], ignore_conflicts=True),
    "get_or_create": lambda model: model._base_manager.get_or_create(pk=0),
    "update_or_create": lambda model: model._base_manager.update_or_create(pk=0),
    "update": lambda model: model._base_manager.update(**{last_field(model): F(last_field(model))}),
    "delete one": lambda model: model(pk=1).delete(),
    "delete many": lambda model: model._base_manager.all()._raw_delete("default"),
}
STATEMENTS = [
    "INSERT INTO {t} DEFAULT VALUES",
    'insert into "{t}" default values',
    'INSERT INTO"{t}"DEFAULT VALUES',
    "INSERT OR REPLACE INTO {t} DEFAULT VALUES",
    "REPLACE INTO {t} DEFAULT VALUES",
    "UPDATE {t} SET id = id",
    "UPDATE OR IGNORE {t} SET id = id",
    "UPDATE ONLY {t} SET id = id",
    "DELETE FROM {t}",
    "DELETE FROM ONLY {t}",
    "DELETE FROM main.{t}",
    'DELETE FROM "public" . "{t}"',
    "DELETE FROM [{t}]",
    "DELETE FROM `{t}`",
    "TRUNCATE {t}",
    "TRUNCATE TABLE ONLY {t} CASCADE",
    'TRUNCATE TABLE "django_session", "{t}"',
    "COPY {t} FROM STDIN",
    "MERGE INTO {t} USING x ON false WHEN MATCHED THEN DELETE",
    "-- a word first\nDELETE FROM {t}",
    "/* a word first */ DELETE /* and\nbetween */ FROM {t}",
    "WITH gone AS (DELETE FROM {t} RETURNING 1) SELECT * FROM gone",
    "WITH some AS (SELECT 1) UPDATE {t} SET id = id",
    "EXPLAIN ANALYZE DELETE FROM {t}",
    "SELECT 1; DELETE FROM {t}",
]


@pytest.mark.django_db
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_the_orm_cannot_write_outside_a_command(model: type[models.Model], way: str) -> None:
    with pytest.raises(StrayWriteError, match=r"A write to [a-z_]+ outside a command was refused"):
        WAYS[way](model)


@pytest.mark.django_db
@pytest.mark.parametrize("statement", STATEMENTS)
def test_sql_cannot_write_outside_a_command(statement: str) -> None:
    for table in ("ledger_entry", "LEDGER_ENTRY", "mission_area"):
        with connection.cursor() as cursor, pytest.raises(StrayWriteError):
            cursor.execute(statement.format(t=table))


@pytest.mark.django_db
def test_many_rows_at_once_are_refused_too() -> None:
    with connection.cursor() as cursor, pytest.raises(StrayWriteError):
        cursor.executemany("UPDATE mission_area SET name = %s", [["a"], ["b"]])


def test_every_table_of_the_house_is_guarded() -> None:
    assert {model._meta.db_table for model in MODELS} == guarded_tables()
    assert {"access_person", "ledger_entry", "ledger_head", "mission_area"} <= guarded_tables()


@pytest.mark.parametrize(
    "harmless",
    [
        "SELECT * FROM ledger_entry",
        'SELECT "ledger_head"."mission" FROM "ledger_head" FOR UPDATE OF "ledger_head"',
        "SELECT 1 FROM ledger_head FOR UPDATE SKIP LOCKED",
        "INSERT INTO django_session (a) SELECT label FROM ledger_entry",
        "INSERT INTO cache VALUES (1) ON CONFLICT DO UPDATE SET a = 1",
        "SAVEPOINT x",
    ],
)
def test_it_lets_reading_and_other_tables_through(harmless: str) -> None:
    assert not tables_written(harmless) & guarded_tables()


@pytest.mark.django_db
def test_a_session_can_be_written() -> None:
    Session.objects.create(session_key="k", session_data="d", expire_date="2031-01-01T00:00:00Z")
    assert Session.objects.count() == 1


@pytest.mark.django_db
def test_a_schema_change_may_fill_in_a_default() -> None:
    connection.SchemaEditorClass(connection).execute("UPDATE mission_area SET name = name")
    assert now_writing() == ""


def test_the_guard_is_open_only_where_it_was_opened() -> None:
    seen: list[str] = []
    with writing("a test"):
        thread = threading.Thread(target=lambda: seen.append(now_writing()))
        thread.start()
        thread.join()
        assert now_writing() == "a test"
    assert seen == [""]
