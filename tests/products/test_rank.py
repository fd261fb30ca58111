"""Order and completeness: nobody is hidden, whether a threat, a group, an incident near a base or a coarse place."""

from __future__ import annotations

from datetime import date

from tests.products.sample import harm, near_bases, threat, threats
from tutela.account.products.rules.people import (
    Age,
    GroupPicture,
    HarmCell,
    HarmGrid,
    Sex,
    groups_in_order,
)
from tutela.account.products.rules.places import (
    MapIncident,
    NearBase,
    coarse_places,
    drawable,
    near_bases_in_order,
)
from tutela.account.products.rules.threats import Score, not_prioritised, prioritised
from tutela.kernel.places import PlacePrecision
from tutela.policy.vocabulary import terms


def test_it_ranks_by_place_and_then_by_reference() -> None:
    ranked = prioritised((threat(9, 2, "c"), threat(8, 1, "a"), threat(7, 2, "b"), threat(6, None, "d")))
    assert [found.reference for found in ranked] == ["T-008", "T-007", "T-009"]


def test_it_keeps_every_threat_without_a_place_highest_risk_first() -> None:
    rest = not_prioritised((*threats(), threat(6, None, "unscored", risk=Score(None, 25))))
    assert [found.reference for found in rest] == ["T-004", "T-005", "T-006"]
    assert not any(found.is_prioritised for found in rest)


def test_it_draws_only_incidents_of_known_place() -> None:
    incidents = tuple(MapIncident(20, 5, precision, "Garu", 2) for precision in PlacePrecision)
    assert {found.precision for found in drawable(incidents)} == {1, 2, 3}


def test_it_counts_what_it_does_not_draw() -> None:
    province = MapIncident(20, 5, PlacePrecision.PROVINCE, "Garu", 2)
    unknown = MapIncident(20, 5, PlacePrecision.PROVINCE, "Garu", None)
    country = MapIncident(20, 5, PlacePrecision.COUNTRY, "", 9)
    rows = coarse_places((province, unknown, country, MapIncident(20, 5, PlacePrecision.EXACT, "Garu", 50)))
    assert [(row.area, row.incidents, row.civilian_deaths) for row in rows] == [("", 1, 9), ("Garu", 2, 2)]


def test_it_puts_incidents_that_need_a_review_first() -> None:
    late = NearBase("I-9", date(2018, 12, 30), "Garu", "Garu", 1.0, "killing", 1, True)
    ordered = near_bases_in_order((near_bases()[2], late, near_bases()[0]))
    assert [found.reference for found in ordered] == ["I-2018-0412", "I-9", "I-2018-0467"]


def test_it_has_a_line_for_every_group_that_the_policy_names() -> None:
    found = groups_in_order((GroupPicture("displaced", known="x"), GroupPicture("river traders")))
    assert [picture.code for picture in found] == [*terms("groups_at_risk"), "river traders"]
    assert next(picture for picture in found if picture.code == "displaced").known == "x"


def test_it_measures_how_much_of_sex_and_age_is_not_recorded() -> None:
    grid = harm()[0]
    assert grid.people() == 273
    assert grid.people(Sex.MALE) == 84
    assert grid.people(Sex.FEMALE, Age.CHILD) == 9
    assert round(grid.sex_unknown_share or 0, 3) == 0.538
    assert round(grid.age_unknown_share or 0, 3) == 0.59


def test_it_has_no_share_where_nobody_is_counted() -> None:
    assert HarmGrid("killed").sex_unknown_share is None
    assert HarmGrid("killed").age_unknown_share is None


def test_it_warns_of_small_numbers_only_in_cells_that_point_at_somebody() -> None:
    alone = HarmGrid("killed", (HarmCell(Sex.UNKNOWN, Age.UNKNOWN, 2),))
    split = HarmGrid("killed", (HarmCell(Sex.MALE, Age.ADULT, 3), HarmCell(Sex.MALE, Age.ADULT, 3)))
    assert not alone.has_small_numbers()
    assert not split.has_small_numbers()
    assert split.has_small_numbers(7)
    assert harm()[0].has_small_numbers()
