"""Let the database itself refuse a change to mandates, parameter values and versions of areas."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from tutela.ledger.append_only import AppendOnly


class Migration(migrations.Migration):
    """Triggers on the mission's tables of record."""

    dependencies: ClassVar = [("mission", "0001_initial"), ("ledger", "0002_append_only")]
    operations: ClassVar = [
        AppendOnly("mission_mandate"),
        AppendOnly("mission_parametervalue"),
        AppendOnly("mission_areaversion"),
    ]
