"""A consultation: who was met, what they said, and first of all what the contact itself may bring (paras 29 and 42)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.communities.scene import EAST, added, assert_refused, consulted, heard, liaison, place, reader, refused_to
from tests.page_access import stripped_of
from tests.people import MISSION, People
from tutela.access.permissions import Permission
from tutela.kernel.clock import from_instant
from tutela.kernel.refusals import Invalid, NotAllowed, NotFound
from tutela.know.communities.commands import record_consultation
from tutela.know.communities.commands.hearing import ContactRiskMissing
from tutela.know.communities.models import Consultation, GroupMet
from tutela.know.communities.queries import consultation_named, consultations_with, coverage_of, groups_met_in
from tutela.know.communities.rules import NEVER
from tutela.ledger.queries import last_event, ledger_head, payload


def test_everything_that_is_said_is_kept(people: People) -> None:
    row = added(people)
    more: dict[str, Any] = {
        "stage": "planning", "manner": "phone", "strategies": "They sleep in the fields.", "capacities": "A choir.",
        "told_back": "Who we are.", "follow_up": "A patrol.", "follow_up_on": date(2031, 6, 1),
    }  # fmt: skip
    told = consulted(people, row, **more)
    kept = Consultation.objects.get(pk=told.pk)
    assert {name: getattr(kept, name) for name in more} == more
    assert (kept.reference, kept.post, kept.concerns) == ("CON-000001", "poc-adviser", "The path to the well.")
    assert groups_met_in(people.in_charge.actor, [kept.pk]) == {kept.pk: [("women", 12), ("men", 7)]}


def test_its_entry_says_who_was_heard_and_none_of_their_words(people: People) -> None:
    row = consulted(people, added(people), held_on=date(2031, 5, 2), risk_weighed_on=date(2031, 5, 1))
    entry = last_event(MISSION, "know.communities.consultation_recorded", row.reference)
    assert entry is not None
    facts = payload(entry)
    assert (facts["groups"], facts["stage"], facts["is_weighed_before"]) == (["women", "men"], "analysis", True)
    for word in ("well", "watched", "clinic"):
        assert word not in entry.payload
    assert from_instant(entry.known_at) == datetime(2031, 5, 2, 23, 59, 59, 999999, tzinfo=UTC)


@pytest.mark.parametrize(
    ("more", "missing"),
    [
        ({"contact_risk": " "}, ["contact_risk"]),
        ({"mitigation": ""}, ["mitigation"]),
        ({"risk_weighed_on": None}, ["risk_weighed_on"]),
        ({"contact_risk": "", "mitigation": ""}, ["contact_risk", "mitigation"]),
    ],
)
def test_without_the_risk_of_the_contact_it_is_refused(
    people: People, more: dict[str, Any], missing: list[str]
) -> None:
    row = added(people)
    refused = assert_refused(ContactRiskMissing, lambda: consulted(people, row, **more))
    assert (list(refused.problems), refused.paragraphs, refused.code) == (missing, ("P42.7",), "contact_risk_missing")


def test_a_risk_that_was_weighed_only_afterwards_is_put_on_record_as_that(people: People) -> None:
    today = people.clock.now().date()
    row = consulted(people, added(people), held_on=today - timedelta(days=3), risk_weighed_on=today)
    assert row.is_weighed_before is False
    entry = last_event(MISSION, "know.communities.consultation_recorded", row.reference)
    assert entry is not None
    assert payload(entry)["is_weighed_before"] is False


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"held_on": date(2031, 6, 1)}, "held_on"),
        ({"risk_weighed_on": date(2031, 6, 1)}, "risk_weighed_on"),
        ({"stage": "dreaming"}, "stage"),
        ({"manner": "dreaming"}, "manner"),
        ({"groups": ()}, "groups"),
        ({"groups": (("owls", 3),)}, "groups"),
        ({"groups": (("women", 0),)}, "groups"),
        ({"groups": (("women", 3), ("women", 4))}, "groups"),
        ({"concerns": " "}, "concerns"),
        ({"capacities": "x" * 4001}, "capacities"),
        ({"follow_up": "A patrol."}, "follow_up_on"),
        ({"follow_up_on": date(2031, 5, 1)}, "follow_up_on"),
        ({"sensitivity": 7}, "sensitivity"),
    ],
)
def test_what_cannot_be_is_refused(people: People, more: dict[str, Any], field: str) -> None:
    row = added(people)
    assert list(assert_refused(Invalid, lambda: consulted(people, row, **more)).problems) == [field]


def test_the_community_was_heard_from_on_that_day(people: People) -> None:
    row = added(people)
    consulted(people, row, held_on=date(2031, 5, 2), risk_weighed_on=date(2031, 5, 2))
    consulted(people, row, held_on=date(2031, 4, 2), risk_weighed_on=date(2031, 4, 2))
    row.refresh_from_db()
    assert row.contact_on(0) == date(2031, 5, 2)


def test_what_is_held_closely_is_no_contact_and_no_coverage_that_others_know_of(people: People) -> None:
    row = added(people)
    told = consulted(people, row, sensitivity=2)
    row.refresh_from_db()
    low, today = reader(people, 1), people.clock.now().date()
    assert (row.contact_on(1), row.contact_on(2)) == (NEVER, today - timedelta(days=1))
    assert (consultation_named(low, told.reference), consultations_with(low, [row.pk])) == (None, [])
    assert [one.times for one in coverage_of(low, [row.pk], today)[row.pk]] == [0] * 9
    assert groups_met_in(low, [told.pk]) == {}


def test_it_is_held_as_closely_as_its_community_at_least(people: People) -> None:
    assert consulted(people, added(people, place(sensitivity=2))).sensitivity == 2


def test_the_same_sent_again_is_the_same_consultation(people: People) -> None:
    row = added(people)
    told: dict[str, Any] = {"clock": people.clock, "community": row.reference, "record_key": "once"}
    first = record_consultation(actor=people.in_charge.actor, facts=heard(people), **told)
    before = ledger_head(MISSION)
    assert record_consultation(actor=people.in_charge.actor, facts=heard(people, concerns="x"), **told) == first
    assert (ledger_head(MISSION), GroupMet.objects.count()) == (before, 2)
    refused_to(
        (people.colleague,), NotFound, lambda actor: record_consultation(actor=actor, facts=heard(people), **told)
    )


def test_a_liaison_assistant_records_what_people_said(people: People) -> None:
    row = added(people)
    who = liaison(people)
    assert consulted(people, row, who).post == "liaison-1"
    assert_refused(NotAllowed, lambda: consulted(people, row, who, sensitivity=1))


def test_who_may_not_know_of_the_community_or_record_cannot(people: People) -> None:
    row, office = added(people), added(people, place("Weir", EAST))
    told: dict[str, Any] = {
        "clock": people.clock,
        "facts": heard(people),
        "record_key": "k",
        "community": row.reference,
    }
    refused_to((people.colleague, people.outsider), NotFound, lambda actor: record_consultation(actor=actor, **told))
    bare = stripped_of(people.colleague, Permission.CONSULTATION_RECORD)
    assert_refused(NotAllowed, lambda: consulted(people, office, bare))


def test_the_database_refuses_to_change_what_was_said(people: People) -> None:
    from django.db import DatabaseError, transaction

    from tutela.ledger.command import maintenance

    consulted(people, added(people))
    for table in (Consultation, GroupMet):
        with maintenance("a test"), pytest.raises(DatabaseError), transaction.atomic():
            table.objects.all().delete()
