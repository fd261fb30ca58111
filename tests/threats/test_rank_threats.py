"""A ranking gives every open threat a line, says which come first, and why the others do not (paras 17 and 76)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from tests.people import MISSION, People, put_in_post
from tests.threats.sample import raised, sheet
from tutela.access.rules import Actor
from tutela.assess.threats.commands import assess_threat, close_threat, rank_threats
from tutela.assess.threats.models import Ranking, RankingLine
from tutela.assess.threats.queries import latest_ranking, ranking_basis, ranking_named, threat_board, threat_story
from tutela.kernel.refusals import Invalid, NotAllowed, Refusal, Stale
from tutela.ledger.guard import writing
from tutela.ledger.models import Entry
from tutela.ledger.queries import payload
from tutela.mission.commands import set_parameter


def assessed(people: People, longitude: float, more: dict[str, Any] | None = None, **values: int) -> str:
    threat = raised(people, longitude=longitude, **(more or {}))
    actor = people.in_charge.actor
    assess_threat(actor=actor, clock=people.clock, threat=threat.reference, version=1, sheet=sheet(**values))
    return threat.reference


def rank(people: People, *first: str, by: Actor | None = None, **more: Any) -> Ranking:
    actor = by or people.in_charge.actor
    area_code = more.get("area_code", "")
    basis = ranking_basis(actor, now=people.clock.now(), area_code=area_code)
    given = {"mark": basis.mark, "reason_for_the_rest": "Watched by the field office.", **more}
    return rank_threats(actor=actor, clock=people.clock, prioritised=first, **given)


def test_every_open_threat_has_a_line_with_its_reason(people: People) -> None:
    low, high = assessed(people, 20.5), assessed(people, 21.5, severity=5)
    unscored = raised(people, longitude=22.5).reference
    rank(people, high, reasons={low: "The police are there."})
    found = latest_ranking(people.in_charge.actor)
    assert found is not None
    assert [(line.threat, line.line.rank, line.is_prioritised, line.reason) for line in found.lines] == [
        (high, 1, True, ""),
        (low, 2, False, "The police are there."),
        (unscored, None, False, "Watched by the field office."),
    ]


def test_the_board_shows_the_place_beside_the_scores_of_now(people: People) -> None:
    low, high = assessed(people, 20.5), assessed(people, 21.5, severity=5)
    rank(people, high)
    people.clock.advance(timedelta(hours=1))
    again = sheet(severity=5, intent=5, capability=5, opportunity=5, history=5)
    assess_threat(actor=people.in_charge.actor, clock=people.clock, threat=low, version=2, sheet=again)
    board = threat_board(people.in_charge.actor, now=people.clock.now())
    assert [threat.reference for threat in board.threats] == [low, high]
    place = board.threats[0].place_recorded
    assert place is not None
    assert (place.rank, place.of, place.is_prioritised, board.ranking) == (2, 2, False, "TR-000001")


def test_an_area_is_ranked_by_itself(people: People) -> None:
    assessed(people, 20.5)
    here = assessed(people, 22.5)
    rank(people, here, area_code="OV02")
    found = latest_ranking(people.in_charge.actor, area_code="OV02")
    assert found is not None
    assert ([line.threat for line in found.lines], found.place) == ([here], "Tesqué")
    assert latest_ranking(people.in_charge.actor) is None
    assert latest_ranking(people.in_charge.actor, area_code="OV01") is None


def test_rankings_are_kept_and_told_by_number_and_by_day(people: People) -> None:
    one = assessed(people, 20.5)
    rank(people, one)
    then = people.clock.now()
    people.clock.advance(timedelta(days=2))
    rank(people)
    first, newest = latest_ranking(people.in_charge.actor, until=then), ranking_named(people.in_charge.actor, 2)
    assert first is not None
    assert newest is not None
    assert (first.number, first.lines[0].is_prioritised, newest.lines[0].is_prioritised) == (1, True, False)
    story = threat_story(people.in_charge.actor, one, now=people.clock.now())
    assert story is not None
    assert [place.ranking for place in story.ranks] == ["TR-000002", "TR-000001"]


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"reason_for_the_rest": " "}, Invalid),
        ({"mark": "0"}, Stale),
        ({"reasons": {"T-000009": "Gone."}}, Invalid),
        ({"area_code": "XX"}, Invalid),
    ],
)
def test_it_is_refused(people: People, wrong: dict[str, Any], refusal: type[Refusal]) -> None:
    assessed(people, 20.5)
    with pytest.raises(refusal):
        rank(people, **wrong)
    assert not Ranking.objects.exists()


def test_who_ranks_is_told_when_a_threat_has_changed(people: People) -> None:
    one = assessed(people, 20.5)
    mark = ranking_basis(people.in_charge.actor, now=people.clock.now()).mark
    close_threat(actor=people.in_charge.actor, clock=people.clock, threat=one, version=2, reason="Quiet.")
    with pytest.raises(Stale):
        rank(people, mark=mark)


def test_the_rule_is_kept_with_the_ranking(people: People) -> None:
    assessed(people, 20.5)
    set_parameter(
        actor=people.in_charge.actor, clock=people.clock, name="ranking_rule", value="impact_first", reason="Para 17."
    )
    assert rank(people).rule == "impact_first"
    found = latest_ranking(people.in_charge.actor)
    assert found is not None
    assert str(found.rule_words).startswith("By risk; between equal risks impact decides")


def test_scores_on_another_scale_have_no_rank(people: People) -> None:
    assessed(people, 20.5)
    set_parameter(actor=people.in_charge.actor, clock=people.clock, name="scale_steps", value=7, reason="Finer.")
    rank(people)
    board = threat_board(people.in_charge.actor, now=people.clock.now())
    place = board.threats[0].place_recorded
    assert place is not None
    assert (place.rank, str(place.unranked_words)) == (None, "Assessed on another scale: assess again")
    assert board.unassessed == 1


def test_a_field_office_ranks_its_area_and_not_the_mission(people: People) -> None:
    here = assessed(people, 22.5)
    assert rank(people, here, by=people.colleague.actor, area_code="OV02").number == 1
    for wrong in ("", "OV01"):
        with pytest.raises(NotAllowed):
            rank(people, by=people.colleague.actor, area_code=wrong)
    force = put_in_post(MISSION, "force", people.clock)
    with pytest.raises(NotAllowed):
        rank(people, by=force.actor)


def test_the_ledger_holds_every_line(people: People) -> None:
    one, two = assessed(people, 20.5), assessed(people, 21.5)
    rank(people, one, two)
    lines = [
        line for entry in Entry.objects.filter(event="assess.threats.ranks_given") for line in payload(entry)["lines"]
    ]
    assert {(line["threat"], line["rank"], line["is_prioritised"]) for line in lines} == {
        (one, 1, True),
        (two, 1, True),
    }


def test_the_database_refuses_to_change_a_ranking(people: People) -> None:
    assessed(people, 20.5)
    rank(people)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), writing("a test"):
        Ranking.objects.update(note="rewritten")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), writing("a test"):
        RankingLine.objects.update(rank=1)
