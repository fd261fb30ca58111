"""Who reads which entries, and how an entry is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.ledger.sample import happened, tell
from tests.people import MISSION, People
from tutela.access.rules import Actor, Compartment, Sensitivity
from tutela.ledger.models import Entry
from tutela.ledger.queries import entries, entries_about, entries_until, last_event, payload, sentence
from tutela.mission.events import MandateSet


def write(people: People, name: str, **more: object) -> None:
    tell(actor=people.in_charge.actor, clock=people.clock, event=happened(name, **more))


def told(actor: Actor, name: str) -> bool:
    """Return whether the actor is shown the entry about a partner, in any of the ways to ask."""
    subject = f"partner:{name}"
    ways = {
        entries(actor).filter(subject=subject).exists(),
        entries_about(actor, subject).exists(),
        any(entry.subject == subject for entry in entries(actor)),
    }
    assert len(ways) == 1
    return ways.pop()


def test_everybody_in_the_mission_reads_what_is_open(people: People) -> None:
    write(people, "Ada")
    assert told(people.in_charge.actor, "Ada")
    assert told(people.colleague.actor, "Ada")
    assert not told(people.outsider.actor, "Ada")


def test_nobody_reads_without_the_permission(people: People) -> None:
    assert not entries(replace(people.in_charge.actor, permissions=frozenset())).exists()


@pytest.mark.parametrize(("area_path", "seen"), [("", True), ("OV02/OV0201/", True), ("OV01/OV0102/", False)])
def test_a_field_office_reads_of_its_own_area(people: People, area_path: str, seen: bool) -> None:
    write(people, "Ada", area_path=area_path)
    assert told(people.colleague.actor, "Ada") is seen
    assert told(people.in_charge.actor, "Ada")


@pytest.mark.parametrize("level", Sensitivity)
def test_a_post_reads_up_to_its_clearance(people: People, level: Sensitivity) -> None:
    write(people, "Ada", sensitivity=int(level))
    for clearance in Sensitivity:
        assert told(replace(people.in_charge.actor, clearance=clearance), "Ada") is (level <= clearance)


@pytest.mark.parametrize("room", Compartment)
def test_a_closed_compartment_stays_closed(people: People, room: Compartment) -> None:
    write(people, "Ada", compartment=room)
    actor = people.in_charge.actor
    assert told(replace(actor, compartments=frozenset({room})), "Ada")
    assert not told(replace(actor, compartments=frozenset(Compartment) - {room}), "Ada")


def test_an_entry_is_found_by_what_it_mentions(people: People) -> None:
    write(people, "Ada", related=("I-000001", "T-000002"))
    write(people, "Bo")
    actor = people.in_charge.actor
    assert [entry.subject for entry in entries_about(actor, "T-000002")] == ["partner:Ada"]
    assert not entries_about(people.outsider.actor, "T-000002").exists()


def test_a_mention_tells_nothing_to_who_may_not_read_the_entry(people: People) -> None:
    write(people, "Ada", related=("I-000001",), compartment=Compartment.DETENTION)
    assert not entries_about(people.in_charge.actor, "I-000001").exists()


def test_what_was_known_by_a_moment_leaves_out_what_came_later(people: People) -> None:
    write(people, "Ada")
    then = people.clock.now()
    people.clock.advance(timedelta(microseconds=1))
    write(people, "Bo", known_at=then - timedelta(days=9))
    shown = [entry.subject for entry in entries_until(people.in_charge.actor, then)]
    assert shown[0] == "partner:Ada"
    assert "partner:Bo" not in shown


def test_the_newest_entry_comes_first(people: People) -> None:
    sequences = [entry.sequence for entry in entries(people.in_charge.actor)]
    assert sequences == sorted(sequences, reverse=True)


def test_the_last_event_is_found_by_kind_and_subject(people: People) -> None:
    write(people, "Ada")
    write(people, "Bo")
    newest = last_event(MISSION, "mission.partner_set")
    ada = last_event(MISSION, "mission.partner_set", "partner:Ada")
    assert newest is not None
    assert ada is not None
    assert (newest.subject, ada.subject) == ("partner:Bo", "partner:Ada")
    assert last_event(MISSION, MandateSet.event_name, "partner:Ada") is None


def test_an_entry_is_told_in_words(people: People) -> None:
    write(people, "Ada")
    entry = entries(people.in_charge.actor)[0]
    assert payload(entry) == {"kind": "ngo", "name": "Ada"}
    assert sentence(entry) == "The partner Ada was recorded."


def test_an_older_entry_with_fewer_facts_is_still_told() -> None:
    assert sentence(Entry(event="mission.partner_set", subject="x", payload="{}")) == "The partner  was recorded."
    assert sentence(Entry(event="mission.partner_set", subject="x", payload='{"name":null}')) == (
        "The partner  was recorded."
    )


def test_an_entry_of_an_unknown_kind_is_told_by_its_name() -> None:
    assert sentence(Entry(event="mission.something_older", subject="x", payload="{}")) == "mission.something_older"
