"""Figures from incidents: by month, by area, and the patterns in which threats show."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Max, Min, Sum

from tutela.access.rules import Actor as Asker
from tutela.kernel.periods import Month
from tutela.know.incidents.models import CellTotal
from tutela.know.incidents.queries.lists import IncidentSet, incidents
from tutela.know.incidents.queries.maps import TotalSet
from tutela.know.incidents.queries.narrowing import Filters, keys_below
from tutela.know.incidents.rules.rollup import EVERYWHERE


class MonthFigures(NamedTuple):
    """Totals of one month; what lasts over months is spread by day, so deaths are not whole numbers."""

    month: Month
    incidents: float
    deaths_low: float
    deaths_best: float
    deaths_high: float
    civilians_coded: float
    civilians_low: float
    civilians_best: float
    civilians_high: float
    one_sided_best: float


class Pattern(NamedTuple):
    """Incidents of one actor, in one area, of one act: what a threat may stand behind. Area 0 is none at all."""

    actor_id: int
    actor_name: str
    actor_kind: str
    area_id: int
    area_name: str
    area_path: str
    act: str
    incidents: int
    deaths_best: int
    civilians_low: int
    civilians_best: int
    civilians_high: int
    first_on: date
    last_on: date
    largest_civilians: int


_FIGURES = MonthFigures._fields[1:]


def month_figures(actor: Asker, first: Month, last: Month, wanted: Filters | None = None) -> list[MonthFigures]:
    """Return the totals of every month from `first` to `last`, quiet months as zeros.

    Only acts and an area narrow them. The whole mission is read from its own totals, an area from those of its cells.
    """
    wanted = wanted or Filters()
    rows = TotalSet(CellTotal).visible_to(actor).filter(period__in=range(first.ordinal, last.ordinal + 1))
    if wanted.area:
        rows = rows.filter(area_key__in=keys_below(actor.mission, wanted.area))
    in_places = bool(wanted.area or actor.area_path)
    rows = rows.filter(cell__gte=0) if in_places else rows.filter(cell=EVERYWHERE)
    if wanted.acts:
        rows = rows.filter(act__in=wanted.acts)
    summed = rows.values_list("period").annotate(*[Sum(name) for name in _FIGURES])
    found = {row[0]: row[1:] for row in summed}
    quiet = (0.0,) * len(_FIGURES)
    return [
        MonthFigures(Month.from_ordinal(ordinal), *found.get(ordinal, quiet))
        for ordinal in range(first.ordinal, last.ordinal + 1)
    ]


def data_span(actor: Asker) -> tuple[date, date] | None:
    """Return the first and the last day on which something on record began, None without incidents."""
    days = incidents(actor).select_related(None).values_list("occurred_from", flat=True)
    last, first = days.first(), days.reverse().first()
    return None if first is None or last is None else (first, last)


def incident_patterns(actor: Asker, *, since: date, until: date) -> list[Pattern]:
    """Return the patterns of incidents that began in a period, in a fixed order.

    In violence against civilians only the side that did it counts as actor; in fighting both sides do, each with the
    harm of the fighting. What is placed in no area is a pattern of its own, so that it is not lost; incidents without
    an actor are in none.
    """
    rows = incidents(actor).order_by().filter(occurred_from__gte=since, occurred_from__lte=until)
    found: dict[tuple[int, int, str], Pattern] = {}
    for pattern in [*_patterns(rows, "actor_a"), *_patterns(rows.filter(one_sided=False), "actor_b")]:
        key = (pattern.actor_id, pattern.area_id, pattern.act)
        found[key] = _joined(found[key], pattern) if key in found else pattern
    return [found[key] for key in sorted(found)]


def _patterns(rows: IncidentSet, side: str) -> Iterable[Pattern]:
    named = rows.filter(**{f"{side}__isnull": False}).exclude(**{f"{side}__kind": "civilians"})
    grouped = named.values_list(
        f"{side}_id", f"{side}__name", f"{side}__kind", "area_id", "area__name", "area__path", "act"
    ).annotate(
        Count("pk"),
        Sum("deaths_best"),
        Sum("civilians_low"),
        Sum("civilians_best"),
        Sum("civilians_high"),
        Min("occurred_from"),
        Max("occurred_to"),
        Max("civilians_best"),
    )
    return [Pattern._make((*row[:3], row[3] or 0, row[4] or "", row[5] or "", *row[6:])) for row in grouped]


def _joined(one: Pattern, other: Pattern) -> Pattern:
    return one._replace(
        incidents=one.incidents + other.incidents,
        deaths_best=one.deaths_best + other.deaths_best,
        civilians_low=one.civilians_low + other.civilians_low,
        civilians_best=one.civilians_best + other.civilians_best,
        civilians_high=one.civilians_high + other.civilians_high,
        first_on=min(one.first_on, other.first_on),
        last_on=max(one.last_on, other.last_on),
        largest_civilians=max(one.largest_civilians, other.largest_civilians),
    )
