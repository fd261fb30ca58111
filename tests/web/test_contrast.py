"""Every pair of colours that carries words passes WCAG AA, by day and by night."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

import tutela.web.components

TOKENS = Path(tutela.web.components.__file__).parent / "static/components/tokens.css"
HEX = r"#[0-9a-f]{6}"
PLAIN = re.compile(rf"--([\w-]+): ({HEX});")
PAIRED = re.compile(rf"--([\w-]+): light-dark\(({HEX}), ({HEX})\);")
TEXT, SIGN = 4.5, 3.0
STEPS = range(1, 6)
WORDS = [
    ("text", "ground"), ("text", "surface"), ("text", "surface-2"), ("text", "hover"),
    ("text-quiet", "ground"), ("text-quiet", "surface"), ("text-quiet", "surface-2"), ("text-quiet", "hover"),
    ("accent", "ground"), ("accent", "surface"), ("accent", "accent-soft"), ("accent", "hover"),
    ("on-accent", "accent-fill"), ("text", "accent-soft"),
    ("frame-text", "frame"), ("frame-quiet", "frame"), ("frame-quiet", "frame-hover"), ("frame-text", "frame-current"),
    ("in-time", "in-time-soft"), ("due-soon", "due-soon-soft"), ("overdue", "overdue-soft"), ("overdue", "surface"),
    ("on-exercise", "exercise"), ("map-on-event", "map-event"), ("text", "map-home"), ("map-base", "surface"),
    *((f"on-risk-{step}", f"risk-{step}") for step in STEPS),
    *((f"on-risk-{step}", f"shade-{step}") for step in (1, 2, 3)), ("on-accent", "shade-4"), ("on-accent", "shade-5"),
]  # fmt: skip
SIGNS = [("line-input", "surface"), ("line-input", "ground"), ("frame-accent", "frame"), ("accent", "ground")]


def tokens(theme: int) -> dict[str, str]:
    text = TOKENS.read_text(encoding="utf-8")
    found = dict(PLAIN.findall(text))
    found.update({name: (light, dark)[theme] for name, light, dark in PAIRED.findall(text)})
    return found


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["day", "night"])
@pytest.mark.parametrize(("front", "back"), WORDS, ids=str)
def test_words_can_be_read(theme: int, front: str, back: str) -> None:
    colours = tokens(theme)
    assert contrast(colours[front], colours[back]) >= TEXT


@pytest.mark.parametrize("theme", [0, 1], ids=["day", "night"])
@pytest.mark.parametrize(("front", "back"), SIGNS, ids=str)
def test_edges_of_controls_can_be_seen(theme: int, front: str, back: str) -> None:
    colours = tokens(theme)
    assert contrast(colours[front], colours[back]) >= SIGN


@pytest.mark.parametrize("scale", ["risk", "shade"])
@pytest.mark.parametrize(("theme", "grows"), [(0, -1), (1, 1)], ids=["darker by day", "brighter by night"])
def test_the_scale_goes_one_way_so_that_it_reads_without_hue(scale: str, theme: int, grows: int) -> None:
    light = [luminance(tokens(theme)[f"{scale}-{step}"]) for step in STEPS]
    assert all((after - before) * grows > 0.001 for before, after in pairwise(light))
