"""What somebody with the database's own password could do: drop triggers and change rows unseen."""

from __future__ import annotations

from django.db import connection

from tutela.ledger.guard import writing

TRIGGERS = {
    "sqlite": ("ledger_entry_no_update", "ledger_entry_no_delete", "ledger_entry_no_replace"),
    "postgresql": ("ledger_entry_no_update", "ledger_entry_no_truncate"),
}


def tamper(*statements: str) -> None:
    """Run SQL on the ledger with its triggers gone; the test's rollback brings them back."""
    on_table = " ON ledger_entry" if connection.vendor == "postgresql" else ""
    with writing("tampering"), connection.cursor() as cursor:
        for name in TRIGGERS[connection.vendor]:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")
        for statement in statements:
            cursor.execute(statement)
