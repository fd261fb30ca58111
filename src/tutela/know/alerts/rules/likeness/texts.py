"""What two texts say of each other: concepts across languages, words within one, numbers, names, moments."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import exp

from rapidfuzz import fuzz

from tutela.know.alerts.rules.likeness import weights as w
from tutela.know.alerts.rules.likeness.facts import Told
from tutela.know.alerts.rules.likeness.grounds import is_spelt_like, slack_of
from tutela.know.alerts.rules.likeness.lexicon import lexicon
from tutela.know.alerts.rules.likeness.numbers import NOON
from tutela.know.alerts.rules.likeness.reading import Reading
from tutela.know.alerts.rules.report import Precision

GRAM = 3
# Words for a moment: days back from the telling, and when on that day (hours from and to).
_DAYS = {"day_today": 0, "day_yesterday": 1, "day_before": 2}
_DAYTIMES = {
    "daytime_dawn": (4, 7),
    "daytime_morning": (6, 12),
    "daytime_midday": (11, 14),
    "daytime_afternoon": (12, 18),
    "daytime_evening": (17, 23),
    "daytime_night": (19, 29),
}


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two texts share: concepts (the most telling first), numbers, whether a name, and how many rare words.

    `letters` says how alike they are run by run of letters (0 to 1); `words` too, but leaves the order of words out of
    account and lets a short text that is part of a long one be as alike as can be.
    """

    concepts: tuple[str, ...]
    numbers: tuple[int, ...]
    has_name: bool
    rare_words: int
    letters: float
    words: float


def overlap(one: Reading, other: Reading) -> Overlap:
    """Return what two readings share."""
    known = lexicon().concepts
    letters = letters_alike(one.line, other.line)
    return Overlap(
        concepts=tuple(sorted(one.concepts & other.concepts, key=lambda code: (-known[code].weight, code))),
        numbers=tuple(sorted({number for number, _what in one.numbers} & {number for number, _what in other.numbers})),
        has_name=_like(one.names, other.rare) > 0 or _like(other.names, one.rare) > 0,
        rare_words=_like(one.rare - one.names, other.rare - other.names),
        letters=letters,
        words=max(letters, fuzz.token_set_ratio(one.line, other.line) / 100),
    )


def _like(some: Collection[str], others: Collection[str]) -> int:
    return sum(any(word == twin or is_spelt_like(word, twin) for twin in others) for word in some)


def letters_alike(one: str, other: str) -> float:
    """Return what part of their runs of three letters two lines share (0 to 1)."""
    if not (one and other):
        return 0.0
    some, others = _grams(one), _grams(other)
    return 2 * len(some & others) / (len(some) + len(others))


def _grams(line: str) -> frozenset[str]:
    padded = f" {line} "
    return frozenset(padded[place : place + GRAM] for place in range(len(padded) - GRAM + 1))


def text_points(one: Reading, other: Reading, shared: Overlap) -> float:
    """Return the points of the words: what both speak of, how alike the plain words are, and what only one speaks of.

    Concepts and plain words are two looks at one text: the better one counts, and a part of the other. A short report
    that a long one holds whole is the same; two long ones that share little are not, unless their plain words do.
    """
    smaller, common = min(mass(one.concepts), mass(other.concepts)), common_mass(one.concepts, other.concepts)
    part = common / smaller if smaller else 0.0
    words = max(0.0, shared.words - w.LIKE_WORDS) / (1 - w.LIKE_WORDS)
    agree = w.MOST_CONCEPTS * part * _filled(common, w.CONCEPTS_SCALE)
    alike = w.MOST_WORDS * words * _filled(min(map(_length, (one, other))), w.WORDS_SCALE)
    against = w.NOTHING_SHARED * (1 - part) ** 2 * _filled(smaller, w.CONCEPTS_SCALE) * (1 - words)
    return max(agree, alike) + w.BOTH_COUNT * min(agree, alike) + against


def _length(text: Reading) -> int:
    return len(text.line.split())


def mass(codes: Iterable[str]) -> float:
    """Return the weight of concepts together."""
    known = lexicon().concepts
    return sum(known[code].weight for code in codes)


