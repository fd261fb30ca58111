"""Another try of a message, and giving one up: by whoever watches over the outbox."""

from __future__ import annotations

from typing import Any

import pytest

from tests.outbox.scene import later
from tests.outbox.test_enqueue import draft, put_in
from tests.people import MISSION, People
from tutela.exchange.sending.commands import BeingSent, NotWaiting, cancel_message, record_sending, retry_message
from tutela.exchange.sending.results import Kind, Result
from tutela.kernel.refusals import NotFound
from tutela.ledger.models import Entry, Message
from tutela.ledger.outbox import Channel, Lease, take_due


def put(people: People, **more: Any) -> None:
    put_in(people, draft("a", about="A-000001", **more))


def end(people: People, result: Result) -> None:
    from tests.outbox.test_record_sending import software

    record_sending(actor=software(), clock=people.clock, message="M-000001", result=result)


def retry(people: People) -> Message:
    return retry_message(actor=people.in_charge.actor, clock=people.clock, message="M-000001")


def cancel(people: People) -> Message:
    return cancel_message(actor=people.in_charge.actor, clock=people.clock, message="M-000001")


def newest() -> Entry:
    return Entry.objects.filter(mission=MISSION).order_by("-sequence")[0]


@pytest.mark.parametrize(
    "result", [Result(Kind.FAILED, "address_refused:550", is_final=True), Result(Kind.EXPIRED, "out_of_time")]
)
def test_what_failed_or_expired_waits_again_with_all_its_tries_and_time(people: People, result: Result) -> None:
    put(people)
    end(people, result)
    later(people, hours=30)
    row = retry(people)
    assert (row.state, row.attempts, row.last_error, row.due_at) == ("waiting", 0, "", people.clock.now())
    assert (row.expires_at - row.due_at).total_seconds() == 24 * 3600
    assert (newest().event, newest().subject) == ("exchange.message_retried", "A-000001")


def test_what_was_sent_or_given_up_is_not_tried_again(people: People) -> None:
    put(people)
    end(people, Result(Kind.SENT, proof="1"))
    with pytest.raises(NotWaiting):
        retry(people)
    with pytest.raises(NotWaiting):
        cancel(people)
    assert newest().event == "exchange.message_sent"


def test_what_waits_untried_needs_no_other_try(people: People) -> None:
    put(people)
    before = newest().sequence
    retry(people)
    assert newest().sequence == before


def test_what_is_given_up_is_not_sent_and_twice_is_once(people: People) -> None:
    put(people)
    assert cancel(people).state == "cancelled"
    before = newest().sequence
    cancel(people)
    assert newest().sequence == before
    assert take_due(Channel.MAIL, Lease("one"), missions=[MISSION], now=people.clock.now()) == []


def test_what_a_worker_holds_is_left_to_it(people: People) -> None:
    put(people)
    take_due(Channel.MAIL, Lease("one"), missions=[MISSION], now=people.clock.now())
    for change in (retry, cancel):
        with pytest.raises(BeingSent):
            change(people)
    later(people, minutes=3)
    assert cancel(people).state == "cancelled"


def test_an_unknown_message_is_refused(people: People) -> None:
    with pytest.raises(NotFound):
        retry(people)
    with pytest.raises(NotFound):
        cancel(people)
