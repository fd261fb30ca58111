"""How drawings are made: one font, inks that survive a black-and-white printer, and the same SVG every time."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from tutela.web.components.documents.blocks import Picture

INK = "#16324f"
SHADE = "#6b7a8c"
PALE = "#a9bccf"
TEXT = "#1d2733"
PAPER = "#ffffff"
FAMILY = "IBM Plex Sans, IBM Plex Sans Arabic, DejaVu Sans, sans-serif"
VEGA_LITE = "6.4"

_SURPLUS = re.compile(r' (?:style|class|role|aria-[a-z]+|pointer-events)="[^"]*"')
_IDENTIFIER = re.compile(r'(id="|url\(#|href="#)([A-Za-z][\w-]*)')


def vega_svg(spec: dict[str, Any], prefix: str) -> str:
    """Draw a Vega-Lite specification as SVG text with identifiers that start with `prefix`."""
    import vl_convert

    svg = vl_convert.vegalite_to_svg({**spec, "config": CONFIG}, vl_version=VEGA_LITE)
    return settled(svg, prefix)


def settled(svg: str, prefix: str) -> str:
    """Number the identifiers anew (Vega counts on from drawing to drawing) and drop styles, classes and English roles.

    A drawing must be the same bytes in any process, must not clash with the page or another drawing, must pass a
    strict content security policy, and is described by our own words.
    """
    names: dict[str, str] = {}

    def rename(match: re.Match[str]) -> str:
        return match[1] + names.setdefault(match[2], f"{prefix}-{len(names)}")

    return _SURPLUS.sub("", _IDENTIFIER.sub(rename, svg))


def svg_size(svg: str) -> tuple[float, float]:
    """Return the width and height of a drawing in pixels. Raises ValueError when it states none."""
    found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    if found is None:
        raise ValueError("The drawing has no view box.")
    return float(found[1]), float(found[2])


def as_picture(name: str, svg: str, alt: str) -> Picture:
    """Return a drawing with its name, its description in words and its own width."""
    return Picture(name, svg, alt, svg_size(svg)[0])


def png(svg: str, font_dir: Path, *, width: int = 1800) -> bytes:
    """Draw an SVG as PNG, `width` pixels wide, with the fonts of `font_dir`."""
    import vl_convert

    use_fonts(font_dir)
    scale = width / svg_size(svg)[0]
    return vl_convert.svg_to_png(svg, scale=scale, ppi=72)


@cache
def use_fonts(font_dir: Path) -> None:
    """Make the fonts of a folder known before anything is drawn: where a label ends depends on its font."""
    import vl_convert

    vl_convert.register_font_directory(str(font_dir))


def attribute(text: str) -> str:
    """Return text as a quoted XML attribute value."""
    return quoteattr(text)


def content(text: str) -> str:
    """Return text as XML character data."""
    return escape(text)


CONFIG: dict[str, Any] = {
    "background": PAPER,
    "font": FAMILY,
    "view": {"stroke": None},
    "axis": {
        "labelFontSize": 11,
        "titleFontSize": 11,
        "titleFontWeight": "normal",
        "labelColor": TEXT,
        "titleColor": TEXT,
        "gridColor": "#d9dee4",
        "domainColor": TEXT,
        "tickColor": TEXT,
        "labelFont": FAMILY,
        "titleFont": FAMILY,
    },
    "legend": {
        "labelFontSize": 11,
        "labelColor": TEXT,
        "labelFont": FAMILY,
        "labelLimit": 260,
        "symbolType": "square",
        "symbolSize": 110,
        "columnPadding": 16,
    },
    "text": {"font": FAMILY},
    "aria": False,
}
