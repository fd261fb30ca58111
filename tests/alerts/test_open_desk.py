"""The desk: what is open, in the order of the work, counted and told only to those who may know of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from tests.alerts.scene import EAST, WEST, told
from tests.page_access import PageAccess, said, text_of
from tests.people import Known, People, sign_in
from tutela.access.permissions import Permission
from tutela.know.alerts.commands import acknowledge_alert, escalate_alert, offer_alert, set_aside_alert, work_on_alert

if TYPE_CHECKING:
    from django.test import Client

    from tutela.know.alerts.models import Alert


@pytest.fixture(autouse=True)
def _now(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pages be asked at the moment of the test's own clock."""
    monkeypatch.setattr("tutela.config.middleware.SYSTEM_CLOCK", people.clock)


def opened(client: Client, known: Known, **asked: str) -> Any:
    return sign_in(client, known).get(reverse("alerts:desk"), asked)


def order(client: Client, known: Known, **asked: str) -> list[str]:
    return list(opened(client, known, **asked).context["queue"].order)


def counts(client: Client, known: Known) -> dict[str, int]:
    return {view.name: view.count for view in opened(client, known).context["views"]}


class TestDesk(PageAccess):
    permission = Permission.ALERT_READ
    content = "Three Wells"

    def address(self, people: People) -> str:
        told(people)
        return reverse("alerts:desk")

    def grow(self, people: People) -> None:
        for number in range(8):
            told(people, f"more-{number}", what=("killing", "pillage"), flags=("late",))


def test_the_most_urgent_stands_first_then_what_runs_out_first(people: People, client: Client) -> None:
    late = told(people, "a", timing="unknown", what=("communal_tension",))
    people.clock.advance(timedelta(minutes=1))
    first = told(people, "b")
    people.clock.advance(timedelta(minutes=1))
    second = told(people, "c")
    assert order(client, people.in_charge) == [one.reference for one in (first, second, late)]


def test_what_waits_for_nobody_stands_last_of_its_urgency(people: People, client: Client) -> None:
    done = told(people, "a")
    waits = told(people, "b")
    finish(people, done)
    assert order(client, people.in_charge) == [waits.reference, done.reference]


def finish(people: People, alert: Alert) -> None:
    from tutela.know.alerts.commands import advance_response, decide_response, tell_community, verify_allegation

    given: dict[str, Any] = {"actor": people.in_charge.actor, "clock": people.clock, "alert": alert.reference}
    verify_allegation(**given, version=1, number=1, outcome="confirmed", grade=1, reason="Seen.")
    decide_response(**given, responder="mission_force", tier="physical", means="armed")
    advance_response(**given, number=1, step="arrived")
    tell_community(**given, means="call", text="A patrol came.")


def test_a_row_says_what_where_how_long_and_what_comes_next(people: People, client: Client) -> None:
    told(people, people_at_risk=1200, flags=("late",))
    people.clock.advance(timedelta(minutes=3))
    words = said(opened(client, people.in_charge))
    for part in ("1 Immediate", "Armed people seen", "Armed people on motorbikes", "Three Wells · Tesqué-Ville",
                 "1,200", "3 min ago", "2 min left", "Acknowledge", "nobody", "Came late", "1 open alert"):  # fmt: skip
        assert part in words


def test_what_ran_out_says_by_how_much(people: People, client: Client) -> None:
    told(people)
    people.clock.advance(timedelta(minutes=17))
    words = said(opened(client, people.in_charge))
    assert "Overdue: 12 min over" in words


def test_who_works_on_it_is_seen_by_the_others(people: People, client: Client) -> None:
    alert = told(people)
    work_on_alert(actor=people.in_charge.actor, clock=people.clock, alert=alert.reference)
    assert people.in_charge.actor.label in said(opened(client, people.colleague))
    assert "you" in said(opened(client, people.in_charge))


