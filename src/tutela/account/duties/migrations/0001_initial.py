"""The table of checkpoints."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Checkpoints of the fold over the ledger."""

    initial = True
    dependencies: ClassVar = []
    operations: ClassVar = [
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mission", models.CharField(max_length=32)),
                ("sequence", models.BigIntegerField()),
                ("recorded_at", models.CharField(max_length=27)),
                ("rules", models.CharField(max_length=64)),
                ("book", models.TextField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("mission", "rules", "sequence"), name="duties_checkpoint_once")
                ],
            },
        ),
    ]
