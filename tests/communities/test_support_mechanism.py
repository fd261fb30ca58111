"""How a local mechanism was backed is a history that only grows (paras 29 and 42)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.communities.scene import added, assert_refused, backed, mechanism, refused_to
from tests.people import MISSION, People
from tutela.kernel.refusals import Invalid, NotFound
from tutela.know.communities.commands import support_mechanism
from tutela.know.communities.models import MechanismSupport
from tutela.know.communities.queries import support_of
from tutela.ledger.queries import last_event, ledger_head, payload


def test_it_is_kept_the_newest_first(people: People) -> None:
    row, today = mechanism(people, added(people)), people.clock.now().date()
    backed(people, row, supported_on=today - timedelta(days=20))
    backed(people, row, kind="equipment", told="A bell.")
    kept = support_of(people.in_charge.actor, [row.pk])[row.pk]
    assert [(one.kind, one.told) for one in kept] == [("equipment", "A bell."), ("training", "Two days of listening.")]


def test_its_entry_says_how_and_holds_no_words(people: People) -> None:
    row = mechanism(people, added(people))
    backed(people, row)
    entry = last_event(MISSION, "know.communities.mechanism_supported", row.reference)
    assert entry is not None
    assert (payload(entry)["kind"], "listening" in entry.payload, entry.related) == ("training", False, '["C-000001"]')


def test_it_is_a_contact(people: People) -> None:
    community = added(people)
    backed(people, mechanism(people, community))
    community.refresh_from_db()
    assert community.contact_on(0) == people.clock.now().date()


def test_the_same_words_on_the_same_day_are_one_support(people: People) -> None:
    row = mechanism(people, added(people))
    first = backed(people, row)
    before = ledger_head(MISSION)
    assert backed(people, row) == first
    assert (ledger_head(MISSION), MechanismSupport.objects.count()) == (before, 1)


@pytest.mark.parametrize(("more", "field"), [({"kind": "arms"}, "kind"), ({"told": " "}, "told"), ({}, "supported_on")])
def test_what_cannot_be_is_refused(people: People, more: dict[str, Any], field: str) -> None:
    row = mechanism(people, added(people))
    told = more or {"supported_on": people.clock.now().date() + timedelta(days=2)}
    assert list(assert_refused(Invalid, lambda: backed(people, row, **told)).problems) == [field]


def test_who_may_not_know_of_it_cannot(people: People) -> None:
    row = mechanism(people, added(people))
    backed(people, row)
    told: dict[str, Any] = {"mechanism": row.reference, "supported_on": people.clock.now().date(), "told": "x"}
    others = (people.colleague, people.outsider)
    refused_to(others, NotFound, lambda actor: support_mechanism(actor=actor, clock=people.clock, kind="other", **told))
    assert [support_of(who.actor, [row.pk]) for who in others] == [{}, {}]
