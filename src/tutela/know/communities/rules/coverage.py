"""Which groups of a community were heard: what para 29 asks for, group by group, so that a gap has a name."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from tutela.policy.vocabulary import terms

LOOKED_BACK = timedelta(days=365)
"""A group that was heard is heard for a year."""
ONLY_WHERE_PRESENT = frozenset({"minorities", "displaced"})
"""Every community has women, children and older people; these two live in some and not in others."""
WHOLE = ("women", "men", "girls", "boys")
"""Together these are everybody; each other group is among them."""


class Heard(StrEnum):
    """What can be said of a group."""

    LATELY = "lately"
    NOT_LATELY = "not_lately"
    NEVER = "never"
    NOT_NOTED = "not_noted"


@cache
def groups_asked() -> tuple[str, ...]:
    """Return the groups that para 29 names, as codes of `groups_at_risk`: those who are everybody, then the others."""
    listed = terms("groups_at_risk").items()
    named = [code for code, term in listed if any(one.startswith("P29.") for one in term.cites)]
    return (*(code for code in named if code in WHOLE), *(code for code in named if code not in WHOLE))


@dataclass(frozen=True, slots=True)
class Met:
    """How often a group was met within the time looked back on, how many people in all, and when last at all."""

    times: int
    people: int
    last_on: date


@dataclass(frozen=True, slots=True)
class GroupHeard:
    """A group of a community and whether it was heard. `times` and `people` count within the last year."""

    group: str
    heard: Heard
    times: int = 0
    people: int = 0
    last_on: date | None = None

    @property
    def is_gap(self) -> bool:
        """Whether somebody should go and ask."""
        return self.heard in {Heard.NEVER, Heard.NOT_LATELY}


def coverage(present: Collection[str], met: Mapping[str, Met]) -> tuple[GroupHeard, ...]:
    """Return every group of para 29 in order. `present` are the groups noted as living there."""
    return tuple(_heard(group, present, met.get(group)) for group in groups_asked())


def _heard(group: str, present: Collection[str], met: Met | None) -> GroupHeard:
    if met is not None:
        heard = Heard.LATELY if met.times else Heard.NOT_LATELY
        return GroupHeard(group, heard, met.times, met.people, met.last_on)
    if group in ONLY_WHERE_PRESENT and group not in present:
        return GroupHeard(group, Heard.NOT_NOTED)
    return GroupHeard(group, Heard.NEVER)


def looked_back_from(today: date) -> date:
    """Return the first day of the year that coverage looks back on."""
    return today - LOOKED_BACK
