"""The ledger's tables: entries, what they mention, each mission's head, counters, the readers' cursors, the outbox."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from tutela.kernel.ids import reference


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


class Message(models.Model):
    """What is to leave the system for one recipient: a row of the outbox, with attempts, proof and a last error.

    `recipient` is `person:<key>` for staff, whose own `address` stands in the row, or `source:<reference>` for a
    source, whose number is looked up at the moment of sending and never stands here: the store refuses it. What a
    source is told is a fixed text named by `text`, never words of the row. `urgency` goes from 1, which is sent first,
    to 4. `last_error` is a code with at most a number behind it, `proof` what the mail server or gateway answered, both
    without address.
    """

    mission = models.CharField(max_length=32)
    number = models.PositiveIntegerField()
    channel = models.CharField(max_length=8)
    recipient = models.CharField(max_length=40)
    post = models.CharField(max_length=100, blank=True)
    address = models.CharField(max_length=254, blank=True)
    purpose = models.CharField(max_length=20)
    about = models.CharField(max_length=80, blank=True)
    about_event = models.CharField(max_length=100, blank=True)
    language = models.CharField(max_length=8, default="en")
    text = models.CharField(max_length=40, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    urgency = models.PositiveSmallIntegerField(default=4)
    sensitivity = models.PositiveSmallIntegerField(default=0)
    compartment = models.CharField(max_length=30, blank=True)
    area_path = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True)
    lease_owner = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=10, default="waiting")
    last_error = models.CharField(max_length=60, blank=True)
    proof = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField(null=True)
    dedupe_key = models.CharField(max_length=120)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["mission", "number"], name="ledger_message_number"),
            models.UniqueConstraint(fields=["mission", "dedupe_key"], name="ledger_message_once"),
            models.CheckConstraint(
                condition=~Q(recipient__startswith="source:") | Q(address="", subject="", body=""),
                name="ledger_message_no_source_address",
            ),
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["state", "channel", "urgency", "due_at"], name="ledger_message_due"),
            models.Index(fields=["mission", "about"], name="ledger_message_about"),
            models.Index(fields=["mission", "recipient", "created_at"], name="ledger_message_recipient"),
        ]

    def __str__(self) -> str:
        return f"{self.mission} {self.reference}"

    @property
    def reference(self) -> str:
        """The reference that people use."""
        return reference("M", self.number)