def common_mass(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the weight of what two sets of concepts share; what is only near counts in part."""
    near = {kin: min(weight, twin) for kin, weight, twin in _kin_weights(one - other, other - one)}
    return mass(one & other) + w.NEAR_CONCEPT * sum(near.values())


def _kin_weights(some: frozenset[str], others: frozenset[str]) -> Iterator[tuple[str, float, float]]:
    known = lexicon().concepts
    here, there = (
        {known[code].kin: known[code].weight for code in sorted(codes) if known[code].kin} for codes in (some, others)
    )
    for kin in sorted(here.keys() & there.keys()):
        yield kin, here[kin], there[kin]


def _filled(amount: float, scale: float) -> float:
    """Return 0 for nothing up to 1 for plenty; two thirds at the scale."""
    return 1 - exp(-amount / scale)


def number_points(one: Reading, other: Reading) -> float:
    """Return the points of numbers: the same number, more so of the same thing; counts that contradict each other."""
    points = 0.0
    for number, what in one.numbers:
        twins = [(twin, of) for twin, of in other.numbers if twin == number]
        if any(of == what and what for _twin, of in twins):
            points += w.SAME_COUNT
        elif twins:
            points += w.SAME_NUMBER
        elif any(of == what and what and _is_far(number, twin) for twin, of in other.numbers):
            points += w.OTHER_COUNT
    return max(w.OTHER_COUNT, min(points, w.MOST_NUMBERS))


def differing_counts(one: Reading, other: Reading) -> tuple[int, int] | None:
    """Return two numbers given for one thing that contradict each other, or None."""
    pairs = ((n, m) for n, what in sorted(one.numbers) for m, of in sorted(other.numbers) if what and of == what)
    return next(((n, m) for n, m in pairs if _is_far(n, m)), None)


def _is_far(one: int, other: int) -> bool:
    return max(one, other) > w.TIMES_APART * min(one, other)


def name_points(one: Reading, other: Reading, shared: Overlap) -> float:
    """Return the points of names and rare words in the texts."""
    rare = min(w.MOST_RARE_WORDS, w.SAME_RARE_WORD * shared.rare_words)
    if shared.has_name:
        return w.SAME_TEXT_NAME + rare
    return (w.OTHER_TEXT_NAMES if one.names and other.names else 0.0) + rare


def names_place(text: Reading, place: str) -> bool:
    """Return whether a text names a place, given by its core name."""
    words = [word for word in place.split() if len(word) > GRAM]
    return bool(words) and all(_like((word,), text.rare) for word in words)


def moment_of(told: Told, text: Reading) -> tuple[datetime, float]:
    """Return when it happened as far as the words say, and how many hours that may be off.

    Words like "yesterday evening" count only where the report itself does not know the moment; they are read from the
    day on which it was told.
    """
    back = [days for code, days in _DAYS.items() if code in text.concepts]
    spans = [span for code, span in _DAYTIMES.items() if code in text.concepts]
    if told.at_precision != Precision.UNKNOWN or not back or (back == [0] and not spans):
        return told.at, slack_of(told.at_precision)
    first, last = (min(start for start, _end in spans), max(end for _start, end in spans)) if spans else (0, 24)
    day = told.at.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=max(back))
    if "daytime_night" in text.concepts and max(back) == 0 and told.at.hour < NOON:
        day -= timedelta(days=1)  # "This night", said in the morning, began the evening before.
    start = day + timedelta(hours=first)
    end = min(day + timedelta(hours=last), told.at)
    if end <= start:
        return told.at, slack_of(told.at_precision)
    return start + (end - start) / 2, (end - start).total_seconds() / 7200


def contradicting(one: Reading, other: Reading, kind: str) -> bool:
    """Return whether both name something of a kind (a day of the week, a direction) and not the same."""
    known = lexicon().concepts
    first = {code for code in one.concepts if known[code].kind == kind}
    second = {code for code in other.concepts if known[code].kind == kind}
    return bool(first and second) and not first & second
