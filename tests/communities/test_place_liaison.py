"""Which liaison assistant works where: by post, within the places that the placing post covers (paras 29, A.12.c)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.communities.scene import EAST, WEST, added, assert_refused, liaison, place, placed
from tests.people import MISSION, People
from tutela.kernel.refusals import Invalid, NotAllowed
from tutela.know.communities.commands.liaison import AlreadyPlaced
from tutela.know.communities.queries import checks_of, liaison_at_work, liaison_for, liaison_posts
from tutela.ledger.queries import last_event, payload


def places(people: People, who: str) -> list[str]:
    spots = [spot for one in liaison_at_work(getattr(people, who).actor) for spot in one.places]
    return [spot.area.code if spot.area else str(spot.community) for spot in spots]


def test_it_is_kept_with_places_languages_and_means(people: People) -> None:
    community = added(people, place(area=EAST))
    row = placed(people, communities=(community.reference,), languages=("Sango",), trained_on=date(2031, 1, 9))
    (working,) = liaison_at_work(people.in_charge.actor)
    assert (row.reference, working.placement.languages, working.title) == (
        "CLA-000001", ["Sango"], "Community Liaison Assistant",
    )  # fmt: skip
    assert sorted(places(people, "in_charge")) == ["C-000001", WEST]
    (check,) = checks_of(people.in_charge.actor, [row.pk])
    assert (check.equipment, check.trained_on, check.checked_on) == ("working", date(2031, 1, 9), date(2031, 5, 1))


def test_its_entry_names_the_post_and_covers_all_its_places(people: People) -> None:
    community = added(people, place(area=EAST, sensitivity=1))
    row = placed(people, communities=(community.reference,))
    entry = last_event(MISSION, "know.communities.liaison_placed", row.reference)
    assert entry is not None
    assert (payload(entry)["post"], entry.related) == ("liaison-1", '["C-000001"]')
    assert (entry.sensitivity, entry.area_path) == (1, "*/")


def test_each_sees_the_places_that_they_cover(people: People) -> None:
    secret = added(people, place(area=EAST, sensitivity=2))
    placed(people, areas=(WEST, EAST), communities=(secret.reference,))
    assert places(people, "colleague") == [EAST]
    assert places(people, "outsider") == []


def test_whoever_works_in_the_whole_province_works_in_its_districts(people: People) -> None:
    from dataclasses import replace

    placed(people, areas=("OV02",))
    district = replace(people.colleague.actor, area_path="OV02/OV0201/")
    assert len(liaison_at_work(district)) == 1
    community = added(people, place(area=EAST))
    assert len(liaison_for(people.in_charge.actor, [community.pk], community.area.path)) == 1
    assert liaison_for(people.in_charge.actor, [], "OV01/OV0101/") == []


def test_who_works_in_no_place_that_one_covers_is_not_shown(people: People) -> None:
    row = placed(people)
    assert liaison_at_work(people.colleague.actor) == []
    assert checks_of(people.colleague.actor, [row.pk]) == []


def test_a_post_that_is_placed_is_offered_no_more(people: People) -> None:
    liaison(people, "liaison-1")
    liaison(people, "liaison-2")
    placed(people)
    assert [slug for slug, _title in liaison_posts(people.in_charge.actor)] == ["liaison-2"]
    assert_refused(AlreadyPlaced, lambda: placed(people, areas=(EAST,)))


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"areas": ()}, "areas"),
        ({"areas": ("OV99",)}, "areas"),
        ({"communities": ("C-000077",)}, "communities"),
        ({"equipment": "magic"}, "equipment"),
        ({"started_on": date(2031, 7, 1)}, "started_on"),
        ({"trained_on": date(2031, 7, 1)}, "trained_on"),
        ({"languages": ("x" * 61,)}, "languages"),
        ({"languages": tuple(f"l{number}" for number in range(21))}, "languages"),
    ],
)
def test_what_cannot_be_is_refused(people: People, more: dict[str, Any], field: str) -> None:
    liaison(people)
    assert list(assert_refused(Invalid, lambda: placed(people, **more)).problems) == [field]


@pytest.mark.parametrize("slug", ["poc-adviser", ""])
def test_another_post_is_no_liaison_assistant(people: People, slug: str) -> None:
    from tutela.know.communities.commands import place_liaison
    from tutela.know.communities.rules import PlacementFacts

    facts = PlacementFacts(post=slug, started_on=date(2031, 5, 1), areas=(WEST,))
    told: dict[str, Any] = {"actor": people.in_charge.actor, "clock": people.clock}
    assert list(assert_refused(Invalid, lambda: place_liaison(facts=facts, **told)).problems) == ["post"]


def test_a_field_office_places_in_its_own_areas_alone(people: People) -> None:
    liaison(people)
    assert_refused(NotAllowed, lambda: placed(people, by=people.colleague))
    assert placed(people, by=people.colleague, areas=(EAST,)).post == "liaison-1"


def test_a_hidden_community_is_as_if_it_were_not_there(people: People) -> None:
    liaison(people)
    hidden = added(people)
    told: dict[str, Any] = {"by": people.colleague, "areas": (EAST,), "communities": (hidden.reference,)}
    assert list(assert_refused(Invalid, lambda: placed(people, **told)).problems) == ["communities"]
