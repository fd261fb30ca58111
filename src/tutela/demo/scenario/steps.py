"""A step of the scenario: at a moment, a post does one thing; and the order in which the steps are taken."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tutela.access.permissions import Permission
from tutela.access.queries import actor_by_slug
from tutela.access.rules import Actor, system_actor
from tutela.demo.mission import MISSION_CODE
from tutela.kernel.clock import Clock

EXERCISE = MISSION_CODE.lower()
"""The mission's code in the store: it stands in addresses, so it is in lower case."""
SOFTWARE = ""
"""Stands for the software itself, which sets a mission up before anybody has a post."""
TICK = timedelta(microseconds=1)

Act = Callable[[Actor, Clock], object]


@dataclass(frozen=True, slots=True)
class Step:
    """At a moment, the post with the short name `by` does something; `act` makes one command call at most."""

    at: datetime
    by: str
    act: Act


def in_time(steps: Iterable[Step]) -> list[Step]:
    """Return the steps in order of time, each at a moment of its own.

    Steps of the same moment keep their order and follow each other by a microsecond: so the moment of a ledger entry
    tells which step wrote it.
    """
    found: list[Step] = []
    for step in sorted(steps, key=lambda one: one.at):
        earliest = found[-1].at + TICK if found else step.at
        found.append(replace(step, at=max(step.at, earliest)))
    return found


def onlooker() -> Actor:
    """Return the part of the software that looks at what the exercise holds already; it may change nothing."""
    seen = (Permission.LEDGER_READ, Permission.MISSION_READ, Permission.POST_CHANGE)
    return system_actor("exercise", EXERCISE, frozenset(seen))


class Cast:
    """Who acts in the scenario: the holders of the posts, each looked up once."""

    def __init__(self, software: Actor) -> None:
        self._known = {SOFTWARE: software}

    def actor(self, step: Step) -> Actor:
        """Return who takes a step. Raises LookupError for a post that nobody has created."""
        if step.by not in self._known:
            found = actor_by_slug(EXERCISE, step.by, on=step.at.date())
            if found is None:
                raise LookupError(f"Nobody has created the post {step.by}.")
            self._known[step.by] = found
        return self._known[step.by]
