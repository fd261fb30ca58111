"""How a source's coding is read (para 16), and who of the dead counts as a civilian (para 15)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from tutela.know.incidents.rules.facts import Coding


@dataclass(frozen=True, slots=True)
class Reading:
    """How a source's coding is read: the act of para 16, the way of attack, and who of the dead is a civilian."""

    act: str
    attack: str
    civilians: str


@cache
def _codings() -> dict[str, list[dict[str, Any]]]:
    text = files("tutela.know.incidents").joinpath("data/codings.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def reading_of(source: str, coding: Coding, harms_civilians: bool) -> Reading:
    """Return how a coding is read. Raises KeyError for a source without rules, LookupError when no rule fits."""
    said = dict(coding)
    for rule in _codings()[source]:
        fits = all(said.get(column) == value for column, value in rule["when"].items())
        if fits and (not rule.get("harm") or harms_civilians):
            return Reading(rule["act"], rule["attack"], rule["civilians"])
    raise LookupError(f"No rule of {source} fits {said}.")


class Civilians(NamedTuple):
    """Civilian deaths: as coded, and as low, best and high under para 15."""

    coded: int
    low: int
    best: int
    high: int


def civilian_deaths(
    *, everybody: bool, low: int, best: int, high: int, coded: int | None, unknown: int | None
) -> Civilians:
    """Return the civilian deaths of an event (para 15: in doubt a person is a civilian).

    When everybody killed is a civilian (violence against civilians) the event's own range stands. In fighting the low
    figure is what the source codes as civilian; the best adds those of unknown status; the high adds what the event's
    own high figure leaves open. Deaths that a source does not split at all are all of unknown status.
    """
    if everybody:
        return Civilians(best, low, best, high)
    known = coded or 0
    doubt = unknown if unknown is not None else (best if coded is None else 0)
    counted = known + doubt
    return Civilians(known, known, counted, max(counted, min(high, counted + high - best)))


def reported_civilians(
    *, against_civilians: bool, low: int, best: int, high: int, fighters: int, counted: int
) -> Civilians:
    """Return the civilian deaths of what the mission itself reports: all who were not certainly fighters (para 15).

    In violence against civilians nobody else is in doubt. In fighting only the `counted` are certain, those who are
    known by sex and age as civilians; the others are of unknown status.
    """
    left = max(0, best - fighters)
    if against_civilians:
        return Civilians(left, min(left, max(0, low - fighters)), left, max(left, high - fighters))
    certain = min(counted, left)
    return civilian_deaths(everybody=False, low=low, best=best, high=high, coded=certain, unknown=left - certain)
