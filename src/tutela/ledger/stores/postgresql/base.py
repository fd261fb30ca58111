"""Django's PostgreSQL wrapper with the write guard on every connection."""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql import base, schema

from tutela.ledger.guard import refuse_stray_writes, writing


class SchemaEditor(schema.DatabaseSchemaEditor):
    """Changes tables; a default that it fills into rows is part of the change, not a stray write."""

    def execute(self, sql: Any, params: Any = ()) -> Any:
        """Run one statement of a schema change with the guard open."""
        with writing("a schema change"):
            return super().execute(sql, params)


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL whose connections refuse a write outside a command."""

    SchemaEditorClass = SchemaEditor

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.execute_wrappers.append(refuse_stray_writes)
