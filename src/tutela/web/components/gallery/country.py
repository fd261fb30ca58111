"""An invented country out at sea: areas, bases and incidents for the gallery's map, the same at every start."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache
from random import Random
from typing import Any

from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from tutela.kernel.periods import Month
from tutela.web.components.figures import day_text
from tutela.web.components.maps import Bounds
from tutela.web.components.scales import AREA_LEVEL_FROM

WEST, SOUTH, STEP = -29.0, 7.0, 1.15
ACROSS, DOWN = 4, 3
BOUNDS: Bounds = (WEST - 0.4, SOUTH - 0.4, WEST + ACROSS * STEP + 0.4, SOUTH + DOWN * STEP + 0.4)
FIRST, LAST = Month(2030, 1), Month(2031, 6)
AREA_NAMES = (
    "Tellim", "Upper Dess", "Marrow Hills", "Oskar Bay",
    "Lower Dess", "Kessen", "Vael Plain", "Sarn Coast",
    "Ruda", "Holm Valley", "Ternay", "Cape Irrin",
)  # fmt: skip
DISPUTED = {"Marrow Hills", "Vael Plain"}
ACTS = (
    "Killing", "Attack on a settlement", "Abduction", "Sexual violence", "Looting with violence", "Forced displacement",
)  # fmt: skip
BASES = (
    ("Tellim base", -28.4, 9.9),
    ("Kessen company base", -27.2, 8.6),
    ("Ternay temporary base", -26.1, 7.5),
)
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Event:
    """One invented incident; `precision` as in `scales`, `civilians` killed as best estimate."""

    number: int
    month: Month
    day: int
    area: str
    longitude: float
    latitude: float
    precision: int
    civilians: int
    act: str

    @property
    def date(self) -> date:
        """The day it happened."""
        return date(self.month.year, self.month.month, self.day)


@cache
def corners() -> dict[tuple[int, int], tuple[float, float]]:
    """Return the shared corners of the areas, shaken so that no border is straight."""
    shake = Random(11)  # noqa: S311  made-up geography
    return {
        (x, y): (WEST + x * STEP + shake.uniform(-0.28, 0.28), SOUTH + y * STEP + shake.uniform(-0.28, 0.28))
        for x in range(ACROSS + 1)
        for y in range(DOWN + 1)
    }


@cache
def rings() -> dict[str, list[tuple[float, float]]]:
    """Return each area's outline, closed; area 0 is in the north-west."""
    point, shake = corners(), Random(5)  # noqa: S311
    middles: dict[frozenset[tuple[int, int]], tuple[float, float]] = {}
    outlines = {}
    for index, name in enumerate(AREA_NAMES):
        x, y = index % ACROSS, DOWN - 1 - index // ACROSS
        keys = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)]
        ring: list[tuple[float, float]] = []
        for here, there in zip(keys, keys[1:] + keys[:1], strict=True):
            (a, b), (c, d) = point[here], point[there]
            bend = ((a + c) / 2 + shake.uniform(-0.12, 0.12), (b + d) / 2 + shake.uniform(-0.12, 0.12))
            ring += [point[here], middles.setdefault(frozenset((here, there)), bend)]
        outlines[name] = [*ring, ring[0]]
    return outlines


def centre(name: str) -> tuple[float, float]:
    """Return the middle of an area's outline, where its label stands."""
    ring = rings()[name][:-1]
    return sum(x for x, _y in ring) / len(ring), sum(y for _x, y in ring) / len(ring)


@cache
def events() -> tuple[Event, ...]:
    """Return the invented incidents, most of them in three of the areas."""
    dice = Random(29)  # noqa: S311
    weights = [2, 6, 14, 1, 3, 9, 16, 2, 1, 4, 3, 2]
    made = []
    for number in range(1, 421):
        name = dice.choices(AREA_NAMES, weights)[0]
        x, y = centre(name)
        precision = dice.choices((1, 2, 3, 4, 5), (30, 25, 20, 20, 5))[0]
        made.append(
            Event(
                number=number,
                month=FIRST.plus(int(dice.triangular(0, 17.99, 15))),
                day=dice.randint(1, 28),
                area=name,
                longitude=round(x + dice.gauss(0, 0.22), 4),
                latitude=round(y + dice.gauss(0, 0.22), 4),
                precision=precision,
                civilians=dice.choices((0, 1, 2, 3, 5, 8, 14, 31), (34, 26, 15, 10, 7, 4, 3, 1))[0],
                act=dice.choice(ACTS),
            )
        )
    return tuple(made)


def question(query: QueryDict) -> tuple[Month | None, Month | None, Bounds, Json]:
    """Read the map's question; what is missing or makes no sense means everything."""
    try:
        edges = [float(edge) for edge in query.get("bbox", "").split(",")]
        box: Bounds = (edges[0], edges[1], edges[2], edges[3])
    except (ValueError, IndexError):
        box = BOUNDS
    wanted = {name: query[name] for name in ("act", "area", "civilian") if query.get(name)}
    return month_of(query.get("from", "")), month_of(query.get("to", "")), box, wanted


def month_of(text: str) -> Month | None:
    """Read 2030-03, or nothing."""
    year, _dash, month = text.partition("-")
    return Month(int(year), int(month)) if year.isdecimal() and month.isdecimal() else None


