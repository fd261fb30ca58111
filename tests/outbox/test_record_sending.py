"""What came of a try: written to the row and to the ledger, without an address and without words."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.outbox.scene import MAIL, NUMBER, later
from tests.outbox.test_enqueue import draft, put_in
from tests.people import MISSION, People
from tutela.access.permissions import Permission
from tutela.access.rules import Actor, system_actor
from tutela.exchange.sending.commands import record_sending
from tutela.exchange.sending.results import PAUSES, Kind, Result, pause_after
from tutela.kernel.refusals import NotFound
from tutela.ledger.models import Entry, Message
from tutela.ledger.outbox import MOST_ATTEMPTS, Channel, Lease, take_due, to_source
from tutela.ledger.queries import payload

ABOUT: dict[str, Any] = {
    "about": "A-000007", "sensitivity": 1, "compartment": "detention", "area_path": "OV02/",
}  # fmt: skip
SENT = Result(Kind.SENT, proof="250 Ok: queued as 1")
DOWN = Result(Kind.FAILED, "gateway_timeout")


def software() -> Actor:
    return system_actor("sending", MISSION, frozenset({Permission.OUTBOX_SEND}))


def record(people: People, result: Result, owner: str = "one", message: str = "M-000001") -> Message:
    return record_sending(actor=software(), clock=people.clock, message=message, result=result, owner=owner)


def tried(people: People, lease: str = "one", **more: Any) -> Message:
    put_in(people, draft("a", **{**ABOUT, **more}))
    channel = more.get("channel", Channel.MAIL)
    (row,) = take_due(channel, Lease(lease), missions=[MISSION], now=people.clock.now())
    return row


def newest() -> Entry:
    return Entry.objects.filter(mission=MISSION).order_by("-sequence")[0]


def test_what_was_sent_is_proven_in_the_row_and_told_by_the_ledger(people: People) -> None:
    tried(people)
    row = record(people, SENT)
    assert (row.state, row.sent_at, row.proof, row.leased_until) == ("sent", people.clock.now(), SENT.proof, None)
    entry = newest()
    assert (entry.event, entry.subject, entry.related) == ("exchange.message_sent", "A-000007", '["M-000001"]')
    assert (entry.sensitivity, entry.compartment, entry.area_path) == (1, "detention", "OV02/")
    facts = payload(entry)
    assert (facts["to_post"], facts["channel"], facts["attempt"], len(facts["proof_digest"])) == (
        "poc-adviser", "mail", 1, 64,
    )  # fmt: skip


def test_no_entry_holds_an_address_or_the_words(people: People) -> None:
    tried(people)
    record(people, DOWN)
    later(people, minutes=1)
    take_due(Channel.MAIL, Lease("one"), missions=[MISSION], now=people.clock.now())
    record(people, SENT)
    written = " ".join(str(value) for entry in Entry.objects.all() for value in vars(entry).values())
    assert MAIL not in written
    assert "Come." not in written
    assert "queued as" not in written


def test_the_same_result_twice_changes_nothing(people: People) -> None:
    tried(people)
    record(people, SENT)
    before = newest().sequence
    record(people, SENT)
    record(people, DOWN)
    assert newest().sequence == before
    assert Message.objects.get().state == "sent"


def test_what_failed_is_tried_again_after_a_while(people: People) -> None:
    tried(people)
    row = record(people, DOWN)
    assert (row.state, row.last_error, row.due_at) == (
        "waiting", "gateway_timeout", people.clock.now() + timedelta(seconds=15),
    )  # fmt: skip
    assert (newest().event, payload(newest())["is_final"]) == ("exchange.message_failed", False)


def test_after_the_last_try_it_has_failed(people: People) -> None:
    put_in(people, draft("a", lives=timedelta(days=2)))
    for _try in range(MOST_ATTEMPTS):
        take_due(Channel.MAIL, Lease("one"), missions=[MISSION], now=people.clock.now())
        record(people, DOWN)
        later(people, hours=1)
    row = Message.objects.get()
    assert (row.state, row.attempts) == ("failed", MOST_ATTEMPTS)
    assert payload(newest())["is_final"] is True


@pytest.mark.parametrize("result", [Result(Kind.FAILED, "address_refused:550", is_final=True), DOWN])
def test_it_fails_at_once_where_another_try_is_no_use(people: People, result: Result) -> None:
    tried(people, lives=timedelta(hours=24) if result.is_final else timedelta(seconds=10))
    assert record(people, result).state == "failed"


def test_pauses_grow_and_end(people: People) -> None:
    pauses = [pause_after(number) for number in range(12)]
    assert pauses == sorted(pauses)
    assert pauses[-1] == PAUSES[-1]


def test_that_it_was_sent_is_true_whoever_says_so(people: People) -> None:
    tried(people)
    later(people, minutes=3)
    take_due(Channel.MAIL, Lease("other"), missions=[MISSION], now=people.clock.now())
    assert record(people, SENT, owner="one").state == "sent"


def test_a_failure_does_not_take_the_message_from_another_worker(people: People) -> None:
    tried(people)
    later(people, minutes=3)
    take_due(Channel.MAIL, Lease("other"), missions=[MISSION], now=people.clock.now())
    row = record(people, DOWN, owner="one")
    assert (row.state, row.lease_owner, row.last_error) == ("waiting", "other", "")


def test_what_is_withheld_or_out_of_time_is_given_up_with_a_reason(people: People) -> None:
    tried(people)
    assert record(people, Result(Kind.WITHHELD, "not_in_post")).state == "cancelled"
    assert (newest().event, payload(newest())["why"]) == ("exchange.message_cancelled", "not_in_post")
    put_in(people, draft("b"))
    assert record(people, Result(Kind.EXPIRED, "out_of_time"), message="M-000002").state == "expired"


def test_that_a_source_was_written_to_stays_among_those_who_know_sources(people: People) -> None:
    tried(
        people, channel=Channel.SMS, recipient=to_source("SRC-000003"), address="", post="", text="arrived", subject="",
        body="",
    )  # fmt: skip
    record(people, Result(Kind.SENT, proof="HTTP 200 77"))
    sent, contacted = Entry.objects.filter(mission=MISSION).order_by("-sequence")[:2][::-1]
    assert (sent.subject, sent.compartment, payload(sent)["to_post"]) == ("A-000007", "sources", "")
    assert "SRC" not in sent.payload + sent.related
    assert (contacted.event, contacted.subject, contacted.compartment) == (
        "know.sources.source_contacted", "SRC-000003", "sources",
    )  # fmt: skip
    assert NUMBER not in contacted.payload


def test_an_unknown_message_is_refused(people: People) -> None:
    tried(people)
    for message in ("M-000099", "A-000001", "nothing"):
        with pytest.raises(NotFound):
            record(people, SENT, message=message)
