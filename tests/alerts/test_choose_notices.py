"""Choosing how one is told of alerts: by one's own address, in one's own post, within what the post may know."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from typing import Any

import pytest

from tests.outbox.scene import MAIL, NUMBER, chosen, later
from tests.people import MISSION, NOW, People
from tutela.kernel.refusals import Invalid
from tutela.know.alerts.commands.notices import JustTested, NobodyToTell, choose_notices, send_test
from tutela.know.alerts.models import NoticeChoice
from tutela.know.alerts.queries.notices import choices_of
from tutela.know.alerts.rules.notices import Way
from tutela.ledger.models import Entry, Message
from tutela.ledger.queries import payload

NIGHT = {"quiet_from": time(22), "quiet_to": time(6)}


def choose(people: People, *ways: Way) -> tuple[Way, ...]:
    return choose_notices(actor=people.colleague.actor, clock=people.clock, ways=ways)


def newest() -> Entry:
    return Entry.objects.filter(mission=MISSION).order_by("-sequence")[0]


def test_it_keeps_each_way_and_says_so_without_an_address(people: People) -> None:
    kept = choose(people, Way("sms", "+243 (0)99-000.11 22".replace("(0)", ""), 2, **NIGHT), Way("mail", f" {MAIL} "))
    assert [way.address for way in kept] == [MAIL, NUMBER]
    entry = newest()
    assert (entry.event, entry.subject) == ("know.alerts.notices_set", "post:head-of-field-office")
    assert payload(entry) == {
        "post": "head-of-field-office", "channels": ["mail", "sms"], "least_urgencies": [4, 2],
    }  # fmt: skip
    everything = " ".join(str(value) for value in vars(entry).values())
    assert MAIL not in everything
    assert NUMBER[4:] not in everything


def test_it_replaces_what_was_chosen_before(people: People) -> None:
    choose(people, Way("sms", NUMBER), Way("mail", MAIL))
    choose(people, Way("mail", MAIL, 1))
    assert [(row.channel, row.least_urgency) for row in choices_of(people.colleague.actor)] == [("mail", 1)]
    choose(people)
    assert choices_of(people.colleague.actor) == []


def test_the_same_choice_again_changes_nothing(people: People) -> None:
    choose(people, Way("mail", MAIL, 3, **NIGHT))
    before = newest().sequence
    choose(people, Way("mail", MAIL, 3, **NIGHT))
    assert newest().sequence == before


@pytest.mark.parametrize(
    ("way", "field"),
    [
        (Way("mail", "duty at mission.example"), "mail_address"),
        (Way("mail", "duty@mission"), "mail_address"),
        (Way("mail", f"{'x' * 65}@mission.example"), "mail_address"),
        (Way("mail", "a@mission.example\nBcc: b@mission.example"), "mail_address"),
        (Way("sms", "0990001122"), "sms_address"),
        (Way("sms", "+12"), "sms_address"),
        (Way("sms", "+24399000112233445"), "sms_address"),
        (Way("pigeon", "roof"), "pigeon_channel"),
        (Way("mail", MAIL, 0), "mail_least_urgency"),
        (Way("mail", MAIL, 5), "mail_least_urgency"),
        (Way("mail", MAIL, quiet_from=time(22)), "mail_quiet_to"),
        (Way("mail", MAIL, quiet_from=time(22), quiet_to=time(22)), "mail_quiet_to"),
    ],
)
def test_it_refuses_what_cannot_be_and_repeats_no_address(people: People, way: Way, field: str) -> None:
    before = newest().sequence
    with pytest.raises(Invalid) as refused:
        choose(people, way)
    assert set(refused.value.problems) == {field}
    assert way.address not in str(refused.value.as_json())
    assert (newest().sequence, NoticeChoice.objects.count()) == (before, 0)


def test_it_refuses_the_same_way_twice(people: People) -> None:
    with pytest.raises(Invalid, match="cannot be chosen"):
        choose(people, Way("mail", MAIL), Way("mail", f"other-{MAIL}"))


def test_mail_stays_within_the_domains_of_the_mission(people: People, settings: Any) -> None:
    settings.TUTELA_MAIL_DOMAINS = ["mission.example"]
    choose(people, Way("mail", "duty@field.mission.example"))
    with pytest.raises(Invalid) as refused:
        choose(people, Way("mail", "duty@notmission.example"))
    assert "only to addresses of the mission" in refused.value.problems["mail_address"]


def test_it_needs_a_person(people: People) -> None:
    nobody = replace(people.colleague.actor, person=None)
    with pytest.raises(NobodyToTell):
        choose_notices(actor=nobody, clock=people.clock, ways=[Way("mail", MAIL)])


def test_it_shows_a_person_their_own_choices_and_nobody_elses(people: People) -> None:
    chosen(people.in_charge, people, "mail", "sms")
    assert len(choices_of(people.in_charge.actor)) == 2
    assert choices_of(people.colleague.actor) == []
    assert choices_of(people.outsider.actor) == []


def test_neither_a_way_nor_a_choice_shows_its_address(people: People) -> None:
    choose(people, Way("mail", MAIL))
    assert MAIL not in repr(Way("mail", MAIL))
    assert MAIL not in f"{choices_of(people.colleague.actor)[0]!r}"


def test_a_test_goes_out_by_every_way_that_was_chosen(people: People) -> None:
    choose(people, Way("sms", NUMBER), Way("mail", MAIL))
    assert len(send_test(actor=people.colleague.actor, clock=people.clock)) == 2
    rows = list(Message.objects.order_by("number"))
    assert [(row.channel, row.purpose, row.about, row.address) for row in rows] == [
        ("mail", "test", "", MAIL), ("sms", "test", "", NUMBER),
    ]  # fmt: skip
    assert (newest().event, payload(newest())["channels"]) == ("know.alerts.notices_tested", ["mail", "sms"])


def test_a_test_is_not_sent_twice_at_once(people: People) -> None:
    choose(people, Way("mail", MAIL))
    send_test(actor=people.colleague.actor, clock=people.clock)
    with pytest.raises(JustTested):
        send_test(actor=people.colleague.actor, clock=people.clock)
    later(people, minutes=2)
    send_test(actor=people.colleague.actor, clock=people.clock)
    assert Message.objects.count() == 2


def test_a_test_needs_something_chosen(people: People) -> None:
    with pytest.raises(NobodyToTell):
        send_test(actor=people.colleague.actor, clock=people.clock)


@pytest.mark.parametrize(
    ("moment", "minutes"),
    [("21:59", 0), ("22:00", 480), ("23:30", 390), ("00:00", 360), ("05:59", 1), ("06:00", 0), ("12:00", 0)],
)
def test_quiet_hours_go_over_midnight_and_end_in_the_morning(moment: str, minutes: int) -> None:
    from zoneinfo import ZoneInfo

    zone = ZoneInfo("Africa/Kinshasa")
    hour, minute = map(int, moment.split(":"))
    local = NOW.astimezone(zone).replace(hour=hour, minute=minute)
    way = Way("sms", NUMBER, 4, **NIGHT)
    assert way.due_at(2, local, zone) == local + timedelta(minutes=minutes)
    assert way.due_at(1, local, zone) == local
