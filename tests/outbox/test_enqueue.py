"""Putting messages into the outbox: with their cause or not at all, once, and nothing of a source's."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.outbox.scene import MAIL, NUMBER
from tests.people import MISSION, People
from tutela.kernel.refusals import Invalid
from tutela.ledger.command import maintenance
from tutela.ledger.models import Message
from tutela.ledger.outbox import Channel, Draft, enqueue, to_person, to_source


def draft(key: str = "one", **more: Any) -> Draft:
    plain: dict[str, Any] = {
        "channel": Channel.MAIL, "recipient": to_person(7), "purpose": "new", "dedupe_key": key, "address": MAIL,
        "post": "poc-adviser", "subject": "Urgent", "body": "Come.",
    }  # fmt: skip
    return Draft(**{**plain, **more})


def put_in(people: People, *drafts: Draft) -> tuple[str, ...]:
    with maintenance("a test"):
        return enqueue(MISSION, drafts, clock=people.clock)


def test_it_is_refused_outside_a_command(people: People) -> None:
    with pytest.raises(RuntimeError, match="only inside a command"):
        enqueue(MISSION, [draft()], clock=people.clock)


def test_it_numbers_messages_and_puts_each_in_once(people: People) -> None:
    assert put_in(people, draft("a"), draft("b")) == ("M-000001", "M-000002")
    assert put_in(people, draft("b"), draft("c"), draft("c")) == ("M-000003",)
    assert put_in(people) == ()
    assert Message.objects.count() == 3


def test_what_is_refused_takes_its_messages_along(people: People) -> None:
    def put_in_and_refuse() -> None:
        with maintenance("a test"):
            enqueue(MISSION, [draft()], clock=people.clock)
            raise Invalid("No.", remedy="Ask differently.")

    with pytest.raises(Invalid):
        put_in_and_refuse()
    assert Message.objects.count() == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"recipient": to_source("SRC-000001")},
        {"recipient": to_source("SRC-000001"), "address": NUMBER, "text": "arrived", "subject": "", "body": ""},
        {"recipient": to_source("SRC-000001"), "address": "", "text": "arrived", "subject": "", "body": "We know."},
        {"recipient": to_source("SRC-000001"), "address": "", "subject": "", "body": ""},
        {"address": ""},
        {"recipient": "somebody"},
    ],
)
def test_a_message_that_names_a_source_or_nobody_cannot_be_made(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"^A (source is told|message needs)") as told:
        draft(**wrong)
    assert NUMBER[4:] not in str(told.value)


def test_the_store_itself_refuses_a_sources_address(people: People) -> None:
    put_in(people, draft("s", recipient=to_source("SRC-000001"), address="", text="arrived", subject="", body=""))
    with maintenance("a test"):
        for columns in ({"address": NUMBER}, {"body": "We know."}, {"subject": "You"}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Message.objects.update(**columns)


def test_a_draft_shows_neither_address_nor_words() -> None:
    assert MAIL not in repr(draft())
    assert "Come." not in repr(draft())
