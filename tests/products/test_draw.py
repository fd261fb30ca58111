"""Drawings: readable without colour, honest about place, escaped, the same every time."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from tests.products.sample import assessment, map_picture, outline, threat, threats, trend
from tutela.account.products.rendering.charts import months_alt, months_svg, outlook_svg
from tutela.account.products.rendering.map_svg import FILLS, map_svg, radius
from tutela.account.products.rendering.matrix_svg import matrix_svg, scored
from tutela.account.products.rendering.sections.places import map_alt
from tutela.account.products.rules.figures import UNKNOWN_FIGURES, MonthFigures
from tutela.account.products.rules.places import MapArea, MapIncident, MapPicture, drawable
from tutela.account.products.rules.threats import Score
from tutela.kernel.periods import Month, Quarter
from tutela.kernel.places import PlacePrecision
from tutela.web.components.documents.drawing import png, settled, svg_size

QUARTER = Quarter(2018, 4)


def drawn(svg: str, tag: str) -> list[ET.Element]:
    """Return the elements of a drawing by name; raises ParseError when it is no XML."""
    return list(ET.fromstring(svg).iter(f"{{http://www.w3.org/2000/svg}}{tag}"))  # noqa: S314


def lightness(color: str) -> float:
    """Return how light a colour prints in black and white, 0 to 255."""
    red, green, blue = (int(color[place : place + 2], 16) for place in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def test_its_five_steps_differ_in_lightness_alone() -> None:
    shades = [lightness(fill) for fill in FILLS]
    assert all(light - dark >= 20 for light, dark in pairwise(shades))


def test_it_draws_one_circle_for_each_incident_of_known_place_and_none_for_a_centroid() -> None:
    picture = map_picture()
    assert 0 < len(drawable(picture.incidents)) < len(picture.incidents)
    assert len(drawn(map_svg(picture, "m"), "circle")) == len(drawable(picture.incidents)) + 1  # and the legend's


def test_it_writes_the_figure_into_each_area_with_harm() -> None:
    labels = ["".join(text.itertext()) for text in drawn(map_svg(map_picture(), "m"), "text")]
    assert {"118", "61", "34", "26", "12", "9", "7", "3", "2", "1"} <= set(labels)
    assert "Boundaries and names imply no position on the status of any territory; disputed lines are dashed." in labels


def test_it_dashes_what_is_disputed_and_hatches_what_is_not_covered() -> None:
    svg = map_svg(map_picture(), "m")
    dashed = [path for path in drawn(svg, "path") if path.get("stroke-dasharray")]
    assert len(dashed) == 1
    assert dashed[0].get("fill") == "url(#m-unknown)"
    assert len(drawn(svg, "polyline")) == 1


def test_it_escapes_the_names_of_areas() -> None:
    area = MapArea("X", "<b>&\"'", ((outline(0, 0),),), 7)
    labels = ["".join(text.itertext()) for text in drawn(map_svg(MapPicture((area,)), "m"), "text")]
    assert "<b>&\"'" in labels


def test_it_needs_an_area_to_draw_a_map() -> None:
    with pytest.raises(ValueError, match="at least one area"):
        map_svg(MapPicture(), "m")


def test_it_draws_holes_islands_and_leaves_out_what_is_no_outline() -> None:
    hole = ((20.3, 4.3), (20.6, 4.3), (20.6, 4.6), (20.3, 4.3))
    area = MapArea("X", "X", ((outline(0, 0), hole), (outline(2, 2),), (((1.0, 1.0),),)), 3)
    path = next(path for path in drawn(map_svg(MapPicture((area,)), "m"), "path") if path.get("fill-rule"))
    assert (path.get("d") or "").count("M") == 3


def test_it_lets_a_circle_grow_with_harm_up_to_an_end() -> None:
    assert radius(None) == radius(0) < radius(4) < radius(20) < radius(500) == radius(5000)


def test_it_drops_a_label_rather_than_print_two_over_each_other() -> None:
    wide = MapArea("W", "Wide", ((outline(9, 9),),), 0)
    small = ((20.0, 4.0), (20.2, 4.0), (20.2, 4.2), (20.0, 4.2), (20.0, 4.0))
    twins = (MapArea("X", "A Very Long Name", ((small,),), 9), MapArea("Y", "Another Long Name", ((small,),), 9))
    svg = map_svg(MapPicture((wide, *twins)), "m")
    labels = ["".join(text.itertext()) for text in drawn(svg, "text")]
    assert labels.count("9") == 1
    assert "Another Long Name" not in labels


def test_it_says_the_map_in_words() -> None:
    assert "Hestia North 118; Nerith 61" in map_alt(map_picture())
    assert "none recorded" in map_alt(MapPicture((MapArea("X", "X", ((outline(0, 0),),), 0),)))


def test_it_gives_the_same_drawing_whatever_was_drawn_before() -> None:
    first = months_svg(trend().months, QUARTER, "a")
    outlook_svg(assessment().outlook.areas, "b")
    assert months_svg(trend().months, QUARTER, "a") == first
    assert not re.search(r' (style|class|role|aria-[a-z]+)="', first)


def test_it_renames_identifiers_and_their_uses_together() -> None:
    svg = '<g style="a"><clipPath id="clip7"/><g clip-path="url(#clip7)" id="x"/></g>'
    assert settled(svg, "p") == '<g><clipPath id="p-0"/><g clip-path="url(#p-0)" id="p-1"/></g>'


def test_it_marks_months_without_data() -> None:
    months = tuple(MonthFigures(Month(2018, n), UNKNOWN_FIGURES) for n in range(1, 13))
    svg = months_svg(months, QUARTER, "m")
    assert ["".join(text.itertext()) for text in drawn(svg, "text")].count("?") == 12
    assert months_alt(months) == "Chart by month; no month is covered by the data."


def test_it_draws_at_most_fifteen_ranges() -> None:
    area = assessment().outlook.areas[0]
    many = tuple(replace(area, name=f"Area {n}") for n in range(40))
    labels = {"".join(text.itertext()) for text in drawn(outlook_svg(many, "o"), "text")}
    assert "Area 14" in labels
    assert "Area 15" not in labels


def test_it_puts_scored_threats_into_the_matrix_and_counts_what_does_not_fit() -> None:
    unscored = threat(9, None, "x", impact=Score(None, 5))
    assert unscored not in scored((*threats(), unscored))
    crowd = tuple(threat(12 * n, None, "x") for n in range(1, 31))
    labels = ["".join(text.itertext()) for text in drawn(matrix_svg(crowd), "text")]
    assert "+22" in labels
    assert "T-012" in labels


def test_it_turns_a_drawing_into_a_picture_of_the_asked_width(fonts: Path) -> None:
    image = png(matrix_svg(threats()), fonts, width=600)
    assert image[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(image[16:20], "big") == 600


def test_it_needs_to_know_the_size_of_a_drawing() -> None:
    with pytest.raises(ValueError, match="view box"):
        svg_size("<svg/>")


def test_it_draws_no_incident_outside_point_precision_even_with_many_deaths() -> None:
    incident = MapIncident(20.5, 4.5, PlacePrecision.COUNTRY, "", 385)
    area = MapArea("X", "X", ((outline(0, 0),),), 0)
    assert len(drawn(map_svg(MapPicture((area,), (incident,)), "m"), "circle")) == 1
