"""The chart of the months, drawn on the server: what became of the alerts of each, told apart by shade and pattern."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tutela.know.alerts.pages.wording import Words
from tutela.web.components.figures import number

WIDTH, HEIGHT = 720, 200
LEFT, BOTTOM, TOP = 44, 22, 8
MOST_LABELS = 14


@dataclass(frozen=True, slots=True)
class Series:
    """One kind of part: its class in the style sheet and its word."""

    css: str
    word: Words


@dataclass(frozen=True, slots=True)
class Column:
    """One month: its label and how many there are of each series, in the series' order."""

    label: str
    numbers: tuple[int, ...]


def columns_chart(series: Sequence[Series], columns: Sequence[Column], label: Words) -> SafeString:
    """Draw columns whose parts stand on each other. The table beside it says the same to those who do not see it."""
    top = _round_up(max((sum(column.numbers) for column in columns), default=0))
    room = (WIDTH - LEFT) / max(len(columns), 1)
    wide = min(room * 0.72, 46)
    bars, labels = [], []
    skip = -(-len(columns) // MOST_LABELS)
    for at, column in enumerate(columns):
        start, floor = LEFT + at * room + (room - wide) / 2, float(HEIGHT - BOTTOM)
        for one, count in zip(series, column.numbers, strict=True):
            tall = count / top * (HEIGHT - BOTTOM - TOP)
            floor -= tall
            if count:
                told = f"{column.label}, {one.word}: {number(count)}"
                bars.append(
                    (round(start, 1), round(floor, 1), round(wide, 1), round(tall, 1), one.css, _filled(one.css), told)
                )
        if at % skip == 0:
            labels.append((round(start + wide / 2, 1), HEIGHT - 6, column.label))
    drawn = format_html_join(
        "", '<rect x="{}" y="{}" width="{}" height="{}" class="chart-part {}"{}><title>{}</title></rect>', bars
    )
    words = format_html_join("", '<text x="{}" y="{}" class="chart-label">{}</text>', labels)
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}{}{}</svg>',
        WIDTH,
        HEIGHT,
        label,
        PATTERNS,
        _axis(top),
        drawn,
        words,
    )


def key_mark(css: str) -> SafeString:
    """Draw the sign of a series, for the list of what the shades mean."""
    return format_html(
        '<svg class="chart-key" viewBox="0 0 14 14" aria-hidden="true">'
        '<rect width="14" height="14" class="chart-part {}"{}></rect></svg>',
        css,
        _filled(css),
    )


def _filled(css: str) -> SafeString:
    """Return the pattern of a series that has one; a pattern of the page cannot be named in a style sheet."""
    return format_html(' fill="url(#{})"', HATCHED[css]) if css in HATCHED else SafeString("")


HATCHED = {"part-open": "hatch-open", "part-unknown": "hatch-unknown"}
# Those that nobody knows about yet are hatched: they must not be read as a lighter kind of answer.
PATTERNS = SafeString(
    '<defs><pattern id="hatch-open" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="6" height="6" class="hatch-ground"></rect><rect width="2" height="6" class="hatch-line"></rect>'
    '</pattern><pattern id="hatch-unknown" width="5" height="5" patternUnits="userSpaceOnUse">'
    '<rect width="5" height="5" class="hatch-ground"></rect>'
    '<circle cx="2.5" cy="2.5" r="1" class="hatch-line"></circle></pattern></defs>'
)


def _axis(top: int) -> SafeString:
    steps = [top * part // 4 for part in range(5)] if top >= 4 else list(range(top + 1))
    lines = []
    for step in dict.fromkeys(steps):
        at = round(HEIGHT - BOTTOM - step / top * (HEIGHT - BOTTOM - TOP), 1)
        lines.append((LEFT, at, WIDTH, at, LEFT - 6, at + 3.5, number(step)))
    return format_html_join(
        "",
        '<line x1="{}" y1="{}" x2="{}" y2="{}" class="chart-line"></line>'
        '<text x="{}" y="{}" class="chart-step">{}</text>',
        lines,
    )


def _round_up(most: int) -> int:
    """Return a round number that the highest column fits under; whole quarters make whole steps."""
    if most <= 4:
        return max(most, 1)
    size: int = 10 ** (len(str(most)) - 1)
    for times in (1, 2, 4, 5, 8, 10):
        if times * size >= most and times * size % 4 == 0:
            return times * size
    return -(-most // 4) * 4
