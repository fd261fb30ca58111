"""What is said of a threat changes by a new revision; the earlier ones stay as they were."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from tests.people import People
from tests.threats.sample import raised, record
from tutela.access.rules import Actor
from tutela.assess.threats.commands import close_threat, revise_threat
from tutela.assess.threats.commands.records import ThreatNotOpen
from tutela.assess.threats.commands.saying import CompartmentFixed
from tutela.assess.threats.models import Threat, ThreatRevision
from tutela.assess.threats.rules.proposing import Nature
from tutela.assess.threats.rules.register import ThreatFacts
from tutela.kernel.refusals import Invalid, NotFound, Refusal, Stale
from tutela.ledger.guard import writing
from tutela.ledger.models import Entry
from tutela.ledger.queries import payload


def facts_of(threat: Threat) -> ThreatFacts:
    return ThreatFacts(
        acts=tuple(threat.acts),
        nature=Nature(threat.nature),
        actor_id=threat.incident_actor_id,
        area_code=threat.area.code if threat.area else "",
        includes_below=threat.includes_below,
        at_risk=tuple(threat.at_risk),
        grounds=threat.grounds,
    )


def revise(people: People, facts: ThreatFacts, by: Actor | None = None, **more: Any) -> Threat:
    given = {"threat": "T-000001", "version": 1, "reason": "New witnesses.", **more}
    return revise_threat(actor=by or people.in_charge.actor, clock=people.clock, facts=facts, **given)


def test_it_keeps_both_forms(people: People) -> None:
    facts = facts_of(raised(people))
    row = revise(people, replace(facts, at_risk=("women", "girls"), owner="Head of Office", title="Road to the wells"))
    assert (row.version, row.title) == (2, "Road to the wells")
    before, after = ThreatRevision.objects.order_by("version")
    assert (before.at_risk, after.at_risk, after.change) == ([], ["women", "girls"], "revised")
    said = payload(Entry.objects.get(event="assess.threats.threat_revised"))
    assert set(said["changed"]) == {"at_risk", "owner", "title"}


def test_saying_the_same_writes_nothing(people: People) -> None:
    threat = raised(people)
    assert revise(people, facts_of(threat)).version == 1
    assert ThreatRevision.objects.count() == 1


def test_a_wider_threat_takes_in_more_incidents(people: People) -> None:
    facts = facts_of(raised(people))
    record(people, longitude=21.5)
    assert revise(people, replace(facts, area_code="OV01", includes_below=True)).incidents == 4


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"version": 2}, Stale),
        ({"reason": ""}, Invalid),
        ({"threat": "T-000002"}, NotFound),
        ({"threat": "I-1"}, NotFound),
    ],
)
def test_it_stays_as_it_was_when_refused(people: People, wrong: dict[str, Any], refusal: type[Refusal]) -> None:
    facts = facts_of(raised(people))
    with pytest.raises(refusal):
        revise(people, replace(facts, title="Other"), **wrong)
    assert Threat.objects.get().title == ""


def test_a_closed_threat_is_opened_before_it_is_revised(people: People) -> None:
    facts = facts_of(raised(people))
    close_threat(actor=people.in_charge.actor, clock=people.clock, threat="T-000001", version=1, reason="Quiet.")
    with pytest.raises(ThreatNotOpen):
        revise(people, replace(facts, title="Other"), version=2)


def test_an_open_threat_does_not_vanish_into_a_closed_room(people: People) -> None:
    facts = facts_of(raised(people))
    with pytest.raises(CompartmentFixed):
        revise(people, replace(facts, acts=("killing", "sexual_violence")))


def test_others_find_no_such_threat(people: People) -> None:
    facts = facts_of(raised(people))
    for actor in (people.colleague.actor, people.outsider.actor):
        with pytest.raises(NotFound):
            revise(people, facts, by=actor)


def test_the_database_refuses_to_change_a_revision(people: People) -> None:
    raised(people)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), writing("a test"):
        ThreatRevision.objects.update(reason="rewritten")
