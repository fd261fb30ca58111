"""The board holds every open threat of the reader, in the same number of queries however many there are."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.people import People
from tests.threats.sample import raised, sheet
from tutela.access.rules import narrowed
from tutela.assess.threats.commands import assess_threat, rank_threats
from tutela.assess.threats.queries import (
    Board,
    ranking_basis,
    threat_board,
    threat_named,
    threat_story,
    threats_as_known,
)


def board(people: People, area_code: str = "") -> Board:
    return threat_board(people.in_charge.actor, now=people.clock.now(), area_code=area_code)


def scored(people: People, longitude: float, **values: Any) -> str:
    reference = raised(people, longitude=longitude).reference
    assess_threat(actor=people.in_charge.actor, clock=people.clock, threat=reference, version=1, sheet=sheet(**values))
    return reference


def test_it_stands_in_the_order_of_risk_with_the_unscored_kept(people: People) -> None:
    unscored, low, high = raised(people).reference, scored(people, 21.5), scored(people, 22.5, severity=5)
    found = board(people)
    assert [threat.reference for threat in found.threats] == [high, low, unscored]
    first = found.threats[0]
    assert first.scored is not None
    assert (first.scored.risk, first.scored.risk_step, first.scored.impact) == (15, 4, 5)
    assert (first.act_words, first.group_words, str(first.nature_words)) == (["Killing"], [], "Ongoing")
    assert (first.actor_kind_words, first.kind_words, first.place) == (
        "Non-state armed group",
        "Killing and injury",
        "Tesqué-Ville",
    )
    assert found.threats[2].scored is None


def test_it_may_be_narrowed_to_an_area(people: People) -> None:
    raised(people)
    here = raised(people, longitude=22.5).reference
    assert [threat.reference for threat in board(people, "OV02").threats] == [here]
    assert board(people, "XX").threats == ()


def test_an_assessment_ages(people: People) -> None:
    scored(people, 20.5)
    people.clock.advance(timedelta(days=90))
    assert board(people).stale == 0
    people.clock.advance(timedelta(days=1))
    assert board(people).stale == 1


def test_a_reader_sees_the_threats_of_their_area_and_mission(people: People) -> None:
    raised(people)
    here = raised(people, longitude=22.5).reference
    now = people.clock.now()
    assert [threat.reference for threat in threat_board(people.colleague.actor, now=now).threats] == [here]
    assert threat_board(people.outsider.actor, now=now).threats == ()
    assert threat_board(narrowed(people.in_charge.actor, frozenset()), now=now).threats == ()
    for actor in (people.colleague.actor, people.outsider.actor):
        assert threat_named(actor, "T-000001", now=now) is None
        assert threat_story(actor, "T-000001", now=now) is None


def test_the_number_of_queries_does_not_grow(people: People) -> None:
    counts = []
    for longitude in (20.5, 21.5, 22.5, 23.5):
        scored(people, longitude)
        basis = ranking_basis(people.in_charge.actor, now=people.clock.now())
        rank_threats(
            actor=people.in_charge.actor, clock=people.clock, mark=basis.mark, prioritised=(), reason_for_the_rest="No."
        )
        with CaptureQueriesContext(
            connection,
        ) as asked:
            board(people)
        counts.append(len(asked))
    assert counts == [counts[0]] * 4
    assert counts[0] <= 6


def test_the_register_is_told_as_it_was_known(people: People) -> None:
    from tutela.assess.threats.commands import close_threat

    reference = scored(people, 20.5)
    then = people.clock.now()
    people.clock.advance(timedelta(days=5))
    raised(people, longitude=22.5)
    assess_threat(
        actor=people.in_charge.actor, clock=people.clock, threat=reference, version=2, sheet=sheet(severity=5)
    )
    close_threat(actor=people.in_charge.actor, clock=people.clock, threat=reference, version=3, reason="Quiet.")
    (known,) = threats_as_known(people.in_charge.actor, then)
    assert known.assessment is not None
    assert (known.status, known.assessment.scored.risk, known.evidence.incidents, known.place_recorded) == (
        "open",
        9,
        3,
        None,
    )
    now = people.clock.now()
    assert [one.reference for one in threats_as_known(people.in_charge.actor, now)] == ["T-000002"]
    assert len(threats_as_known(people.in_charge.actor, now, only_open=False)) == 2
    assert threats_as_known(people.in_charge.actor, then - timedelta(days=1)) == []
    assert threats_as_known(people.outsider.actor, now) == []


@pytest.mark.parametrize("reference", ["T-000001x", "TP-000001", "1"])
def test_what_is_no_reference_names_no_threat(people: People, reference: str) -> None:
    raised(people)
    assert threat_named(people.in_charge.actor, reference, now=people.clock.now()) is None
