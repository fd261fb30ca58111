"""What the map asks: totals by cell and area for a wide view, single incidents for a close one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar, NamedTuple

from django.db.models import Q, Sum

from tutela.access.permissions import Permission
from tutela.access.queries import ScopedQuerySet
from tutela.access.rules import Actor as Asker
from tutela.kernel.cells import cells_in_box
from tutela.kernel.ids import number_in, reference
from tutela.kernel.periods import Month
from tutela.kernel.places import PlacePrecision
from tutela.know.incidents.models import CellTotal
from tutela.know.incidents.queries.lists import met
from tutela.know.incidents.queries.narrowing import Filters, filtered, keys_below
from tutela.know.incidents.rules.rollup import ALL_TIME
from tutela.mission.models import Area

MOST_CELLS_BY_KEY = 400
CROWDED = 25_000


class Box(NamedTuple):
    """A view of the map in degrees."""

    west: float
    south: float
    east: float
    north: float

    @property
    def degrees(self) -> float:
        """The view's size in square degrees."""
        return max(0.0, self.east - self.west) * max(0.0, self.north - self.south)


class PlaceFigures(NamedTuple):
    """The totals of what lies in one cell and one area (0: outside every area), points and coarse places apart.

    Figures are spread by day; the coordinates are sums, to be divided by the incidents.
    """

    cell: int
    area: int
    is_point: bool
    latitude_sum: float
    longitude_sum: float
    incidents: float
    civilians: float


class MapPoint(NamedTuple):
    """An incident as the map shows it."""

    key: int
    latitude: float
    longitude: float
    place_precision: int
    occurred_from: date
    act: str
    headline: str
    place_name: str
    area: int | None
    civilians: int

    @property
    def reference(self) -> str:
        """The reference that people use."""
        return reference("I", number_in(self.key))

    @property
    def is_point(self) -> bool:
        """Whether the coordinates may be drawn as a point."""
        return self.place_precision <= PlacePrecision.DISTRICT


class TotalSet(ScopedQuerySet[CellTotal]):
    """Totals obey the same rules as the incidents in them."""

    view_permission: ClassVar[Permission] = Permission.INCIDENT_READ
    sensitivity_field: ClassVar[str | None] = "sensitivity"
    compartment_field: ClassVar[str | None] = "compartment"

    def visible_to(self, actor: Asker) -> TotalSet:
        """Return the totals of what the actor may know of: a field office's areas are listed by key."""
        rows = super().visible_to(actor)
        if actor.area_path:
            below = Area.objects.filter(mission_id=actor.mission, path__startswith=actor.area_path)
            rows = rows.filter(area_key__in=list(below.values_list("pk", flat=True)))
        return rows


def periods_between(first: Month, last: Month, on_record: tuple[Month, Month]) -> list[int]:
    """Return the periods that cover the months: all time in one, whole years as years, edges as months.

    `on_record` are the first and the last month that anything is on record for.
    """
    if first <= on_record[0] and last >= on_record[1]:
        return [ALL_TIME]
    first, last = max(first, on_record[0]), min(last, on_record[1])
    years = [year for year in range(first.year, last.year + 1) if _covers(first, last, year)]
    months = [
        ordinal for ordinal in range(first.ordinal, last.ordinal + 1) if Month.from_ordinal(ordinal).year not in years
    ]
    return [-year for year in years] + months


def _covers(first: Month, last: Month, year: int) -> bool:
    return first <= Month(year, 1) and last >= Month(year, 12)


def months_on_record(actor: Asker) -> tuple[Month, Month] | None:
    """Return the first and the last month of what the actor may know of, None when there is nothing."""
    # A correction leaves rows behind that add up to nothing.
    something = Q(incidents__gt=0.5) | Q(deaths_high__gt=0.001)
    rows = TotalSet(CellTotal).visible_to(actor).filter(something, period__gt=ALL_TIME)
    first = rows.order_by("period").values_list("period", flat=True).first()
    last = rows.order_by("-period").values_list("period", flat=True).first()
    return None if first is None or last is None else (Month.from_ordinal(first), Month.from_ordinal(last))


def totals(actor: Asker, wanted: Filters, periods: Iterable[int]) -> TotalSet:
    """Return the totals of the periods that fit the filters by act, area and precision; of places, not everywhere."""
    rows = TotalSet(CellTotal).visible_to(actor).filter(period__in=list(periods), cell__gte=0)
    if wanted.acts:
        rows = rows.filter(act__in=wanted.acts)
    if wanted.points_only:
        rows = rows.filter(is_point=True)
    if wanted.area:
        rows = rows.filter(area_key__in=keys_below(actor.mission, wanted.area))
    return rows


def totals_know(wanted: Filters) -> bool:
    """Return whether totals can answer the filters; the others need single incidents."""
    return not (wanted.actor or wanted.text or wanted.least_civilians or wanted.near_base_km or wanted.source)


def place_figures(
    actor: Asker, wanted: Filters, first: Month, last: Month, on_record: tuple[Month, Month]
) -> list[PlaceFigures]:
    """Return the totals of the months by cell and area, in a fixed order. The filters must be such as totals know."""
    rows = totals(actor, wanted, periods_between(first, last, on_record))
    summed = rows.values_list("cell", "area_key", "is_point").annotate(
        Sum("latitude_sum"), Sum("longitude_sum"), Sum("incidents"), Sum("civilians_best")
    )
    return sorted(PlaceFigures(*row) for row in summed)


def map_points(actor: Asker, box: Box, wanted: Filters, *, limit: int) -> list[MapPoint]:
    """Return the newest incidents in view, at most `limit`."""
    cells = _cells_in(box)
    within = Q(cell__in=cells) if cells else Q()
    rows = filtered(actor, wanted, within)
    if cells:
        rows = met(rows, within) if _is_crowded(actor, cells) else rows.filter(within)
    rows = rows.filter(
        latitude__gte=box.south, latitude__lte=box.north, longitude__gte=box.west, longitude__lte=box.east
    )
    found = rows.select_related(None).values_list(
        "pk",
        "latitude",
        "longitude",
        "place_precision",
        "occurred_from",
        "act",
        "headline",
        "place_name",
        "area_id",
        "civilians_best",
    )
    return [MapPoint._make(row) for row in found[:limit]]


def _is_crowded(actor: Asker, cells: list[int]) -> bool:
    """Return whether so much lies in the cells that a walk from the newest on meets enough of it soon."""
    rows = totals(actor, Filters(), [ALL_TIME]).filter(cell__in=cells)
    return (rows.aggregate(all=Sum("incidents"))["all"] or 0) > CROWDED


def _cells_in(box: Box) -> list[int]:
    if box.degrees > 25:
        return []
    cells = cells_in_box(*box)
    return cells if len(cells) <= MOST_CELLS_BY_KEY else []
