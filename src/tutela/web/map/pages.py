"""The map: incidents, areas and bases, with a list beside it that holds the same."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.kernel.periods import Month
from tutela.know.incidents.queries import months_on_record
from tutela.mission.queries import areas, bases_on, parameter_value
from tutela.web.components.maps import MapSetup
from tutela.web.map.answers import FEW_ENOUGH, answer, labels_of, list_of, step_words, summary, view_of
from tutela.web.map.questions import Question, filter_set, month_of, question_from

WORLD = (-180.0, -60.0, 180.0, 75.0)
SHOWN_MONTHS = 12


@require_safe
@needs(Permission.INCIDENT_READ)
def map_page(request: ActorRequest) -> HttpResponse:
    """Show the map; what it shows is in the address."""
    on_record = _on_record(request)
    setup = _setup(request, on_record)
    view = view_of(request.actor, _question(request, setup), on_record, limit=FEW_ENOUGH)
    context = {
        "filters": filter_set(request.actor).read(request.GET),
        "map": setup,
        "map_list": SafeString(list_of(view, labels_of(request.actor))),
        "map_summary": summary(view),
    }
    return render(request, "map/map.html", context)


def _on_record(request: ActorRequest) -> tuple[Month, Month]:
    """Return the months that anything is on record for; this month where nothing is."""
    this_month = Month.of(request.clock.now().date())
    return months_on_record(request.actor) or (this_month, this_month)


def _setup(request: ActorRequest, on_record: tuple[Month, Month]) -> MapSetup:
    first, last = on_record
    from_month, to_month = month_of(request.GET.get("from", "")), month_of(request.GET.get("to", ""))
    chosen = (from_month or max(first, last.plus(1 - SHOWN_MONTHS)), to_month or last)
    return MapSetup(
        key="incidents",
        data_url=reverse("map:data"),
        bounds=_bounds(request),
        areas_url=reverse("map:areas"),
        bases_url=f"{reverse('map:bases')}?on={last.last_day.isoformat()}",
        land_url=static("vendor/world/countries-50m.geojson"),
        first=first,
        last=last,
        chosen=chosen if chosen[0] <= chosen[1] else (first, last),
        steps=step_words(),
    )


def _bounds(request: ActorRequest) -> tuple[float, float, float, float]:
    boxes = list(areas(request.actor).filter(level=1).values_list("west", "south", "east", "north"))
    if request.actor.area_path:
        own = areas(request.actor).filter(path__startswith=request.actor.area_path)
        boxes = list(own.values_list("west", "south", "east", "north")) or boxes
    if not boxes:
        return WORLD
    west, south = min(box[0] for box in boxes), min(box[1] for box in boxes)
    return west, south, max(box[2] for box in boxes), max(box[3] for box in boxes)


def _question(request: ActorRequest, setup: MapSetup) -> Question:
    """Return what the address asks, with what the page shows first in place of what it leaves open."""
    asked = question_from(request.GET, request.actor, near_km=_near_km(request))
    first, last = setup.chosen or (None, None)
    return asked._replace(first=asked.first or first, last=asked.last or last, box=asked.box or setup.bounds)


def _near_km(request: ActorRequest) -> float:
    return float(parameter_value(request.actor.mission, "near_base_km", at=request.clock.now()))


@require_safe
@needs(Permission.INCIDENT_READ)
def map_data(request: ActorRequest) -> JsonResponse:
    """Answer what the map asks for a view, a span of months and the filters."""
    on_record = _on_record(request)
    return JsonResponse(answer(request.actor, _question(request, _setup(request, on_record)), on_record))


@require_safe
@needs(Permission.MISSION_READ)
def map_areas(request: ActorRequest) -> JsonResponse:
    """Return the outlines of the finest areas as GeoJSON; borders imply no position."""
    rows = areas(request.actor)
    finest = rows.order_by("-level").values_list("level", flat=True).first() or 1
    shown = rows.filter(level=finest).values_list("code", "name", "disputed", "outline", "latitude", "longitude")
    features = [_area_feature(*row) for row in shown]
    response = JsonResponse({"type": "FeatureCollection", "features": features})
    response["Cache-Control"] = "private, max-age=300"
    return response


def _area_feature(
    code: str, name: str, disputed: bool, outline: dict[str, Any], latitude: float, longitude: float
) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": code,
        "geometry": outline,
        "properties": {"id": code, "name": name, "disputed": disputed, "label": [longitude, latitude]},
    }


@require_safe
@needs(Permission.MISSION_READ)
def map_bases(request: ActorRequest) -> JsonResponse:
    """Return the bases that stood on a day (today when none is given) as GeoJSON."""
    day = _day(request.GET.get("on", "")) or request.clock.now().date()
    features = [
        {
            "type": "Feature",
            "id": row.code,
            "geometry": {"type": "Point", "coordinates": [row.longitude, row.latitude]},
            "properties": {"name": row.name, "lines": [row.area.name] if row.area else []},
        }
        for row in bases_on(request.actor, day)
    ]
    return JsonResponse({"type": "FeatureCollection", "features": features})


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
