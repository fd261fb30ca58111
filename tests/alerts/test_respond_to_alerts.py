"""What was done about an alert, by whom, in which tier; or why nothing was."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.alerts.scene import told
from tutela.kernel.refusals import Invalid, NotFound
from tutela.know.alerts.commands import advance_response, decide_no_response, decide_response
from tutela.know.alerts.models import Alert, Response
from tutela.ledger.models import Entry

if TYPE_CHECKING:
    from tests.people import People


def respond(people: People, row: Alert, **more: Any) -> Response:
    plain = {"responder": "mission_force", "tier": "physical", "means": "armed", "note": "A patrol."}
    return decide_response(actor=people.in_charge.actor, clock=people.clock, alert=row.reference, **{**plain, **more})


def advance(people: People, row: Alert, step: str, **more: Any) -> Response:
    return advance_response(
        actor=people.in_charge.actor, clock=people.clock, alert=row.reference, number=more.pop("number", 1),
        step=step, **more,
    )  # fmt: skip


def test_nothing_need_come_before_a_response(people: People) -> None:
    row = told(people)
    respond(people, row)
    row = Alert.objects.get()
    assert (row.state, row.outcome) == ("decided", "pending")
    assert row.decided_at == row.acknowledged_at == people.clock.now()


def test_its_steps_stop_the_clocks(people: People) -> None:
    row, start = told(people), people.clock.now()
    respond(people, row)
    for minutes, step in enumerate(("ordered", "moved", "arrived"), start=1):
        people.clock.advance(timedelta(minutes=1))
        advance(people, row, step)
        assert getattr(Alert.objects.get(), f"{step}_at") == start + timedelta(minutes=minutes)
    advance(people, row, "ended", result="prevented", note="They turned back.")
    made = Response.objects.get()
    assert (made.result, made.result_note) == ("prevented", "They turned back.")


def test_whoever_arrived_had_set_out(people: People) -> None:
    row = told(people)
    respond(people, row)
    advance(people, row, "arrived")
    made = Response.objects.get()
    assert made.ordered_at == made.moved_at == made.arrived_at == people.clock.now()


def test_an_end_without_an_arrival_is_no_arrival(people: People) -> None:
    row = told(people)
    respond(people, row)
    advance(people, row, "ended", result="too_late")
    made = Response.objects.get()
    assert (made.arrived_at, made.moved_at) == (None, None)


def test_the_missions_own_response_counts_before_that_of_others(people: People) -> None:
    row = told(people)
    respond(people, row, responder="state_forces")
    advance(people, row, "arrived")
    assert Alert.objects.get().arrived_at is not None
    respond(people, row, responder="mission_civilian", tier="dialogue", means="political")
    advance(people, row, "ordered", number=2)
    assert Alert.objects.get().arrived_at is None


def test_a_step_is_taken_once_and_not_in_the_future(people: People) -> None:
    row = told(people)
    respond(people, row)
    advance(people, row, "moved")
    advance(people, row, "moved", happened_at=people.clock.now() - timedelta(minutes=5))
    assert Response.objects.get().moved_at == people.clock.now()
    with pytest.raises(Invalid):
        advance(people, row, "arrived", happened_at=people.clock.now() + timedelta(hours=1))
    with pytest.raises(Invalid):
        advance(people, row, "vanished")
    with pytest.raises(Invalid):
        advance(people, row, "ended", result="glory")
    with pytest.raises(NotFound):
        advance(people, row, "moved", number=7)


def test_pressed_twice_it_is_one_response(people: People) -> None:
    row = told(people)
    respond(people, row)
    respond(people, row)
    assert Response.objects.count() == 1


@pytest.mark.parametrize("wrong", [{"responder": "heroes"}, {"tier": "fourth"}, {"means": "magic"}])
def test_a_response_is_of_the_closed_lists(people: People, wrong: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        respond(people, told(people), **wrong)


def none_because(people: People, row: Alert, why: str, reason: str = "The bridge is down.") -> Alert:
    return decide_no_response(
        actor=people.in_charge.actor, clock=people.clock, alert=row.reference, why=why, reason=reason
    )


@pytest.mark.parametrize("why", ["means", "access", "mandate_reading", "host_state_obstruction"])
def test_why_nobody_responds_is_kept_apart(people: People, why: str) -> None:
    row = told(people)
    none_because(people, row, why)
    entry = Entry.objects.get(event="know.alerts.no_response_decided")
    assert (Alert.objects.get().no_response, f'"why":"{why}"' in entry.payload) == (why, True)


def test_no_response_needs_a_reason_of_the_list_and_words(people: People) -> None:
    row = told(people)
    with pytest.raises(Invalid):
        none_because(people, row, "laziness")
    with pytest.raises(Invalid):
        none_because(people, row, "means", " ")


def test_nobody_says_that_nobody_responds_while_the_mission_does(people: People) -> None:
    row = told(people)
    respond(people, row)
    with pytest.raises(Invalid):
        none_because(people, row, "means")


def test_a_response_that_comes_after_all_takes_the_reason_away(people: People) -> None:
    row = told(people)
    none_because(people, row, "means")
    respond(people, row)
    assert Alert.objects.get().no_response == ""
