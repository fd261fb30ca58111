"""Proposals follow the incidents; what a person set aside comes back only when the incidents change materially."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.people import MISSION, People
from tests.threats.sample import TODAY, proposed, raised, record
from tutela.access.rules import narrowed
from tutela.assess.threats.commands import close_threat, propose_threats, reject_proposal
from tutela.assess.threats.commands.run import ProposalRun
from tutela.assess.threats.models import Proposal, Threat
from tutela.assess.threats.queries import proposal_evidence, proposal_named, proposals
from tutela.kernel.refusals import NotAllowed
from tutela.ledger.models import Entry
from tutela.ledger.queries import payload
from tutela.mission.commands import set_parameter

LATER = timedelta(minutes=1)


def ask(people: People) -> ProposalRun:
    people.clock.advance(LATER)
    return propose_threats(actor=people.in_charge.actor, clock=people.clock)


def test_it_makes_a_draft_with_its_incidents_and_its_reasons(people: People) -> None:
    made = proposed(people)
    found = proposal_named(people.in_charge.actor, made)
    assert found is not None
    assert (found.reference, found.status, found.area_code, found.figures.incidents) == (
        "TP-000001",
        "pending",
        "OV0101",
        3,
    )
    assert found.reasons[0] == "3 incidents from 4 May 2031 to 4 May 2031, with 3 civilians killed."
    assert len(proposal_evidence(people.in_charge.actor, made)) == 3
    assert not Threat.objects.exists()


def test_asking_again_changes_nothing(people: People) -> None:
    proposed(people)
    entries = Entry.objects.count()
    assert ask(people) == ProposalRun(TODAY)
    assert Entry.objects.count() == entries


def test_a_draft_follows_the_incidents(people: People) -> None:
    made = proposed(people)
    record(people, civilians=7)
    assert ask(people).changed == [made]
    found = proposal_named(people.in_charge.actor, made)
    assert found is not None
    assert (found.version, found.figures.incidents, found.figures.civilians_best) == (2, 4, 10)


def test_a_draft_that_nothing_supports_any_more_lapses(people: People) -> None:
    made = proposed(people)
    run = propose_threats(actor=people.in_charge.actor, clock=people.clock, as_of=TODAY - timedelta(days=60))
    assert (run.lapsed, proposals(people.in_charge.actor)) == ([made], [])
    assert ask(people).new == ["TP-000002"]


def test_the_ledger_tells_what_was_proposed_from_which_days(people: People) -> None:
    made = proposed(people)
    entry = Entry.objects.filter(mission=MISSION, event="assess.threats.threats_proposed").get()
    said = payload(entry)
    assert (said["new"], said["proposals"], said["since"], said["as_of"]) == (1, [made], "2030-05-15", "2031-05-14")


def test_what_was_rejected_stays_rejected(people: People) -> None:
    made = proposed(people)
    reject(people, made)
    record(people)
    record(people)
    assert ask(people).new == []


def test_enough_new_incidents_bring_it_back_with_the_reason(people: People) -> None:
    made = proposed(people)
    reject(people, made)
    for _number in range(3):
        record(people)
    assert ask(people).new == ["TP-000002"]
    found = proposal_named(people.in_charge.actor, "TP-000002")
    assert found is not None
    assert found.earlier == made
    assert found.reasons[0] == "Proposed again: 3 incidents have been added since a person set it aside."


def test_a_deadly_incident_brings_it_back(people: People) -> None:
    reject(people, proposed(people))
    record(people, civilians=10)
    assert ask(people).new == ["TP-000002"]


def reject(people: People, made: str) -> None:
    reject_proposal(actor=people.in_charge.actor, clock=people.clock, proposal=made, version=1, reason="A rumour.")


def test_what_an_open_threat_covers_is_counted_there(people: People) -> None:
    threat = raised(people)
    record(people, act="torture")
    run = ask(people)
    assert (run.new, run.counted) == ([], [threat.reference])
    threat.refresh_from_db()
    assert (threat.incidents, threat.new_incidents) == (4, 1)


def test_a_closed_threat_comes_back_only_when_its_incidents_change(people: People) -> None:
    threat = raised(people)
    close_threat(actor=people.in_charge.actor, clock=people.clock, threat=threat.reference, version=1, reason="Quiet.")
    record(people)
    assert ask(people).new == []
    for _number in range(2):
        record(people)
    assert ask(people).new == ["TP-000002"]
    found = proposal_named(people.in_charge.actor, "TP-000002")
    assert found is not None
    assert found.reasons[0] == "It resembles T-000001, which was closed on 14 May 2031."


def test_what_was_closed_last_is_what_counts(people: People) -> None:
    """A proposal rejected after the threat was closed is measured against the rejection, not against the closing."""
    threat = raised(people)
    close_threat(actor=people.in_charge.actor, clock=people.clock, threat=threat.reference, version=1, reason="Quiet.")
    for _number in range(3):
        record(people)
    (made,) = ask(people).new
    reject(people, made)
    assert ask(people).new == []
    for _number in range(3):
        record(people)
    (again,) = ask(people).new
    found = proposal_named(people.in_charge.actor, again)
    assert found is not None
    assert (found.earlier, found.reasons[0].startswith("Proposed again: 3 incidents")) == (made, True)


def test_the_state_and_communities_are_proposed_like_anybody(people: People) -> None:
    proposed(people, who="Guard of the Ford", kind="state_forces")
    assert proposed(people, who="Youth of the Wells", kind="community") == "TP-000002"
    assert {found.actor_kind for found in proposals(people.in_charge.actor)} == {"state_forces", "community"}


def test_both_sides_of_fighting_that_harms_civilians_are_proposed(people: People) -> None:
    for _number in range(3):
        record(people, act="indiscriminate_attack", against="Hill Watch")
    assert len(ask(people).new) == 2


def test_an_incident_known_to_the_province_never_names_a_county(people: People) -> None:
    made = proposed(people, precision=4)
    found = proposal_named(people.in_charge.actor, made)
    assert found is not None
    assert found.area_code == "OV01"


def test_the_mission_says_what_a_pattern_is(people: People) -> None:
    set_parameter(
        actor=people.in_charge.actor,
        clock=people.clock,
        name="proposal_minimum_incidents",
        value=2,
        reason="Few reports.",
    )
    record(people)
    assert ask(people).new == []
    record(people)
    assert ask(people).new == ["TP-000001"]


def test_a_field_office_asks_for_its_own_area(people: People) -> None:
    for longitude in (20.5, 22.5):
        for _number in range(3):
            record(people, longitude=longitude)
    run = propose_threats(actor=people.colleague.actor, clock=people.clock)
    (found,) = proposals(people.colleague.actor)
    assert (run.new, found.area_code) == ([found.reference], "OV0201")
    assert ask(people).new == ["TP-000002"]
    propose_threats(actor=people.colleague.actor, clock=people.clock)
    assert Proposal.objects.filter(status="pending").count() == 2


def test_another_mission_sees_nothing(people: People) -> None:
    made = proposed(people)
    assert proposals(people.outsider.actor) == []
    assert proposal_named(people.outsider.actor, made) is None
    assert proposal_evidence(people.outsider.actor, made) == []


def test_who_may_not_read_incidents_may_not_ask(people: People) -> None:
    blind = narrowed(people.in_charge.actor, frozenset({"assess.threats:threat:propose", "assess.threats:threat:read"}))
    with pytest.raises(NotAllowed):
        propose_threats(actor=blind, clock=people.clock)
    with pytest.raises(NotAllowed):
        propose_threats(actor=narrowed(blind, frozenset()), clock=people.clock)
