"""The board: every open threat that an actor may see, with its scores, its place and what is owed to it.

The number of queries is the same whatever the number of threats or incidents: counts stand on the threat's
row.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tutela.access.rules import Actor
from tutela.assess.threats.models import THREAT, Threat
from tutela.assess.threats.queries.proposals import proposal_count
from tutela.assess.threats.queries.rankings import places_in, rankings, standings
from tutela.assess.threats.queries.scope import open_threats, threat_row
from tutela.assess.threats.queries.support import Terms, terms_at
from tutela.assess.threats.queries.views import Place, ThreatView, described, figures_in, scored_of
from tutela.assess.threats.queries.wording import threat_title
from tutela.assess.threats.rules.ranking import Line, Method
from tutela.kernel.ids import reference


@dataclass(frozen=True, slots=True)
class Board:
    """The open threats in the order of their scores. `ranking` is the reference of the newest ranking, if
    any.
    """

    threats: tuple[ThreatView, ...]
    method: Method
    ranking: str
    ranked_at: datetime | None
    ranked_by: str
    proposals: int

    @property
    def unassessed(self) -> int:
        """How many were never assessed, or on another scale."""
        return sum(one.standing is None or one.standing.rank is None for one in self.threats)

    @property
    def stale(self) -> int:
        """How many assessments are older than the mission allows."""
        return sum(one.is_stale for one in self.threats)

    @property
    def with_new_incidents(self) -> int:
        """How many have incidents that no assessment has looked at."""
        return sum(one.new_incidents > 0 for one in self.threats)


def threat_board(actor: Actor, *, now: datetime, area_code: str = "") -> Board:
    """Return the board as of now. `area_code` asks for the places of that area's ranking instead of the
    mission's.

    Threats elsewhere are left out then. In all cases a threat without a score stands on the board too, at its
    end.
    """
    terms = terms_at(actor.mission, now)
    rows = list(open_threats(actor, area_code))
    lines = standings(actor, rows, terms.ranking)
    newest = rankings(actor, area_code=area_code).first()
    places = places_in(actor, [newest])[newest.pk] if newest else {}
    held = {row.number: row for row in rows}
    shown = [threat_view(held[number], terms, now, line, places.get(held[number].pk)) for number, line in lines.items()]
    return Board(
        threats=tuple(shown),
        method=terms.ranking,
        ranking=newest.reference if newest else "",
        ranked_at=newest.recorded_at if newest else None,
        ranked_by=newest.recorded_by if newest else "",
        proposals=pending_count(actor),
    )


def pending_count(actor: Actor) -> int:
    """Return how many proposals wait for a decision: what the navigation counts."""
    return proposal_count(actor)


def threat_view(
    row: Threat, terms: Terms, now: datetime, standing: Line | None = None, place: Place | None = None
) -> ThreatView:
    """Return a threat for reading. Its area must have been read with it."""
    return ThreatView(
        **described(row),
        key=row.pk,
        reference=row.reference,
        number=row.number,
        version=row.version,
        status=row.status,
        figures=figures_in(row),
        figures_on=row.figures_on,
        raised_at=row.raised_at,
        raised_by=row.raised_by,
        closed_at=row.closed_at,
        merged_into=row.merged_into.reference if row.merged_into else "",
        new_incidents=row.new_incidents,
        assessments=row.assessments,
        assessed_at=row.assessed_at,
        is_stale=row.assessed_at is not None and now - row.assessed_at > terms.stale_after,
        has_gender_view=row.has_gender_view,
        has_child_view=row.has_child_view,
        scored=scored_of(row) if row.assessments else None,
        standing=standing,
        place_recorded=place,
    )


@dataclass(frozen=True, slots=True)
class Attention:
    """What the register owes, for the front page: each a number of records that the actor may see."""

    proposals: int
    unassessed: int
    stale: int
    with_new_incidents: int


def threats_needing_attention(actor: Actor, *, now: datetime) -> Attention:
    """Return what waits in the register: proposals undecided, threats unassessed, stale or with new
    incidents.
    """
    terms = terms_at(actor.mission, now)
    held = list(open_threats(actor).values_list("assessed_at", "steps", "new_incidents"))
    return Attention(
        proposals=pending_count(actor),
        unassessed=sum(at is None or steps != terms.scale.steps for at, steps, _new in held),
        stale=sum(at is not None and now - at > terms.stale_after for at, _steps, _new in held),
        with_new_incidents=sum(new > 0 for _at, _steps, new in held),
    )


def threat_named(actor: Actor, reference: str, *, now: datetime) -> ThreatView | None:
    """Return a threat by its reference, open or not, or None when there is none that the actor may know of."""
    row = threat_row(actor, reference)
    return None if row is None else threat_view(row, terms_at(actor.mission, now), now)


@dataclass(frozen=True, slots=True)
class Choice:
    """An open threat to choose from a list."""

    reference: str
    version: int
    label: str
    compartment: str


def open_choices(actor: Actor) -> list[Choice]:
    """Return the open threats that the actor may see as choices, by number; one query."""
    rows = (
        open_threats(actor)
        .select_related(None)
        .defer(None)
        .values_list("number", "version", "title", "kind", "actor_name", "area__name", "compartment")
    )
    return [
        Choice(reference(THREAT, number), version, threat_title(title, kind, actor_name, area or ""), compartment)
        for number, version, title, kind, actor_name, area, compartment in rows
    ]
