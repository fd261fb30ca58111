"""Writing to a source: with consent at that moment, in words that tell nothing, to a number that is kept nowhere."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.db import connection

from tests.outbox.scene import Remembering, a_sender, later
from tests.people import MISSION, People
from tests.sources.scene import CONTACT, NAME, facts, kept
from tutela.exchange.sending.transports import NotSent, Parcel
from tutela.kernel.refusals import Refusal
from tutela.know.alerts.rules.notice_words import NEUTRAL
from tutela.know.sources.commands import withdraw_consent
from tutela.ledger.command import maintenance
from tutela.ledger.models import Entry, Message
from tutela.ledger.outbox import Channel, Draft, enqueue, to_source

NUMBER = "+211912345678"


def source(people: People, **more: Any) -> str:
    consents = more.pop("consents", ("contact_back",))
    return kept(people, told=facts(consents=consents, **more)).reference


def write_to(people: People, reference: str, text: str = "arrived", **more: Any) -> None:
    plain: dict[str, Any] = {"channel": Channel.SMS, "about": "A-000001", "language": "en", "purpose": "reply"}
    draft = Draft(recipient=to_source(reference), text=text, dedupe_key=f"{text}:{reference}", **{**plain, **more})
    with maintenance("a test"):
        enqueue(MISSION, [draft], clock=people.clock)


def sent(people: People, channel: str = "sms", **more: Any) -> Remembering:
    way = Remembering(**more)
    a_sender(people, way, channel).round()
    return way


def outcome() -> tuple[str, str]:
    row = Message.objects.get()
    return row.state, row.last_error


def test_with_consent_it_is_written_to_in_neutral_words(people: People) -> None:
    write_to(people, source(people))
    (parcel,) = sent(people, proof="HTTP 200 77").parcels
    assert (parcel.to, parcel.text, parcel.label) == (NUMBER, "Thank you. Your message has arrived.", "source")
    assert Message.objects.get().proof == "HTTP 200 77"
    assert Entry.objects.filter(event="know.sources.source_contacted").count() == 1


def test_a_mail_has_no_subject_but_its_words(people: People) -> None:
    write_to(people, source(people), channel=Channel.MAIL)
    (parcel,) = sent(people, "mail").parcels
    assert (parcel.to, parcel.subject) == (CONTACT, "Thank you. Your message has arrived.")


@pytest.mark.parametrize("text", sorted(NEUTRAL))
def test_no_neutral_text_tells_who_writes_or_about_what(text: str) -> None:
    words = NEUTRAL[text].lower()
    assert not any(told in words for told in ("mission", "alert", "united", "peace", "tutela", "danger", "{"))


def test_without_consent_nothing_is_sent(people: People) -> None:
    write_to(people, source(people, consents=()))
    assert sent(people).parcels == []
    assert outcome() == ("cancelled", "no_consent")


def test_consent_that_was_withdrawn_meanwhile_counts(people: People) -> None:
    reference = source(people)
    write_to(people, reference)
    withdraw_consent(
        actor=people.in_charge.actor, clock=people.clock, source=reference, purpose="contact_back", how="telephone"
    )
    assert sent(people).parcels == []
    assert outcome() == ("cancelled", "no_consent")


def test_a_text_that_is_not_of_the_list_is_not_sent(people: People) -> None:
    write_to(people, source(people), text="come_to_the_market")
    assert sent(people).parcels == []
    assert outcome() == ("cancelled", "not_neutral")


def test_a_source_without_a_number_is_not_written_to(people: People) -> None:
    from tests.sources.scene import identity

    write_to(people, kept(people, told=facts(identity(phone=""), consents=("contact_back",))).reference)
    assert sent(people).parcels == []
    assert outcome() == ("cancelled", "no_address")


def test_a_vault_that_does_not_open_holds_it_up_without_losing_it(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tutela.exchange.sending import checking

    write_to(people, source(people))

    def locked(*_asked: object) -> None:
        raise Refusal("The vault is locked.", remedy="Bring the key.")

    with monkeypatch.context() as patched:
        patched.setattr(checking, "contact_of", locked)
        assert sent(people).parcels == []
    assert outcome() == ("waiting", "")
    later(people, seconds=10)
    assert len(sent(people).parcels) == 1


def whole_store() -> str:
    """Return everything that stands in the tables in the clear, the vault's ciphertext as it is."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  # our own tables
            found += [str(row) for row in cursor.fetchall()]
    return "\n".join(found)


@pytest.mark.parametrize("is_taken", [True, False])
def test_neither_row_nor_ledger_nor_log_tells_who_it_was(
    people: People, caplog: pytest.LogCaptureFixture, is_taken: bool
) -> None:
    caplog.set_level(logging.DEBUG)
    write_to(people, source(people))

    def fail(parcel: Parcel) -> None:
        raise NotSent("gateway_refused", 400, is_final=True) if parcel.to == NUMBER else AssertionError

    way = sent(people, fail=None if is_taken else fail)
    assert len(way.parcels) == is_taken
    assert Message.objects.get().state == ("sent" if is_taken else "failed")
    everything = whole_store() + caplog.text
    for word in (NAME, NUMBER, NUMBER[1:], NUMBER[-7:], CONTACT):
        assert word not in everything
