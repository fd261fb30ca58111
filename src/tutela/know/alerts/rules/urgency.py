"""How urgent an alert is, and why: computed from what was told; the queue is never in the order of arrival alone.

Four levels. The policy names none; it says that violence which is imminent or in progress is answered rapidly (para 52)
and that a concrete threat is met in time (para 51), and the levels follow those two. A person may set another, with a
reason; it is advice until then.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import IntEnum

from tutela.kernel.sentences import Sentence
from tutela.know.alerts.rules.report import Timing

MANY_PEOPLE = 100
# What kills or injures, or may within hours, whoever does it.
GRAVE = frozenset(
    {
        "killing", "attempted_killing", "indiscriminate_attack", "torture", "maiming", "sexual_violence", "abduction",
        "kidnapping", "disappearance", "child_recruitment", "explosive_ordnance", "armed_clash", "attack_expected",
        "shooting_heard",
    }
)  # fmt: skip
# What shows that it may come: people with weapons, people who run, somebody named.
ARMED = frozenset({"armed_presence", "armed_movement", "uttered_threats", "people_fleeing", "person_threatened",
                   "protection_requested", "arbitrary_detention", "forced_displacement", "pillage"})  # fmt: skip


class Urgency(IntEnum):
    """The four levels; the first is answered first."""

    IMMEDIATE = 1
    URGENT = 2
    SOON = 3
    ROUTINE = 4

    @property
    def is_pressing(self) -> bool:
        """Whether the shorter clocks run."""
        return self <= Urgency.URGENT


@dataclass(frozen=True, slots=True)
class Judged:
    """A level and the sentences that say why."""

    level: Urgency
    reasons: tuple[Sentence, ...]


def urgency_of(
    what: Collection[str],
    timing: str,
    *,
    people: int | None = None,
    base_distance_km: float | None = None,
    reach_km: float = 0.0,
) -> Judged:
    """Return how urgent an alert is. `reach_km` is how far a base's presence reaches (para 18), 0 when it is not known.

    >>> urgency_of({"armed_presence"}, "imminent").level
    <Urgency.IMMEDIATE: 1>
    """  # fmt: skip
    is_grave, is_armed = bool(GRAVE & set(what)), bool(ARMED & set(what))
    level, reasons = _by_time(timing, is_grave=is_grave, is_armed=is_armed)
    if people is not None and people >= MANY_PEOPLE and Urgency.IMMEDIATE < level < Urgency.ROUTINE:
        level = Urgency(level - 1)
        reasons.append(Sentence("{count} people or more are at risk.", count=MANY_PEOPLE))
    is_near = base_distance_km is not None and base_distance_km <= reach_km
    if is_near and level is Urgency.SOON and (is_grave or is_armed):
        level = Urgency.URGENT
        reasons.append(Sentence("It lies within reach of a base."))
    return Judged(level, tuple(reasons))


def _by_time(timing: str, *, is_grave: bool, is_armed: bool) -> tuple[Urgency, list[Sentence]]:
    if timing == Timing.UNDER_WAY and (is_grave or is_armed):
        return Urgency.IMMEDIATE, [Sentence("Violence is under way.")]
    if timing == Timing.IMMINENT and (is_grave or is_armed):
        return Urgency.IMMEDIATE, [Sentence("Violence is expected within hours.")]
    if timing in {Timing.UNDER_WAY, Timing.IMMINENT}:
        return Urgency.URGENT, [Sentence("It is happening now or within hours.")]
    if timing == Timing.SOON:
        return (Urgency.URGENT if is_grave or is_armed else Urgency.SOON), [Sentence("It is expected within days.")]
    if timing == Timing.OVER:
        level = Urgency.SOON if is_grave or is_armed else Urgency.ROUTINE
        return level, [Sentence("It is over; those who did it may come back.")]
    if is_grave:
        return Urgency.URGENT, [Sentence("It is grave, and nobody knows whether it is over.")]
    if is_armed:
        return Urgency.SOON, [Sentence("Nobody knows when; it may be soon.")]
    return Urgency.ROUTINE, [Sentence("Nothing says that people are in danger now.")]
