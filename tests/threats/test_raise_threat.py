"""A person raises a threat, from a proposal or from scratch, with a reason."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.people import People, put_in_post
from tests.threats.sample import proposed, record
from tutela.access.rules import Actor
from tutela.assess.threats.commands import propose_threats, raise_proposal, raise_threat
from tutela.assess.threats.commands.records import AlreadyDecided
from tutela.assess.threats.models import Evidence, Threat, ThreatRevision
from tutela.assess.threats.queries import proposal_named, threat_named
from tutela.assess.threats.rules.proposing import Nature
from tutela.assess.threats.rules.register import ThreatFacts
from tutela.kernel.refusals import Invalid, NotAllowed, NotFound, Refusal, Stale
from tutela.know.incidents.models import Actor as Party
from tutela.ledger.models import Entry
from tutela.ledger.queries import payload

FACTS = ThreatFacts(
    acts=("killing",),
    nature=Nature.ONGOING,
    actor_name="Youth of the Wells",
    actor_kind="community",
    area_code="OV0101",
)


def from_proposal(people: People, made: str, *, by: Actor | None = None, **more: Any) -> Threat:
    given = {"reason": "Reports agree.", "version": 1, **more}
    return raise_proposal(actor=by or people.in_charge.actor, clock=people.clock, proposal=made, **given)


def from_scratch(
    people: People, facts: ThreatFacts, by: Actor | None = None, reason: str = "Told by elders."
) -> Threat:
    return raise_threat(actor=by or people.in_charge.actor, clock=people.clock, facts=facts, reason=reason)


def test_it_makes_a_proposal_a_threat_with_its_incidents(people: People) -> None:
    made = proposed(people)
    threat = from_proposal(people, made)
    assert (threat.reference, threat.status, threat.incidents, threat.includes_below) == ("T-000001", "open", 3, False)
    assert Evidence.objects.filter(threat=threat).count() == 3
    decided = proposal_named(people.in_charge.actor, made)
    assert decided is not None
    assert (decided.status, decided.threat, decided.decision_reason) == ("raised", "T-000001", "Reports agree.")


def test_the_grounds_of_the_machine_are_kept_unless_a_person_gives_others(people: People) -> None:
    assert from_proposal(people, proposed(people)).grounds.startswith("3 incidents from")
    other = from_proposal(people, proposed(people, longitude=22.5), grounds="They said so.", owner="Head of Office")
    assert (other.grounds, other.owner) == ("They said so.", "Head of Office")


def test_the_first_revision_and_the_ledger_hold_what_was_said(people: People) -> None:
    made = proposed(people)
    threat = from_proposal(people, made)
    revision = ThreatRevision.objects.get(threat=threat)
    assert (revision.version, revision.change, revision.related, revision.kind) == (
        1,
        "raised",
        [made],
        "killing_and_injury",
    )
    entry = Entry.objects.get(event="assess.threats.threat_raised")
    assert (entry.subject, entry.reason, entry.area_path) == ("T-000001", "Reports agree.", "OV01/OV0101/")
    assert payload(entry)["facts"]["acts"] == ["killing"]


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"made": "TP-000009"}, NotFound),
        ({"made": "T-000001"}, NotFound),
        ({"version": 2}, Stale),
        ({"reason": " "}, Invalid),
        ({"at_risk": ("tall people",)}, Invalid),
    ],
)
def test_a_proposal_that_cannot_be_raised_stays_a_proposal(
    people: People, wrong: dict[str, Any], refusal: type[Refusal]
) -> None:
    made = proposed(people)
    with pytest.raises(refusal):
        from_proposal(people, **{"made": made, **wrong})
    assert not Threat.objects.exists()


def test_a_proposal_is_decided_about_once(people: People) -> None:
    made = proposed(people)
    from_proposal(people, made)
    with pytest.raises(AlreadyDecided):
        from_proposal(people, made, version=2)


def test_a_proposal_elsewhere_is_not_found(people: People) -> None:
    made = proposed(people)
    for actor in (people.colleague.actor, people.outsider.actor):
        with pytest.raises(NotFound):
            from_proposal(people, made, by=actor)


def test_a_person_raises_what_no_incident_shows(people: People) -> None:
    threat = from_scratch(people, replace(FACTS, nature=Nature.POTENTIAL, grounds="They were armed last week."))
    assert (threat.reference, threat.incidents, threat.actor_kind, threat.compartment) == (
        "T-000001",
        0,
        "community",
        "",
    )
    seen = threat_named(people.in_charge.actor, "T-000001", now=people.clock.now())
    assert seen is not None
    assert seen.label == "Killing and injury · Youth of the Wells · Haut-Sambéré"


def test_incidents_that_fit_are_put_behind_it_with_those_of_the_areas_below(people: People) -> None:
    for longitude in (20.5, 21.5, 22.5):
        record(people, longitude=longitude)
    party = Party.objects.get()
    threat = from_scratch(people, replace(FACTS, actor_id=party.pk, area_code="OV01"))
    assert (threat.incidents, threat.actor_name, threat.actor_kind) == (2, "Reed Front", "non_state_armed_group")
    assert propose_threats(actor=people.in_charge.actor, clock=people.clock).new == []


def test_a_threat_may_hang_over_the_whole_mission_area(people: People) -> None:
    record(people)
    threat = from_scratch(people, replace(FACTS, actor_id=Party.objects.get().pk, area_code=""))
    assert (threat.area, threat.incidents) == (None, 1)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"acts": ("armed_clash",)}, "acts"),
        ({"area_code": "XX"}, "area_code"),
        ({"actor_id": 99}, "actor_id"),
        ({"nature": Nature.POTENTIAL}, "grounds"),
    ],
)
def test_facts_that_make_no_threat_are_refused(people: People, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        from_scratch(people, replace(FACTS, **wrong))
    assert list(refusal.value.problems) == [field]
    with pytest.raises(Invalid):
        from_scratch(people, FACTS, reason="")


def test_a_field_office_raises_within_its_area_and_its_clearance(people: People) -> None:
    office = people.colleague.actor
    assert from_scratch(people, replace(FACTS, area_code="OV0201"), office).raised_by == office.label
    for wrong in ({"area_code": "OV0101"}, {"area_code": ""}, {"area_code": "OV0201", "sensitivity": 2}):
        with pytest.raises(NotAllowed):
            from_scratch(people, replace(FACTS, **wrong), office)


def test_acts_of_a_closed_room_are_raised_by_those_who_enter_it(people: People) -> None:
    facts = replace(FACTS, acts=("sexual_violence",), area_code="OV0201")
    with pytest.raises(NotAllowed):
        from_scratch(people, facts, people.colleague.actor)
    assert from_scratch(people, facts).compartment == "sexual_violence"


def test_a_post_without_the_right_raises_nothing(people: People) -> None:
    force = put_in_post("orvane", "force", people.clock)
    with pytest.raises(NotAllowed):
        from_scratch(people, FACTS, force.actor)
