"""How a list or a map of incidents is narrowed, so that a million of them answer as fast as a thousand.

A list walks one index from the newest incident on and stops when the page is full. What fits often is met soon on the
way. What fits seldom would make it walk to the end: it is looked up first, and its keys are named instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.db.models.lookups import GreaterThanOrEqual

from tutela.access.rules import Actor as Asker
from tutela.kernel.ids import key_for, number_of
from tutela.kernel.names import fold
from tutela.kernel.places import PlacePrecision
from tutela.know.incidents.models import MANY_KILLED, ActorAlias, Incident
from tutela.know.incidents.queries.lists import IncidentSet, keys_under, met, newest_first
from tutela.mission.models import Area, Mission

RARE = 1000
"""As many incidents as this are named by key; what fits more often is left to the walk."""
MOST_NAMED = 50
# Written out, not handed over: only then do the stores see that the index of incidents with many killed will do.
MANY = GreaterThanOrEqual(F("civilians_best"), RawSQL(str(MANY_KILLED), ()))  # noqa: S611  # a number of ours
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


def filtered(actor: Asker, wanted: Filters, also: Q | None = None) -> IncidentSet:
    """Return the incidents that fit, newest first. An incident fits a period when it began in it.

    `also` is what the caller will ask as well: few may fit with it. Who may see what is asked last: what a filter
    leaves out need not be asked at all.
    """
    within = _within(actor, wanted)
    rows, few = IncidentSet(Incident).filter(_plain(wanted)), False
    for ways in _groups(actor, wanted, within):
        if few:
            rows = met(rows, reduce(or_, ways))  # A thousand rows at most are left: no need of another index.
        else:
            rows, few = named_or_met(rows, actor.mission, ways, within & (also or Q()))
    return newest_first(rows.visible_to(actor))


def _groups(actor: Asker, wanted: Filters, within: Q) -> Iterator[list[Q]]:
    """Yield the ways to fit each thing that is asked, what is likely to be rare first."""
    by = [Q(actor_a_id=wanted.actor), Q(actor_b_id=wanted.actor)] if wanted.actor else []
    if (wanted.least_civilians or 0) >= MANY_KILLED:
        # So few that their rows may be fetched, and asked all at once.
        yield [Q(MANY, civilians_best__gte=wanted.least_civilians) & (reduce(or_, by) if by else Q())]
    if wanted.text.strip():
        yield list(_ways(actor.mission, wanted.text.strip()))
    if by:
        yield by
    if within:
        yield [within]


def _within(actor: Asker, wanted: Filters) -> Q:
    """Return what is asked of the incident's area: the one that is asked for, and the actor's own."""
    within = Q()
    if wanted.area:
        within &= Q(area_id__in=keys_below(actor.mission, wanted.area))
    if actor.area_path:
        within &= Q(area_id__in=keys_under(actor.mission, actor.area_path))
    return within


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


def named_or_met(rows: IncidentSet, mission: str, ways: list[Q], beside: Q) -> tuple[IncidentSet, bool]:
    """Narrow to what fits one of the ways: by key where few do, by the condition itself where many do.

    Return the rows and whether they are few. Each way must have an index of its own, and `beside` is asked of that
    index too: no row is fetched to be left out. The keys are no answer yet: they are asked without regard to who may
    see what, and only `visible_to` lets rows out.
    """
    keys: set[int] = set()
    often = Q()
    for way in ways:
        found = _few(mission, way & beside)
        if found is None:
            often |= way
        else:
            keys.update(found)
    if not often:
        return rows.filter(pk__in=sorted(keys)), True
    return met(rows, often | Q(pk__in=sorted(keys)) if keys else often), False


def _few(mission: str, fits: Q) -> list[int] | None:
    """Return the keys of what fits when that is rare, otherwise None."""
    found = list(Incident.objects.filter(fits, mission_id=mission).values_list("pk", flat=True)[: RARE + 1])
    return found if len(found) <= RARE else None


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
