"""An index of the incidents in which many were killed, for they are few and asked for first; actors by cell too."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models

TOLL = models.Index(
    condition=models.Q(("civilians_best__gte", 10)), fields=["mission", "civilians_best"], name="incidents_by_toll"
)
ACTORS = {"incidents_by_actor": "actor_a", "incidents_by_other": "actor_b"}


class Migration(migrations.Migration):
    """What a probe asks stands in the index: no row need be fetched to leave it out."""

    dependencies: ClassVar = [("incidents", "0003_wide_index"), ("mission", "0002_append_only")]
    operations: ClassVar = [
        migrations.AddIndex(model_name="incident", index=TOLL),
        *(migrations.RemoveIndex(model_name="incident", name=name) for name in ACTORS),
        *(
            migrations.AddIndex(
                model_name="incident", index=models.Index(fields=["mission", actor, "area", "cell"], name=name)
            )
            for name, actor in ACTORS.items()
        ),
    ]
