"""The community is told, the alert is closed with a result or set aside with a reason, and can be taken up again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.alerts.scene import told
from tutela.kernel.refusals import Invalid
from tutela.know.alerts.commands import (
    close_alert,
    decide_no_response,
    decide_response,
    reopen_alert,
    set_aside_alert,
    tell_community,
)
from tutela.know.alerts.commands.closing import NotDecided
from tutela.know.alerts.models import Alert, Telling
from tutela.ledger.models import Entry

if TYPE_CHECKING:
    from tests.people import People


def close(people: People, row: Alert, *, version: int, result: str = "prevented") -> Alert:
    return close_alert(
        actor=people.in_charge.actor, clock=people.clock, alert=row.reference, version=version, result=result
    )


def decided(people: People, row: Alert) -> Alert:
    decide_response(
        actor=people.in_charge.actor, clock=people.clock, alert=row.reference, responder="mission_civilian",
        tier="dialogue", means="political",
    )  # fmt: skip
    return Alert.objects.get(pk=row.pk)


def test_an_alert_does_not_end_before_somebody_responded_or_said_why_not(people: People) -> None:
    row = told(people)
    with pytest.raises(NotDecided):
        close(people, row, version=1)
    decide_no_response(
        actor=people.in_charge.actor, clock=people.clock, alert=row.reference, why="access", reason="Floods."
    )
    close(people, row, version=2, result="unknown")
    row = Alert.objects.get()
    assert (row.is_open, row.state, row.closed_for, row.due_at) == (False, "closed", "unknown", None)


def test_its_end_says_who_responded(people: People) -> None:
    row = decided(people, told(people))
    close(people, row, version=row.version)
    entry = Entry.objects.get(event="know.alerts.alert_closed")
    assert '"responders":["mission_civilian"]' in entry.payload


def test_the_first_time_the_community_was_told_counts(people: People) -> None:
    row = decided(people, told(people))
    first = people.clock.now()
    for text in ("We are on the way.", "They have gone."):
        tell_community(actor=people.in_charge.actor, clock=people.clock, alert=row.reference, means="call", text=text)
        people.clock.advance(timedelta(hours=1))
    assert Alert.objects.get().told_at == first
    assert Telling.objects.count() == 2
    assert Entry.objects.filter(event="know.alerts.community_told", payload__contains="gone").count() == 0


def test_what_the_community_was_told_is_put_down_once(people: People) -> None:
    row = told(people)
    for _time in range(2):
        tell_community(
            actor=people.in_charge.actor, clock=people.clock, alert=row.reference, means="sms", text="Stay inside."
        )
    assert Telling.objects.count() == 1


def test_telling_lies_between_the_alert_and_now(people: People) -> None:
    row = told(people)
    for moment in (row.known_at - timedelta(minutes=1), people.clock.now() + timedelta(minutes=1)):
        with pytest.raises(Invalid):
            tell_community(
                actor=people.in_charge.actor, clock=people.clock, alert=row.reference, means="call", text="x",
                told_at=moment,
            )  # fmt: skip


def aside(people: People, row: Alert, why: str = "test", reason: str = "A drill.") -> Alert:
    return set_aside_alert(
        actor=people.in_charge.actor, clock=people.clock, alert=row.reference, version=1, why=why, reason=reason
    )


def test_it_is_set_aside_with_a_reason_and_taken_up_again(people: People) -> None:
    row = told(people)
    aside(people, row)
    assert Alert.objects.get().state == "set_aside"
    reopen_alert(actor=people.in_charge.actor, clock=people.clock, alert=row.reference, reason="It was no drill.")
    row = Alert.objects.get()
    assert (row.is_open, row.state, row.closed_for, row.closed_at) == (True, "acknowledged", "", None)
    assert row.due_at == row.received_at + timedelta(minutes=60)


def test_it_is_not_set_aside_without_reason_nor_as_refuted_before_it_was(people: People) -> None:
    row = told(people)
    for why, reason in (("test", " "), ("boredom", "x"), ("refuted", "x")):
        with pytest.raises(Invalid):
            aside(people, row, why, reason)
    assert Alert.objects.get().is_open


def test_taking_up_what_is_open_changes_nothing(people: People) -> None:
    row = told(people)
    reopen_alert(actor=people.in_charge.actor, clock=people.clock, alert=row.reference, reason="x")
    assert Alert.objects.get().version == 1
