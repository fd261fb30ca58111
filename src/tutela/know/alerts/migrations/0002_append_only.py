"""Let the database itself refuse a change to what was added to an alert, told back, or attached."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from tutela.ledger.append_only import AppendOnly


class Migration(migrations.Migration):
    """Triggers on notes, tellings and attachments."""

    dependencies: ClassVar = [("alerts", "0001_initial"), ("ledger", "0002_append_only")]
    operations: ClassVar = [
        AppendOnly("alerts_note"),
        AppendOnly("alerts_telling"),
        AppendOnly("alerts_attachment"),
    ]
