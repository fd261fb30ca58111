"""Let the database itself refuse a change to a revision or to the harm in it."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from tutela.ledger.append_only import AppendOnly


class Migration(migrations.Migration):
    """Triggers on revisions and harm."""

    dependencies: ClassVar = [("incidents", "0001_initial"), ("ledger", "0002_append_only")]
    operations: ClassVar = [AppendOnly("incidents_incidentrevision"), AppendOnly("incidents_harm")]
