"""The map of a quarter: areas to shade, incidents and bases to draw."""

from __future__ import annotations

from typing import Any

from tutela.access.rules import Actor
from tutela.account.products.queries.counting import AreaNames, Counts
from tutela.account.products.rules.places import MapArea, MapBase, MapIncident, MapPicture, Polygon
from tutela.kernel.periods import Quarter
from tutela.kernel.places import PlacePrecision
from tutela.mission.queries import areas, bases_on


def area_names(actor: Actor) -> AreaNames:
    """Return the mission's areas by key, as they are named now."""
    rows = list(areas(actor).values_list("pk", "code", "name"))
    return AreaNames({key: code for key, code, _name in rows}, {code: name for _key, code, name in rows})


def map_picture(actor: Actor, counts: Counts, quarter: Quarter) -> MapPicture:
    """Return what the map of the quarter is drawn from: the finest areas, with harm of the quarter."""
    rows = areas(actor)
    finest = rows.order_by("-level").values_list("level", flat=True).first() or 1
    harm = counts.civilians_by_area()
    shown = rows.filter(level=finest).order_by("code").values_list("code", "name", "outline", "disputed")
    return MapPicture(
        areas=tuple(
            MapArea(code, name, polygons_of(outline), harm.get(code, 0.0), disputed)
            for code, name, outline, disputed in shown
        ),
        incidents=tuple(
            MapIncident(
                longitude=incident.longitude,
                latitude=incident.latitude,
                precision=PlacePrecision(incident.place_precision),
                area=counts.names.name(incident.area),
                civilian_deaths=incident.civilians_best,
            )
            for incident in counts.of_quarter
            if incident.longitude is not None and incident.latitude is not None
        ),
        bases=tuple(MapBase(base.name, base.longitude, base.latitude) for base in bases_on(actor, quarter.last_day)),
    )


def polygons_of(outline: dict[str, Any]) -> tuple[Polygon, ...]:
    """Return a GeoJSON polygon or multipolygon as rings of positions."""
    parts = outline["coordinates"] if outline["type"] == "MultiPolygon" else [outline["coordinates"]]
    return tuple(tuple(tuple((lon, lat) for lon, lat, *_ in ring) for ring in part) for part in parts)
