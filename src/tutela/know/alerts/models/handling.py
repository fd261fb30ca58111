"""What people said, did and told about an alert."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from tutela.know.alerts.models.alert import Alert


class Note(models.Model):
    """Something added to an alert: more that became known, a question asked, a note for the desk. Never changed."""

    append_only = True

    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)
    text = models.TextField()
    language = models.CharField(max_length=8, blank=True)
    noted_at = models.DateTimeField()
    noted_by = models.CharField(max_length=200)
    noted_post = models.CharField(max_length=100)

    def __str__(self) -> str:
        return f"{self.alert_id} {self.kind}"


class HandOver(models.Model):
    """An alert offered to another post, which takes it or hands it back."""

    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="+")
    from_post = models.CharField(max_length=100)
    from_label = models.CharField(max_length=200)
    to_post = models.CharField(max_length=100)
    to_label = models.CharField(max_length=200)
    reason = models.TextField()
    offered_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    is_accepted = models.BooleanField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["alert"], condition=models.Q(answered_at__isnull=True), name="alerts_handover_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.alert_id} → {self.to_post}"


class Merge(models.Model):
    """An alert joined to another that tells the same; it can be taken apart again."""

    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="+")
    into = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    merged_at = models.DateTimeField()
    merged_by = models.CharField(max_length=200)
    state_before = models.CharField(max_length=12)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=200, blank=True)
    undone_reason = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["alert"], condition=models.Q(undone_at__isnull=True), name="alerts_merge_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.alert_id} in {self.into_id}"


class Response(models.Model):
    """What somebody did about an alert: the mission or others, in one of the three tiers, with its clock."""

    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    responder = models.CharField(max_length=24)
    tier = models.CharField(max_length=20)
    means = models.CharField(max_length=24)
    note = models.TextField(blank=True)
    decided_at = models.DateTimeField()
    ordered_at = models.DateTimeField(null=True)
    moved_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=24, blank=True)
    result_note = models.TextField(blank=True)
    recorded_by = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["alert", "number"], name="alerts_response_number"),
        ]

    def __str__(self) -> str:
        return f"{self.alert_id} {self.responder}"


class Telling(models.Model):
    """What the community that gave an alert was told in return (para 42: engagement goes both ways)."""

    append_only = True

    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField()
    means = models.CharField(max_length=20)
    text = models.TextField()
    told_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.alert_id} {self.told_at:%Y-%m-%d}"
