"""Several threats or proposals that are one become one, and nothing that they held is lost."""

from __future__ import annotations

from typing import Any

import pytest

from tests.people import People
from tests.threats.sample import proposed, raised, record
from tutela.access.rules import Actor
from tutela.assess.threats.commands import merge_threats, propose_threats
from tutela.assess.threats.commands.merging import DifferentRooms
from tutela.assess.threats.commands.records import ThreatNotOpen
from tutela.assess.threats.models import Evidence, Threat, ThreatRevision
from tutela.assess.threats.queries import proposal_named, threat_named, threat_story
from tutela.kernel.refusals import Invalid, NotFound, Refusal, Stale
from tutela.ledger.models import Entry


def merge(people: People, into: str, others: dict[str, int], by: Actor | None = None, **more: Any) -> Threat:
    given = {"reason": "One campaign.", "version": 1, **more}
    return merge_threats(actor=by or people.in_charge.actor, clock=people.clock, into=into, others=others, **given)


def test_a_threat_takes_in_another_with_all_it_held(people: People) -> None:
    raised(people)
    raised(people, longitude=21.5, act="pillage")
    row = merge(people, "T-000001", {"T-000002": 1})
    assert (row.version, row.acts, row.area and row.area.code, row.incidents) == (2, ["killing", "pillage"], "OV01", 6)
    assert Evidence.objects.filter(threat=row).count() == 6
    gone = threat_named(people.in_charge.actor, "T-000002", now=people.clock.now())
    assert gone is not None
    assert (gone.status, gone.merged_into, gone.version) == ("merged", "T-000001", 2)


def test_it_is_ongoing_when_one_of_them_is(people: People) -> None:
    raised(people, days_ago=200)
    raised(people, act="pillage")
    row = merge(people, "T-000001", {"T-000002": 1})
    assert (row.nature, row.area and row.area.code) == ("ongoing", "OV0101")
    raised(people, days_ago=200, act="abduction")
    assert merge(people, "T-000001", {"T-000003": 1}, version=2).nature == "ongoing"


def test_a_threat_takes_in_a_proposal(people: People) -> None:
    raised(people)
    made = proposed(people, longitude=21.5)
    row = merge(people, "T-000001", {made: 1})
    seen = proposal_named(people.in_charge.actor, made)
    assert seen is not None
    assert (seen.status, seen.threat, row.incidents) == ("merged", "T-000001", 6)
    assert ThreatRevision.objects.get(threat=row, version=2).related == [made]
    assert Entry.objects.get(event="assess.threats.threats_merged").reason == "One campaign."


def test_what_was_merged_is_not_proposed_again_and_what_lies_between_is(people: People) -> None:
    raised(people)
    merge(people, "T-000001", {proposed(people, longitude=22.5): 1})
    record(people, longitude=22.5)
    assert propose_threats(actor=people.in_charge.actor, clock=people.clock).new == []
    for _number in range(3):
        record(people, longitude=21.5)
    assert len(propose_threats(actor=people.in_charge.actor, clock=people.clock).new) == 1


def test_a_threat_that_took_one_in_passes_it_on(people: People) -> None:
    for longitude in (20.5, 21.5, 22.5):
        raised(people, longitude=longitude)
    merge(people, "T-000002", {"T-000003": 1})
    merge(people, "T-000001", {"T-000002": 2})
    story = threat_story(people.in_charge.actor, "T-000001", now=people.clock.now())
    assert story is not None
    assert (story.merged, len(story.origins), story.evidence_count) == (("T-000002", "T-000003"), 3, 9)
    assert story.threat.place == "Whole mission area"


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"reason": ""}, Invalid),
        ({"version": 3}, Stale),
        ({"others": {}}, Invalid),
        ({"others": {"T-000001": 1}}, Invalid),
        ({"others": {"T-000002": 9}}, Stale),
        ({"others": {"T-000009": 1}}, NotFound),
    ],
)
def test_nothing_is_merged_when_something_is_wrong(
    people: People, wrong: dict[str, Any], refusal: type[Refusal]
) -> None:
    raised(people)
    raised(people, longitude=21.5)
    with pytest.raises(refusal):
        merge(people, **{"into": "T-000001", "others": {"T-000002": 1}, **wrong})
    assert set(Threat.objects.values_list("status", flat=True)) == {"open"}


def test_what_was_merged_is_merged_once(people: People) -> None:
    for longitude in (20.5, 21.5, 22.5):
        raised(people, longitude=longitude)
    merge(people, "T-000001", {"T-000002": 1})
    with pytest.raises(ThreatNotOpen):
        merge(people, "T-000003", {"T-000002": 2})


def test_rooms_of_information_are_not_mixed(people: People) -> None:
    raised(people)
    raised(people, act="sexual_violence", compartment="sexual_violence")
    with pytest.raises(DifferentRooms):
        merge(people, "T-000001", {"T-000002": 1})


def test_a_field_office_merges_within_its_area(people: People) -> None:
    raised(people, longitude=22.5)
    raised(people, longitude=23.5)
    raised(people, longitude=20.5)
    office = people.colleague.actor
    with pytest.raises(NotFound):
        merge(people, "T-000001", {"T-000003": 1}, by=office)
    row = merge(people, "T-000001", {"T-000002": 1}, by=office)
    assert row.area is not None
    assert row.area.code == "OV02"
    with pytest.raises(NotFound):
        merge(people, "T-000001", {"T-000002": 1}, by=people.outsider.actor)
