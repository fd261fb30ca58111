"""Import runs: what was read from a file, and what came of it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from tutela.kernel.ids import reference


class ImportRun(models.Model):
    """One import of one file. How far it has come stands in the ledger, not here."""

    mission = models.ForeignKey("mission.Mission", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    snapshot = models.ForeignKey("mission.Snapshot", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10)
    started_at = models.DateTimeField()
    started_by = models.CharField(max_length=200)
    finished_at = models.DateTimeField(null=True)
    rows_expected = models.BigIntegerField(default=0)
    report = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["mission", "number"], name="exchange_importrun_number"),
            models.UniqueConstraint(
                fields=["snapshot"], condition=Q(status="running"), name="exchange_importrun_running_once"
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """The reference that people use."""
        return reference("R", self.number)
