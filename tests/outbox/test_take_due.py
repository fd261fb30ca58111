"""Leases: who holds a message, for how long, and which comes first."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.outbox.scene import later
from tests.outbox.test_enqueue import draft, put_in
from tests.people import MISSION, People
from tutela.ledger.guard import writing
from tutela.ledger.models import Message
from tutela.ledger.outbox import MOST_ATTEMPTS, Channel, Lease, ended, put_off_until, take_due

ONE, OTHER = Lease("one"), Lease("other")


def taken(people: People, lease: Lease = ONE, limit: int = 4) -> list[str]:
    rows = take_due(Channel.MAIL, lease, missions=[MISSION], now=people.clock.now(), limit=limit)
    return [row.dedupe_key for row in rows]


def test_nobody_else_gets_what_is_held(people: People) -> None:
    put_in(people, draft("a"), draft("b"))
    assert taken(people, limit=1) == ["a"]
    assert taken(people, OTHER) == ["b"]
    assert taken(people, OTHER) == []


def test_a_lease_that_is_over_is_anybodys_and_the_try_counts(people: People) -> None:
    put_in(people, draft("a"))
    taken(people)
    later(people, seconds=119)
    assert taken(people, OTHER) == []
    later(people, seconds=1)
    assert taken(people, OTHER) == ["a"]
    row = Message.objects.get()
    assert (row.attempts, row.lease_owner) == (2, "other")


def test_the_most_urgent_comes_first_then_what_is_due_longest(people: People) -> None:
    now = people.clock.now()
    put_in(people, draft("routine", urgency=4), draft("later", urgency=1, due_at=now + timedelta(minutes=2)))
    later(people, minutes=3)
    put_in(people, draft("urgent", urgency=2), draft("immediate", urgency=1))
    assert taken(people) == ["later", "immediate", "urgent", "routine"]


def test_what_is_not_due_or_out_of_time_is_left(people: People) -> None:
    now = people.clock.now()
    put_in(people, draft("soon", due_at=now + timedelta(hours=1)), draft("short", lives=timedelta(minutes=5)))
    later(people, minutes=5)
    assert taken(people) == []
    assert [row.dedupe_key for row in ended(Channel.MAIL, now=people.clock.now())] == ["short"]


def test_only_the_channel_and_the_missions_that_are_asked_for(people: People) -> None:
    put_in(people, draft("a", channel=Channel.SMS))
    now = people.clock.now()
    assert taken(people) == []
    assert take_due(Channel.SMS, ONE, missions=[], now=now) == []
    assert take_due(Channel.SMS, ONE, missions=["lithe"], now=now) == []
    assert len(take_due(Channel.SMS, ONE, missions=[MISSION], now=now)) == 1


def test_a_message_that_kills_its_sender_each_time_ends(people: People) -> None:
    put_in(people, draft("poison"))
    for _try in range(MOST_ATTEMPTS):
        assert taken(people) == ["poison"]
        later(people, minutes=3)
    assert taken(people) == []
    assert [row.dedupe_key for row in ended(Channel.MAIL, now=people.clock.now())] == ["poison"]


def test_what_is_put_off_comes_back_and_the_try_does_not_count(people: People) -> None:
    put_in(people, draft("a"))
    (row,) = take_due(Channel.MAIL, ONE, missions=[MISSION], now=people.clock.now())
    put_off_until(row, ONE, people.clock.now() + timedelta(seconds=10))
    assert taken(people) == []
    later(people, seconds=10)
    assert taken(people) == ["a"]
    assert Message.objects.get().attempts == 1


def test_only_its_holder_puts_a_message_off(people: People) -> None:
    put_in(people, draft("a"))
    (row,) = take_due(Channel.MAIL, ONE, missions=[MISSION], now=people.clock.now())
    put_off_until(row, OTHER, people.clock.now())
    assert Message.objects.get().lease_owner == "one"


def test_no_lease_is_taken_inside_a_command(people: People) -> None:
    with writing("a test"), pytest.raises(RuntimeError, match="inside a test"):
        taken(people)


def test_looking_takes_no_lock(people: People) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        taken(people)
    assert len(asked) == 1
    assert asked[0]["sql"].startswith("SELECT 1")
