"""An index of the alerts that are joined to another, in place of one of all alerts."""

from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Hardly any alert is joined to another: SQLite read an index of all of them whole."""

    dependencies: ClassVar = [("alerts", "0003_notices")]
    operations: ClassVar = [
        migrations.AlterField(
            model_name="alert",
            name="merged_into",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="alerts.alert",
            ),
        ),
        migrations.AddIndex(
            model_name="alert",
            index=models.Index(
                condition=models.Q(("merged_into__isnull", False)), fields=["merged_into"], name="alerts_merged"
            ),
        ),
    ]
