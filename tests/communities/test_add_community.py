"""A community that is put on record is kept whole, finds its place, leaves an entry, and stays within the post."""

from __future__ import annotations

from typing import Any

import pytest

from tests.communities.scene import EAST, WEST, added, assert_refused, place
from tests.page_access import stripped_of
from tests.people import ELSEWHERE, MISSION, People, base
from tutela.access.permissions import Permission
from tutela.kernel.refusals import Invalid, NotAllowed, NotFound
from tutela.know.communities.commands import add_community
from tutela.know.communities.models import Community, CommunityRevision
from tutela.know.communities.queries import community_named
from tutela.know.communities.rules import NEVER, CommunityFacts, community_from
from tutela.ledger.queries import last_event, ledger_head, payload
from tutela.mission.commands import import_bases

FULL = CommunityFacts(
    name="Loumé",
    kind="displacement_site",
    other_names=("Lume", "Vieux Loumé"),
    area_code=WEST,
    latitude=5.0,
    longitude=20.5,
    precision=1,
    population_low=400,
    population_best=600,
    population_high=900,
    population_year=2030,
    languages=("Sango", "français"),
    groups=("displaced", "minorities"),
    note="The bridge is out in the rains.",
    sensitivity=1,
)


def test_everything_that_is_said_is_kept(people: People) -> None:
    row = added(people, FULL)
    revision = CommunityRevision.objects.get(community=row)
    assert community_from(revision.facts) == FULL
    assert (revision.number, revision.change, revision.sensitivity) == (1, "added", 1)
    assert (row.reference, row.version, row.area.code, row.is_open) == ("C-000001", 1, WEST, True)
    assert row.groups_present == ("displaced", "minorities")
    assert [row.contact_on(clearance) for clearance in (0, 1, 2)] == [NEVER] * 3


def test_it_is_found_by_every_name_and_language(people: People) -> None:
    assert added(people, FULL).search == "loume|lume|vieux loume|sango|francais"


def test_the_area_is_that_of_the_point_where_nobody_names_one(people: People) -> None:
    row = added(people, place(area="", latitude=5.0, longitude=22.5, precision=2))
    assert row.area.code == EAST


def test_a_point_known_to_the_province_alone_lies_in_the_province(people: People) -> None:
    assert added(people, place(area="", latitude=5.0, longitude=22.5, precision=4)).area.code == "OV02"


@pytest.mark.parametrize(("precision", "measured"), [(1, True), (2, True), (3, False)])
def test_the_nearest_base_is_measured_from_what_is_known_well(people: People, precision: int, measured: bool) -> None:
    import_bases(actor=people.in_charge.actor, clock=people.clock, bases=[base("far", 22.5), base("near", 20.6)])
    row = added(people, place(latitude=5.0, longitude=20.5, precision=precision))
    assert (row.base is not None and row.base.code == "near") is measured
    assert (row.base_distance_km == pytest.approx(11.08, abs=0.02)) is measured


def test_without_low_and_high_the_best_figure_is_all_three(people: People) -> None:
    row = added(people, place(population_best=50))
    assert (row.population_low, row.population_best, row.population_high) == (50, 50, 50)


def test_texts_lose_what_no_page_can_show_and_what_stands_twice(people: People) -> None:
    row = added(people, place("  Lou\u202emé ", languages=("Sango", "sango", " "), note="a\x00b\r\nc"))
    assert (row.name, row.languages, row.note) == ("Loumé", ["Sango"], "ab\nc")


def test_it_leaves_an_entry_without_its_name(people: People) -> None:
    row = added(people, FULL)
    entry = last_event(MISSION, "know.communities.community_added", row.reference)
    assert entry is not None
    facts = payload(entry)
    assert (facts["area"], facts["groups"]) == (WEST, ["displaced", "minorities"])
    assert "Loumé" not in entry.payload
    assert (entry.sensitivity, entry.area_path) == (1, "OV01/OV0101/")


