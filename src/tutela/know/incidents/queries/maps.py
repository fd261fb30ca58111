"""What the map asks: totals by cell for a wide view, single incidents for a close one."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from django.db.models import Sum

from tutela.access.permissions import Permission
from tutela.access.queries import ScopedQuerySet
from tutela.access.rules import Actor as Asker
from tutela.kernel.cells import cells_in_box, centre_of
from tutela.kernel.periods import Month
from tutela.know.incidents.models import CellTotal, Incident
from tutela.know.incidents.queries.narrowing import Filters, filtered
from tutela.mission.models import Area

MOST_CELLS_BY_KEY = 400


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


class CellFigures(NamedTuple):
    """The totals of a map cell, with the mean place of what is in it; figures are spread by day."""

    cell: int
    is_point: bool
    latitude: float
    longitude: float
    incidents: float
    deaths: float
    civilians_low: float
    civilians: float
    civilians_high: float


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


def periods_between(first: Month, last: Month) -> list[int]:
    """Return the periods that cover the months: whole years as years, the months at the edges as months."""
    years = [year for year in range(first.year, last.year + 1) if _covers(first, last, year)]
    months = [
        ordinal for ordinal in range(first.ordinal, last.ordinal + 1) if Month.from_ordinal(ordinal).year not in years
    ]
    return [-year for year in years] + months


def _covers(first: Month, last: Month, year: int) -> bool:
    return first <= Month(year, 1) and last >= Month(year, 12)


def totals(actor: Asker, wanted: Filters, first: Month, last: Month) -> TotalSet:
    """Return the totals of the months that fit the filters by act, area and precision."""
    rows = TotalSet(CellTotal).visible_to(actor).filter(period__in=periods_between(first, last))
    if wanted.acts:
        rows = rows.filter(act__in=wanted.acts)
    if wanted.points_only:
        rows = rows.filter(is_point=True)
    if wanted.area:
        below = Area.objects.filter(mission_id=actor.mission, path__contains=f"{wanted.area}/")
        rows = rows.filter(area_key__in=list(below.values_list("pk", flat=True)))
    return rows


def map_cells(actor: Asker, box: Box, wanted: Filters, first: Month, last: Month) -> list[CellFigures]:
    """Return the totals of the cells in view. Filters that totals do not know (actor, text) need `map_points`."""
    rows = totals(actor, wanted, first, last).exclude(cell=0)
    summed = rows.values_list("cell", "is_point").annotate(
        Sum("latitude_sum"),
        Sum("longitude_sum"),
        Sum("incidents"),
        Sum("deaths_best"),
        Sum("civilians_low"),
        Sum("civilians_best"),
        Sum("civilians_high"),
    )
    found = []
    for cell, is_point, lat_sum, lon_sum, count, *figures in summed:
        latitude, longitude = (lat_sum / count, lon_sum / count) if count else centre_of(cell)
        if box.south <= latitude <= box.north and box.west <= longitude <= box.east:
            found.append(CellFigures(cell, is_point, latitude, longitude, count, *figures))
    return sorted(found, key=lambda figures: (-figures.civilians, figures.cell))


def map_points(actor: Asker, box: Box, wanted: Filters, *, limit: int = 2000) -> list[Incident]:
    """Return the newest incidents in view, at most `limit`."""
    rows = filtered(actor, wanted).filter(
        latitude__gte=box.south, latitude__lte=box.north, longitude__gte=box.west, longitude__lte=box.east
    )
    cells = _cells_in(box)
    if cells:
        rows = rows.filter(cell__in=cells)
    return list(rows[:limit])


def _cells_in(box: Box) -> list[int]:
    if box.degrees > 25:
        return []
    cells = cells_in_box(*box)
    return cells if len(cells) <= MOST_CELLS_BY_KEY else []
