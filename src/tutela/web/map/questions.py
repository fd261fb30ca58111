"""What the map asks: a view, a span of months and filters, read from the address."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tutela.access.rules import Actor
from tutela.kernel.periods import Month
from tutela.know.incidents.queries import Filters, incident_actors
from tutela.mission.queries import areas
from tutela.policy.vocabulary import terms
from tutela.web.components import filters
from tutela.web.components.maps import Bounds


class Question(NamedTuple):
    """A view in degrees (west, south, east, north), its zoom, a span of months, and what narrows it."""

    box: Bounds | None
    zoom: float
    first: Month | None
    last: Month | None
    wanted: Filters


def filter_set(actor: Actor) -> filters.FilterSet:
    """Return the questions that narrow the map, for what this actor may see."""
    language = get_language() or "en"
    return filters.FilterSet(
        (
            filters.Text(name="q", label=_("Reference, place, area or actor")),
            filters.OneOf(
                name="act",
                label=_("Kind of violence"),
                choices=[(code, term.label(language)) for code, term in terms("acts").items()],
            ),
            filters.OneOf(
                name="actor",
                label=_("Actor"),
                choices=cache(lambda: [(str(row.pk), row.name) for row in incident_actors(actor)]),
            ),
            filters.OneOf(
                name="area",
                label=_("Area"),
                choices=cache(lambda: list(areas(actor).order_by("name").values_list("code", "name"))),
            ),
            filters.AtLeast(name="civilians", label=_("Civilians killed, at least")),
            filters.Flag(name="near", label=_("Near a base")),
        )
    )


def question_from(query: QueryDict | Mapping[str, str], actor: Actor, *, near_km: float) -> Question:
    """Read the map's question; what is missing or makes no sense does not narrow."""
    values = filter_set(actor).read(query).values
    act, least = values.get("act"), values.get("civilians")
    wanted = Filters(
        acts=(str(act),) if act else (),
        actor=int(str(values["actor"])) if "actor" in values else None,
        area=str(values.get("area", "")),
        least_civilians=least if isinstance(least, int) else None,
        near_base_km=near_km if values.get("near") and near_km else None,
        text=str(values.get("q", "")),
    )
    return Question(
        box=box_of(str(query.get("bbox") or "")),
        zoom=number_of(str(query.get("zoom") or "")),
        first=month_of(str(query.get("from") or "")),
        last=month_of(str(query.get("to") or "")),
        wanted=wanted,
    )


def box_of(text: str) -> Bounds | None:
    """Read west,south,east,north in degrees, kept on the globe; None for anything else."""
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        return None
    if not (west < east and south < north):
        return None
    return max(west, -180.0), max(south, -90.0), min(east, 180.0), min(north, 90.0)


def number_of(text: str) -> float:
    """Read the zoom; 0 for anything else."""
    try:
        return min(max(float(text), 0.0), 24.0)
    except ValueError:
        return 0.0


def month_of(text: str) -> Month | None:
    """Read 2018-03; None for anything else."""
    year, _dash, month = text.partition("-")
    try:
        return Month(int(year), int(month)) if len(year) == 4 else None
    except ValueError:
        return None
