"""What is drawn on the map, as GeoJSON: single incidents, cells that add many up, and signs for what is coarse."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tutela.kernel.cells import centre_of
from tutela.know.incidents.queries import Box, MapPoint, PlaceFigures
from tutela.web.components.figures import day_text, number

ANY = "I-000000"
FEWEST = 0.5


class Label(NamedTuple):
    """An area's code and name, and where a sign for it stands, in degrees."""

    code: str
    name: str
    longitude: float
    latitude: float


class Drawn(NamedTuple):
    """An incident with its title, its day and its address in the reader's language."""

    point: MapPoint
    title: str
    day: str
    address: str


def drawn(rows: Iterable[MapPoint], title: Callable[[MapPoint], str]) -> list[Drawn]:
    """Return the incidents with the words for the map."""
    address, day = reverse("incidents:incident", args=[ANY]), cache(day_text)
    return [Drawn(row, title(row), day(row.occurred_from), address.replace(ANY, row.reference)) for row in rows]


def point_features(rows: Sequence[Drawn], labels: dict[int, Label]) -> list[dict[str, Any]]:
    """Return one feature for each incident at a point, and one sign for all that are only known to an area."""
    coarse: dict[tuple[int, float, float], list[Drawn]] = {}
    features = []
    for row in rows:
        point = row.point
        if point.is_point:
            features.append(_incident(row))
        else:
            key = (point.area, 0.0, 0.0) if point.area else (0, point.longitude, point.latitude)
            coarse.setdefault(key, []).append(row)
    return [*features, *(_coarse(coarse[key], labels.get(key[0])) for key in sorted(coarse))]


def cell_features(figures: Iterable[PlaceFigures], box: Box, labels: dict[int, Label]) -> list[dict[str, Any]]:
    """Return the signs of the cells in view, most harm first, and those of areas for what is only known to them."""
    signs = sorted(_added(figures, labels), key=lambda sign: (-sign[4], sign[1]))
    return [
        _feature(f"{kind}-{key}", at, _many(kind, round(incidents), round(killed)) | more)
        for kind, key, at, incidents, killed, more in signs
        if _is_in(box, at) and (incidents >= FEWEST or killed >= FEWEST)
    ]


def _is_in(box: Box, at: tuple[float, float]) -> bool:
    return box.west <= at[0] <= box.east and box.south <= at[1] <= box.north


Sign = tuple[str, str, tuple[float, float], float, float, dict[str, Any]]


def _added(figures: Iterable[PlaceFigures], labels: dict[int, Label]) -> Iterator[Sign]:
    """Yield kind, key, position, incidents, civilians killed and whatever else is told of each sign."""
    cells: dict[int, list[PlaceFigures]] = {}
    coarse: dict[tuple[int, int], list[PlaceFigures]] = {}
    for row in figures:
        if row.is_point and row.cell:
            cells.setdefault(row.cell, []).append(row)
        elif row.area or row.cell:
            coarse.setdefault((row.area, 0 if row.area else row.cell), []).append(row)
    for cell, rows in cells.items():
        yield "cell", f"{cell:x}", _middle(rows) or _centre(cell), *_sums(rows), {}
    for (area, cell), rows in coarse.items():
        label = labels.get(area)
        at = (label.longitude, label.latitude) if label else _middle(rows) or _centre(cell)
        yield "area", f"{area}-{cell:x}", at, *_sums(rows), _of_area(label)


def _sums(rows: Sequence[PlaceFigures]) -> tuple[float, float]:
    return sum(row.incidents for row in rows), sum(row.civilians for row in rows)


def _middle(rows: Sequence[PlaceFigures]) -> tuple[float, float] | None:
    """Return the mean place of the incidents that begin in these months; None when none does."""
    count = sum(row.incidents for row in rows)
    if count < FEWEST:
        return None
    return sum(row.longitude_sum for row in rows) / count, sum(row.latitude_sum for row in rows) / count


def _centre(cell: int) -> tuple[float, float]:
    latitude, longitude = centre_of(cell)
    return longitude, latitude


def _incident(row: Drawn) -> dict[str, Any]:
    point = row.point
    said = {
        "kind": "incident",
        "events": 1,
        "harm": point.civilians,
        "title": row.title,
        "lines": [row.day],
        "url": row.address,
        "row": point.reference,
    }
    return _feature(point.reference, (point.longitude, point.latitude), said)


def _coarse(rows: Sequence[Drawn], label: Label | None) -> dict[str, Any]:
    """Return the sign for incidents that are known to one area, or to none."""
    first = rows[0].point
    at = (label.longitude, label.latitude) if label else (first.longitude, first.latitude)
    killed = sum(row.point.civilians for row in rows)
    more = _of_area(label) | {"rows": [row.point.reference for row in rows], "row": first.reference}
    if len(rows) == 1:
        more |= {"url": rows[0].address, "title": rows[0].title}
    key = f"area-{label.code if label else first.reference}"
    return _feature(key, at, _many("area", len(rows), killed) | more)


def _of_area(label: Label | None) -> dict[str, Any]:
    return {"area": label.code, "lines": [label.name]} if label else {"lines": [_("Outside every area on record")]}


def _many(kind: str, events: int, harm: int) -> dict[str, Any]:
    words = ngettext("%(count)s incident", "%(count)s incidents", events) % {"count": number(events)}
    return {"kind": kind, "events": events, "harm": harm, "title": words, "lines": [], "url": "", "row": ""}


def _feature(key: str, at: tuple[float, float], said: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": key,
        "geometry": {"type": "Point", "coordinates": [round(at[0], 5), round(at[1], 5)]},
        "properties": said,
    }
