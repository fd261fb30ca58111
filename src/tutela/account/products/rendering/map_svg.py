"""The map as SVG, drawn here from plain outlines: shaded areas with their figure, incidents, bases, dashed disputes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from math import cos, radians, sqrt

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from shapely.geometry import MultiPolygon
from shapely.geometry import Point as Spot
from shapely.geometry import Polygon as Shape
from shapely.geometry.base import BaseGeometry

from tutela.account.products.rendering import numbers
from tutela.account.products.rules.figures import HARM_STEPS, step_of
from tutela.account.products.rules.places import MapArea, MapPicture, Position, Ring, drawable
from tutela.web.components.documents.drawing import FAMILY, INK, SHADE, TEXT, attribute, content

WIDTH = 660.0
TALLEST = 440.0
MARGIN = 14.0
LEGEND = 74.0
FILLS = ("#ffffff", "#e4eaf1", "#b7c6d6", "#8aa1b9", "#2f4a68")  # five steps, apart in lightness alone
DOT = "#c8501e"
OFFSETS = ((0, 0), (0, -14), (0, 14), (-20, 0), (20, 0), (-20, -14), (20, -14), (-20, 14), (20, 14))
TOLERANCE = 0.35  # pixels; finer than a printer's dot at this size
KM_PER_DEGREE = 111.195
ROUND_KM = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)

Projection = Callable[[Position], tuple[float, float]]


@dataclass(slots=True)
class Canvas:
    """A picture being drawn: its projection, height, scale and the boxes that labels already take."""

    project: Projection
    height: float
    pixels_per_km: float
    prefix: str
    parts: list[str] = field(default_factory=list)
    taken: list[tuple[float, float, float, float]] = field(default_factory=list)

    def take(self, x: float, y: float, width: float, height: float) -> bool:
        """Take a box centred on x and y for a label; False, and nothing taken, when another label stands there."""
        box = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
        if any(box[2] > b[0] and box[0] < b[2] and box[3] > b[1] and box[1] < b[3] for b in self.taken):
            return False
        self.taken.append(box)
        return True


def map_svg(picture: MapPicture, prefix: str) -> str:
    """Draw the map; identifiers start with `prefix`. Raises ValueError when there is no area to draw."""
    if not picture.areas:
        raise ValueError("A map needs at least one area.")
    canvas = _canvas(picture.areas, prefix)
    shapes = [(area, _shape(area, canvas.project)) for area in picture.areas]
    for area, shape in shapes:
        canvas.parts.append(_area_path(area, shape, prefix))
    canvas.parts += [_dashed(line, canvas.project) for line in picture.disputed_lines]
    _draw_incidents(canvas, picture)
    _draw_bases(canvas, picture)
    _draw_labels(canvas, shapes)
    _draw_legend(canvas)
    return _svg(canvas)


def _canvas(areas: Iterable[MapArea], prefix: str) -> Canvas:
    """Fit an equirectangular projection, true to scale at the middle latitude, into the picture."""
    positions = [p for area in areas for polygon in area.polygons for ring in polygon for p in ring]
    west, east = min(p[0] for p in positions), max(p[0] for p in positions)
    south, north = min(p[1] for p in positions), max(p[1] for p in positions)
    squeeze = cos(radians((south + north) / 2))
    wide, high = max((east - west) * squeeze, 1e-6), max(north - south, 1e-6)
    scale = min((WIDTH - 2 * MARGIN) / wide, TALLEST / high)
    left = (WIDTH - wide * scale) / 2

    def project(position: Position) -> tuple[float, float]:
        x = left + (position[0] - west) * squeeze * scale
        return x, MARGIN + (north - position[1]) * scale

    return Canvas(project, 2 * MARGIN + high * scale, scale / KM_PER_DEGREE, prefix)


def _shape(area: MapArea, project: Projection) -> BaseGeometry:
    """Return an area in pixels, simplified to what can be seen."""
    polygons = [
        Shape([project(p) for p in rings[0]], [[project(p) for p in hole] for hole in rings[1:]])
        for rings in area.polygons
        if rings and len(rings[0]) >= 4
    ]
    return MultiPolygon(polygons).simplify(TOLERANCE)


def _area_path(area: MapArea, shape: BaseGeometry, prefix: str) -> str:
    step = step_of(area.civilian_deaths)
    fill = f"url(#{prefix}-unknown)" if step is None else FILLS[step]
    dash = ' stroke-dasharray="4 3"' if area.is_disputed else ""
    return (
        f'<path d="{_path(shape)}" fill="{fill}" fill-rule="evenodd" stroke="{SHADE}" stroke-width="0.7"'
        f' stroke-linejoin="round"{dash}/>'
    )


def _path(shape: BaseGeometry) -> str:
    """Return a geometry of polygons as path data with a tenth of a pixel."""
    parts = []
    for polygon in getattr(shape, "geoms", [shape]):
        for ring in (polygon.exterior, *polygon.interiors):
            points = [f"{x:.1f} {y:.1f}" for x, y in ring.coords[:-1]]
            parts.append("M" + "L".join(points) + "Z" if points else "")
    return "".join(parts)


def _dashed(line: Ring, project: Projection) -> str:
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in map(project, line))
    return f'<polyline points="{points}" fill="none" stroke="{TEXT}" stroke-width="1.3" stroke-dasharray="5 4"/>'


def _draw_incidents(canvas: Canvas, picture: MapPicture) -> None:
    """Draw incidents of known place as circles, the largest first so that small ones stay visible."""
    shown = sorted(drawable(picture.incidents), key=lambda i: (-(i.civilian_deaths or 0), i.longitude, i.latitude))
    for incident in shown:
        x, y = canvas.project((incident.longitude, incident.latitude))
        canvas.parts.append(_circle(x, y, radius(incident.civilian_deaths)))


def radius(deaths: float | None) -> float:
    """Return a circle's radius in pixels: its surface grows with civilian deaths, from a visible least."""
    return min(2.4 + 1.1 * sqrt(max(deaths or 0, 0)), 14)


