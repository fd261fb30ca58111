"""Patterns are the incidents of one actor in one area of one act; none is lost because its place is known roughly."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.incidents.scene import correct, in_the_east
from tests.page_access import stripped_of
from tests.people import Known, People
from tests.products_app.scene import BAND, record, told
from tutela.access.permissions import Permission
from tutela.assess.threats.commands import propose_threats, raise_proposal
from tutela.assess.threats.queries import proposal_evidence, proposals, threat_named
from tutela.know.incidents.queries import Pattern, incident_patterns
from tutela.know.incidents.rules import NOBODY, ActorName

OTHERS = ActorName("Brown Sail", "community")
SINCE, UNTIL = date(2031, 1, 1), date(2031, 3, 31)
DAY = date(2031, 2, 3)


def patterns(people: People, by: Known | None = None, **span: date) -> list[Pattern]:
    return incident_patterns((by or people.in_charge).actor, **{"since": SINCE, "until": UNTIL} | span)


def where(found: list[Pattern]) -> list[tuple[str, str, str, int]]:
    return [(one.actor_name, one.area_name, one.act, one.incidents) for one in found]


def test_incidents_alike_are_one_pattern_with_their_figures(people: People) -> None:
    record(people, told("a", DAY, 3, deaths_high=9, civilians_high=8))
    record(people, told("b", DAY + timedelta(days=9), 4, occurred_to=DAY + timedelta(days=12), civilians_low=1,
                        civilians_coded=1, deaths_best=6, deaths_high=6))  # fmt: skip
    (one,) = patterns(people)
    assert one[1:3] == ("Grey Sail", "non_state_armed_group")
    assert one[4:7] == ("Haut-Sambéré", "OV01/OV0101/", "killing")
    assert one._asdict().items() >= {
        "incidents": 2, "deaths_best": 9, "civilians_low": 4, "civilians_best": 7, "civilians_high": 12,
        "first_on": DAY, "last_on": DAY + timedelta(days=12), "largest_civilians": 4,
    }.items()  # fmt: skip


def test_another_actor_area_or_act_is_another_pattern(people: People) -> None:
    record(people, told("a", DAY))
    record(people, told("b", DAY, actor_a=OTHERS))
    record(people, in_the_east(told("c", DAY)))
    record(people, told("d", DAY, act="abduction"))
    assert sorted(where(patterns(people))) == [
        ("Brown Sail", "Haut-Sambéré", "killing", 1),
        ("Grey Sail", "Haut-Sambéré", "abduction", 1),
        ("Grey Sail", "Haut-Sambéré", "killing", 1),
        ("Grey Sail", "Tesqué-Ville", "killing", 1),
    ]


@pytest.mark.parametrize(
    ("day", "found"), [(SINCE, True), (UNTIL, True), (SINCE - timedelta(days=1), False), (date(2031, 4, 1), False)]
)
def test_what_began_in_the_period_counts(people: People, day: date, found: bool) -> None:
    record(people, told("a", day, occurred_to=day + timedelta(days=5)))
    assert bool(patterns(people)) is found


def test_only_who_did_it_counts_in_violence_against_civilians(people: People) -> None:
    record(people, told("a", DAY, actor_b=OTHERS))
    assert [one.actor_name for one in patterns(people)] == ["Grey Sail"]


def test_both_sides_count_in_fighting_each_with_all_its_harm(people: People) -> None:
    record(people, told("a", DAY, 4, one_sided=False, act="indiscriminate_attack", actor_b=OTHERS))
    assert [(one.actor_name, one.civilians_best) for one in patterns(people)] == [("Grey Sail", 4), ("Brown Sail", 4)]


def test_an_actor_on_either_side_is_one_pattern(people: People) -> None:
    for key, sides, killed in (("a", (BAND, OTHERS), 2), ("b", (OTHERS, BAND), 5)):
        more: dict[str, Any] = {"actor_a": sides[0], "actor_b": sides[1], "one_sided": False, "act": "armed_clash"}
        record(people, told(key, DAY, killed, **more))
    for one in patterns(people):
        assert (one.incidents, one.civilians_best, one.largest_civilians) == (2, 7, 5)


def test_civilians_are_those_harmed_and_never_a_pattern(people: People) -> None:
    record(people, told("a", DAY, one_sided=False, actor_b=ActorName("Villagers", "civilians")))
    record(people, told("b", DAY, actor_a=ActorName("Villagers", "civilians")))
    assert where(patterns(people)) == [("Grey Sail", "Haut-Sambéré", "killing", 1)]


def test_what_nobody_is_named_for_is_in_no_pattern(people: People) -> None:
    record(people, told("a", DAY, actor_a=NOBODY))
    assert patterns(people) == []


@pytest.mark.parametrize(
    "more",
    [{"place_precision": 6}, {"latitude": None, "longitude": None, "place_precision": 3}, {"longitude": 40.0}],
    ids=["known to the country", "no place", "outside every area"],
)
def test_what_is_placed_in_no_area_is_a_pattern_of_its_own(people: People, more: dict[str, Any]) -> None:
    record(people, told("placed", DAY, 1))
    record(people, told("rough", DAY, 4, **more))
    nowhere, placed = patterns(people)
    assert (nowhere.area_id, nowhere.area_name, nowhere.area_path, nowhere.civilians_best) == (0, "", "", 4)
    assert (placed.area_name, placed.civilians_best) == ("Haut-Sambéré", 1)


def test_what_is_placed_in_no_area_is_proposed_with_its_incidents(people: People) -> None:
    for key in ("a", "b", "c"):
        record(people, told(key, DAY, place_precision=6))
    for _again in range(2):
        propose_threats(actor=people.in_charge.actor, clock=people.clock)
    (proposal,) = proposals(people.in_charge.actor)
    assert (proposal.area_code, proposal.figures.incidents, proposal.figures.civilians_best) == ("", 3, 9)
    assert len(proposal_evidence(people.in_charge.actor, proposal.reference)) == 3
    assert proposals(people.colleague.actor) == []


def test_a_threat_raised_where_no_area_is_known_follows_its_incidents(people: People) -> None:
    actor, clock = people.in_charge.actor, people.clock
    for key in ("a", "b", "c"):
        record(people, told(key, DAY, place_precision=6))
    (made,) = propose_threats(actor=actor, clock=clock).new
    threat = raise_proposal(actor=actor, clock=clock, proposal=made, version=1, reason="Reports agree.")
    record(people, told("d", DAY, place_precision=6))
    record(people, told("placed", DAY))
    assert propose_threats(actor=actor, clock=clock).new == []
    held = threat_named(actor, threat.reference, now=clock.now())
    assert held is not None
    assert held.figures.incidents == 4


def test_it_follows_a_correction(people: People) -> None:
    row = record(people, told("a", DAY))
    correct(people, row, told("a", DAY, 7, actor_a=OTHERS))
    assert [(one.actor_name, one.civilians_best) for one in patterns(people)] == [("Brown Sail", 7)]


def test_it_shows_only_what_the_actor_may_know(people: People) -> None:
    record(people, told("west", DAY))
    record(people, told("nowhere", DAY, place_precision=6))
    record(people, in_the_east(told("east", DAY, 1)))
    record(people, in_the_east(told("closed", DAY, 2, sensitivity=2)))
    assert [(one.area_name, one.civilians_best) for one in patterns(people, people.colleague)] == [("Tesqué-Ville", 1)]
    assert [one.civilians_best for one in patterns(people)] == [3, 3, 3]
    assert patterns(people, people.outsider) == []
    assert patterns(people, stripped_of(people.in_charge, Permission.INCIDENT_READ)) == []


def test_it_stands_in_one_order(people: People) -> None:
    for number, longitude in enumerate((23.5, 20.5, 40.0, 21.5)):
        record(people, told(f"{number}", DAY, longitude=longitude))
    keys = [(one.actor_id, one.area_id, one.act) for one in patterns(people)]
    assert keys == sorted(keys)
    assert keys[0][1] == 0
    narrower = replace(people.in_charge.actor, area_path="OV02/")
    assert [one.area_name for one in incident_patterns(narrower, since=SINCE, until=UNTIL)] == ["Ombral"]
