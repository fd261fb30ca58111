"""Once more before a message leaves: what its recipient may not know any more is not sent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest

from tests.alerts.scene import WEST, told
from tests.outbox.scene import Remembering, a_sender, chosen, delivered, later
from tests.page_access import stripped_of
from tests.people import MISSION, People
from tutela.access.permissions import Permission
from tutela.know.alerts.commands import acknowledge_alert, merge_alert, reopen_alert, set_aside_alert
from tutela.ledger.command import maintenance
from tutela.ledger.models import Entry, Message
from tutela.ledger.queries import payload


def sent(people: People, channel: str = "mail") -> Remembering:
    way = Remembering()
    a_sender(people, way, channel).round()
    return way


def outcome(number: int = 1) -> tuple[str, str]:
    row = Message.objects.get(mission=MISSION, number=number)
    return row.state, row.last_error


def give_up_post(people: People) -> None:
    from tutela.mission.commands import give_up_post
    from tutela.mission.commands.setup import setup_actor

    give_up_post(
        actor=setup_actor(MISSION), clock=people.clock, person=people.colleague.person, slug="head-of-field-office",
        to_on=date(2031, 5, 13),
    )  # fmt: skip


def lose_permission(people: People) -> None:
    stripped_of(people.colleague, Permission.ALERT_READ)


def move_away(people: People) -> None:
    with maintenance("a test"):
        people.colleague.post.area_path = "OV01/"
        people.colleague.post.save()


def lose_account(people: People) -> None:
    with maintenance("a test"):
        people.colleague.person.is_active = False
        people.colleague.person.save()


def choose_another_way(people: People) -> None:
    chosen(people.colleague, people, "sms")


def set_it_aside(people: People) -> None:
    actor = people.in_charge.actor
    set_aside_alert(actor=actor, clock=people.clock, alert="A-000001", version=1, why="test", reason="A drill.")


@pytest.mark.parametrize(
    ("happens", "why"),
    [
        (give_up_post, "not_in_post"),
        (lose_account, "not_in_post"),
        (lose_permission, "not_allowed"),
        (move_away, "not_allowed"),
        (choose_another_way, "choice_changed"),
        (set_it_aside, "alert_over"),
    ],
)
def test_it_is_not_sent_to_who_may_not_know_or_need_not(
    people: People, happens: Callable[[People], None], why: str
) -> None:
    chosen(people.colleague, people, "mail")
    told(people)
    delivered(people)
    happens(people)
    assert sent(people).parcels == []
    assert outcome() == ("cancelled", why)
    entry = Entry.objects.get(event="exchange.message_cancelled")
    assert (entry.subject, payload(entry)["why"]) == ("A-000001", why)


def test_what_was_put_off_is_not_sent_once_somebody_took_notice(people: People) -> None:
    chosen(people.colleague, people, "mail", quiet_from=time(8), quiet_to=time(12))
    told(people, timing="over", what=("pillage",))
    delivered(people)
    acknowledge_alert(actor=people.in_charge.actor, clock=people.clock, alert="A-000001")
    later(people, hours=3)
    assert sent(people).parcels == []
    assert outcome() == ("cancelled", "alert_acknowledged")


def test_a_first_message_is_sent_although_somebody_was_quicker(people: People) -> None:
    chosen(people.colleague, people, "mail")
    told(people)
    delivered(people)
    acknowledge_alert(actor=people.in_charge.actor, clock=people.clock, alert="A-000001")
    assert len(sent(people).parcels) == 1


def test_nobody_is_told_that_something_is_over_of_which_they_never_heard(people: People) -> None:
    chosen(people.colleague, people, "mail")
    told(people)
    delivered(people)
    with maintenance("a test"):
        # As if a worker held it at the moment when the alert was set aside, and failed.
        Message.objects.update(leased_until=people.clock.now(), lease_owner="gone", attempts=1)
    set_it_aside(people)
    delivered(people)
    later(people, seconds=1)
    assert sent(people).parcels == []
    assert [outcome(1), outcome(2)] == [("cancelled", "alert_over"), ("cancelled", "never_told")]


def test_what_takes_a_message_back_waits_until_that_has_left(people: People) -> None:
    chosen(people.colleague, people, "mail")
    told(people)
    delivered(people)
    with maintenance("a test"):
        Message.objects.update(leased_until=people.clock.now().replace(hour=10), lease_owner="busy", attempts=1)
    set_it_aside(people)
    delivered(people)
    assert sent(people).parcels == []
    assert Message.objects.get(number=2).state == "waiting"
    with maintenance("a test"):
        Message.objects.filter(number=1).update(state="sent", leased_until=None)
    later(people, seconds=10)
    assert [parcel.reference for parcel in sent(people).parcels] == ["M-000002"]


def test_that_it_is_over_is_not_sent_once_it_is_open_again(people: People) -> None:
    chosen(people.colleague, people, "mail")
    told(people)
    delivered(people)
    sent(people)
    set_it_aside(people)
    delivered(people)
    reopen_alert(actor=people.in_charge.actor, clock=people.clock, alert="A-000001", reason="No drill.")
    delivered(people)
    assert [parcel.text.split(".")[0] for parcel in sent(people).parcels] == ["Alert A-000001 is open again"]
    assert outcome(2) == ("cancelled", "alert_open_again")


def test_a_closed_compartment_stays_closed_at_the_moment_of_sending(people: People) -> None:
    chosen(people.in_charge, people, "mail")
    told(people, what=("sexual_violence",))
    delivered(people)
    with maintenance("a test"):
        people.in_charge.post.compartments = []
        people.in_charge.post.save()
    assert sent(people).parcels == []
    assert outcome() == ("cancelled", "not_allowed")


def test_a_joined_alert_of_elsewhere_tells_nothing_of_the_other(people: People) -> None:
    chosen(people.colleague, people, "sms")
    told(people, "r-west", longitude=WEST)
    told(people, "r-east")
    delivered(people)
    sent(people, "sms")
    merge_alert(
        actor=people.in_charge.actor, clock=people.clock, alert="A-000002", version=1, into="A-000001", reason="Same."
    )
    delivered(people)
    (parcel,) = sent(people, "sms").parcels
    assert parcel.text == "Alert A-000002 was joined to another: there is nothing more to do about it."


def test_mail_outside_of_domains_that_were_set_meanwhile_is_not_sent(people: People, settings: Any) -> None:
    chosen(people.colleague, people, "mail")
    told(people)
    delivered(people)
    settings.TUTELA_MAIL_DOMAINS = ["elsewhere.example"]
    assert sent(people).parcels == []
    assert outcome() == ("cancelled", "domain_not_allowed")
