"""What the mission learns later about an incident: a revised toll, a perpetrator identified."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from tutela.demo import massacre
from tutela.demo.acts import Harm, HarmKind, Language, Standing
from tutela.demo.wording import Facts

SHARE_REVISED = 0.09
SHARE_IDENTIFIED = 0.5
"""How many of the first reports without a perpetrator find one later."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A later report on the same incident; it replaces harm, actor, grade and text, and gives the reason."""

    known_at: datetime
    recorded_at: datetime
    reason: str
    harm: tuple[Harm, ...]
    actor: str | None
    grade: str
    narrative: str


@dataclass(frozen=True, slots=True)
class FirstReport:
    """What a correction starts from. `culprit` is the true actor; `write` words changed facts as the first were."""

    known_at: datetime
    facts: Facts
    culprit: str | None
    language: Language
    write: Callable[[Facts], str]


REASONS: dict[str, dict[Language, tuple[str, ...]]] = {
    "died": {
        Language.ENGLISH: (
            "Wounded people died after the first report.",
            "The toll rose when those who had been carried away were traced.",
            "A visit to the place found graves that the first report did not know of.",
        ),
        Language.FRENCH: (
            "Des blessés sont morts après le premier compte rendu.",
            "Une visite sur place a permis de compter des tombes inconnues du premier compte rendu.",
        ),
    },
    "fewer": {
        Language.ENGLISH: (
            "Two reports had counted the same people twice.",
            "Some of those counted as dead have come back alive.",
        ),
        Language.FRENCH: ("Les mêmes personnes avaient été comptées deux fois.",),
    },
    "identified": {
        Language.ENGLISH: (
            "Who was behind it has been established by several accounts that agree.",
            "The group has admitted it in a meeting with the mission.",
        ),
        Language.FRENCH: ("Les responsables ont été identifiés par plusieurs récits concordants.",),
    },
}


def correct(rng: Random, first: FirstReport, until: datetime) -> tuple[Correction, ...]:
    """The corrections of an ordinary incident that are recorded by `until`; most have none."""
    change = _change(rng, first)
    if change is None:
        return ()
    reason, facts = change
    known_at = first.known_at + timedelta(minutes=round(60 * rng.uniform(30, 24 * 25)))
    recorded_at = known_at + timedelta(minutes=rng.randint(25, 600))
    if recorded_at > until:
        return ()
    why = rng.choice(REASONS[reason][first.language])
    grade = rng.choice(("A1", "A2", "B1", "B2"))
    return (Correction(known_at, recorded_at, why, facts.harm, facts.actor, grade, first.write(facts)),)


def _change(rng: Random, first: FirstReport) -> tuple[str, Facts] | None:
    """The kind of a correction and the facts after it."""
    facts = first.facts
    if facts.actor is None and first.culprit is not None:
        return ("identified", replace(facts, actor=first.culprit)) if rng.random() < SHARE_IDENTIFIED else None
    dead = _civilian_dead(facts.harm)
    if rng.random() >= SHARE_REVISED or dead is None:
        return None
    if dead.best >= 3 and rng.random() < 0.35:
        return "fewer", replace(facts, harm=_with_dead(facts.harm, rng.randint(1, dead.best // 3 + 1), fewer=True))
    return "died", replace(facts, harm=_with_dead(facts.harm, rng.randint(1, max(1, dead.best // 2)), fewer=False))


def _civilian_dead(harm: tuple[Harm, ...]) -> Harm | None:
    return next((h for h in harm if h.kind is HarmKind.KILLED and h.standing is Standing.CIVILIAN), None)


def _with_dead(harm: tuple[Harm, ...], count: int, *, fewer: bool) -> tuple[Harm, ...]:
    """The harm with more or fewer civilian dead, now counted exactly; the sex and age of the added are not known."""
    found = []
    for part in harm:
        is_dead = part.kind is HarmKind.KILLED and part.standing is Standing.CIVILIAN
        found.append(_recounted(part, part.best - count if fewer else part.best + count) if is_dead else part)
    return tuple(found)


def _recounted(part: Harm, best: int) -> Harm:
    if best >= part.known:
        return replace(part, low=best, best=best, high=best)
    return Harm(part.kind, part.standing, best, best, best)


def massacre_corrections(first: FirstReport, until: datetime) -> tuple[Correction, ...]:
    """The two later counts of the massacre, as far as they are recorded by `until`."""
    found = []
    for count in massacre.COUNTS[1:]:
        known_at = first.known_at + count.later
        recorded_at = known_at + timedelta(hours=3, minutes=10)
        if recorded_at <= until:
            text = massacre_text(count, first.facts)
            actor = first.facts.actor
            found.append(Correction(known_at, recorded_at, count.reason, count.harm, actor, count.grade, text))
    return tuple(found)


def massacre_text(count: massacre.Count, facts: Facts) -> str:
    """The wording of one of the counts of the massacre."""
    day = f"{facts.first.day} {facts.first:%B}"
    return count.text.format(day=day, place=facts.where.place, refuge=facts.refuge)
