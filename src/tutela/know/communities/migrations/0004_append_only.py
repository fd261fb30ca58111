"""Let the database itself refuse a change to what was said, heard, tested, reviewed and told back."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from tutela.ledger.append_only import AppendOnly


class Migration(migrations.Migration):
    """Triggers on revisions, consultations, tests, reviews, checks and support."""

    dependencies: ClassVar = [("communities", "0003_constraints"), ("ledger", "0002_append_only")]
    operations: ClassVar = [
        AppendOnly("communities_communityrevision"),
        AppendOnly("communities_consultation"),
        AppendOnly("communities_feedback"),
        AppendOnly("communities_groupmet"),
        AppendOnly("communities_liaisoncheck"),
        AppendOnly("communities_mechanismsupport"),
        AppendOnly("communities_networktest"),
        AppendOnly("communities_planreview"),
        AppendOnly("communities_planrevision"),
    ]
