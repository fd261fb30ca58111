"""How a list or a map of incidents is narrowed, so that a million of them answer as fast as a thousand.

A list walks one index from the newest incident on and stops when the page is full. What fits often is met soon on the
way. What fits seldom would make it walk to the end: it is looked up first, and its keys are named instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from tutela.access.rules import Actor as Asker
from tutela.kernel.ids import number_of
from tutela.kernel.names import fold
from tutela.kernel.places import PlacePrecision
from tutela.know.incidents.models import ActorAlias, Incident, key_for
from tutela.know.incidents.queries.lists import IncidentSet, keys_under, met, newest_first
from tutela.mission.models import Area, Mission

RARE = 1000
"""As many incidents as this are named by key; what fits more often is left to the walk."""
MOST_NAMED = 50
LAST_LETTER = "\U0010fffd"
"""Sorts after every text that begins alike, in both stores."""


@dataclass(frozen=True, slots=True)
class Filters:
    """How a list or a map of incidents is narrowed; what is None or empty does not narrow."""

    since: date | None = None
    until: date | None = None
    acts: tuple[str, ...] = ()
    actor: int | None = None
    area: str = ""
    source: str = ""
    least_civilians: int | None = None
    near_base_km: float | None = None
    points_only: bool = False
    text: str = ""


def filtered(actor: Asker, wanted: Filters) -> IncidentSet:
    """Return the incidents that fit, newest first. An incident fits a period when it began in it.

    Who may see what is asked last: what a filter leaves out need not be asked at all.
    """
    mission, text = actor.mission, wanted.text.strip()
    rows = IncidentSet(Incident).filter(_plain(wanted))
    if wanted.actor:
        rows = named_or_met(rows, mission, Q(actor_a_id=wanted.actor), Q(actor_b_id=wanted.actor))
    if wanted.area:
        rows = named_or_met(rows, mission, Q(area_id__in=keys_below(mission, wanted.area)))
    if text:
        rows = named_or_met(rows, mission, *_ways(mission, text))
    if actor.area_path:
        rows = named_or_met(rows, mission, Q(area_id__in=keys_under(mission, actor.area_path)))
    return newest_first(rows.visible_to(actor))


def _plain(wanted: Filters) -> Q:
    """Return what is asked of the incident's own columns."""
    asked: dict[str, object] = {
        "occurred_from__gte": wanted.since,
        "occurred_from__lte": wanted.until,
        "act__in": wanted.acts,
        "source": wanted.source,
        "civilians_best__gte": wanted.least_civilians,
        "base_distance_km__lte": wanted.near_base_km,
        "place_precision__lte": PlacePrecision.DISTRICT if wanted.points_only else None,
    }
    return Q(**{name: value for name, value in asked.items() if value})


def named_or_met(rows: IncidentSet, mission: str, *ways: Q) -> IncidentSet:
    """Narrow to what fits one of the ways: by key where few do, by the condition itself where many do.

    Each way must have an index of its own. The keys are no answer yet: they are asked without regard to who may see
    what, and only `visible_to` lets rows out.
    """
    keys: set[int] = set()
    often = Q()
    for way in ways:
        found = list(Incident.objects.filter(way, mission_id=mission).values_list("pk", flat=True)[: RARE + 1])
        if len(found) <= RARE:
            keys.update(found)
        else:
            often |= way
    if not often:
        return rows.filter(pk__in=sorted(keys))
    return met(rows, often | Q(pk__in=sorted(keys)) if keys else often)


def keys_below(mission: str, code: str) -> list[int]:
    """Return the keys of an area and of all areas below it, nothing for an unknown code."""
    path = Area.objects.filter(mission_id=mission, code=code).values_list("path", flat=True).first()
    return keys_under(mission, path) if path else []


def _ways(mission: str, text: str) -> Iterator[Q]:
    """Yield what words may mean: a reference, an actor, an area, or the beginning of a place's name.

    Actors and areas are looked up first, so that the big table is only asked by key.
    """
    number = number_of("I", text)
    if number is not None:
        serial = Mission.objects.values_list("serial", flat=True).get(pk=mission)
        yield Q(pk=key_for(serial, number))
        return
    key = fold(text)
    if key:
        aliases = ActorAlias.objects.filter(mission_id=mission, folded__contains=key)
        actors = list(aliases.values_list("actor_id", flat=True)[:MOST_NAMED])
        yield Q(actor_a_id__in=actors)
        yield Q(actor_b_id__in=actors)
        areas = Area.objects.filter(mission_id=mission).values_list("pk", "name")
        yield Q(area_id__in=[area for area, name in areas if key in fold(name)])
    # A place begins with the text as it was typed, or as names are written; each form is one span of the index.
    for form in sorted({text, text.capitalize(), text.title(), text.upper()}):
        yield Q(place_name__gte=form, place_name__lt=form + LAST_LETTER)
