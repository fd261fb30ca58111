"""Communities and their immutable revisions."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from tutela.kernel.ids import number_in, reference
from tutela.know.communities.rules.clocks import NEVER
from tutela.know.communities.rules.facts import unmarked
from tutela.ledger.keys import RowKey

CONTACT_COLUMNS = ("contact_0_on", "contact_1_on", "contact_2_on")
"""The day of the last contact, as known to readers of each clearance: a closely held contact is no news to others."""


class Numbered(models.Model):
    """A record with a number of its own in the mission; the key holds the mission's serial and the number."""

    KIND: ClassVar[str]

    id = RowKey(primary_key=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """The reference that people use."""
        return reference(self.KIND, number_in(self.id))


class Community(Numbered):
    """A community as its newest revision tells it. Closed is one that is no longer where it was, or no longer one.

    `search` holds the folded names and languages, `groups` the codes of groups that live there, both as one text.
    Numbers are people in `population_year`. The contact columns hold NEVER where nobody was met yet.
    """

    KIND: ClassVar[str] = "C"

    mission = models.ForeignKey("mission.Mission", on_delete=models.PROTECT, related_name="+", db_index=False)
    record_key = models.CharField(max_length=60)
    version = models.PositiveIntegerField(default=1)
    name = models.CharField(max_length=200)
    search = models.TextField()
    other_names = models.JSONField(default=list)
    kind = models.CharField(max_length=30)
    area = models.ForeignKey("mission.Area", on_delete=models.PROTECT, related_name="+", db_index=False)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    precision = models.PositiveSmallIntegerField()
    cell = models.BigIntegerField(null=True)
    base = models.ForeignKey("mission.Base", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    base_distance_km = models.FloatField(null=True)
    population_low = models.PositiveIntegerField(null=True)
    population_best = models.PositiveIntegerField(null=True)
    population_high = models.PositiveIntegerField(null=True)
    population_year = models.PositiveSmallIntegerField(null=True)
    languages = models.JSONField(default=list)
    groups = models.CharField(max_length=400, blank=True)
    note = models.TextField(blank=True)
    sensitivity = models.PositiveSmallIntegerField(default=0)
    contact_0_on = models.DateField(default=NEVER)
    contact_1_on = models.DateField(default=NEVER)
    contact_2_on = models.DateField(default=NEVER)
    recorded_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["mission", "record_key"], name="communities_community_once"),
            models.CheckConstraint(condition=Q(sensitivity__lte=2), name="communities_community_level"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="communities_community_point",
            ),
            models.CheckConstraint(
                condition=Q(population_best__isnull=True)
                | (Q(population_low__lte=F("population_best")) & Q(population_high__gte=F("population_best"))),
                name="communities_community_people",
            ),
        ]
        # A list walks one of these; a field office's areas and what is closed are met on the way.
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["mission", "name", "id"], name="communities_by_name"),
            models.Index(fields=["mission", "area"], name="communities_by_area"),
            models.Index(fields=["mission", "contact_0_on", "id"], name="communities_by_contact_0"),
            models.Index(fields=["mission", "contact_1_on", "id"], name="communities_by_contact_1"),
            models.Index(fields=["mission", "contact_2_on", "id"], name="communities_by_contact_2"),
        ]

    @property
    def is_open(self) -> bool:
        """Whether the mission still works with it."""
        return self.closed_at is None

    @property
    def groups_present(self) -> tuple[str, ...]:
        """The groups noted as living there, codes of `groups_at_risk`."""
        return unmarked(self.groups)

    def contact_on(self, clearance: int) -> date:
        """Return the day of the last contact that a reader of this clearance may know of, NEVER when there is none."""
        day: date = getattr(self, CONTACT_COLUMNS[clearance])
        return day


class CommunityRevision(models.Model):
    """What was said of a community at one time. Never changed: whatever is new is a new revision."""

    append_only = True

    id = RowKey(primary_key=True)
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    change = models.CharField(max_length=20)
    facts = models.TextField()
    digest = models.CharField(max_length=64)
    sensitivity = models.PositiveSmallIntegerField()
    reason = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["community", "number"], name="communities_revision_number"),
        ]

    def __str__(self) -> str:
        return f"{self.community_id} r{self.number}"
