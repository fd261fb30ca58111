"""Incidents as they are now, their immutable revisions, the harm in them, actors, and totals by place and time.

A foreign key has an index of its own only where a query uses it: each index costs every imported row its time.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from tutela.kernel.ids import number_in, reference
from tutela.ledger.keys import RowKey

MANY_KILLED = 10


class Actor(models.Model):
    """A party to violence, of any kind: state forces and communities are not left out (para 16)."""

    mission = models.ForeignKey("mission.Mission", on_delete=models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["mission", "folded"], name="incidents_actor_once"),
        ]

    def __str__(self) -> str:
        return self.name


class ActorAlias(models.Model):
    """Another name, or a source's number, under which an actor is met."""

    mission = models.ForeignKey("mission.Mission", on_delete=models.PROTECT, related_name="+", db_index=False)
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200)
    source = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["mission", "folded"], name="incidents_actoralias_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Incident(models.Model):
    """An incident as its newest revision tells it. The key holds the mission's serial and the incident's number."""

    id = RowKey(primary_key=True)
    mission = models.ForeignKey("mission.Mission", on_delete=models.PROTECT, related_name="+", db_index=False)
    source = models.CharField(max_length=20)
    source_key = models.CharField(max_length=60)
    revision = models.PositiveIntegerField(default=1)
    revision_key = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    snapshot = models.ForeignKey(
        "mission.Snapshot", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    first_recorded_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    known_at = models.DateTimeField()
    occurred_from = models.DateField()
    occurred_to = models.DateField()
    date_precision = models.PositiveSmallIntegerField(null=True)
    act = models.CharField(max_length=40)
    attack = models.CharField(max_length=20, blank=True)
    attempted = models.BooleanField(default=False)
    one_sided = models.BooleanField(default=False)
    actor_a = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    actor_b = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    place_precision = models.PositiveSmallIntegerField()
    place_name = models.CharField(max_length=300, blank=True)
    cell = models.BigIntegerField(null=True)
    area = models.ForeignKey("mission.Area", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    base = models.ForeignKey("mission.Base", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    base_distance_km = models.FloatField(null=True)
    deaths_low = models.PositiveIntegerField()
    deaths_best = models.PositiveIntegerField()
    deaths_high = models.PositiveIntegerField()
    civilians_coded = models.PositiveIntegerField()
    civilians_low = models.PositiveIntegerField()
    civilians_best = models.PositiveIntegerField()
    civilians_high = models.PositiveIntegerField()
    status = models.CharField(max_length=60, blank=True)
    headline = models.CharField(max_length=500, blank=True)
    sensitivity = models.PositiveSmallIntegerField(default=0)
    compartment = models.CharField(max_length=30, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["mission", "source", "source_key"], name="incidents_incident_source"),
        ]
        indexes: ClassVar[list[Any]] = [
            # Every list walks this one from the newest on; what filters and `visible_to` ask is in it, so that only
            # the rows shown are fetched. An act has no index of its own: it cost an import 6 % of its time, and what
            # it saved was less than one such walk.
            models.Index(
                fields=[
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
                ],
                name="incidents_newest",
            ),
            # What may be rare is looked up first (queries/lists.py).
            models.Index(fields=["mission", "area", "-occurred_from", "-id"], name="incidents_by_area"),
            models.Index(fields=["mission", "actor_a", "area", "cell"], name="incidents_by_actor"),
            models.Index(fields=["mission", "actor_b", "area", "cell"], name="incidents_by_other"),
            models.Index(fields=["mission", "cell", "-occurred_from"], name="incidents_by_cell"),
            models.Index(fields=["mission", "place_name"], name="incidents_by_place"),
            # Few incidents kill many: an index of those alone costs an import next to nothing.
            models.Index(
                fields=["mission", "civilians_best"],
                condition=models.Q(civilians_best__gte=MANY_KILLED),
                name="incidents_by_toll",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """The reference that people use."""
        return reference("I", number_in(self.id))


class IncidentRevision(models.Model):
    """What was recorded about an incident at one time. Never changed: a correction is a new revision."""

    append_only = True

    id = RowKey(primary_key=True)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    recorded_at = models.DateTimeField()
    known_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)
    snapshot = models.ForeignKey(
        "mission.Snapshot", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    reason = models.TextField(blank=True)
    facts = models.TextField()
    original = models.TextField(blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["incident", "number"], name="incidents_revision_number"),
        ]

    def __str__(self) -> str:
        return f"{self.incident_id} r{self.number}"


class Harm(models.Model):
    """People harmed in one way in one revision, by status, sex and age."""

    append_only = True

    revision = models.ForeignKey(IncidentRevision, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30)
    status = models.CharField(max_length=20)
    sex = models.CharField(max_length=10)
    age = models.CharField(max_length=10)
    low = models.PositiveIntegerField()
    best = models.PositiveIntegerField()
    high = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.kind} {self.best}"


class CellTotal(models.Model):
    """Totals of the newest revisions by H3 cell, area and period: what the map and the trends read.

    `period` is a month's ordinal, or a year as a negative number. What lasts over months is spread by day, so the
    figures are not whole numbers; an incident is counted where it begins. `area_key` is 0 outside every area.
    """

    id = RowKey(primary_key=True)
    mission = models.ForeignKey("mission.Mission", on_delete=models.PROTECT, related_name="+", db_index=False)
    period = models.IntegerField()
    cell = models.BigIntegerField()
    area_key = models.BigIntegerField()
    act = models.CharField(max_length=40)
    is_point = models.BooleanField()
    sensitivity = models.PositiveSmallIntegerField()
    compartment = models.CharField(max_length=30, blank=True)
    incidents = models.FloatField()
    deaths_low = models.FloatField()
    deaths_best = models.FloatField()
    deaths_high = models.FloatField()
    civilians_coded = models.FloatField()
    civilians_low = models.FloatField()
    civilians_best = models.FloatField()
    civilians_high = models.FloatField()
    one_sided_best = models.FloatField()
    latitude_sum = models.FloatField()
    longitude_sum = models.FloatField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=[
                    "mission",
                    "period",
                    "cell",
                    "area_key",
                    "act",
                    "is_point",
                    "sensitivity",
                    "compartment",
                ],
                name="incidents_celltotal_key",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cell} {self.period} {self.act}"
