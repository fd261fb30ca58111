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


INDEXES = {
    "incidents_newest": NEWEST,
    "incidents_by_actor": ("mission", "actor_a", "area"),
    "incidents_by_other": ("mission", "actor_b", "area"),
    "incidents_by_place": ("mission", "place_name"),
}
UNINDEXED = models.ForeignKey("incidents.actor", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)


class Migration(migrations.Migration):
    """The newest incidents with all that filters ask; the act loses an index that cost more than it gave."""

    dependencies: ClassVar = [("incidents", "0002_append_only"), ("mission", "0002_append_only")]
    operations: ClassVar = [
        *(
            migrations.RemoveIndex(model_name="incident", name=name)
            for name in ("incidents_newest", "incidents_by_act", "incidents_by_actor")
        ),
        migrations.AlterField(model_name="incident", name="actor_b", field=UNINDEXED),
        *(
            migrations.AddIndex(model_name="incident", index=models.Index(fields=[*fields], name=name))
            for name, fields in INDEXES.items()
        ),
    ]
