"""New incidents mark the threats that they bear on, and change nothing that people said or scored."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.people import MISSION, People
from tests.threats.sample import raised, record, sheet
from tutela.assess.threats.commands import assess_threat, propose_threats, raise_threat
from tutela.assess.threats.models import Threat, ThreatRevision
from tutela.assess.threats.queries import threat_board, threat_story, threats_needing_attention
from tutela.assess.threats.rules.proposing import Nature
from tutela.assess.threats.rules.register import ThreatFacts
from tutela.kernel.canonical import digest
from tutela.know.incidents.commands import correct_incident, import_incidents
from tutela.know.incidents.models import IncidentRevision
from tutela.know.incidents.queries.ground import ground_of
from tutela.know.incidents.rules import facts_from_json
from tutela.ledger.subscriptions import deliver
from tutela.mission.commands import add_snapshot
from tutela.mission.rules import SnapshotFacts


def marks(people: People) -> list[int]:
    deliver(people.clock)
    return list(Threat.objects.order_by("number").values_list("new_incidents", flat=True))


def test_an_incident_of_the_same_actor_area_and_kind_is_marked(people: People) -> None:
    raised(people)
    assert marks(people) == [0]
    record(people, act="torture")
    assert marks(people) == [1]
    story = threat_story(people.in_charge.actor, "T-000001", now=people.clock.now())
    assert story is not None
    assert ([one.act_words for one in story.unlooked], story.evidence_count) == (["Torture"], 3)


@pytest.mark.parametrize(
    "other", [{"who": "Hill Watch"}, {"longitude": 21.5}, {"act": "pillage"}, {"act": "armed_clash"}]
)
def test_another_is_not(people: People, other: dict[str, object]) -> None:
    raised(people)
    record(people, **other)  # type: ignore[arg-type]
    assert marks(people) == [0]


def test_an_old_incident_that_is_reported_late_is_new_to_the_assessment(people: People) -> None:
    raised(people)
    record(people, days_ago=200)
    assert marks(people) == [1]


def test_an_assessment_looks_at_them(people: People) -> None:
    raised(people)
    record(people)
    assert marks(people) == [1]
    assess_threat(actor=people.in_charge.actor, clock=people.clock, threat="T-000001", version=1, sheet=sheet())
    assert marks(people) == [0]


def test_a_correction_moves_the_mark_with_the_incident(people: People) -> None:
    raised(people)
    raised(people, longitude=21.5)
    moved = record(people)
    assert marks(people) == [1, 0]
    facts = facts_from_json(IncidentRevision.objects.get(incident=moved).facts)
    correct_incident(
        actor=people.in_charge.actor, clock=people.clock, key=moved.pk, expected_revision=1,
        facts=facts._replace(longitude=21.5), reason="The village lies further east.",
    )  # fmt: skip
    assert marks(people) == [0, 1]


def test_a_mark_is_draft_information(people: People) -> None:
    raised(people)
    record(people)
    marks(people)
    row = Threat.objects.get()
    assert (row.version, ThreatRevision.objects.count(), row.incidents) == (1, 1, 3)


def test_a_threat_whose_actor_no_incident_knows_is_never_marked(people: People) -> None:
    facts = ThreatFacts(acts=("killing",), nature=Nature.ONGOING, actor_name="Some youth", actor_kind="community")
    raise_threat(actor=people.in_charge.actor, clock=people.clock, facts=facts, reason="Told by elders.")
    record(people)
    assert marks(people) == [0]
    assert propose_threats(actor=people.in_charge.actor, clock=people.clock).counted == []
    take_over(people, longitude=20.5)
    assert marks(people) == [0]


def take_over(people: People, *, longitude: float) -> None:
    """Import one incident of the Reed Front as a piece of a file."""
    known = record(people, who="Reed Front", longitude=23.5)
    facts = facts_from_json(IncidentRevision.objects.get(incident=known).facts)
    actor, clock = people.in_charge.actor, people.clock
    told = SnapshotFacts("events", "test", "1", "events.csv", digest(f"{longitude}"), 1)
    import_incidents(
        actor=actor,
        clock=clock,
        run=f"R-{longitude}",
        snapshot=add_snapshot(actor=actor, clock=clock, facts=told),
        ground=ground_of(MISSION),
        first_row=1,
        last_row=1,
        incidents=[facts._replace(source="file", source_key=f"{longitude}", longitude=longitude)],
    )


def test_an_import_is_counted_once_when_it_ends(people: People) -> None:
    raised(people)
    raised(people, longitude=21.5)
    for longitude in (20.5, 20.6, 21.5):
        take_over(people, longitude=longitude)
    with CaptureQueriesContext(connection) as asked:
        assert marks(people) == [2, 1]
    counts = [query for query in asked if query["sql"].startswith("SELECT COUNT(*)")]
    assert len(counts) < 8
    assert marks(people) == [2, 1]


def test_what_is_owed_is_told_to_those_who_see_it(people: People) -> None:
    raised(people)
    record(people)
    marks(people)
    people.clock.advance(timedelta(days=1))
    owed = threats_needing_attention(people.in_charge.actor, now=people.clock.now())
    assert (owed.proposals, owed.unassessed, owed.stale, owed.with_new_incidents) == (0, 1, 0, 1)
    board = threat_board(people.in_charge.actor, now=people.clock.now())
    assert (board.unassessed, board.with_new_incidents, board.stale) == (1, 1, 0)
    assert threats_needing_attention(people.colleague.actor, now=people.clock.now()).unassessed == 0
