"""Let the database itself refuse a change to what was said, scored, ranked and phased."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from tutela.ledger.append_only import AppendOnly


class Migration(migrations.Migration):
    """Triggers on the register's tables of record."""

    dependencies: ClassVar = [("threats", "0001_initial"), ("ledger", "0002_append_only")]
    operations: ClassVar = [
        AppendOnly("threats_threatrevision"),
        AppendOnly("threats_evidence"),
        AppendOnly("threats_assessment"),
        AppendOnly("threats_areaphase"),
        AppendOnly("threats_ranking"),
        AppendOnly("threats_rankingline"),
    ]
