"""What is compared and what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from tutela.kernel.sentences import Sentence
from tutela.know.alerts.rules.report import Precision


@dataclass(frozen=True, slots=True)
class Told:
    """What an alert told, as far as it is compared.

    `what` holds codes of `acts` and `signals`; `at` is when it happened or, where nobody knows, when it was told, aware
    and in the mission's time (words like "yesterday" are read by it); `at_precision` says which of the two and how
    exactly. `area` is the area's number, `place_precision` a value of `PlacePrecision`, `source` a reference that is
    compared and never shown. Words, names and the source stay out of `repr`.
    """

    key: int
    text: str = field(repr=False)
    language: str
    what: tuple[str, ...]
    at: datetime
    place_name: str
    area: int | None
    latitude: float | None
    longitude: float | None
    place_precision: int
    people: int | None
    actor_name: str = field(repr=False)
    source: str = field(repr=False)
    at_precision: str = Precision.UNKNOWN


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An alert that may tell of the same event: advice to a person, who decides.

    `score` goes from 0 to 1; `reasons` say what speaks for it and `doubts` what speaks against it, the weightiest
    first.
    """

    key: int
    score: float
    reasons: tuple[Sentence, ...]
    doubts: tuple[Sentence, ...] = ()


class Ground(NamedTuple):
    """One piece of evidence: points for (above zero) or against, and what writes its sentence, if it is worth one."""

    points: float
    tell: Callable[[], Sentence | None]
