"""How people chose to be told of alerts."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models


class NoticeChoice(models.Model):
    """One way in which a person, in a post, wants to be told of alerts; without any they are told on the desk only.

    `address` is the person's own, of their work. They are told of what is as urgent as `least_urgency` (1 first) or
    more, and between `quiet_from` and `quiet_to`, by the mission's clock, only of what is most urgent.
    """

    mission = models.ForeignKey("mission.Mission", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("access.Person", on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey("access.Post", on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=8)
    address = models.CharField(max_length=254)
    least_urgency = models.PositiveSmallIntegerField()
    quiet_from = models.TimeField(null=True)
    quiet_to = models.TimeField(null=True)
    chosen_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["person", "post", "channel"], name="alerts_notice_once"),
            models.CheckConstraint(
                condition=models.Q(quiet_from__isnull=True, quiet_to__isnull=True)
                | models.Q(quiet_from__isnull=False, quiet_to__isnull=False),
                name="alerts_notice_quiet",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.post_id} by {self.channel}"
