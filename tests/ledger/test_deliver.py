"""Subscriptions hear every event once, in order, whatever breaks in between."""

from __future__ import annotations

import pytest

from tests.ledger.sample import note
from tests.people import MISSION, People
from tutela.kernel.clock import Clock
from tutela.ledger import subscriptions
from tutela.ledger.guard import writing
from tutela.ledger.models import Cursor, Entry
from tutela.ledger.subscriptions import SUBSCRIPTIONS, deliver, subscribe
from tutela.mission.events import MandateSet, PartnerSet
from tutela.mission.models import Partner


@pytest.fixture(autouse=True)
def empty_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subscriptions, "SUBSCRIPTIONS", {})


class Reader:
    """A handler that copies each partner's entry into a draft, and breaks once where it is told to."""

    def __init__(self, name: str = "copy", break_at: str = "") -> None:
        self.break_at = break_at
        self.heard: list[str] = []
        self.__qualname__ = name
        subscribe(name, PartnerSet)(self)

    def __call__(self, entry: Entry, clock: Clock) -> None:
        name = f"copy of {entry.subject}"
        Partner.objects.create(mission_id=entry.mission, name=name, kind="copy")
        if entry.subject == self.break_at:
            self.break_at = ""
            raise ZeroDivisionError
        self.heard.append(entry.subject)


def copies() -> list[str]:
    return list(Partner.objects.filter(kind="copy").order_by("pk").values_list("name", flat=True))


def write(people: People, name: str, times: int) -> list[str]:
    note(actor=people.in_charge.actor, clock=people.clock, name=name, times=times)
    return [f"partner:{name} {number}" for number in range(times)]


def test_it_hears_each_event_once_and_in_order(people: People) -> None:
    reader = Reader()
    expected = write(people, "Ada", 5)
    assert deliver(people.clock, batch=2) == 5
    assert reader.heard == expected
    assert deliver(people.clock) == 0
    expected += write(people, "Bo", 1)
    assert deliver(people.clock) == 1
    assert reader.heard == expected


def test_it_hears_only_the_events_it_wants(people: People) -> None:
    heard: list[str] = []

    @subscribe("mandates", MandateSet)
    def handle(entry: Entry, clock: Clock) -> None:
        heard.append(f"{entry.mission} {entry.event}")

    write(people, "Ada", 2)
    assert deliver(people.clock) == 2
    assert heard == ["lithe mission.mandate_set", "orvane mission.mandate_set"]


def test_after_a_crash_half_way_it_begins_the_batch_again(people: People) -> None:
    reader = Reader(break_at="partner:Ada 3")
    expected = write(people, "Ada", 5)
    with pytest.raises(ExceptionGroup, match="could not handle"):
        deliver(people.clock, batch=2)
    assert copies() == [f"copy of {subject}" for subject in expected[:2]]
    assert Cursor.objects.get(subscription="copy", mission=MISSION).sequence == entry_of(expected[1])
    assert deliver(people.clock, batch=2) == 3
    assert copies() == [f"copy of {subject}" for subject in expected]
    assert reader.break_at == ""


def entry_of(subject: str) -> int:
    return Entry.objects.get(mission=MISSION, subject=subject).sequence


def test_one_that_fails_does_not_hold_up_the_others(people: People) -> None:
    broken, sound = Reader("broken", break_at="partner:Ada 0"), Reader("sound")
    expected = write(people, "Ada", 1)
    with pytest.raises(ExceptionGroup) as failed:
        deliver(people.clock)
    assert failed.value.exceptions[0].__notes__ == ["In subscription broken, mission orvane."]
    assert (broken.heard, sound.heard) == ([], expected)


def test_two_readers_may_not_share_a_name(people: People) -> None:
    Reader("one")
    with pytest.raises(ValueError, match="'one' is taken by one"):

        @subscribe("one", PartnerSet)
        def handle(entry: Entry, clock: Clock) -> None: ...


def test_it_cannot_be_asked_for_inside_a_command(people: People) -> None:
    with writing("a test"), pytest.raises(RuntimeError, match="inside a test"):
        deliver(people.clock)


def test_looking_for_news_takes_no_lock(people: People, django_assert_max_num_queries: object) -> None:
    Reader()
    write(people, "Ada", 1)
    deliver(people.clock)
    with django_assert_max_num_queries(3) as asked:  # type: ignore[operator]
        deliver(people.clock)
    assert all("FOR UPDATE" not in query["sql"] for query in asked.captured_queries)


def test_every_subscription_of_the_house_hears_something() -> None:
    assert [name for name, known in SUBSCRIPTIONS.items() if not known.events] == []
