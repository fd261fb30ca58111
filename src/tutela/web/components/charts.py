"""Small drawings made on the server as SVG: a sparkline beside a figure, and the matrix of likelihood and impact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

Words = str | Promise
SPARK_WIDTH = 96
SPARK_HEIGHT = 24
BAR_WIDTH = 1000
BAR_GAP = 3


def sparkline(values: Sequence[float], label: Words = "") -> SafeString:
    """Draw values over time as small bars, the last one stronger; `label` says in words what they show."""
    top = max(values, default=0) or 1
    step = SPARK_WIDTH / max(len(values), 1)
    bars = []
    for index, value in enumerate(values):
        height = max(round(value / top * (SPARK_HEIGHT - 2), 2), 1)
        css = "spark-last" if index == len(values) - 1 else ("spark-none" if value == 0 else "spark-bar")
        bars.append((round(index * step, 2), SPARK_HEIGHT - height, round(step * 0.7, 2), height, css))
    drawn = format_html_join("", '<rect x="{}" y="{}" width="{}" height="{}" class="{}"></rect>', bars)
    return format_html(
        '<svg class="spark" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        SPARK_WIDTH,
        SPARK_HEIGHT,
        label,
        drawn,
    )


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar: how much, the class that draws it, and its word."""

    number: int
    css: str
    word: Words


def stacked_bar(parts: Sequence[Part], label: Words) -> SafeString:
    """Draw parts of a whole beside each other; the words and numbers that belong to it stand in a list of the page."""
    whole = sum(part.number for part in parts)
    told = ", ".join(f"{part.word}: {part.number}" for part in parts if part.number)
    drawn, at = [], 0.0
    for part in (one for one in parts if one.number):
        width = part.number / whole * BAR_WIDTH
        drawn.append((round(at, 2), max(round(width - BAR_GAP, 2), 1), part.css, part.word, part.number))
        at += width
    rects = format_html_join(
        "", '<rect x="{}" y="0" width="{}" height="16" class="bar-part {}"><title>{}: {}</title></rect>', drawn
    )
    return format_html(
        '<svg class="stacked-bar" viewBox="0 0 {} 16" preserveAspectRatio="none" role="img" aria-label="{}. {}">'
        "{}</svg>",
        BAR_WIDTH,
        label,
        told,
        rects,
    )


@dataclass(frozen=True, slots=True)
class MatrixEntry:
    """Something placed in the matrix: where it stands and its address."""

    likelihood: int
    impact: int
    label: str
    address: str


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One field of the matrix: its risk step and what stands in it."""

    likelihood: int
    impact: int
    step: int
    entries: tuple[MatrixEntry, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Likelihood against impact, both from 1 up; `step_of[(likelihood, impact)]` is the risk step the mission gives it.

    `likelihood_words` and `impact_words` name each step of the two scales.
    """

    likelihood_words: Mapping[int, Words]
    impact_words: Mapping[int, Words]
    step_of: Mapping[tuple[int, int], int]
    entries: Sequence[MatrixEntry] = field(default_factory=tuple)

    @property
    def rows(self) -> list[tuple[int, Words, list[MatrixCell]]]:
        """Return (likelihood, its word, its cells), the likeliest first."""
        return [
            (likelihood, word, [self._cell(likelihood, impact) for impact in sorted(self.impact_words)])
            for likelihood, word in sorted(self.likelihood_words.items(), reverse=True)
        ]

    @property
    def heads(self) -> list[tuple[int, Words]]:
        """Return (impact, its word) from the least to the worst."""
        return sorted(self.impact_words.items())

    def _cell(self, likelihood: int, impact: int) -> MatrixCell:
        inside = tuple(one for one in self.entries if (one.likelihood, one.impact) == (likelihood, impact))
        return MatrixCell(likelihood, impact, self.step_of[likelihood, impact], inside)
