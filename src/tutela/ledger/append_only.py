"""Tables that can only grow: the database itself refuses updates and deletes, whoever asks.

The refusal is a trigger on both stores. A later migration that makes SQLite rebuild such a table loses its
triggers; `missing_triggers` finds that, and `tutela check` and a test ask it.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

REFUSAL = "append-only: rows are never changed or deleted"

_ABORT = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
_SQLITE = (
    f"CREATE TRIGGER {{table}}_no_update BEFORE UPDATE ON {{table}} {_ABORT}",
    f"CREATE TRIGGER {{table}}_no_delete BEFORE DELETE ON {{table}} {_ABORT}",
    # INSERT OR REPLACE may delete without firing the trigger above, so it is refused for what is already there.
    f"CREATE TRIGGER {{table}}_no_replace BEFORE INSERT ON {{table}} WHEN {{there}} {_ABORT}",
)
_POSTGRESQL = (
    f"""CREATE OR REPLACE FUNCTION tutela_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$""",
    """CREATE TRIGGER {table}_no_update BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION tutela_append_only()""",
    """CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION tutela_append_only()""",
)
_NAMES = {
    "sqlite": ("{table}_no_update", "{table}_no_delete", "{table}_no_replace"),
    "postgresql": ("{table}_no_update", "{table}_no_truncate"),
}
_EXISTING = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    # A trigger that was switched off guards nothing.
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
}


def append_only_tables() -> list[str]:
    """Return the tables whose models say `append_only = True`, sorted."""
    return sorted(model._meta.db_table for model in apps.get_models() if getattr(model, "append_only", False))


class AppendOnly(Operation):
    """A migration step that makes a table append-only. Its model carries `append_only = True`."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, table: str) -> None:
        self.table = table

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Nothing changes in Django's picture of the model."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Create the triggers."""
        statements = _SQLITE if schema_editor.connection.vendor == "sqlite" else _POSTGRESQL
        for statement in statements:
            there = _already_there(self.table, to_state)
            schema_editor.execute(statement.format(table=self.table, there=there), params=None)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Drop the triggers."""
        vendor = schema_editor.connection.vendor
        on_table = f" ON {self.table}" if vendor == "postgresql" else ""
        for name in _NAMES[vendor]:
            schema_editor.execute(f"DROP TRIGGER {name.format(table=self.table)}{on_table}", params=None)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Return how a migration writes this step."""
        return self.__class__.__name__, [self.table], {}

    def describe(self) -> str:
        """Return what `migrate` prints."""
        return f"Make {self.table} append-only"


def _already_there(table: str, state: ProjectState) -> str:
    """Return the condition that a row with the key, or any unique columns, of the new row is there already."""
    (model,) = (found for found in state.apps.get_models() if found._meta.db_table == table)
    named = {field.name: field.column for field in model._meta.local_concrete_fields}
    single = [(field.column,) for field in model._meta.local_concrete_fields if field.unique]
    together = [tuple(named[name] for name in constraint.fields) for constraint in model._meta.total_unique_constraints]
    same = [" AND ".join(f'"{column}" = NEW."{column}"' for column in key) for key in (*single, *together)]
    return " OR ".join(f"EXISTS (SELECT 1 FROM {table} WHERE {condition})" for condition in same)  # noqa: S608


def missing_triggers(database: BaseDatabaseWrapper = connection) -> list[str]:
    """Return the names of triggers that should guard an append-only table and are not there."""
    with database.cursor() as cursor:
        cursor.execute(_EXISTING[database.vendor])
        there = {row[0] for row in cursor.fetchall()}
    wanted = [name.format(table=table) for table in append_only_tables() for name in _NAMES[database.vendor]]
    return [name for name in wanted if name not in there]
