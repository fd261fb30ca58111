"""An alert, what it alleges, and the files that came with it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from tutela.kernel.ids import number_in, reference
from tutela.ledger.keys import RowKey


class Alert(models.Model):
    """An alert as it stands now. What was told never changes; what people judged and did about it does.

    One report becomes one alert for each room that its content belongs to (`compartment`, empty for the open desk).
    `desk` is the post that it was handed to, empty while it lies with whoever covers the area. `due_at` is when the
    next clock runs out: with `urgency` (1 first) it orders the queue. `changed_at` moves with every change, so that an
    open desk can ask cheaply whether anything is new.
    """

    id = RowKey(primary_key=True)
    mission = models.ForeignKey("mission.Mission", on_delete=models.PROTECT, related_name="+", db_index=False)
    submission_key = models.CharField(max_length=80)
    compartment = models.CharField(max_length=30, blank=True)
    sensitivity = models.PositiveSmallIntegerField(default=0)
    channel = models.CharField(max_length=12)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)
    recorded_post = models.CharField(max_length=100)

    text = models.TextField(blank=True)
    language = models.CharField(max_length=8)
    headline = models.CharField(max_length=40)
    timing = models.CharField(max_length=12)
    occurred_at = models.DateTimeField(null=True)
    occurred_precision = models.CharField(max_length=8)
    place_name = models.CharField(max_length=300, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    place_precision = models.PositiveSmallIntegerField()
    cell = models.BigIntegerField(null=True)
    area = models.ForeignKey("mission.Area", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    base = models.ForeignKey("mission.Base", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    base_distance_km = models.FloatField(null=True)
    people_at_risk = models.PositiveIntegerField(null=True)
    groups = models.JSONField(default=list)
    actor_name = models.CharField(max_length=200, blank=True)
    actor_kind = models.CharField(max_length=40, blank=True)
    flags = models.JSONField(default=list)
    source = models.ForeignKey("sources.Source", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    source_grade = models.CharField(max_length=1)
    information_grade = models.PositiveSmallIntegerField()

    urgency = models.PositiveSmallIntegerField()
    urgency_reason = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=12)
    is_open = models.BooleanField(default=True)
    outcome = models.CharField(max_length=16)
    next_step = models.CharField(max_length=12, blank=True)
    due_at = models.DateTimeField(null=True)
    desk = models.CharField(max_length=100, blank=True)
    offered_to = models.CharField(max_length=100, blank=True)
    worked_by = models.CharField(max_length=200, blank=True)
    worked_post = models.CharField(max_length=100, blank=True)
    worked_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    closed_for = models.CharField(max_length=30, blank=True)
    no_response = models.CharField(max_length=30, blank=True)

    known_at = models.DateTimeField()
    received_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    verified_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    ordered_at = models.DateTimeField(null=True)
    moved_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["mission", "submission_key", "compartment"], name="alerts_alert_submission"
            ),
        ]
        indexes: ClassVar[list[Any]] = [
            # The desk: few are open among a million, and an index of those alone is small and in the queue's order.
            models.Index(
                fields=["mission", "urgency", "due_at", "id", "area", "sensitivity", "compartment", "changed_at"],
                condition=models.Q(is_open=True),
                name="alerts_open",
            ),
            models.Index(fields=["mission", "-received_at", "-id", "area", "sensitivity"], name="alerts_newest"),
            models.Index(fields=["mission", "area", "-received_at", "-id"], name="alerts_by_area"),
            # What an alert resembles is looked for among those of the last days that became known.
            models.Index(fields=["mission", "known_at", "cell"], name="alerts_known"),
            models.Index(fields=["source", "-received_at"], name="alerts_by_source"),
            # Hardly any alert is joined to another: an index of all would make SQLite read it whole.
            models.Index(fields=["merged_into"], condition=models.Q(merged_into__isnull=False), name="alerts_merged"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """The reference that people use."""
        return reference("A", number_in(self.id))


class Allegation(models.Model):
    """One thing that an alert says, judged on its own: an act that was done, or a sign of what may come."""

    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=40)
    outcome = models.CharField(max_length=16)
    grade = models.PositiveSmallIntegerField(null=True)
    reason = models.TextField(blank=True)
    verified_at = models.DateTimeField(null=True)
    verified_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["alert", "number"], name="alerts_allegation_number"),
        ]

    def __str__(self) -> str:
        return f"{self.alert_id} {self.what}"


class Attachment(models.Model):
    """A file that came with an alert. It is read back by its key, never served from where it lies."""

    append_only = True

    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=80)
    media_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    note = models.CharField(max_length=300, blank=True)
    attached_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["alert", "number"], name="alerts_attachment_number"),
        ]

    def __str__(self) -> str:
        return f"{self.alert_id} {self.number}"
