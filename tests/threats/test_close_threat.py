"""A person closes a threat, and opens it again, each with a reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.people import People
from tests.threats.sample import raised
from tutela.access.rules import Actor
from tutela.assess.threats.commands import close_threat, reopen_threat
from tutela.assess.threats.commands.records import ThreatNotOpen
from tutela.assess.threats.models import Threat, ThreatRevision
from tutela.assess.threats.queries import threat_board, threat_named
from tutela.kernel.refusals import Invalid, NotFound, Refusal, Stale
from tutela.ledger.models import Entry

Verb = Callable[..., Threat]


def do(verb: Verb, people: People, version: int, by: Actor | None = None, **more: Any) -> Threat:
    given = {"threat": "T-000001", "reason": "Quiet for a year.", **more}
    return verb(actor=by or people.in_charge.actor, clock=people.clock, version=version, **given)


def test_it_leaves_the_board_and_stays_in_the_register(people: People) -> None:
    raised(people)
    row = do(close_threat, people, 1)
    assert (row.status, row.version, row.closed_at) == ("closed", 2, people.clock.now())
    now = people.clock.now()
    assert threat_board(people.in_charge.actor, now=now).threats == ()
    seen = threat_named(people.in_charge.actor, "T-000001", now=now)
    assert seen is not None
    assert (str(seen.status_words), seen.is_open) == ("Closed", False)


def test_it_is_opened_again_with_all_it_held(people: People) -> None:
    raised(people)
    do(close_threat, people, 1)
    row = do(reopen_threat, people, 2)
    assert (row.status, row.version, row.closed_at, row.incidents) == ("open", 3, None, 3)
    changes = ThreatRevision.objects.order_by("version").values_list("change", flat=True)
    assert list(changes) == ["raised", "closed", "reopened"]
    events = Entry.objects.filter(subject="T-000001").order_by("sequence").values_list("event", flat=True)
    assert [event.split(".")[-1] for event in events] == ["threat_raised", "threat_closed", "threat_reopened"]


@pytest.mark.parametrize(
    ("wrong", "refusal"), [({"version": 5}, Stale), ({"reason": " "}, Invalid), ({"threat": "T-000009"}, NotFound)]
)
@pytest.mark.parametrize("verb", [close_threat, reopen_threat])
def test_it_is_refused(people: People, verb: Verb, wrong: dict[str, Any], refusal: type[Refusal]) -> None:
    raised(people)
    with pytest.raises(refusal):
        do(verb, people, **{"version": 1, **wrong})


def test_only_what_is_open_is_closed_and_only_what_is_closed_is_opened(people: People) -> None:
    raised(people)
    with pytest.raises(ThreatNotOpen):
        do(reopen_threat, people, 1)
    do(close_threat, people, 1)
    with pytest.raises(ThreatNotOpen):
        do(close_threat, people, 2)


def test_others_find_no_such_threat(people: People) -> None:
    raised(people)
    for actor in (people.colleague.actor, people.outsider.actor):
        with pytest.raises(NotFound):
            do(close_threat, people, 1, by=actor)
