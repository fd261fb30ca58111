"""Alert networks, the tests that show whether they carry, and their protected focal points."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from tutela.know.communities.models.place import Community, Numbered
from tutela.know.communities.rules.clocks import NEVER
from tutela.ledger.keys import RowKey


class AlertNetwork(Numbered):
    """How one or several communities warn the mission (A12.b). `means` are codes of `Means`.

    `area` is the smallest one that holds all its communities: who covers less reads of it only through their own.
    `last_tested_on` is NEVER until the first test.
    """

    KIND: ClassVar[str] = "CAN"

    mission = models.ForeignKey("mission.Mission", on_delete=models.PROTECT, related_name="+", db_index=False)
    record_key = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    area = models.ForeignKey("mission.Area", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    means = models.JSONField(default=list)
    how = models.TextField(blank=True)
    set_up_on = models.DateField(null=True)
    sensitivity = models.PositiveSmallIntegerField(default=0)
    last_tested_on = models.DateField(default=NEVER)
    last_result = models.CharField(max_length=20, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True)
    ended_why = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["mission", "record_key"], name="communities_network_once"),
            models.CheckConstraint(condition=Q(sensitivity__lte=2), name="communities_network_level"),
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["mission", "last_tested_on", "id"], name="communities_network_tested"),
        ]


class NetworkMember(models.Model):
    """A community that a network serves."""

    id = RowKey(primary_key=True)
    network = models.ForeignKey(AlertNetwork, on_delete=models.CASCADE, related_name="+", db_index=False)
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["network", "community"], name="communities_member_once"),
        ]

    def __str__(self) -> str:
        return f"{self.network_id} {self.community_id}"


class NetworkTest(models.Model):
    """One call that was made to see whether a network carries. Never changed."""

    append_only = True

    id = RowKey(primary_key=True)
    network = models.ForeignKey(AlertNetwork, on_delete=models.PROTECT, related_name="+", db_index=False)
    tested_at = models.DateTimeField()
    result = models.CharField(max_length=20)
    means = models.CharField(max_length=20, blank=True)
    minutes = models.PositiveIntegerField(null=True)
    note = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["network", "tested_at"], name="communities_test_once"),
        ]

    def __str__(self) -> str:
        return f"{self.network_id} {self.result}"


class FocalPoint(Numbered):
    """Somebody in a network, known here by the vault's reference alone; sex and age band are for counting.

    Who it is stands in `know.sources` and nowhere else. The row never shows the reference as text.
    """

    KIND: ClassVar[str] = "FP"

    mission = models.ForeignKey("mission.Mission", on_delete=models.PROTECT, related_name="+", db_index=False)
    network = models.ForeignKey(AlertNetwork, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20)
    source = models.CharField(max_length=20)
    sex = models.CharField(max_length=10)
    age = models.CharField(max_length=10)
    named_at = models.DateTimeField()
    named_by = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=200, blank=True)
    ended_why = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["network", "source"],
                condition=Q(ended_at__isnull=True),
                name="communities_focal_point_once",
            ),
        ]
        indexes: ClassVar[list[Any]] = [
            # When a source asks to be forgotten, what it was a focal point of is found by its reference.
            models.Index(fields=["mission", "source"], name="communities_by_source"),
        ]
