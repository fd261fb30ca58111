"""Numbers in reports, in figures and in words, and the hours of a clock, which are no numbers of anything."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tutela.know.alerts.rules.likeness.lexicon import Lexicon

LARGEST = 10_000_000
# 17h, 17h30, 17:30, 5 pm, 5 heures, 5 o'clock; the apostrophe of the last is gone by then.
_HOURS = re.compile(
    r"\b([01]?\d|2[0-3])(?:\s?h(?:eures?)?\s?(?:[0-5]\d)?\b|:[0-5]\d(?:\s?[ap]m)?\b|\s?(am|pm|oclock)\b)", re.IGNORECASE
)
_GROUPED = re.compile(r"(?<=\d)[ \u00a0\u202f.,](?=\d{3}\b)")
NOON = 12


def without_hours(text: str) -> tuple[str, frozenset[int]]:
    """Return a text without the hours that it names, thousands written in one piece, and those hours (0 to 23)."""
    found = set()
    for match in _HOURS.finditer(text):
        late = "pm" in match[0].lower() and int(match[1]) < NOON
        found.add(int(match[1]) + (NOON if late else 0))
    return _GROUPED.sub("", _HOURS.sub(" ", text)), frozenset(found)


def numbers_in(words: Sequence[str], known: Lexicon) -> Iterator[tuple[int, int]]:
    """Yield the place after each number and the number: `two hundred`, `cent cinquante`, `quatre vingt`, `80`."""
    place = 0
    while place < len(words):
        value, after = _number_at(words, place, known)
        if after > place:
            yield after, value
        place = max(after, place + 1)


def _number_at(words: Sequence[str], place: int, known: Lexicon) -> tuple[int, int]:
    total = part = 0
    start = place
    while place < len(words):
        word = words[place]
        if word.isdecimal() and word.isascii() and place == start:
            part = min(int(word[:9]), LARGEST)
        elif word in known.times:
            total, part = _times(total, part, known.times[word])
        elif (number := known.numbers.get(word)) is not None:
            part = _plus(part, number)
        else:
            break
        place += 1
    return total + part, place


def _plus(part: int, number: int) -> int:
    """Return what a number after another makes: in French eighty is four twenties."""
    return part * number if (part, number) == (4, 20) else part + number


def _times(total: int, part: int, factor: int) -> tuple[int, int]:
    """Return sum and running part after a hundred or a thousand: `two hundred`, `cent`, `deux mille`."""
    return (total + max(part, 1) * factor, 0) if factor > 100 else (total, max(part, 1) * factor)