def _circle(x: float, y: float, size: float) -> str:
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}" fill="{DOT}" fill-opacity="0.8" stroke="#ffffff"'
        ' stroke-width="0.8"/>'
    )


def _draw_bases(canvas: Canvas, picture: MapPicture) -> None:
    for base in sorted(picture.bases, key=lambda b: (b.name, b.longitude, b.latitude)):
        x, y = canvas.project((base.longitude, base.latitude))
        canvas.take(x, y, 11, 11)
        canvas.parts.append(_triangle(x, y))


def _triangle(x: float, y: float) -> str:
    return (
        f'<path d="M{x:.1f} {y - 5:.1f}L{x + 5:.1f} {y + 4:.1f}L{x - 5:.1f} {y + 4:.1f}Z" fill="#ffffff"'
        f' stroke="{INK}" stroke-width="1.6" stroke-linejoin="round"/>'
    )


def _draw_labels(canvas: Canvas, shapes: list[tuple[MapArea, BaseGeometry]]) -> None:
    """Write each area's figure, and its name where there is room; most deaths first, so the worst is never unnamed."""
    ordered = sorted(shapes, key=lambda pair: (-(pair[0].civilian_deaths or -1), pair[0].code))
    for area, shape in ordered:
        if not shape.is_empty and step_of(area.civilian_deaths):
            _draw_label(canvas, area, shape)


def _draw_label(canvas: Canvas, area: MapArea, shape: BaseGeometry) -> None:
    """Write figure and name at the first free place inside the area, the figure alone if the name fits nowhere."""
    figure = numbers.count(area.civilian_deaths)
    dark = (step_of(area.civilian_deaths) or 0) >= 4
    widths = 7.4 * len(figure), 5.6 * len(area.name)
    places = _places(shape)
    for x, y in places:
        if _fits(x, widths[1]) and canvas.take(x, y + 4, max(widths), 27):
            canvas.parts.append(_text(x, y + 2, figure, 13, bold=True, dark=dark))
            canvas.parts.append(_text(x, y + 14, area.name, 10, dark=dark))
            return
    for x, y in places:
        if canvas.take(x, y, widths[0], 13):
            canvas.parts.append(_text(x, y + 4, figure, 13, bold=True, dark=dark))
            return


def _places(shape: BaseGeometry) -> list[tuple[float, float]]:
    """Return where in an area a label may stand: a point well inside first, then beside it."""
    x, y = shape.representative_point().coords[0]
    around = ((x + dx, y + dy) for dx, dy in OFFSETS)
    return [place for place in around if shape.contains(Spot(place))]