def test_the_same_sent_again_is_the_same_community(people: People) -> None:
    told: dict[str, Any] = {"actor": people.in_charge.actor, "clock": people.clock, "record_key": "once"}
    first = add_community(facts=FULL, **told)
    before = ledger_head(MISSION)
    assert add_community(facts=place("Other"), **told) == first
    assert (ledger_head(MISSION), Community.objects.count()) == (before, 1)


def test_a_key_of_what_one_may_not_know_is_taken(people: People) -> None:
    told: dict[str, Any] = {"clock": people.clock, "record_key": "once"}
    add_community(actor=people.in_charge.actor, facts=FULL, **told)
    colleague = people.colleague.actor
    assert_refused(NotFound, lambda: add_community(actor=colleague, facts=place(area=EAST), **told))


def test_each_mission_has_its_own_numbers(people: People) -> None:
    from tests.people import country
    from tutela.mission.commands import import_areas

    import_areas(actor=people.outsider.actor, clock=people.clock, areas=country())
    first, other = added(people), added(people, by=people.outsider)
    assert (first.reference, first.pk == other.pk, other.mission_id) == (other.reference, False, ELSEWHERE)
    assert community_named(people.outsider.actor, first.reference) == other


@pytest.mark.parametrize(
    ("more", "field", "sentence"),
    [
        ({"area": ""}, "area_code", "Say in which area it lies, or give its coordinates."),
        ({"area": "OV99"}, "area_code", "There is no such area."),
        ({"area": "", "latitude": 40.0, "longitude": 2.0}, "latitude", "No area of the mission holds it."),
        (
            {"latitude": 5.0, "longitude": 22.5, "precision": 1},
            "latitude",
            "These coordinates lie in Tesqué-Ville: mend them, or the area.",
        ),
    ],
)
def test_a_place_that_cannot_be_is_refused(people: People, more: dict[str, Any], field: str, sentence: str) -> None:
    refused = assert_refused(Invalid, lambda: added(people, place(**more)))
    assert refused.problems == {field: sentence}


def test_a_point_known_roughly_may_lie_beyond_the_area_that_was_named(people: People) -> None:
    assert added(people, place(latitude=5.0, longitude=22.5, precision=3)).area.code == WEST


def test_the_area_may_be_named_more_widely_than_the_point_lies(people: People) -> None:
    assert added(people, place(area="OV01", latitude=5.0, longitude=20.5, precision=1)).area.code == "OV01"


def test_everything_that_is_wrong_is_told_at_once(people: People) -> None:
    refused = assert_refused(Invalid, lambda: added(people, place("", kind="castle", population_low=3)))
    assert set(refused.problems) == {"name", "kind", "population_best"}


@pytest.mark.parametrize("facts", [place(), place(area=EAST, sensitivity=2)], ids=["west", "too sensitive"])
def test_a_field_office_adds_only_what_it_may_read(people: People, facts: CommunityFacts) -> None:
    assert_refused(NotAllowed, lambda: added(people, facts, people.colleague))
    assert added(people, place(area=EAST, sensitivity=1), people.colleague).reference == "C-000001"


@pytest.mark.parametrize("permission", [Permission.COMMUNITY_CHANGE, Permission.COMMUNITY_READ])
def test_a_post_that_may_not_write_or_read_adds_none(people: People, permission: Permission) -> None:
    bare = stripped_of(people.in_charge, permission)
    assert_refused(NotAllowed, lambda: added(people, by=bare))


def test_what_is_hidden_is_as_if_it_were_not_there(people: People) -> None:
    west, closed = added(people), added(people, place("Closed", EAST, sensitivity=2))
    for row in (west, closed):
        assert community_named(people.colleague.actor, row.reference) is None
    assert community_named(people.outsider.actor, west.reference) is None
    assert community_named(people.in_charge.actor, closed.reference) == closed
