"""The ledger's tables: entries, what they mention, each mission's head, counters and the readers' cursors."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models


class Entry(models.Model):
    """One thing that happened, chained to the one before. Text columns hold exactly what was hashed."""

    append_only = True

    mission = models.CharField(max_length=32)
    sequence = models.BigIntegerField()
    recorded_at = models.CharField(max_length=27)
    known_at = models.CharField(max_length=27)
    post = models.CharField(max_length=100)
    label = models.CharField(max_length=200)
    person = models.CharField(max_length=20, blank=True)
    event = models.CharField(max_length=100)
    subject = models.CharField(max_length=80)
    related = models.TextField()
    payload = models.TextField()
    cites = models.TextField()
    reason = models.TextField(blank=True)
    sensitivity = models.PositiveSmallIntegerField(default=0)
    compartment = models.CharField(max_length=30, blank=True)
    area_path = models.CharField(max_length=200, blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["mission", "sequence"], name="ledger_entry_sequence"),
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["mission", "subject", "sequence"], name="ledger_entry_subject"),
            models.Index(fields=["mission", "event", "sequence"], name="ledger_entry_event"),
        ]

    def __str__(self) -> str:
        return f"{self.mission} {self.sequence} {self.event}"


class Mention(models.Model):
    """A record that an entry is related to, besides its subject."""

    append_only = True

    mission = models.CharField(max_length=32)
    reference = models.CharField(max_length=80)
    sequence = models.BigIntegerField()

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["mission", "reference", "sequence"], name="ledger_mention_reference"),
        ]

    def __str__(self) -> str:
        return f"{self.mission} {self.sequence} → {self.reference}"


class Head(models.Model):
    """The end of a mission's chain. Its row is also the lock that puts the mission's commands in a line."""

    mission = models.CharField(max_length=32, primary_key=True)
    sequence = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.mission} {self.sequence}"


class Counter(models.Model):
    """The last number given to a kind of record in a mission."""

    mission = models.CharField(max_length=32)
    kind = models.CharField(max_length=8)
    last = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["mission", "kind"], name="ledger_counter_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.mission} {self.kind} {self.last}"


class Cursor(models.Model):
    """How far a subscription has read a mission's ledger."""

    subscription = models.CharField(max_length=100)
    mission = models.CharField(max_length=32)
    sequence = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["subscription", "mission"], name="ledger_cursor_reader"),
        ]

    def __str__(self) -> str:
        return f"{self.subscription} {self.mission} {self.sequence}"
