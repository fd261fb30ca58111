"""What the tests of decisions share: the acts they decide on, and short ways to record and supply."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.people import MISSION, put_in_post

if TYPE_CHECKING:
    from tests.people import Known, People
    from tutela.access.rules import Actor
    from tutela.ledger.models import Entry

SHELTER = "shelter_inside_premises"
FIRST = ("usg_consulted", "shortest_stay", "risks_treated")
RELOCATE = "relocate_displaced"


def decide(people: People, *, by: Actor | None = None, **more: Any) -> str:
    """Record a decision to shelter civilians, in haste unless `more` says otherwise."""
    from tutela.act.decisions.commands import record_decision

    facts: dict[str, Any] = {"gate": SHELTER, "is_imminent": True, **more}
    return record_decision(actor=by or people.in_charge.actor, clock=people.clock, **facts)


def head_of_mission(people: People) -> Known:
    """Return somebody who is Head of Mission of Orvane."""
    return put_in_post(MISSION, "head_of_mission", people.clock)


def told(event: str) -> list[tuple[Entry, dict[str, Any]]]:
    """Return the entries of an event of the app with their facts, oldest first."""
    from tutela.ledger.models import Entry
    from tutela.ledger.queries import payload

    rows = Entry.objects.filter(mission=MISSION, event=f"act.decisions.{event}").order_by("sequence")
    return [(row, payload(row)) for row in rows]


def count() -> int:
    """Return how many entries there are in all."""
    from tutela.ledger.models import Entry

    return Entry.objects.count()
