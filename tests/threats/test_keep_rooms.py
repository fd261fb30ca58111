"""What is closed to a reader cannot be inferred: not from counts, ranks, gaps in ranks, evidence or the ledger."""

from __future__ import annotations

from tests.people import MISSION, People, put_in_post
from tests.threats.sample import proposed, raised, record, sheet
from tutela.access.rules import Actor
from tutela.assess.threats.commands import assess_threat, propose_threats, rank_threats
from tutela.assess.threats.models import Proposal, RankingLine, Threat
from tutela.assess.threats.queries import (
    latest_ranking,
    proposals,
    ranking_basis,
    threat_board,
    threat_story,
    threats_as_known,
)
from tutela.ledger.queries import entries, payload

ROOM = "sexual_violence"


def officer(people: People) -> Actor:
    """A post that reads the whole mission and enters no closed room."""
    return put_in_post(MISSION, "joc_duty_officer", people.clock).actor


def assess(people: People, threat: Threat, **values: int) -> None:
    assess_threat(
        actor=people.in_charge.actor, clock=people.clock, threat=threat.reference, version=1, sheet=sheet(**values)
    )


def closed_and_open(people: People) -> tuple[Threat, Threat]:
    """The closed one ranks first."""
    closed = raised(people, act="sexual_violence", compartment=ROOM)
    seen = raised(people, longitude=21.5)
    assess(people, closed, severity=5)
    assess(people, seen)
    return closed, seen


def rank_all(people: People) -> None:
    basis = ranking_basis(people.in_charge.actor, now=people.clock.now())
    rank_threats(
        actor=people.in_charge.actor, clock=people.clock, mark=basis.mark, prioritised=[basis.lines[0].threat],
        reason_for_the_rest="Watched.",
    )  # fmt: skip


def test_a_threat_of_a_closed_act_is_in_its_room(people: People) -> None:
    closed, seen = closed_and_open(people)
    assert (closed.compartment, seen.compartment) == (ROOM, "")
    reader = officer(people)
    found = threat_board(reader, now=people.clock.now())
    assert [threat.reference for threat in found.threats] == [seen.reference]
    assert [one.reference for one in threats_as_known(reader, people.clock.now())] == [seen.reference]


def test_ranks_have_no_gap_where_something_is_closed(people: People) -> None:
    closed_and_open(people)
    rank_all(people)
    full, part = latest_ranking(people.in_charge.actor), latest_ranking(officer(people))
    assert full is not None
    assert part is not None
    assert [line.line.rank for line in full.lines] == [1, 2]
    assert [line.line.rank for line in part.lines] == [1]
    place = threat_board(officer_again(people), now=people.clock.now()).threats[0].place_recorded
    assert place is not None
    assert (place.rank, place.of, place.is_near_tie) == (1, 1, False)


def officer_again(people: People) -> Actor:
    return put_in_post(MISSION, "civil_affairs", people.clock).actor


def test_no_entry_of_the_ledger_tells_of_it(people: People) -> None:
    closed, seen = closed_and_open(people)
    rank_all(people)
    told = [entry for entry in entries(officer(people)) if entry.event.startswith("assess.threats.")]
    assert told
    for entry in told:
        text = f"{entry.subject} {entry.related} {entry.payload}"
        assert closed.reference not in text
        assert "TP-000001" not in text
        assert "sexual_violence" not in text
    (lines,) = [payload(entry)["lines"] for entry in told if entry.event.endswith("ranks_given")]
    assert [(line["threat"], line["rank"]) for line in lines] == [(seen.reference, 1)]


def test_who_ranks_without_seeing_it_still_leaves_it_a_line(people: People) -> None:
    closed = raised(people, longitude=22.5, act="sexual_violence", compartment=ROOM)
    seen = raised(people, longitude=23.5)
    assess(people, closed)
    assess(people, seen)
    office = people.colleague.actor
    basis = ranking_basis(office, now=people.clock.now(), area_code="OV02")
    assert [line.threat for line in basis.lines] == [seen.reference]
    rank_threats(actor=office, clock=people.clock, mark=basis.mark, prioritised=[seen.reference], area_code="OV02")
    line = RankingLine.objects.get(threat=closed)
    assert (line.rank, line.is_prioritised, line.reason) == (1, None, "")


def test_open_figures_do_not_count_closed_incidents(people: People) -> None:
    made = proposed(people)
    for _number in range(2):
        record(people, sensitivity=2)
        record(people, compartment=ROOM)
    propose_threats(actor=people.in_charge.actor, clock=people.clock)
    row = Proposal.objects.get(number=1)
    assert (row.reference, row.incidents, row.sensitivity, row.compartment) == (made, 3, 0, "")
    assert [found.figures.incidents for found in proposals(officer(people))] == [3]


def test_a_pattern_that_shows_only_in_closed_incidents_is_closed(people: People) -> None:
    for _number in range(3):
        record(people, sensitivity=1)
        record(people, longitude=21.5, compartment=ROOM)
    propose_threats(actor=people.in_charge.actor, clock=people.clock)
    found = {(one.area_code, one.sensitivity, one.compartment) for one in proposals(people.in_charge.actor)}
    assert found == {("OV0101", 1, ""), ("OV0102", 0, ROOM)}
    assert [one.area_code for one in proposals(officer(people))] == ["OV0101"]


def test_a_less_closed_reader_opens_a_proposal_that_open_incidents_now_support(people: People) -> None:
    made = proposed(people, sensitivity=2)
    for _number in range(3):
        record(people)
    assert propose_threats(actor=people.in_charge.actor, clock=people.clock).changed == [made]
    row = Proposal.objects.get()
    assert (row.sensitivity, row.incidents) == (0, 3)


def test_a_closed_threat_does_not_hush_up_an_open_pattern(people: People) -> None:
    raised(people, sensitivity=2)
    for _number in range(3):
        record(people)
    assert len(propose_threats(actor=people.in_charge.actor, clock=people.clock).new) == 1


def test_evidence_shows_only_incidents_that_the_reader_may_see(people: People) -> None:
    from tutela.know.incidents.commands import correct_incident
    from tutela.know.incidents.models import Incident, IncidentRevision
    from tutela.know.incidents.rules import facts_from_json

    raised(people)
    one = Incident.objects.order_by("pk")[0]
    facts = facts_from_json(IncidentRevision.objects.get(incident=one).facts)
    correct_incident(
        actor=people.in_charge.actor, clock=people.clock, key=one.pk, expected_revision=1,
        facts=facts._replace(sensitivity=2), reason="A witness is in danger.",
    )  # fmt: skip
    story = threat_story(officer(people), "T-000001", now=people.clock.now())
    assert story is not None
    assert (len(story.evidence), story.evidence_count) == (2, 2)
    (known,) = threats_as_known(officer_again(people), people.clock.now())
    assert known.evidence.incidents == 2
