"""One wide index for every list, one for places; what is rare is looked up, the rest is met on the way."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models

NEWEST = (
    "mission",
    "-occurred_from",
    "-id",
    "area",
    "act",
    "actor_a",
    "actor_b",
    "cell",
    "base_distance_km",
    "civilians_best",
    "sensitivity",
    "compartment",
)


class Migration(migrations.Migration):
    """The newest incidents with all that filters ask; the act loses an index that cost more than it gave."""

    dependencies: ClassVar = [("incidents", "0002_append_only"), ("mission", "0002_append_only")]
    operations: ClassVar = [
        migrations.RemoveIndex(model_name="incident", name="incidents_newest"),
        migrations.RemoveIndex(model_name="incident", name="incidents_by_act"),
        migrations.AddIndex(model_name="incident", index=models.Index(fields=[*NEWEST], name="incidents_newest")),
        migrations.AddIndex(
            model_name="incident", index=models.Index(fields=["mission", "place_name"], name="incidents_by_place")
        ),
    ]
