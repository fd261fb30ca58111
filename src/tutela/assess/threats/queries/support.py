"""The incidents behind threats: which ones, how many, and in whose view they are counted.

Figures of a threat are counted in the threat's own room of information (its sensitivity and its compartment),
so that whoever may see the threat may know every incident in its figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Max, Min, Q, Sum

from tutela.access.permissions import Permission
from tutela.access.rules import Actor, Sensitivity, system_actor
from tutela.assess.threats.models import Proposal, Threat
from tutela.assess.threats.queries.places import with_area
from tutela.assess.threats.rules.proposing import Figures, Settings, propose
from tutela.assess.threats.rules.proposing import Proposal as Made
from tutela.assess.threats.rules.ranking import Method as RankingMethod
from tutela.assess.threats.rules.ranking import Rule
from tutela.assess.threats.rules.reach import Reach, reach_of
from tutela.assess.threats.rules.register import compartment_of
from tutela.assess.threats.rules.scoring import Method, Scale
from tutela.know.incidents.queries import incident_patterns, incidents
from tutela.know.incidents.queries.lists import IncidentSet
from tutela.mission.queries import parameter_values

LATELY_DAYS = 90
"""The span of the parameter `mass_atrocity_deaths`, whose unit is civilian deaths in ninety days."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The mission's parameters for threats at one moment."""

    proposals: Settings
    months: int
    ranking: RankingMethod
    mass_atrocity_deaths: int
    stale_after: timedelta

    @property
    def scale(self) -> Scale:
        """How scores are put together."""
        return self.ranking.scale


def terms_at(mission: str, moment: datetime) -> Terms:
    """Return the parameters for threats that were in force at a moment."""
    held = parameter_values(mission, at=moment)
    scale = Scale(int(held["scale_steps"]), Method(str(held["likelihood_method"])), Method(str(held["impact_method"])))
    return Terms(
        proposals=Settings(
            minimum_incidents=int(held["proposal_minimum_incidents"]),
            minimum_deaths=int(held["proposal_minimum_deaths"]),
            ongoing_days=int(held["ongoing_days"]),
        ),
        months=int(held["proposal_months"]),
        ranking=RankingMethod(Rule(str(held["ranking_rule"])), scale),
        mass_atrocity_deaths=int(held["mass_atrocity_deaths"]),
        stale_after=timedelta(days=int(held["assessment_stale_days"])),
    )


def in_room(actor: Actor, sensitivity: int, compartment: str) -> Actor:
    """Return the actor as one who sees no more than a room of information: one sensitivity, one compartment."""
    rooms = frozenset({compartment} & actor.compartments)
    return replace(actor, clearance=Sensitivity(min(sensitivity, actor.clearance)), compartments=rooms)


def counting_in(threat: Threat | Proposal) -> Actor:
    """Return the part of the software that counts a threat's incidents, in the threat's own room."""
    reader = system_actor("threats", threat.mission_id, frozenset({Permission.INCIDENT_READ}))
    return in_room(reader, threat.sensitivity, threat.compartment)


@dataclass(frozen=True, slots=True)
class Roomed:
    """A proposal with the room of information that its figures belong to, and the reader who saw them there."""

    made: Made
    sensitivity: int
    compartment: str
    reader: Actor


def proposals_by_room(actor: Actor, settings: Settings, *, since: date, until: date) -> list[Roomed]:
    """Return what the incidents suggest to an actor, each in the least closed room in which it shows.

    A pattern that shows in open incidents alone is an open proposal, with the figures of the open incidents;
    what shows only with confidential or compartmented ones is as closed as they are.
    """
    everything = incident_patterns(actor, since=since, until=until)
    found: dict[tuple[int, int, str], Roomed] = {}
    for room in _rooms(actor):
        patterns = incident_patterns(room, since=since, until=until)
        for made in propose(patterns, settings, until):
            found.setdefault(made.key, _roomed(made, room))
        if patterns == everything:
            break
    return list(found.values())


def _rooms(actor: Actor) -> Iterator[Actor]:
    for level in Sensitivity:
        if level <= actor.clearance:
            for compartment in ("", *sorted(actor.compartments)):
                yield in_room(actor, level, compartment)