def fits(one: Event, wanted: Json) -> bool:
    """Return whether an incident passes the filters."""
    is_hit = wanted.get("act", one.act) == one.act and wanted.get("area", one.area) == one.area
    return is_hit and (one.civilians > 0 or "civilian" not in wanted)


def answer(first: Month | None, last: Month | None, box: Bounds, wanted: Json) -> Json:
    """Return what `maps` says the map expects, for a span of months and a viewport."""
    in_span = [one for one in events() if fits(one, wanted) and (first or FIRST) <= one.month <= (last or LAST)]
    seen = [one for one in in_span if box[0] <= one.longitude <= box[2] and box[1] <= one.latitude <= box[3]]
    seen.sort(key=lambda one: (one.month, one.day), reverse=True)
    precise = [one for one in seen if one.precision < AREA_LEVEL_FROM]
    vague = [one for one in seen if one.precision >= AREA_LEVEL_FROM]
    rows = render_to_string("components/gallery_rows.html", {"rows": seen[:60], "vague_from": AREA_LEVEL_FROM})
    return {
        "type": "FeatureCollection",
        "features": [feature(one) for one in precise] + vague_features(vague),
        "areas": area_facts(in_span),
        "months": months(wanted),
        "list_html": rows,
        "summary": summary(len(seen), len(vague)),
    }


def summary(count: int, vague: int) -> str:
    """Say how many incidents are in view."""
    seen = ngettext("%(n)d incident in view", "%(n)d incidents in view", count) % {"n": count}
    only = ngettext("%(n)d known only to its area", "%(n)d known only to their area", vague) % {"n": vague}
    return f"{seen}, {only}" if vague else seen


def feature(one: Event) -> Json:
    """Return an incident that may be drawn as a point."""
    return {
        "type": "Feature",
        "id": one.number,
        "geometry": {"type": "Point", "coordinates": [one.longitude, one.latitude]},
        "properties": {
            "kind": "incident", "events": 1, "harm": one.civilians, "row": str(one.number), "url": f"#{one.number}",
            "title": f"{one.act}, {one.area}", "lines": [day_text(one.date)],
        },
    }  # fmt: skip


def vague_features(vague: list[Event]) -> list[Json]:
    """Return one sign an area for what is known only to the area."""
    found = []
    for name, count in Counter(one.area for one in vague).items():
        harm = sum(one.civilians for one in vague if one.area == name)
        found.append(
            {
                "type": "Feature",
                "id": f"area-{AREA_NAMES.index(name)}",
                "geometry": {"type": "Point", "coordinates": list(centre(name))},
                "properties": {
                    "kind": "area",
                    "events": count,
                    "harm": harm,
                    "title": name,
                    "lines": [],
                    "url": "",
                    "area": f"A{AREA_NAMES.index(name):02d}",
                    "rows": [str(one.number) for one in vague if one.area == name],
                },
            }
        )
    return found


def area_facts(seen: list[Event]) -> Json:
    """Return the shade of each area, by civilians killed."""
    limits = (1, 12, 30, 70, 120)
    facts: Json = {}
    for index, name in enumerate(AREA_NAMES):
        here = [one for one in seen if one.area == name]
        harm = sum(one.civilians for one in here)
        vague = sum(1 for one in here if one.precision >= AREA_LEVEL_FROM)
        facts[f"A{index:02d}"] = {
            "step": sum(harm >= limit for limit in limits),
            "vague": vague,
            "lines": [str(harm)],
        }
    return facts


def months(wanted: Json) -> list[tuple[str, int, int]]:
    """Return incidents and civilians killed, month by month."""
    steps = [FIRST.plus(step) for step in range(LAST.ordinal - FIRST.ordinal + 1)]
    by_month = {month: [one for one in events() if one.month == month and fits(one, wanted)] for month in steps}
    return [(str(month), len(ones), sum(one.civilians for one in ones)) for month, ones in by_month.items()]


def areas() -> Json:
    """Return the areas as GeoJSON."""
    return collection(
        {
            "type": "Feature",
            "geometry": {"type": "Polygon", "coordinates": [rings()[name]]},
            "properties": {
                "id": f"A{index:02d}", "name": name, "disputed": name in DISPUTED, "label": centre(name),
            },
        }
        for index, name in enumerate(AREA_NAMES)
    )  # fmt: skip


def bases() -> Json:
    """Return the bases as GeoJSON."""
    return collection(
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [longitude, latitude]},
            "properties": {"name": name, "lines": []},
        }
        for name, longitude, latitude in BASES
    )


def collection(features: Any) -> Json:
    """Wrap features."""
    return {"type": "FeatureCollection", "features": list(features)}


def picture() -> SafeString:
    """Draw the areas as SVG for browsers that cannot draw the map."""
    west, _south, _east, north = BOUNDS
    facts = area_facts(list(events()))
    shapes = (
        (
            " ".join(f"{(x - west) * 100:.0f},{(north - y) * 100:.0f}" for x, y in ring),
            max(fact["step"], 1),
            name,
        )
        for (name, ring), fact in zip(rings().items(), facts.values(), strict=True)
    )
    drawn = format_html_join("", '<polygon points="{}" class="map-area fill-{}"><title>{}</title></polygon>', shapes)
    return format_html('<svg viewBox="0 0 540 425" role="img" aria-label="Harm by area">{}</svg>', drawn)
