"""The pages of the outbox and of one's own notices: who gets in, what they see, and that no address is shown."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.alerts.scene import WEST, told
from tests.outbox.scene import Remembering, a_sender, chosen, delivered, later
from tests.page_access import PageAccess, said
from tests.people import People, sign_in
from tutela.access.permissions import Permission
from tutela.exchange.sending.commands import cancel_message, retry_message
from tutela.exchange.sending.transports import NotSent, Parcel
from tutela.know.alerts.models import NoticeChoice
from tutela.ledger.models import Message


def some_messages(people: People, key: str = "r", **more: Any) -> None:
    chosen(people.in_charge, people, "mail", "sms")
    told(people, key, **more)
    delivered(people)


class TestOutbox(PageAccess):
    permission = Permission.OUTBOX_READ
    content = "M-000001"

    def address(self, people: People) -> str:
        if not Message.objects.exists():
            some_messages(people)
        return reverse("outbox:outbox")

    def grow(self, people: People) -> None:
        for number in range(5):
            some_messages(people, f"more-{number}")


class TestMessage(PageAccess):
    permission = Permission.OUTBOX_READ
    content = "Give it up"
    elsewhere = 404

    def address(self, people: People) -> str:
        if not Message.objects.exists():
            some_messages(people)
        return reverse("outbox:message", args=["M-000001"])


class TestNotices(PageAccess):
    permission = Permission.NOTICE_CHOOSE
    content = "A-000001"

    def address(self, people: People) -> str:
        if not Message.objects.exists():
            some_messages(people)
        return reverse("alerts:notices")

    def grow(self, people: People) -> None:
        for number in range(5):
            some_messages(people, f"more-{number}")


def test_the_outbox_shows_posts_and_no_address(people: People, client: Client) -> None:
    some_messages(people)
    page = sign_in(client, people.in_charge).get(reverse("outbox:outbox")).content.decode()
    assert "Protection of Civilians Adviser" in page
    assert "mission.example" not in page
    assert f"{people.in_charge.person.pk:07d}" not in page


def test_the_outbox_is_narrowed_by_its_address(people: People, client: Client) -> None:
    some_messages(people)
    a_sender(people, Remembering()).round()
    client = sign_in(client, people.in_charge)
    for query, shown in (("state=sent", ["M-000001"]), ("channel=sms", ["M-000002"]), ("about=a-000001", None)):
        rows = client.get(f"{reverse('outbox:outbox')}?{query}").context["table"].page.rows
        assert [row.reference for row in rows] == (shown or ["M-000002", "M-000001"])


def test_a_closed_compartment_does_not_show_in_the_outbox(people: People, client: Client) -> None:
    some_messages(people, what=("sexual_violence",))
    from tests.alerts.scene import post

    joc = post(people, "joc_duty_officer")
    page = sign_in(client, joc).get(reverse("outbox:outbox"))
    assert page.context["table"].page.rows == ()
    assert sum(stat["value"] for stat in page.context["counts"]) == 0
    assert client.get(reverse("outbox:message", args=["M-000001"])).status_code == 404


def test_what_went_to_a_source_shows_only_to_who_reads_sources(people: People, client: Client) -> None:
    from tests.outbox.test_send_to_source import source, write_to
    from tests.page_access import stripped_of

    write_to(people, source(people))
    client = sign_in(client, people.in_charge)
    assert "a source" in said(client.get(reverse("outbox:outbox")))
    assert "SRC-" not in client.get(reverse("outbox:message", args=["M-000001"])).content.decode()
    sign_in(client, stripped_of(people.in_charge, Permission.SOURCE_READ))
    assert client.get(reverse("outbox:message", args=["M-000001"])).status_code == 404


def test_without_a_way_out_both_pages_say_that_messages_wait(people: People, client: Client) -> None:
    client = sign_in(client, people.in_charge)
    for name in ("outbox:outbox", "alerts:notices"):
        assert "No mail server is set up: mail waits" in said(client.get(reverse(name)))


def test_a_failed_message_says_why_and_is_sent_again(people: People, client: Client) -> None:
    def refuse(_parcel: Parcel) -> None:
        raise NotSent("address_refused", 550, is_final=True)

    some_messages(people)
    a_sender(people, Remembering(fail=refuse)).round()
    client = sign_in(client, people.in_charge)
    address = reverse("outbox:message", args=["M-000001"])
    assert "The mail server does not know the address. (550)" in said(client.get(address))
    assert client.post(f"{address}retry/").status_code == 302
    assert Message.objects.get(number=1).state == "waiting"


def test_a_message_that_waits_is_given_up(people: People, client: Client) -> None:
    some_messages(people)
    address = reverse("outbox:message", args=["M-000002"])
    assert sign_in(client, people.in_charge).post(f"{address}cancel/").status_code == 302
    assert "Somebody gave it up." in said(client.get(address))
    later(people, minutes=1)
    assert a_sender(people, Remembering(), "sms").round() == 0


def test_a_colleague_elsewhere_and_an_outsider_find_no_such_message(people: People) -> None:
    from dataclasses import replace

    from tutela.kernel.refusals import NotFound

    some_messages(people, longitude=WEST)
    for known in (people.colleague, people.outsider):
        actor = replace(known.actor, permissions=known.actor.permissions | {Permission.OUTBOX_READ})
        for change in (retry_message, cancel_message):
            with pytest.raises(NotFound):
                change(actor=actor, clock=people.clock, message="M-000001")


FORM = {
    "mail_on": "on", "mail_address": "duty@mission.example", "mail_least_urgency": "3", "mail_quiet_from": "22:00",
    "mail_quiet_to": "06:00", "sms_address": "", "sms_least_urgency": "2",
}  # fmt: skip


def test_the_form_keeps_what_was_chosen_and_shows_it_again(people: People, client: Client) -> None:
    address = reverse("alerts:notices")
    assert sign_in(client, people.colleague).post(address, FORM).status_code == 302
    row = NoticeChoice.objects.get()
    assert (row.person, row.post, row.channel, row.least_urgency) == (
        people.colleague.person, people.colleague.post, "mail", 3,
    )  # fmt: skip
    page = client.get(address).content.decode()
    assert 'value="duty@mission.example"' in page
    assert 'value="22:00"' in page
    assert "duty@mission.example" not in sign_in(client, people.in_charge).get(address).content.decode()


@pytest.mark.parametrize(
    ("wrong", "told_so"),
    [
        ({"mail_address": "nowhere"}, "Give a mail address, like name@mission.example."),
        ({"mail_quiet_to": ""}, "Quiet hours need a beginning and an end."),
        ({"sms_on": "on", "sms_address": "12"}, "Give the number with its country code, like +243 000 000 000."),
        ({"mail_least_urgency": "9"}, "Select a valid choice. 9 is not one of the available choices."),
    ],
)
def test_the_form_says_at_its_field_what_is_wrong(
    people: People, client: Client, wrong: dict[str, str], told_so: str
) -> None:
    response = sign_in(client, people.colleague).post(reverse("alerts:notices"), {**FORM, **wrong})
    assert response.status_code == 422
    assert told_so in said(response)
    assert NoticeChoice.objects.count() == 0


def test_a_test_is_sent_from_the_page_and_shows_with_its_proof(people: People, client: Client) -> None:
    chosen(people.colleague, people, "mail")
    client = sign_in(client, people.colleague)
    page = client.post(reverse("alerts:notices_test"), follow=True)
    assert "Waits to be sent" in said(page)
    people.clock.moment = Message.objects.get().created_at
    a_sender(people, Remembering(proof="250 Ok: queued as 9")).round()
    assert "250 Ok: queued as 9" in said(client.get(reverse("alerts:notices")))


def test_the_page_that_a_message_names_is_there(people: People, client: Client) -> None:
    some_messages(people)
    path = next(
        line.partition(": ")[2] for line in Message.objects.get(number=1).body.splitlines() if "/know/alerts/" in line
    )
    assert sign_in(client, people.in_charge).get(path).status_code == 200
