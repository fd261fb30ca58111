"""Who is told of an alert: whoever may know of it at that moment and chose to be told, in as few words as will do."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from tests.alerts.scene import WEST, post, told
from tests.outbox.scene import address_of, chosen, delivered, later, told_to
from tests.page_access import stripped_of
from tests.people import People
from tutela.access.permissions import Permission
from tutela.know.alerts.commands import (
    acknowledge_alert,
    answer_offer,
    escalate_alert,
    merge_alert,
    offer_alert,
    reopen_alert,
    set_aside_alert,
    set_urgency,
    unmerge_alert,
)
from tutela.ledger.models import Message


def both_choose(people: People, *channels: str, **more: int) -> None:
    for known in (people.in_charge, people.colleague, people.outsider):
        chosen(known, people, *(channels or ("mail",)), **more)


def test_it_tells_the_post_of_the_area_and_the_whole_mission(people: People) -> None:
    both_choose(people)
    alert = told(people)
    messages = delivered(people)
    assert told_to(messages) == [("head-of-field-office", "mail"), ("poc-adviser", "mail")]
    assert {row.about for row in messages} == {alert.reference}
    assert {row.recipient for row in messages} == {
        f"person:{known.person.pk}" for known in (people.in_charge, people.colleague)
    }


def test_it_does_not_tell_a_colleague_elsewhere(people: People) -> None:
    both_choose(people)
    told(people, longitude=WEST)
    assert told_to(delivered(people)) == [("poc-adviser", "mail")]


def test_it_tells_of_a_closed_compartment_only_who_enters_it_and_that_it_waits(people: People) -> None:
    both_choose(people, "mail", "sms")
    told(people, what=("sexual_violence",))
    messages = delivered(people)
    assert told_to(messages) == [("poc-adviser", "mail"), ("poc-adviser", "sms")]
    for row in messages:
        assert row.body == f"An alert waits for you: {row.about}."
        assert row.compartment == "sexual_violence"
        assert row.subject in {"An alert waits for you", "Alert"}


def test_nobody_is_told_who_did_not_choose_to_be(people: People) -> None:
    told(people)
    assert delivered(people) == []


def test_it_tells_only_of_what_is_urgent_enough(people: People) -> None:
    chosen(people.colleague, people, "sms", least_urgency=2)
    told(people, "r-1", timing="over", what=("pillage",))
    assert delivered(people) == []
    told(people, "r-2", timing="soon")
    assert told_to(delivered(people)) == [("head-of-field-office", "sms")]


def test_quiet_hours_put_off_all_but_the_most_urgent(people: People) -> None:
    chosen(people.colleague, people, "sms", quiet_from=time(8), quiet_to=time(12))
    told(people, "r-1", timing="over", what=("pillage",))
    told(people, "r-2", timing="under_way", what=("killing",))
    put_off, at_once = delivered(people)
    assert put_off.due_at == people.clock.now().replace(hour=12, minute=0)
    assert put_off.expires_at == put_off.due_at + timedelta(hours=24)
    assert at_once.due_at == people.clock.now()


def test_a_mail_says_urgency_kind_area_time_reference_and_nothing_that_was_told(people: People) -> None:
    both_choose(people)
    alert = told(people, actor_name="Reed Front", people_at_risk=40)
    row = delivered(people)[0]
    assert row.subject == f"Immediate: alert {alert.reference}"
    assert row.body.splitlines() == [
        "How urgent: Immediate",
        "What: Armed people seen",
        "Where: Tesqué-Ville",
        "Received: 2031-05-14 09:30 (09:30 UTC)",
        f"Reference: {alert.reference}",
        f"On the desk: /know/alerts/{alert.reference}/",
    ]
    assert not any(word in row.body for word in ("motorbikes", "Three Wells", "Reed", "40", "22.5"))


def test_a_text_message_says_less(people: People) -> None:
    both_choose(people, "sms")
    alert = told(people)
    assert {row.body for row in delivered(people)} == {f"Immediate: alert {alert.reference}, Tesqué-Ville."}


def test_it_speaks_the_language_of_whoever_is_told(people: People) -> None:
    from tutela.ledger.command import maintenance

    with maintenance("a test"):
        people.colleague.person.language = "fr"
        people.colleague.person.save()
    chosen(people.colleague, people, "mail")
    told(people)
    (row,) = delivered(people)
    assert row.language == "fr"
    assert "Présence d’hommes armés" in row.body


def lose(people: People, what: str) -> None:
    """Take from the one in charge what lets them know of an alert."""
    from datetime import date

    from tutela.ledger.command import maintenance
    from tutela.mission.commands import give_up_post
    from tutela.mission.commands.setup import setup_actor

    known, clock, yesterday = people.in_charge, people.clock, date(2031, 5, 13)
    if what == "permission":
        stripped_of(known, Permission.ALERT_READ)
    elif what == "holding":
        actor = setup_actor("orvane")
        give_up_post(actor=actor, clock=clock, person=known.person, slug="poc-adviser", to_on=yesterday)
    with maintenance("a test"):
        known.post.clearance = 0 if what == "clearance" else known.post.clearance
        known.post.save()
        known.person.is_active = what != "account"
        known.person.save()


@pytest.mark.parametrize("lost", ["permission", "holding", "clearance", "account"])
def test_who_lost_the_right_to_know_is_not_told(people: People, lost: str) -> None:
    chosen(people.in_charge, people, "mail")
    recorder = post(people, "civil_affairs", "OV02")
    lose(people, lost)
    told(people, actor=recorder.actor, what=("sexual_violence",))
    assert delivered(people) == []


def test_who_holds_two_posts_is_told_once(people: People) -> None:
    from tests.people import TAKEN_UP_ON, Known
    from tutela.access.queries import actor_for
    from tutela.mission.commands import take_up_post
    from tutela.mission.commands.setup import setup_actor

    other = post(people, "joc_duty_officer")
    person = people.in_charge.person
    take_up_post(
        actor=setup_actor("orvane"), clock=people.clock, person=person, slug=other.post.slug, from_on=TAKEN_UP_ON
    )
    for known in (people.in_charge, Known(person, other.post, actor_for(other.post, person))):
        chosen(known, people, "mail")
    told(people)
    assert len(delivered(people)) == 1


def test_a_flood_of_alerts_is_told_as_one(people: People) -> None:
    chosen(people.colleague, people, "sms")
    for number in range(25):
        told(people, f"r-{number}")
    messages = delivered(people)
    assert [row.purpose for row in messages].count("new") == 20
    (flood,) = [row for row in messages if row.purpose == "flood"]
    assert (flood.about, flood.area_path) == ("", "")
    assert flood.body.startswith("More than 20 messages within 10 minutes")
    later(people, minutes=11)
    told(people, "r-after")
    assert [row.purpose for row in delivered(people)].count("new") == 21


def test_it_hears_each_alert_once_however_often_the_ledger_is_read(people: People) -> None:
    from tutela.ledger.command import maintenance
    from tutela.ledger.models import Cursor

    both_choose(people)
    told(people)
    before = [row.pk for row in delivered(people)]
    with maintenance("a test"):
        Cursor.objects.filter(subscription="know.alerts.notices").update(sequence=0)
    assert [row.pk for row in delivered(people)] == before


def test_old_news_is_told_nobody(people: People) -> None:
    both_choose(people)
    told(people)
    later(people, hours=13)
    assert delivered(people) == []


def test_an_offer_is_told_the_post_that_it_was_made_to_wherever_the_alert_lies(people: People) -> None:
    office = post(people, "civil_affairs", "OV01")
    chosen(office, people, "sms", least_urgency=1)
    alert = told(people, timing="over")
    assert delivered(people) == []
    offer_alert(
        actor=people.in_charge.actor, clock=people.clock, alert=alert.reference, version=1,
        to_post=office.post.slug, reason="You know the family.",
    )  # fmt: skip
    (row,) = delivered(people)
    assert (row.post, row.purpose) == (office.post.slug, "offered")
    assert row.body == f"Alert {alert.reference} is offered to your post and waits for your answer."
    assert "family" not in row.body


def test_a_refused_offer_is_told_whoever_made_it(people: People) -> None:
    chosen(people.in_charge, people, "mail", least_urgency=1)
    alert = told(people, timing="over")
    offer_alert(
        actor=people.in_charge.actor, clock=people.clock, alert=alert.reference, version=1,
        to_post=people.colleague.post.slug, reason="It is near you.",
    )  # fmt: skip
    answer_offer(
        actor=people.colleague.actor, clock=people.clock, alert=alert.reference, is_accepted=False, answer="No car."
    )
    assert told_to(delivered(people), purpose="declined") == [("poc-adviser", "mail")]


def test_an_escalation_is_told_the_operations_centre_whatever_it_chose(people: People) -> None:
    joc = post(people, "joc_duty_officer")
    chosen(joc, people, "sms", least_urgency=1)
    alert = told(people, timing="over")
    escalate_alert(actor=people.colleague.actor, clock=people.clock, alert=alert.reference, reason="Beyond the office.")
    assert told_to(delivered(people), purpose="escalated") == [("joc-duty-officer", "sms")]


def sent(people: People) -> None:
    """Say of every message that waits that it was sent."""
    from tutela.access.rules import system_actor
    from tutela.exchange.sending.commands import record_sending
    from tutela.exchange.sending.results import Kind, Result

    actor = system_actor("sending", "orvane", frozenset({Permission.OUTBOX_SEND}))
    for row in delivered(people):
        record_sending(actor=actor, clock=people.clock, message=row.reference, result=Result(Kind.SENT, proof="1"))


def test_those_who_were_told_hear_when_an_alert_is_set_aside_and_nobody_else(people: People) -> None:
    chosen(people.colleague, people, "mail", "sms")
    alert = told(people)
    sent(people)
    chosen(people.in_charge, people, "mail")
    set_aside_alert(
        actor=people.in_charge.actor,
        clock=people.clock,
        alert=alert.reference,
        version=1,
        why="test",
        reason="A drill.",
    )
    messages = delivered(people)
    assert told_to(messages) == [("head-of-field-office", "mail"), ("head-of-field-office", "sms")]
    assert {row.purpose for row in messages} == {"over"}
    assert "drill" not in messages[0].body


def test_an_alert_that_is_open_again_is_told_again(people: People) -> None:
    chosen(people.colleague, people, "mail")
    alert = told(people)
    sent(people)
    actor, clock = people.in_charge.actor, people.clock
    set_aside_alert(actor=actor, clock=clock, alert=alert.reference, version=1, why="test", reason="A drill.")
    sent(people)
    reopen_alert(actor=actor, clock=clock, alert=alert.reference, reason="No drill.")
    assert [row.purpose for row in delivered(people)] == ["again"]


def test_a_merged_alert_is_taken_back_and_told_again_when_it_is_taken_apart(people: People) -> None:
    chosen(people.colleague, people, "mail")
    first, second = told(people, "r-1"), told(people, "r-2")
    sent(people)
    actor, clock = people.in_charge.actor, people.clock
    merge_alert(
        actor=actor, clock=clock, alert=second.reference, version=1, into=first.reference, reason="The same call."
    )
    (row,) = delivered(people)
    assert (row.purpose, row.about) == ("joined", second.reference)
    assert first.reference not in row.body
    unmerge_alert(actor=actor, clock=clock, alert=second.reference, reason="Two villages.")
    assert [row.purpose for row in delivered(people)] == ["joined", "again"]


def test_a_higher_urgency_brings_in_those_who_had_not_heard(people: People) -> None:
    chosen(people.colleague, people, "mail")
    chosen(people.in_charge, people, "sms", least_urgency=1)
    alert = told(people, timing="over")
    assert told_to(delivered(people)) == [("head-of-field-office", "mail")]
    set_urgency(
        actor=people.in_charge.actor, clock=people.clock, alert=alert.reference, version=1, urgency=1, reason="Again."
    )
    assert told_to(delivered(people)) == [("head-of-field-office", "mail"), ("poc-adviser", "sms")]


def test_no_message_holds_where_somebody_else_can_be_reached(people: People) -> None:
    both_choose(people, "mail", "sms")
    told(people)
    delivered(people)
    for row in Message.objects.all():
        known = people.in_charge if row.post == "poc-adviser" else people.colleague
        assert row.address == address_of(known, row.channel)


def test_an_acknowledged_alert_sends_nothing_new(people: People) -> None:
    both_choose(people)
    alert = told(people)
    sent(people)
    acknowledge_alert(actor=people.colleague.actor, clock=people.clock, alert=alert.reference)
    assert delivered(people) == []


def asked_while_delivering(people: People, alerts: int) -> int:
    """Return how many statements telling nobody of some alerts takes."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for number in range(alerts):
        told(people, f"{alerts}-{number}", longitude=WEST)
    with CaptureQueriesContext(connection) as asked:
        delivered(people)
    return len(asked)


