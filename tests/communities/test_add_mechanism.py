"""What a community has of its own goes into the inventory, to be backed and not replaced (paras 29 and 42)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.communities.scene import added, assert_refused, mechanism, refused_to
from tests.people import MISSION, People
from tutela.kernel.refusals import Invalid, NotFound
from tutela.know.communities.commands import add_mechanism
from tutela.know.communities.models import Mechanism
from tutela.know.communities.queries import mechanism_named, mechanisms_of
from tutela.know.communities.rules import MechanismFacts
from tutela.ledger.queries import last_event, ledger_head


def test_it_is_kept_whole(people: People) -> None:
    community = added(people)
    row = mechanism(
        people, community, kind="women_group", does="It hears quarrels.", groups=("women",), since_year=2029
    )
    assert (row.reference, row.kind, row.does, row.groups) == (
        "LPM-000001",
        "women_group",
        "It hears quarrels.",
        ["women"],
    )
    assert (row.since_year, row.is_active) == (2029, True)
    assert mechanisms_of(people.in_charge.actor, [community.pk]) == [row]


def test_its_entry_holds_neither_name_nor_words(people: People) -> None:
    row = mechanism(people, added(people), does="It hears quarrels.")
    entry = last_event(MISSION, "know.communities.mechanism_added", row.reference)
    assert entry is not None
    assert ("Council" in entry.payload, "quarrels" in entry.payload, entry.related) == (False, False, '["C-000001"]')


def test_the_same_sent_again_is_the_same_mechanism(people: People) -> None:
    told: dict[str, Any] = {"clock": people.clock, "community": added(people).reference, "record_key": "once"}
    told["facts"] = MechanismFacts(name="Council")
    first = add_mechanism(actor=people.in_charge.actor, **told)
    before = ledger_head(MISSION)
    assert add_mechanism(actor=people.in_charge.actor, **told) == first
    assert (ledger_head(MISSION), Mechanism.objects.count()) == (before, 1)
    refused_to((people.colleague, people.outsider), NotFound, lambda actor: add_mechanism(actor=actor, **told))


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"name": ""}, "name"),
        ({"kind": "army"}, "kind"),
        ({"does": "x" * 4001}, "does"),
        ({"groups": ("owls",)}, "groups"),
        ({"since_year": 2032}, "since_year"),
        ({"since_year": 1700}, "since_year"),
    ],
)
def test_what_cannot_be_is_refused(people: People, more: dict[str, Any], field: str) -> None:
    row = added(people)
    assert list(assert_refused(Invalid, lambda: mechanism(people, row, **more)).problems) == [field]


def test_it_is_known_to_whoever_knows_the_community(people: People) -> None:
    row = mechanism(people, added(people))
    for who in (people.colleague, people.outsider):
        assert mechanism_named(who.actor, row.reference) is None
        assert mechanisms_of(who.actor, [row.community_id]) == []
