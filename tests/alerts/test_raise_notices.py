"""An alert that nobody acknowledges in time: the next in line are told, once for each step."""

from __future__ import annotations

import pytest

from tests.alerts.scene import post, told
from tests.outbox.scene import chosen, delivered, later, told_to
from tests.people import MISSION, People
from tutela.access.permissions import Permission
from tutela.access.rules import Actor, system_actor
from tutela.exchange.sending.reminding import remind_unacknowledged
from tutela.kernel.refusals import NotFound
from tutela.know.alerts.commands import acknowledge_alert, set_aside_alert
from tutela.know.alerts.commands.notices import raise_notice
from tutela.ledger.models import Entry
from tutela.ledger.queries import payload


def software() -> Actor:
    return system_actor("notices", MISSION, frozenset({Permission.NOTICE_RAISE, Permission.ALERT_READ}))


def raised() -> list[tuple[str, int, int]]:
    rows = Entry.objects.filter(event="know.alerts.notice_raised").order_by("sequence")
    return [(row.subject, payload(row)["step"], payload(row)["told"]) for row in rows]


def test_within_the_target_nobody_is_told_again(people: People) -> None:
    chosen(people.colleague, people, "sms")
    told(people)
    later(people, minutes=4, seconds=59)
    assert remind_unacknowledged(people.clock) == 0
    assert raised() == []


def test_step_by_step_more_people_are_told(people: People) -> None:
    joc = post(people, "joc_duty_officer")
    chosen(people.colleague, people, "sms", least_urgency=1)
    chosen(joc, people, "mail", least_urgency=1)
    chosen(people.in_charge, people, "mail", least_urgency=1)
    alert = told(people, timing="soon")
    told_at = []
    for minutes in (5, 5, 10, 20, 60):
        later(people, minutes=minutes)
        before = len(delivered(people))
        remind_unacknowledged(people.clock)
        told_at.append([row.post for row in delivered(people)[before:]])
    assert told_at[0] == []
    assert told_at[1] == ["joc-duty-officer"]
    assert sorted(told_at[2]) == ["head-of-field-office", "joc-duty-officer", "poc-adviser"]
    assert told_at[3:] == [[], []]
    assert raised() == [(alert.reference, 1, 0), (alert.reference, 2, 1), (alert.reference, 3, 3)]


def test_an_alert_that_is_not_urgent_waits_longer(people: People) -> None:
    chosen(people.colleague, people, "sms")
    told(people, timing="over")
    later(people, minutes=29)
    assert remind_unacknowledged(people.clock) == 0
    later(people, minutes=1)
    assert remind_unacknowledged(people.clock) == 1


def test_each_step_is_raised_once_whoever_asks(people: People) -> None:
    chosen(people.colleague, people, "sms")
    alert = told(people)
    later(people, minutes=6)
    for _worker in range(3):
        remind_unacknowledged(people.clock)
        raise_notice(actor=software(), clock=people.clock, alert=alert.reference, step=1)
    assert raised() == [(alert.reference, 1, 1)]
    (row,) = [row for row in delivered(people) if row.purpose == "reminder"]
    assert row.body == f"Nobody has acknowledged alert {alert.reference} yet."


def test_a_step_that_was_missed_is_not_made_up_for(people: People) -> None:
    alert = told(people)
    later(people, hours=2)
    remind_unacknowledged(people.clock)
    assert raised() == [(alert.reference, 3, 0)]


def test_after_two_days_it_is_a_matter_for_the_desk(people: People) -> None:
    told(people)
    later(people, hours=49)
    assert remind_unacknowledged(people.clock) == 0


@pytest.mark.parametrize("what", ["acknowledged", "set aside"])
def test_what_somebody_took_is_not_raised(people: People, what: str) -> None:
    alert = told(people)
    actor = people.in_charge.actor
    if what == "acknowledged":
        acknowledge_alert(actor=actor, clock=people.clock, alert=alert.reference)
    else:
        set_aside_alert(
            actor=actor, clock=people.clock, alert=alert.reference, version=1, why="test", reason="A drill."
        )
    later(people, minutes=30)
    assert remind_unacknowledged(people.clock) == 0
    raise_notice(actor=software(), clock=people.clock, alert=alert.reference, step=1)
    assert raised() == []


def test_a_closed_compartment_is_raised_with_those_who_enter_it_only(people: People) -> None:
    joc = post(people, "joc_duty_officer")
    adviser = post(people, "womens_protection")
    for known in (joc, adviser, people.colleague):
        chosen(known, people, "sms")
    alert = told(people, what=("sexual_violence",))
    later(people, hours=1)
    remind_unacknowledged(people.clock)
    reminders = [row for row in delivered(people) if row.purpose == "reminder"]
    assert told_to(reminders) == [("womens-protection", "sms")]
    assert reminders[0].body == f"An alert waits for you: {alert.reference}."


def test_an_unknown_alert_is_refused(people: People) -> None:
    with pytest.raises(NotFound):
        raise_notice(actor=software(), clock=people.clock, alert="A-000099", step=1)


def test_it_asks_as_often_however_many_alerts_wait(people: People) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from tutela.know.alerts.queries.notice_checks import reminders_due

    counts = []
    for number in range(2):
        for again in range(5):
            told(people, f"r-{number}-{again}")
        later(people, minutes=6)
        with CaptureQueriesContext(connection) as asked:
            assert len(reminders_due(MISSION, now=people.clock.now())) == (number + 1) * 5
        counts.append(len(asked))
    assert counts[0] == counts[1]
