"""A quiet picture of where a community lies: the outline of its area, the bases in it, and the place itself."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tutela.kernel.places import PlacePrecision
from tutela.know.communities.models import Community
from tutela.mission.models import Area, Base
from tutela.mission.outlines import Frame, rings


def picture_of(row: Community, bases: Sequence[Base]) -> SafeString:
    """Draw a community in its area. What is known to the province at most is the area alone, never a point."""
    area = row.area
    frame = Frame.around(area.west, area.south, area.east, area.north)
    return format_html(
        '<svg class="ground" role="img" aria-label="{}" viewBox="0 0 {} {}"><path class="{}" d="{}"></path>{}{}</svg>',
        _("%(community)s in %(area)s") % {"community": row.name, "area": area.name},
        round(frame.width),
        round(frame.height),
        "ground-area ground-disputed" if area.disputed else "ground-area",
        _outline(area, frame),
        _bases(bases, frame),
        _here(row, frame),
    )


def _outline(area: Area, frame: Frame) -> str:
    paths = []
    for ring in rings(area.outline):
        places = dict.fromkeys(_rounded(frame.place(longitude, latitude)) for longitude, latitude, *_height in ring)
        if len(places) > 2:
            paths.append("M" + "L".join(f"{across},{down}" for across, down in places) + "Z")
    return "".join(paths)


def _rounded(place: tuple[float, float]) -> tuple[int, int]:
    # A picture of this size shows no less than a pixel; corners that fall together are drawn once.
    return floor(place[0]), floor(place[1])


def _bases(bases: Sequence[Base], frame: Frame) -> SafeString:
    signs = [(*frame.place(base.longitude, base.latitude), base.name) for base in bases]
    return format_html_join(
        "",
        '<rect class="ground-base" x="{}" y="{}" width="10" height="10"><title>{}</title></rect>',
        ((round(across - 5, 1), round(down - 5, 1), name) for across, down, name in signs),
    )


def _here(row: Community, frame: Frame) -> SafeString:
    if row.latitude is None or row.longitude is None or row.precision > PlacePrecision.DISTRICT:
        return SafeString("")
    across, down = frame.place(row.longitude, row.latitude)
    # A place that is known to the district only is a wide ring, not a point.
    size = 7 if row.precision <= PlacePrecision.NEAR else 40
    css = "ground-here" if row.precision <= PlacePrecision.NEAR else "ground-about"
    return format_html(
        '<circle class="{}" cx="{}" cy="{}" r="{}"><title>{}</title></circle>', css, across, down, size, row.name
    )
