"""The threat register's tables: threats and their revisions, evidence, proposals, assessments, phases,
rankings.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from tutela.kernel.ids import reference

THREAT, PROPOSAL, RANKING = "T", "TP", "TR"


class Said(models.Model):
    """What is said of a threat: the facts that a revision keeps and the current row repeats."""

    status = models.CharField(max_length=20)
    kind = models.CharField(max_length=40)
    acts = models.JSONField(default=list)
    at_risk = models.JSONField(default=list)
    nature = models.CharField(max_length=20)
    incident_actor = models.ForeignKey("incidents.Actor", on_delete=models.PROTECT, null=True, related_name="+")
    actor_name = models.CharField(max_length=200)
    actor_kind = models.CharField(max_length=40)
    area = models.ForeignKey("mission.Area", on_delete=models.PROTECT, null=True, related_name="+")
    includes_below = models.BooleanField()
    title = models.CharField(max_length=200, blank=True)
    description = models.TextField(blank=True)
    grounds = models.TextField(blank=True)
    owner = models.CharField(max_length=200, blank=True)
    being_done = models.TextField(blank=True)
    sensitivity = models.PositiveSmallIntegerField(default=0)
    compartment = models.CharField(max_length=30, blank=True)

    class Meta:
        abstract = True


class Supported(models.Model):
    """Figures of the incidents that stand behind a threat or a proposal, as they were on `figures_on`."""

    incidents = models.PositiveIntegerField(default=0)
    deaths_best = models.PositiveIntegerField(default=0)
    civilians_low = models.PositiveIntegerField(default=0)
    civilians_best = models.PositiveIntegerField(default=0)
    civilians_high = models.PositiveIntegerField(default=0)
    largest = models.PositiveIntegerField(default=0)
    first_on = models.DateField(null=True)
    last_on = models.DateField(null=True)
    figures_on = models.DateField(null=True)

    class Meta:
        abstract = True


class Threat(Said, Supported):
    """A threat as it stands now, apart from the incidents behind it; every earlier form is a revision.

    The scores repeat the newest assessment so that a list needs no other table; 0 stands for not assessed
    yet. `new_incidents` counts the supporting incidents that no assessment has looked at.
    """

    mission = models.ForeignKey("mission.Mission", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)
    raised_at = models.DateTimeField()
    raised_by = models.CharField(max_length=200)
    closed_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    new_incidents = models.PositiveIntegerField(default=0)
    assessments = models.PositiveIntegerField(default=0)
    assessed_at = models.DateTimeField(null=True)
    steps = models.PositiveSmallIntegerField(default=0)
    likelihood = models.PositiveSmallIntegerField(default=0)
    impact = models.PositiveSmallIntegerField(default=0)
    destabilising = models.PositiveSmallIntegerField(default=0)
    mass_atrocity = models.PositiveSmallIntegerField(default=0)
    risk = models.PositiveSmallIntegerField(default=0)
    risk_step = models.PositiveSmallIntegerField(default=0)
    confidence = models.CharField(max_length=10, blank=True)
    has_gender_view = models.BooleanField(default=False)
    has_child_view = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["mission", "number"], name="threats_threat_number"),
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["mission", "status", "number"], name="threats_by_status"),
            models.Index(fields=["mission", "incident_actor", "area"], name="threats_by_actor"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """The reference that people use."""
        return reference(THREAT, self.number)


class ThreatRevision(Said):
    """What was said of a threat from `recorded_at` on. Never changed: whatever is new is a new revision."""

    append_only = True

    threat = models.ForeignKey(Threat, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    change = models.CharField(max_length=20)
    reason = models.TextField(blank=True)
    related = models.JSONField(default=list)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["threat", "version"], name="threats_revision_number"),
        ]

    def __str__(self) -> str:
        return f"{self.threat_id} v{self.version}"


class Evidence(models.Model):
    """An incident that stands behind a threat, from `linked_at` on."""

    append_only = True

    threat = models.ForeignKey(Threat, on_delete=models.PROTECT, related_name="+")
    incident = models.ForeignKey("incidents.Incident", on_delete=models.PROTECT, related_name="+")
    linked_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["threat", "incident"], name="threats_evidence_once"),
        ]

    def __str__(self) -> str:
        return f"{self.threat_id} {self.incident_id}"


class Proposal(Supported):
    """A threat that the machine suggests: a draft and advice until a person decides.

    While pending it follows the incidents; once decided it stays as it was, and what comes after is another
    row.
    """

    mission = models.ForeignKey("mission.Mission", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)
    status = models.CharField(max_length=20)
    kind = models.CharField(max_length=40)
    acts = models.JSONField(default=list)
    at_risk = models.JSONField(default=list)
    nature = models.CharField(max_length=20)
    incident_actor = models.ForeignKey("incidents.Actor", on_delete=models.PROTECT, related_name="+")
    actor_name = models.CharField(max_length=200)
    actor_kind = models.CharField(max_length=40)
    area = models.ForeignKey("mission.Area", on_delete=models.PROTECT, null=True, related_name="+")
    fighting = models.PositiveIntegerField(default=0)
    reasons = models.JSONField(default=list)
    sensitivity = models.PositiveSmallIntegerField(default=0)
    compartment = models.CharField(max_length=30, blank=True)
    earlier = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    threat = models.ForeignKey(Threat, on_delete=models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=200, blank=True)
    decision_reason = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["mission", "number"], name="threats_proposal_number"),
            models.UniqueConstraint(
                fields=["mission", "incident_actor", "area", "kind"],
                condition=Q(status="pending"),
                name="threats_proposal_pending_once",
            ),
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["mission", "status", "number"], name="threats_proposal_by_status"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """The reference that people use."""
        return reference(PROPOSAL, self.number)


class ProposalEvidence(models.Model):
    """An incident that stands behind a proposal."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="+")
    incident = models.ForeignKey("incidents.Incident", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["proposal", "incident"], name="threats_proposalevidence_once"),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.incident_id}"


