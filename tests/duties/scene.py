"""Deeds and occurrences that the tests of the duties record, and somebody who may excuse."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from tests.people import MISSION, Known, People, put_in_post

if TYPE_CHECKING:
    from tutela.policy.duties import Standing

MEETS = "headquarters_forum_meets"
MET = "forum_met_at_headquarters"
MINUTES = "Minutes of the forum, kept by its secretary"


def meet(people: People, done_on: date, *, evidence: str = MINUTES) -> str:
    """Record that the protection forum met."""
    from tutela.account.duties.commands import record_deed

    actor, clock = people.in_charge.actor, people.clock
    return record_deed(actor=actor, clock=clock, kind=MET, done_on=done_on, evidence=evidence)


def happen(people: People, kind: str, occurred_on: date, *, note: str = "It happened", about: str = "") -> str:
    """Record that something happened."""
    from tutela.account.duties.commands import record_occurrence

    actor, clock = people.in_charge.actor, people.clock
    return record_occurrence(actor=actor, clock=clock, kind=kind, occurred_on=occurred_on, note=note, about=about)


def today(people: People) -> date:
    """Return the day on which the clock stands."""
    return people.clock.now().date()


def later(people: People, days: int) -> None:
    """Let days pass."""
    people.clock.advance(timedelta(days=days))


def head_of_mission(people: People) -> Known:
    """Return the Head of Mission, who may excuse and knows of no misconduct."""
    return put_in_post(MISSION, "head_of_mission", people.clock)


def stands(people: People, name: str, known: Known | None = None) -> Standing:
    """Return how a duty stands now, as the one in charge or another sees it."""
    from tutela.account.duties.queries import standing_named

    found = standing_named((known or people.in_charge).actor, name, people.clock.now())
    assert found is not None
    return found


def closed_duties() -> list[str]:
    """Return the duties whose records are kept in the compartment of misconduct."""
    from tutela.account.duties.rules import closed_rooms
    from tutela.policy.duties import duties

    return [name for name, rule in duties().items() if "misconduct" in closed_rooms(rule)]
