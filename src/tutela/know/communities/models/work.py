"""Protection plans, where liaison assistants work, and the mechanisms that communities have of their own."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from tutela.know.communities.models.place import Community, Numbered
from tutela.ledger.keys import RowKey


class ProtectionPlan(Numbered):
    """A community's protection plan as it stands (A12.b.2): one for each community; its words are in the revisions.

    `next_review_on` follows from the last review and the mission's parameter as it was then.
    """

    KIND: ClassVar[str] = "CPP"

    mission = models.ForeignKey("mission.Mission", on_delete=models.PROTECT, related_name="+", db_index=False)
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+", db_index=False)
    version = models.PositiveIntegerField(default=1)
    status = models.CharField(max_length=20)
    sensitivity = models.PositiveSmallIntegerField()
    reviewed_on = models.DateField()
    next_review_on = models.DateField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["community"], name="communities_plan_once"),
            models.CheckConstraint(condition=Q(sensitivity__lte=2), name="communities_plan_level"),
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["mission", "next_review_on"], name="communities_plan_due"),
        ]


class PlanRevision(models.Model):
    """What a plan said at one time. Never changed."""

    append_only = True

    id = RowKey(primary_key=True)
    plan = models.ForeignKey(ProtectionPlan, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    facts = models.TextField()
    digest = models.CharField(max_length=64)
    sensitivity = models.PositiveSmallIntegerField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["plan", "number"], name="communities_plan_revision"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} r{self.number}"


class PlanReview(models.Model):
    """What somebody found who looked a plan through, with the version that they had before them. Never changed."""

    append_only = True

    id = RowKey(primary_key=True)
    plan = models.ForeignKey(ProtectionPlan, on_delete=models.PROTECT, related_name="+", db_index=False)
    version = models.PositiveIntegerField()
    reviewed_on = models.DateField()
    still_holds = models.BooleanField()
    note = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["plan", "-reviewed_on"], name="communities_plan_reviews"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.reviewed_on}"


class LiaisonPlacement(Numbered):
    """Where a liaison assistant works, by post: nobody's name stands here (paras 29 and A12.c)."""

    KIND: ClassVar[str] = "CLA"

    mission = models.ForeignKey("mission.Mission", on_delete=models.PROTECT, related_name="+", db_index=False)
    post = models.CharField(max_length=80)
    languages = models.JSONField(default=list)
    equipment = models.CharField(max_length=20)
    trained_on = models.DateField(null=True)
    checked_on = models.DateField()
    started_on = models.DateField()
    ended_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["mission", "post"], condition=Q(ended_on__isnull=True), name="communities_placement_once"
            ),
        ]


class PlacementPlace(models.Model):
    """An area or a community in which a liaison assistant works: one of the two."""

    id = RowKey(primary_key=True)
    placement = models.ForeignKey(LiaisonPlacement, on_delete=models.CASCADE, related_name="+", db_index=False)
    area = models.ForeignKey("mission.Area", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    community = models.ForeignKey(Community, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["placement", "area"], name="communities_place_area"),
            models.UniqueConstraint(fields=["placement", "community"], name="communities_place_community"),
            models.CheckConstraint(
                condition=Q(area__isnull=True) ^ Q(community__isnull=True), name="communities_place_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.placement_id} {self.area_id or self.community_id}"


class LiaisonCheck(models.Model):
    """What a liaison assistant had to work with on a day. Never changed."""

    append_only = True

    id = RowKey(primary_key=True)
    placement = models.ForeignKey(LiaisonPlacement, on_delete=models.PROTECT, related_name="+", db_index=False)
    checked_on = models.DateField()
    equipment = models.CharField(max_length=20)
    trained_on = models.DateField(null=True)
    note = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["placement", "-checked_on"], name="communities_checks"),
        ]

    def __str__(self) -> str:
        return f"{self.placement_id} {self.equipment}"


class Mechanism(Numbered):
    """What a community has of its own to keep the peace and stay safe (paras 29 and 42)."""

    KIND: ClassVar[str] = "LPM"

    mission = models.ForeignKey("mission.Mission", on_delete=models.PROTECT, related_name="+", db_index=False)
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+")
    record_key = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=30)
    does = models.TextField(blank=True)
    groups = models.JSONField(default=list)
    since_year = models.PositiveSmallIntegerField(null=True)
    is_active = models.BooleanField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["mission", "record_key"], name="communities_mechanism_once"),
        ]


class MechanismSupport(models.Model):
    """How a mechanism was backed on a day. Never changed."""

    append_only = True

    id = RowKey(primary_key=True)
    mechanism = models.ForeignKey(Mechanism, on_delete=models.PROTECT, related_name="+", db_index=False)
    supported_on = models.DateField()
    kind = models.CharField(max_length=20)
    told = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["mechanism", "-supported_on"], name="communities_support"),
        ]

    def __str__(self) -> str:
        return f"{self.mechanism_id} {self.kind}"
