"""A neutral word back to whoever gave an alert: only with consent, only from the list, and never the number."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from tests.alerts.scene import WEST, told
from tests.people import People, sign_in
from tests.sources.scene import facts, kept
from tutela.kernel.refusals import Invalid, NotFound
from tutela.know.alerts.commands.notices import CannotWriteToSource, answer_source
from tutela.ledger.models import Entry, Message
from tutela.ledger.queries import payload

if TYPE_CHECKING:
    from django.test import Client


def told_by_source(people: People, *consents: str, **more: Any) -> str:
    source = kept(people, told=facts(consents=consents))
    return told(people, source=source.reference, language="fr", **more).reference


def answer(people: People, alert: str, text: str = "arrived", **more: Any) -> tuple[str, ...]:
    actor = more.pop("actor", people.in_charge.actor)
    return answer_source(actor=actor, clock=people.clock, alert=alert, text=text, **more)


def test_it_waits_to_be_sent_without_a_number_and_without_words(people: People) -> None:
    alert = told_by_source(people, "contact_back")
    assert answer(people, alert) == ("M-000001",)
    row = Message.objects.get()
    assert (row.recipient, row.text, row.language, row.about) == ("source:SRC-000001", "arrived", "fr", alert)
    assert (row.address, row.subject, row.body) == ("", "", "")


def test_only_who_knows_of_sources_reads_of_it_in_the_ledger(people: People) -> None:
    alert = told_by_source(people, "contact_back")
    answer(people, alert)
    entry = Entry.objects.get(event="know.alerts.source_answered")
    assert (entry.subject, entry.compartment) == (alert, "sources")
    assert payload(entry) == {"text": "arrived", "channel": "sms"}


def test_the_same_within_the_hour_waits_already(people: People) -> None:
    alert = told_by_source(people, "contact_back")
    answer(people, alert)
    assert answer(people, alert) == ()
    people.clock.advance(timedelta(hours=1))
    assert answer(people, alert) == ("M-000002",)


def test_without_consent_or_source_nothing_is_written(people: People) -> None:
    for alert in (told_by_source(people, key="r-2"), told(people, "r-3").reference):
        with pytest.raises(CannotWriteToSource):
            answer(people, alert)
    assert Message.objects.count() == 0


def test_ones_own_words_are_refused(people: People) -> None:
    alert = told_by_source(people, "contact_back")
    with pytest.raises(Invalid):
        answer(people, alert, "We are coming at dawn")
    with pytest.raises(Invalid):
        answer(people, alert, channel="pigeon")


def test_a_colleague_elsewhere_and_an_outsider_find_no_such_alert(people: People) -> None:
    alert = told_by_source(people, "contact_back", longitude=WEST)
    for known in (people.colleague, people.outsider):
        with pytest.raises(NotFound):
            answer(people, alert, actor=known.actor)


def test_it_is_written_from_the_page_of_the_alert(people: People, client: Client) -> None:
    alert = told_by_source(people, "contact_back")
    address = reverse("alerts:answer", args=[alert])
    page = sign_in(client, people.in_charge)
    assert address in page.get(reverse("alerts:alert", args=[alert])).content.decode()
    assert "Thank you. Your message has arrived." in page.get(address).content.decode()
    assert page.post(address, {"text": "call"}).status_code == 302
    assert (Message.objects.get().recipient, Message.objects.get().text) == ("source:SRC-000001", "call")
    assert page.post(address, {"text": "a word of one's own"}).status_code == 422
    assert Message.objects.count() == 1


def test_without_consent_the_page_offers_nothing_and_says_why(people: People, client: Client) -> None:
    alert = told_by_source(people)
    address = reverse("alerts:answer", args=[alert])
    page = sign_in(client, people.in_charge)
    assert address not in page.get(reverse("alerts:alert", args=[alert])).content.decode()
    assert "consent to be contacted" in page.post(address, {"text": "call"}).content.decode()
    assert Message.objects.count() == 0
