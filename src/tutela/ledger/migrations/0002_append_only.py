"""Let the database itself refuse a change to what was written."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from tutela.ledger.append_only import AppendOnly


class Migration(migrations.Migration):
    """Triggers on the ledger's tables."""

    dependencies: ClassVar = [("ledger", "0001_initial")]
    operations: ClassVar = [AppendOnly("ledger_entry"), AppendOnly("ledger_mention")]