def test_choices_are_read_once_for_all_alerts_that_come_together(people: People) -> None:
    chosen(people.colleague, people, "mail")
    asked_while_delivering(people, 1)
    assert asked_while_delivering(people, 2) == asked_while_delivering(people, 20)


def test_a_choice_made_between_two_batches_counts(people: People) -> None:
    told(people, "r-1")
    assert delivered(people) == []
    chosen(people.colleague, people, "mail")
    told(people, "r-2")
    assert told_to(delivered(people)) == [("head-of-field-office", "mail")]


@pytest.mark.parametrize("area", ["", "OV01", "OV02", "OV0201"])
@pytest.mark.parametrize("role", ["poc_adviser", "joc_duty_officer", "liaison_assistant", "child_protection", "gender"])
def test_who_is_told_is_who_sees_it_on_the_desk(people: People, role: str, area: str) -> None:
    from tests.people import put_in_post
    from tutela.know.alerts.queries import alert_named

    known = put_in_post("orvane", role, people.clock, slug="somebody", area_code=area)
    chosen(known, people, "mail")
    told(people, "r-1", what=("armed_presence", "sexual_violence", "child_recruitment"))
    told(people, "r-2", longitude=WEST)
    told(people, "r-3", latitude=None, longitude=None)
    messages = {row.about for row in delivered(people)}
    references = [f"A-{number:06d}" for number in range(1, 6)]
    seen = {reference for reference in references if alert_named(known.actor, reference) is not None}
    assert messages == seen
