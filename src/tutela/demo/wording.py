"""What a report has to say, before it is put into English or French."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Protocol

from tutela.demo.acts import Group, Harm, HarmKind, Modus, Standing


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The place as precisely as it is known: `precision` 1 (exact) to 6 (country); `sector` 0, 1 or 2."""

    precision: int
    place: str
    road: tuple[str, str] | None
    district: str
    sector: int
    river: int


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that the wording of one report depends on."""

    modus: Modus
    actor: str | None
    opponent: str | None
    group: Group
    first: datetime
    last: datetime
    time_precision: int
    where: Whereabouts
    harm: tuple[Harm, ...]
    refuge: str
    is_attempt: bool
    is_market_day: bool
    is_dry: bool


QUIET: frozenset[Modus] = frozenset(
    {Modus.ASSAULT, Modus.TORTURE, Modus.DISAPPEARANCE, Modus.DETENTION, Modus.KIDNAP, Modus.RECRUITMENT}
)
"""Situations after which the life of the place goes on as before, seen from outside."""


class Voice(Protocol):
    """A language: each method returns a finished phrase."""

    def title(self, facts: Facts) -> str:
        """A heading without a full stop."""

    def opening(self, rng: Random, facts: Facts) -> str:
        """What happened, when, where, by whom."""

    def toll(self, rng: Random, facts: Facts) -> list[str]:
        """One sentence for each way in which people were harmed."""

    def detail(self, rng: Random, facts: Facts) -> str:
        """One more circumstance of the situation."""

    def closing(self, rng: Random, facts: Facts) -> str:
        """What holds since, or what is not known."""


def civilians(facts: Facts, kind: HarmKind) -> Harm | None:
    """The figure of civilians harmed in one way, where there is one."""
    return next((h for h in facts.harm if h.kind is kind and h.standing is Standing.CIVILIAN), None)


def of_standing(facts: Facts, standing: Standing) -> int:
    """The dead of a standing other than civilian."""
    return sum(h.best for h in facts.harm if h.kind is HarmKind.KILLED and h.standing is standing)


def capital(text: str) -> str:
    """The text with a capital first letter and the rest as it was."""
    return text[:1].upper() + text[1:]