class Assessment(models.Model):
    """Scores that a person gave a threat, each with its reason, and what followed from them that day.

    `scores` maps a part to its value and reason. `lately` is the number of civilians killed in the ninety
    days before `as_of`, which decides whether the mass-atrocity question was asked.
    """

    append_only = True

    threat = models.ForeignKey(Threat, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    threat_version = models.PositiveIntegerField()
    as_of = models.DateField()
    scores = models.JSONField()
    steps = models.PositiveSmallIntegerField()
    likelihood_method = models.CharField(max_length=10)
    impact_method = models.CharField(max_length=10)
    likelihood = models.PositiveSmallIntegerField()
    impact = models.PositiveSmallIntegerField()
    destabilising = models.PositiveSmallIntegerField()
    mass_atrocity = models.PositiveSmallIntegerField(null=True)
    risk = models.PositiveSmallIntegerField()
    risk_step = models.PositiveSmallIntegerField()
    confidence = models.CharField(max_length=10)
    basis = models.TextField(blank=True)
    gender = models.TextField(blank=True)
    children = models.TextField(blank=True)
    lately = models.PositiveIntegerField()
    mass_atrocity_asked = models.BooleanField()
    incidents = models.PositiveIntegerField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)
    component = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["threat", "number"], name="threats_assessment_number"),
        ]

    def __str__(self) -> str:
        return f"{self.threat_id} a{self.number}"


class AreaPhase(models.Model):
    """The phases that an area is in from `since_on` on (paras 36 and 37): one or several, in no order."""

    append_only = True

    area = models.ForeignKey("mission.Area", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    phases = models.JSONField()
    since_on = models.DateField()
    reason = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["area", "number"], name="threats_areaphase_number"),
        ]

    def __str__(self) -> str:
        return f"{self.area_id} {self.phases}"


class Ranking(models.Model):
    """The order of the open threats of the mission or of an area, as decided at one moment."""

    append_only = True

    mission = models.ForeignKey("mission.Mission", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    area = models.ForeignKey("mission.Area", on_delete=models.PROTECT, null=True, related_name="+")
    rule = models.CharField(max_length=30)
    steps = models.PositiveSmallIntegerField()
    likelihood_method = models.CharField(max_length=10)
    impact_method = models.CharField(max_length=10)
    note = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["mission", "number"], name="threats_ranking_number"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """The reference that people use."""
        return reference(RANKING, self.number)


class RankingLine(models.Model):
    """A threat's line in a ranking: its place, the scores it rests on, and whether it comes first or why not.

    `is_prioritised` is null where whoever ranked may not know of the threat: its line is kept all the same.
    """

    append_only = True

    ranking = models.ForeignKey(Ranking, on_delete=models.PROTECT, related_name="+")
    threat = models.ForeignKey(Threat, on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveIntegerField(null=True)
    scored = models.JSONField(null=True)
    steps = models.PositiveSmallIntegerField(default=0)
    is_prioritised = models.BooleanField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["ranking", "threat"], name="threats_rankingline_once"),
        ]
        indexes: ClassVar[list[Any]] = [models.Index(fields=["threat", "ranking"], name="threats_line_by_threat")]

    def __str__(self) -> str:
        return f"{self.ranking_id} {self.rank}"