def _roomed(made: Made, room: Actor) -> Roomed:
    compartment = next(iter(room.compartments), "") or compartment_of(made.acts)
    return Roomed(made, int(room.clearance), compartment, room)


Index = dict[tuple[int, int, str], list[int]]


def incident_index(reader: Actor, *, since: date, until: date) -> Index:
    """Return the incidents of a period by actor, area (0: none) and act, as patterns count them: one query for all."""
    rows = incidents(reader).select_related(None).order_by("occurred_from", "pk")
    rows = rows.filter(occurred_from__gte=since, occurred_from__lte=until)
    found: Index = {}
    for key, one, other, one_sided, area, act in rows.values_list(
        "pk", "actor_a_id", "actor_b_id", "one_sided", "area_id", "act"
    ).iterator(chunk_size=5000):
        for actor_id in {one} if one_sided else {one, other}:
            if actor_id is not None:
                found.setdefault((actor_id, area or 0, act), []).append(key)
    return found


def reaches_of(rows: Sequence[Threat]) -> dict[int, list[Reach]]:
    """Return how far each threat reaches, by its key: itself, what was merged into it, what it was raised
    from.
    """
    found: dict[int, list[Reach]] = {row.pk: [] for row in rows}
    merged = with_area(Threat.objects.filter(merged_into__in=list(found)))
    raised = with_area(Proposal.objects.filter(threat__in=list(found)))
    said: list[tuple[int | None, Threat | Proposal]] = [(row.pk, row) for row in rows]
    said += [(row.merged_into_id, row) for row in merged]
    said += [(row.threat_id, row) for row in raised]
    for key, one in said:
        below = isinstance(one, Threat) and one.includes_below
        path = one.area.path if one.area else ""
        reach = reach_of(one.incident_actor_id, path, one.acts, includes_below=below)
        if key is not None and reach is not None and reach not in found[key]:
            found[key].append(reach)
    return found


def supporting(reader: Actor, reaches: Iterable[Reach], *, since: date, until: date) -> IncidentSet:
    """Return the incidents within reaches that began in a period, in the view of `reader`; unordered."""
    within = Q(pk__in=[])
    for reach in reaches:
        did = Q(actor_a_id=reach.actor_id) | Q(actor_b_id=reach.actor_id, one_sided=False)
        within |= did & _place(reach) & Q(act__in=reach.acts)
    rows = incidents(reader).select_related(None).order_by()
    return rows.filter(within, occurred_from__gte=since, occurred_from__lte=until)


def _place(reach: Reach) -> Q:
    if reach.includes_below:
        return Q(area__path__startswith=reach.area_path) if reach.area_path else Q()
    return Q(area__path=reach.area_path) if reach.area_path else Q(area__isnull=True)


def figures_of(rows: IncidentSet) -> Figures:
    """Return the figures of incidents together."""
    counted = {
        "incidents": Count("pk"),
        "deaths_best": Sum("deaths_best"),
        "civilians_low": Sum("civilians_low"),
        "civilians_best": Sum("civilians_best"),
        "civilians_high": Sum("civilians_high"),
        "largest": Max("civilians_best"),
    }
    summed = rows.aggregate(*counted.values(), first_on=Min("occurred_from"), last_on=Max("occurred_to"))
    numbers: dict[str, Any] = {name: summed[one.default_alias] or 0 for name, one in counted.items()}
    return Figures(**numbers, first_on=summed["first_on"], last_on=summed["last_on"])


def civilians_lately(reader: Actor, actor_id: int | None, area_path: str, *, until: date) -> int:
    """Return the civilians killed (best) by an actor, in any way, in an area and all below it, in ninety
    days.
    """
    if actor_id is None:
        return 0
    did = Q(actor_a_id=actor_id) | Q(actor_b_id=actor_id, one_sided=False)
    place = Q(area__path__startswith=area_path) if area_path else Q()
    rows = incidents(reader).select_related(None).order_by()
    rows = rows.filter(did & place, occurred_from__gt=until - timedelta(days=LATELY_DAYS), occurred_from__lte=until)
    return rows.aggregate(killed=Sum("civilians_best"))["killed"] or 0
