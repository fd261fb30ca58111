"""Checkpoints of the fold: what can always be computed anew from the ledger, kept so that it need not be."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models


class Checkpoint(models.Model):
    """The book of a mission's duties after an entry. `rules` is the digest of the rule files that it was made with."""

    mission = models.CharField(max_length=32)
    sequence = models.BigIntegerField()
    recorded_at = models.CharField(max_length=27)
    rules = models.CharField(max_length=64)
    book = models.TextField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["mission", "rules", "sequence"], name="duties_checkpoint_once"),
        ]

    def __str__(self) -> str:
        return f"{self.mission} {self.sequence}"
