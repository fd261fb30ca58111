"""A person rejects a proposal, with a reason."""

from __future__ import annotations

from typing import Any

import pytest

from tests.people import People
from tests.threats.sample import proposed
from tutela.access.rules import Actor
from tutela.assess.threats.commands import reject_proposal
from tutela.assess.threats.commands.records import AlreadyDecided
from tutela.assess.threats.models import Proposal
from tutela.assess.threats.queries import proposals
from tutela.kernel.refusals import Invalid, NotFound, Refusal, Stale
from tutela.ledger.models import Entry


def reject(people: People, made: str, by: Actor | None = None, **more: Any) -> Proposal:
    given = {"reason": "Two families in dispute.", "version": 1, **more}
    return reject_proposal(actor=by or people.in_charge.actor, clock=people.clock, proposal=made, **given)


def test_it_is_set_aside_with_its_reason(people: People) -> None:
    row = reject(people, proposed(people))
    assert (row.status, row.decided_by) == ("rejected", people.in_charge.actor.label)
    (seen,) = proposals(people.in_charge.actor, status="rejected")
    assert (seen.decision_reason, str(seen.status_words)) == ("Two families in dispute.", "Rejected")
    assert proposals(people.in_charge.actor) == []
    assert Entry.objects.get(event="assess.threats.proposal_rejected").reason == "Two families in dispute."


@pytest.mark.parametrize(
    ("wrong", "refusal"), [({"reason": ""}, Invalid), ({"version": 4}, Stale), ({"made": "TP-000007"}, NotFound)]
)
def test_it_stays_when_it_cannot_be_rejected(people: People, wrong: dict[str, Any], refusal: type[Refusal]) -> None:
    made = proposed(people)
    with pytest.raises(refusal):
        reject(people, **{"made": made, **wrong})
    assert len(proposals(people.in_charge.actor)) == 1


def test_it_is_decided_about_once(people: People) -> None:
    made = proposed(people)
    reject(people, made)
    with pytest.raises(AlreadyDecided):
        reject(people, made, version=2)


def test_others_find_no_such_proposal(people: People) -> None:
    made = proposed(people)
    for actor in (people.colleague.actor, people.outsider.actor):
        with pytest.raises(NotFound):
            reject(people, made, by=actor)
