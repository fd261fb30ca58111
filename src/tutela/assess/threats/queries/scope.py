"""The ways out of the register's tables, each narrowed to what an actor may know."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db.models import Q

from tutela.access.permissions import Permission
from tutela.access.queries import ScopedQuerySet
from tutela.access.rules import Actor
from tutela.assess.threats.models import (
    AreaPhase,
    Assessment,
    Proposal,
    Ranking,
    RankingLine,
    Threat,
    ThreatRevision,
)
from tutela.assess.threats.queries.places import with_area
from tutela.assess.threats.rules.register import Status
from tutela.kernel.ids import number_of
from tutela.mission.queries import areas


class ThreatSet(ScopedQuerySet[Threat]):
    """Threats, narrowed by area, sensitivity and compartment."""

    view_permission: ClassVar[Permission] = Permission.THREAT_READ
    area_field: ClassVar[str | None] = "area"
    sensitivity_field: ClassVar[str | None] = "sensitivity"
    compartment_field: ClassVar[str | None] = "compartment"


class ProposalSet(ScopedQuerySet[Proposal]):
    """Proposals, narrowed like the threats that they may become."""

    view_permission: ClassVar[Permission] = Permission.THREAT_READ
    area_field: ClassVar[str | None] = "area"
    sensitivity_field: ClassVar[str | None] = "sensitivity"
    compartment_field: ClassVar[str | None] = "compartment"


class _OfThreat:
    """What belongs to a threat is seen by whoever sees the threat."""

    view_permission: ClassVar[Permission] = Permission.THREAT_READ
    mission_field: ClassVar[str] = "threat__mission_id"
    area_field: ClassVar[str | None] = "threat__area"
    sensitivity_field: ClassVar[str | None] = "threat__sensitivity"
    compartment_field: ClassVar[str | None] = "threat__compartment"


class AssessmentSet(_OfThreat, ScopedQuerySet[Assessment]):
    """Assessments of the threats that the actor sees."""


class LineSet(_OfThreat, ScopedQuerySet[RankingLine]):
    """Ranking lines of the threats that the actor sees."""


class RevisionSet(_OfThreat, ScopedQuerySet[ThreatRevision]):
    """Revisions of the threats that the actor sees, as far as the revision itself may be seen."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the revisions that the actor may know of, by the threat as it is now and as it was then."""
        rows = super().visible_to(actor)
        rooms = ["", *sorted(actor.compartments)]
        rows = rows.filter(sensitivity__lte=int(actor.clearance), compartment__in=rooms)
        return rows.filter(area__path__startswith=actor.area_path) if actor.area_path else rows


class RankingSet(ScopedQuerySet[Ranking]):
    """Rankings: those of the post's own areas, and the mission's, of which each reads the lines it may see."""

    view_permission: ClassVar[Permission] = Permission.THREAT_READ

    def visible_to(self, actor: Actor) -> Self:
        """Return the rankings of the whole mission and of the areas that the actor covers."""
        rows = super().visible_to(actor)
        if actor.area_path:
            rows = rows.filter(Q(area__isnull=True) | Q(area__path__startswith=actor.area_path))
        return rows


class PhaseSet(ScopedQuerySet[AreaPhase]):
    """Phases of the areas that the actor covers."""

    view_permission: ClassVar[Permission] = Permission.THREAT_READ
    mission_field: ClassVar[str] = "area__mission_id"
    area_field: ClassVar[str | None] = "area"


def threats(actor: Actor) -> ThreatSet:
    """Return the threats that the actor may know of, by number."""
    rows = ThreatSet(Threat).visible_to(actor)
    return with_area(rows).select_related("merged_into").order_by("number")


def open_threats(actor: Actor, area_code: str = "") -> ThreatSet:
    """Return the open threats that the actor may know of: all of them, or those in an area and below it."""
    rows = threats(actor).filter(status=Status.OPEN)
    if not area_code:
        return rows
    path = areas(actor).filter(code=area_code).values_list("path", flat=True).first()
    return rows.filter(area__path__startswith=path) if path else rows.none()


def threat_row(actor: Actor, reference: str) -> Threat | None:
    """Return the row of a threat by its reference, or None when there is none that the actor may know of."""
    number = number_of("T", reference)
    return None if number is None else threats(actor).filter(number=number).first()


def proposal_row(actor: Actor, reference: str) -> Proposal | None:
    """Return the row of a proposal by its reference, or None when there is none that the actor may know of."""
    number = number_of("TP", reference)
    rows = with_area(ProposalSet(Proposal).visible_to(actor))
    return None if number is None else rows.filter(number=number).first()
