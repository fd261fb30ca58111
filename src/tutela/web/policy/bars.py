"""Coverage drawn as bars: answered, in part, not built yet and to be read, told apart by their height, not by hue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tutela.policy.catalogue import Demand
from tutela.policy.catalogue.coverage import WEIGHTS, Cover, Tally
from tutela.web.components.figures import number
from tutela.web.policy.pointers import tally_of
from tutela.web.policy.wording import COVER_WORDS, WEIGHT_WORDS, Words

WIDTH = 200
HEIGHT = 10
# How high each state stands in the bar: full, half, a thread, nothing.
HEIGHTS = {Cover.ANSWERED: 10.0, Cover.PARTLY: 5.0, Cover.OPEN: 1.5, Cover.READ: 0.0}


@dataclass(frozen=True, slots=True)
class Bar:
    """The coverage of some demands under a label, with its drawing."""

    label: Words
    tally: Tally
    drawing: SafeString


def bar_of(label: Words, tally: Tally) -> Bar:
    """Return a bar for a tally."""
    return Bar(label, tally, drawn(tally))


def bars_by_weight(rows: Sequence[Demand]) -> list[Bar]:
    """Return a bar for each weight of some demands, the heaviest first; none for a weight that none has."""
    found = [(weight, [row for row in rows if row.weight == weight]) for weight in WEIGHTS]
    return [bar_of(WEIGHT_WORDS[weight], tally_of(held)) for weight, held in found if held]


def drawn(tally: Tally) -> SafeString:
    """Draw a tally as one bar; a reader who does not see it hears its numbers."""
    scale, start, parts = WIDTH / max(tally.all, 1), 0.0, []
    for state in Cover:
        width = tally.counts[state] * scale
        if width and HEIGHTS[state]:
            tall = HEIGHTS[state]
            parts.append((round(start, 2), HEIGHT - tall, round(width, 2), tall, state.value))
        start += width
    return format_html(
        '<svg class="cover-bar" viewBox="0 0 {} {}" preserveAspectRatio="none" role="img" aria-label="{}">{}</svg>',
        WIDTH,
        HEIGHT,
        in_words(tally),
        format_html_join("", '<rect x="{}" y="{}" width="{}" height="{}" class="cover-{}"></rect>', parts),
    )


def in_words(tally: Tally) -> str:
    """Say a tally: each state with its number, those that are empty left out."""
    told = [f"{COVER_WORDS[state]} {number(tally.counts[state])}" for state in Cover if tally.counts[state]]
    return ", ".join(told) or _("no demand")


def mark_of(state: Cover) -> SafeString:
    """Draw one state as a small square filled as high as in the bars; its words stand beside it."""
    tall = HEIGHTS[state]
    return format_html(
        '<svg class="cover-sign" viewBox="0 0 10 10" aria-hidden="true">'
        '<rect class="cover-ground" width="10" height="10"></rect>'
        '<rect class="cover-{}" y="{}" width="10" height="{}"></rect></svg>',
        state.value,
        HEIGHT - tall,
        tall,
    )


@dataclass(frozen=True, slots=True)
class Key:
    """One line of the key: a sign and its words."""

    sign: SafeString
    words: Words


def key() -> list[Key]:
    """Return what the bars' heights mean."""
    return [Key(mark_of(state), words) for state, words in COVER_WORDS.items()]