def _fits(x: float, width: float) -> bool:
    """Whether a text centred on x stays inside the picture."""
    return x - width / 2 > MARGIN and x + width / 2 < WIDTH - MARGIN


def _text(
    x: float, y: float, text: str, size: float, *, bold: bool = False, dark: bool = False, anchor: str = "middle"
) -> str:
    """Return text with a halo in the opposite lightness, so that it reads on any step."""
    fill, halo = ("#ffffff", INK) if dark else (TEXT, "#ffffff")
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-family={attribute(FAMILY)} font-size="{size}"{weight}'
        f' text-anchor="{anchor}" fill="{fill}" stroke="{halo}" stroke-width="2.4" stroke-linejoin="round"'
        f' paint-order="stroke">{content(text)}</text>'
    )


def _draw_legend(canvas: Canvas) -> None:
    top = canvas.height + 6
    canvas.parts.append(_text(MARGIN, top + 8, _("Civilian deaths in the quarter"), 10.5, bold=True, anchor="start"))
    x = MARGIN
    unknown = (f"url(#{canvas.prefix}-unknown)", _("not covered"))
    for fill, label in (*zip(FILLS, step_labels(), strict=True), unknown):
        box = f'<rect x="{x:.1f}" y="{top + 15:.1f}" width="18" height="12" fill="{fill}"'
        canvas.parts.append(f'{box} stroke="{SHADE}" stroke-width="0.7"/>')
        canvas.parts.append(_text(x + 23, top + 25, label, 10.5, anchor="start"))
        x += 23 + 6.2 * len(label) + 16
    _draw_symbols(canvas, top + 46)
    line = _("Boundaries and names imply no position on the status of any territory; disputed lines are dashed.")
    canvas.parts.append(_text(MARGIN, top + 64, line, 9.5, anchor="start"))
    canvas.height += LEGEND + 4


def _draw_symbols(canvas: Canvas, y: float) -> None:
    label = _("incident of known place (larger: more civilian deaths)")
    x = MARGIN + 9
    canvas.parts += [_circle(x, y - 4, 4.5), _text(x + 14, y, label, 10.5, anchor="start")]
    x += 14 + 5.6 * len(label) + 18
    canvas.parts += [_triangle(x, y - 4), _text(x + 12, y, pgettext("map", "base"), 10.5, anchor="start")]
    _draw_scale(canvas, y)


def _draw_scale(canvas: Canvas, y: float) -> None:
    """Draw a scale bar of a round number of kilometres, at most a fifth of the width."""
    widest = WIDTH / 5 / canvas.pixels_per_km
    km = max((km for km in ROUND_KM if km <= widest), default=ROUND_KM[0])
    end = WIDTH - MARGIN
    start = end - km * canvas.pixels_per_km
    line = f"M{start:.1f} {y - 6:.1f}V{y - 1:.1f}H{end:.1f}V{y - 6:.1f}"
    canvas.parts.append(f'<path d="{line}" fill="none" stroke="{TEXT}" stroke-width="1.1"/>')
    canvas.parts.append(_text(start - 6, y, f"{km}\u00a0km", 10.5, anchor="end"))


def step_labels() -> tuple[str, ...]:
    """Return the five steps of harm in figures: 0, 1–4, 5–24, 25–99, 100 and more."""
    ends = [f"{low}–{high - 1}" for low, high in pairwise(HARM_STEPS)]
    return ("0", *ends, _("%s and more") % HARM_STEPS[-1])


def _svg(canvas: Canvas) -> str:
    size = f"{WIDTH:.0f} {canvas.height:.0f}"
    hatch = (
        f'<defs><pattern id="{canvas.prefix}-unknown" width="6" height="6" patternUnits="userSpaceOnUse">'
        f'<rect width="6" height="6" fill="#ffffff"/><path d="M0 6L6 0" stroke="{SHADE}" stroke-width="0.7"/>'
        "</pattern></defs>"
    )
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}"'
    head += f' width="{WIDTH:.0f}" height="{canvas.height:.0f}">'
    return f'{head}{hatch}<rect width="100%" height="100%" fill="#ffffff"/>{"".join(canvas.parts)}</svg>'
