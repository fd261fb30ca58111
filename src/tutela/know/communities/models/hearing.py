"""Consultations: who was met, what they said, what the contact itself might bring, and what was told back."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from tutela.know.communities.models.place import Community, Numbered
from tutela.ledger.keys import RowKey


class Consultation(Numbered):
    """A consultation as it was put on record (para 29). Never changed: what came after is feedback, or a new one.

    `contact_risk` and `mitigation` are what para 42 asks to weigh before people are met, `risk_weighed_on` when that
    was done. `follow_up_on` is until when the mission promised to come back.
    """

    append_only = True
    KIND: ClassVar[str] = "CON"

    mission = models.ForeignKey("mission.Mission", on_delete=models.PROTECT, related_name="+", db_index=False)
    record_key = models.CharField(max_length=60)
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+", db_index=False)
    held_on = models.DateField()
    post = models.CharField(max_length=80)
    recorded_by = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()
    stage = models.CharField(max_length=20)
    manner = models.CharField(max_length=20)
    concerns = models.TextField()
    strategies = models.TextField(blank=True)
    capacities = models.TextField(blank=True)
    contact_risk = models.TextField()
    mitigation = models.TextField()
    risk_weighed_on = models.DateField()
    told_back = models.TextField(blank=True)
    follow_up = models.TextField(blank=True)
    follow_up_on = models.DateField(null=True)
    sensitivity = models.PositiveSmallIntegerField(default=0)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["mission", "record_key"], name="communities_consultation_once"),
            models.CheckConstraint(condition=Q(sensitivity__lte=2), name="communities_consultation_level"),
            models.CheckConstraint(
                condition=~Q(contact_risk="") & ~Q(mitigation=""), name="communities_consultation_risk"
            ),
            models.CheckConstraint(
                condition=Q(follow_up_on__isnull=True) | Q(follow_up_on__gte=F("held_on")),
                name="communities_consultation_promise",
            ),
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["community", "-held_on", "-id"], name="communities_consultations"),
            models.Index(
                fields=["mission", "follow_up_on"],
                condition=Q(follow_up_on__isnull=False),
                name="communities_promises",
            ),
        ]

    @property
    def is_weighed_before(self) -> bool:
        """Whether the risk of the contact was weighed before it was made."""
        return self.risk_weighed_on <= self.held_on


class GroupMet(models.Model):
    """How many people of a group were met in a consultation. Groups overlap. Never changed.

    Community, day and sensitivity repeat the consultation's, so that coverage is counted from one index.
    """

    append_only = True

    id = RowKey(primary_key=True)
    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="+", db_index=False)
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+", db_index=False)
    group = models.CharField(max_length=40)
    people = models.PositiveIntegerField()
    held_on = models.DateField()
    sensitivity = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["consultation", "group"], name="communities_group_once"),
            models.CheckConstraint(condition=Q(people__gt=0), name="communities_group_some"),
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["community", "group", "-held_on", "sensitivity"], name="communities_coverage"),
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.people}"


class Feedback(models.Model):
    """What the mission told people back after a consultation. Never changed."""

    append_only = True

    id = RowKey(primary_key=True)
    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="+", db_index=False)
    given_on = models.DateField()
    told = models.TextField()
    is_last = models.BooleanField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["consultation", "given_on"], name="communities_feedback_given"),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.given_on}"
