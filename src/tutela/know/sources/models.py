"""Sources by reference, the vault that alone holds who they are, and everything that was decided about seeing it.

A row is scoped by its source's mission. Nothing but `Vault.sealed` holds a word of an identity, and that column only
ciphertext bound to the record's own number (kernel/sealing.py); a telephone number is found by a keyed digest.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from tutela.kernel.ids import number_in, reference
from tutela.ledger.keys import RowKey

SOURCE = "SRC"
"""How the reference of a source begins."""
REQUEST = "SRQ"
"""How the reference of a request to see who a source is begins."""
LONGEST_LABEL = 200
LONGEST_POST = 100


class Source(models.Model):
    """Somebody who told the mission something. The key holds the mission's serial and the source's number."""

    id = RowKey(primary_key=True)
    mission = models.ForeignKey("mission.Mission", on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=30)
    reliability = models.CharField(max_length=1)
    language = models.CharField(max_length=12, blank=True)
    area = models.ForeignKey("mission.Area", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    risk = models.CharField(max_length=20)
    risk_noted_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=LONGEST_LABEL)
    recorded_post = models.CharField(max_length=LONGEST_POST)
    version = models.PositiveIntegerField(default=1)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["mission", "-created_at", "-id"], name="sources_newest"),
            models.Index(fields=["mission", "area", "-created_at", "-id"], name="sources_by_area"),
            models.Index(fields=["mission", "recorded_post"], name="sources_by_post"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """The reference that people use."""
        return reference(SOURCE, number_in(self.id))


class Submission(models.Model):
    """Which source a submission was kept under, so that the same one sent again finds it.

    Only a digest of the submission's key is here: the key of a mail, say, may name a machine or a person.
    """

    append_only = True

    mission = models.ForeignKey("mission.Mission", on_delete=models.PROTECT, related_name="+", db_index=False)
    digest = models.CharField(max_length=64)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+", db_index=False)
    received_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["mission", "digest"], name="sources_submission_once"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id}"


class Vault(models.Model):
    """Who a source is, sealed; `key` names the key that opens it. Erasing removes the row."""

    source = models.OneToOneField(Source, on_delete=models.PROTECT, related_name="+", primary_key=True)
    sealed = models.BinaryField()
    key = models.CharField(max_length=40)

    class Meta:
        indexes: ClassVar[list[Any]] = [models.Index(fields=["key", "source"], name="sources_vault_key")]

    def __str__(self) -> str:
        return f"{self.source_id}"


class PhoneIndex(models.Model):
    """A telephone number as a keyed digest, which finds a source and tells nobody the number."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    key = models.CharField(max_length=40)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["digest", "source"], name="sources_phone_once"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id}"


class Consent(models.Model):
    """What a source consented to or withdrew, by purpose. The newest of a purpose holds (P32.4)."""

    append_only = True

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+", db_index=False)
    purpose = models.CharField(max_length=30)
    is_given = models.BooleanField()
    how = models.CharField(max_length=30)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=LONGEST_LABEL)

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["source", "purpose", "-id"], name="sources_consent_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.purpose}"


class DisclosureRisk(models.Model):
    """Whether disclosing a case puts anybody at risk, as a custodian judged it (P32.5). The newest holds.

    Its reasons, which may tell who the source is, are sealed in the vault under this row's number.
    """

    append_only = True

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    result = models.CharField(max_length=30)
    assessed_at = models.DateTimeField()
    assessed_by = models.CharField(max_length=LONGEST_LABEL)
    assessed_post = models.CharField(max_length=LONGEST_POST)

    def __str__(self) -> str:
        return f"{self.source_id} {self.result}"


class RevealRequest(models.Model):
    """Somebody asks to see who a source is; a custodian decides, for some hours and for that person alone (P32.3)."""

    id = RowKey(primary_key=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    asked_post = models.CharField(max_length=LONGEST_POST)
    asked_label = models.CharField(max_length=LONGEST_LABEL)
    asked_person = models.BigIntegerField(null=True)
    purpose = models.CharField(max_length=30)
    reason = models.TextField()
    asked_at = models.DateTimeField()
    is_granted = models.BooleanField(null=True)
    decided_by = models.CharField(max_length=LONGEST_LABEL, blank=True)
    decided_at = models.DateTimeField(null=True)
    decision_reason = models.TextField(blank=True)
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.CharField(max_length=LONGEST_LABEL, blank=True)
    revoke_reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["is_granted", "asked_at"], name="sources_request_waiting"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """The reference that people use."""
        return reference(REQUEST, number_in(self.id))


class Reading(models.Model):
    """One opening of an identity: which request allowed it, when, in which post, by whom."""

    append_only = True

    request = models.ForeignKey(RevealRequest, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField()
    read_by = models.CharField(max_length=LONGEST_LABEL)
    read_post = models.CharField(max_length=LONGEST_POST)
    read_person = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.request_id}"