def test_each_view_holds_what_it_says_and_counts_it(people: People, client: Client) -> None:
    alerts = [told(people, key) for key in "abcd"]
    given: dict[str, Any] = {"actor": people.in_charge.actor, "clock": people.clock}
    acknowledge_alert(**given, alert=alerts[0].reference)
    escalate_alert(**given, alert=alerts[1].reference, reason="No helicopter here.")
    flagged = told(people, "e", flags=("late",))
    people.clock.advance(timedelta(minutes=6))
    assert counts(client, people.in_charge) == {
        "open": 5, "mine": 1, "unacknowledged": 3, "overdue": 3, "escalated": 1, "flagged": 1,
    }  # fmt: skip
    assert order(client, people.in_charge, view="mine") == [alerts[0].reference]
    assert order(client, people.in_charge, view="escalated") == [alerts[1].reference]
    assert order(client, people.in_charge, view="flagged") == [flagged.reference]
    assert len(order(client, people.in_charge, view="overdue")) == 3


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"urgency": "1"}, ["a"]),
        ({"what": "communal_tension"}, ["b"]),
        ({"area": "OV0101"}, ["b"]),
        ({"channel": "radio"}, ["b"]),
        ({"waits": "acknowledge"}, ["a", "b"]),
        ({"q": "motorbikes"}, ["a"]),
        ({"q": "A-000002"}, ["b"]),
    ],
)
def test_filters_of_the_address_narrow_it(
    people: People, client: Client, asked: dict[str, str], expected: list[str]
) -> None:
    named = {
        "a": told(people, "a").reference,
        "b": told(people, "b", what=("communal_tension",), timing="soon", longitude=WEST, channel="radio",
                  text="They quarrel over the pasture.").reference,
    }  # fmt: skip
    assert order(client, people.in_charge, **asked) == [named[key] for key in expected]


def test_what_is_not_open_is_not_on_it(people: People, client: Client) -> None:
    alert = told(people)
    set_aside_alert(
        actor=people.in_charge.actor,
        clock=people.clock,
        alert=alert.reference,
        version=1,
        why="test",
        reason="A drill.",
    )
    page = opened(client, people.in_charge)
    assert page.context["queue"].order == ()
    assert "No alert is open" in said(page)


def test_an_office_sees_its_own_area_and_what_was_offered_to_it(people: People, client: Client) -> None:
    east, west = told(people, "a", longitude=EAST), told(people, "b", longitude=WEST)
    assert order(client, people.colleague) == [east.reference]
    offer_alert(
        actor=people.in_charge.actor, clock=people.clock, alert=west.reference, version=1,
        to_post=people.colleague.actor.post, reason="They live nearer.",
    )  # fmt: skip
    assert order(client, people.colleague, view="mine") == [west.reference]


def test_a_closed_room_is_on_the_desk_of_those_inside_alone(people: People, client: Client) -> None:
    told(people, "a")
    before = text_of(opened(client, people.colleague))
    told(people, "b", what=("sexual_violence",), text="Kept apart.")
    after = text_of(opened(client, people.colleague))
    assert [line for line in after.splitlines() if line not in before.splitlines() and "csrf" not in line] == []
    assert "Kept in a closed room" in said(opened(client, people.in_charge))


def test_it_asks_for_no_more_when_five_hundred_are_open(people: People, client: Client) -> None:
    from tutela.know.alerts.pages import desk
    from tutela.know.alerts.queries.desk import MOST_ROWS

    assert MOST_ROWS == 500
    for key in "abc":
        told(people, key)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(desk, "desk_queue", lambda *given, **more: original(*given, **{**more, "size": 2}))
        first, second = opened(client, people.in_charge), opened(client, people.in_charge, page="2")
    assert (len(first.context["queue"].order), len(second.context["queue"].order)) == (2, 1)
    assert 'rel="next"' in text_of(first)
    assert 'rel="prev"' in text_of(second)


def original(*given: Any, **more: Any) -> Any:
    from tutela.know.alerts.queries.desk import desk_queue

    return desk_queue(*given, **more)
