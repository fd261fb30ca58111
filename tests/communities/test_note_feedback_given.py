"""Whoever was asked is told what became of it; what was promised stays owed until then (para 42)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.communities.scene import EAST, added, assert_refused, consulted, place, refused_to, told_back
from tests.people import MISSION, People
from tutela.kernel.refusals import Invalid, NotFound
from tutela.know.communities.commands import note_feedback_given
from tutela.know.communities.models import Feedback
from tutela.know.communities.queries import feedback_on, promises_open
from tutela.ledger.queries import last_event, ledger_head, payload

PROMISE: dict[str, Any] = {"follow_up": "A patrol.", "follow_up_on": date(2031, 5, 20)}


def test_it_is_kept_and_told_in_an_entry_without_its_words(people: People) -> None:
    row = consulted(people, added(people))
    told_back(people, row)
    (kept,) = feedback_on(people.in_charge.actor, [row.pk])[row.pk]
    assert (kept.told, kept.is_last) == ("A patrol comes on market days.", True)
    entry = last_event(MISSION, "know.communities.feedback_given", row.reference)
    assert entry is not None
    assert (payload(entry)["community"], entry.related, "market" in entry.payload) == (
        "C-000001",
        '["C-000001"]',
        False,
    )


def test_a_promise_is_owed_until_the_last_word(people: People) -> None:
    actor, row = people.in_charge.actor, consulted(people, added(people), **PROMISE)
    assert promises_open(actor) == [row]
    told_back(people, row, is_last=False)
    assert promises_open(actor) == [row]
    told_back(people, row, told="It came.")
    assert promises_open(actor) == []


def test_promises_are_listed_by_their_day(people: People) -> None:
    community = added(people)
    later = consulted(people, community, **PROMISE)
    sooner = consulted(people, community, follow_up_on=date(2031, 5, 14))
    consulted(people, community)
    assert promises_open(people.in_charge.actor) == [sooner, later]
    assert promises_open(people.in_charge.actor, until=date(2031, 5, 14)) == [sooner]
    assert promises_open(people.colleague.actor) == []


def test_telling_people_is_a_contact(people: People) -> None:
    community = added(people)
    told_back(people, consulted(people, community))
    community.refresh_from_db()
    assert community.contact_on(0) == people.clock.now().date()


def test_the_same_words_on_the_same_day_are_told_once(people: People) -> None:
    row = consulted(people, added(people))
    first = told_back(people, row)
    before = ledger_head(MISSION)
    assert told_back(people, row) == first
    assert (ledger_head(MISSION), Feedback.objects.count()) == (before, 1)


@pytest.mark.parametrize(
    ("more", "field"),
    [({"told": " "}, "told"), ({"told": "x" * 4001}, "told"), ({"days": 2}, "given_on"), ({"days": -5}, "given_on")],
)
def test_what_cannot_be_is_refused(people: People, more: dict[str, Any], field: str) -> None:
    row = consulted(people, added(people))
    told = {name: value for name, value in more.items() if name != "days"}
    told["given_on"] = people.clock.now().date() + timedelta(days=more.get("days", 0))
    assert list(assert_refused(Invalid, lambda: told_back(people, row, **told)).problems) == [field]


def test_who_may_not_know_of_it_cannot(people: People) -> None:
    west, closed = (
        consulted(people, added(people)),
        consulted(people, added(people, place("Weir", EAST)), sensitivity=2),
    )
    for row in (west, closed):
        told: dict[str, Any] = {"consultation": row.reference, "given_on": people.clock.now().date(), "told": "x"}
        refused_to(
            (people.colleague, people.outsider),
            NotFound,
            lambda actor, told=told: note_feedback_given(actor=actor, clock=people.clock, **told),  # type: ignore[misc]
        )
        assert feedback_on(people.colleague.actor, [row.pk]) == {}
