"""Let the database itself refuse a change to submissions, consents, assessments of disclosure and openings."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from tutela.ledger.append_only import AppendOnly


class Migration(migrations.Migration):
    """Triggers on what may only grow."""

    dependencies: ClassVar = [("sources", "0001_initial"), ("ledger", "0002_append_only")]
    operations: ClassVar = [
        AppendOnly("sources_submission"),
        AppendOnly("sources_consent"),
        AppendOnly("sources_disclosurerisk"),
        AppendOnly("sources_reading"),
    ]
