"""Areas are taken in once, versioned when they change, and never contradict each other."""

from __future__ import annotations

import pytest
import shapely

from tests.people import MISSION, People, area, country, square
from tutela.access.models import Post
from tutela.kernel.refusals import NotAllowed
from tutela.ledger.models import Entry
from tutela.mission.commands import import_areas
from tutela.mission.commands.areas import Tally
from tutela.mission.models import Area, AreaVersion
from tutela.mission.queries import area_aliases, area_named, areas
from tutela.mission.rules import AreaFacts, AreasDoNotFit


def take_in(people: People, *facts: AreaFacts) -> Tally:
    return import_areas(actor=people.in_charge.actor, clock=people.clock, areas=facts)


def paths() -> dict[str, str]:
    return dict(Area.objects.filter(mission_id=MISSION).values_list("code", "path"))


def refused(people: People, *facts: AreaFacts) -> str:
    before = (Entry.objects.count(), AreaVersion.objects.count(), paths())
    with pytest.raises(AreasDoNotFit) as refusal:
        take_in(people, *facts)
    assert (Entry.objects.count(), AreaVersion.objects.count(), paths()) == before
    assert refusal.value.remedy
    return refusal.value.message


def test_each_area_stands_below_its_parent(people: People) -> None:
    assert paths()["OV0202"] == "OV02/OV0202/"
    named = {row.code: row for row in areas(people.in_charge.actor)}
    assert [*named] == ["OV01", "OV0101", "OV0102", "OV02", "OV0201", "OV0202"]
    assert named["OV0102"].parent == named["OV01"]
    assert (named["OV01"].west, named["OV01"].south, named["OV01"].east, named["OV01"].north) == (20, 4, 22, 6)


def test_a_parent_may_come_after_its_child(people: People) -> None:
    tally = take_in(people, area("NE0101", "Lower", 30, 31, "NE01"), area("NE01", "Upper", 30, 32))
    assert tally == Tally(new=2, changed=0, unchanged=0)
    assert paths()["NE0101"] == "NE01/NE0101/"


def test_the_same_file_again_changes_nothing(people: People) -> None:
    before = Entry.objects.count()
    assert take_in(people, *country()) == Tally(new=0, changed=0, unchanged=6)
    assert Entry.objects.count() == before


def test_a_change_makes_a_new_version_and_keeps_the_old(people: People) -> None:
    wider = area("OV0202", "Ombral", 23, 24.5, "OV02")
    assert take_in(people, wider) == Tally(new=0, changed=1, unchanged=0)
    versions = AreaVersion.objects.filter(area__code="OV0202").order_by("version")
    assert [version.version for version in versions] == [1, 2]
    assert bytes(versions[0].geometry) == square(23, 4, 24, 6)
    now = Area.objects.get(code="OV0202")
    assert (now.version, now.east) == (2, 24.5)


def test_the_entry_counts_and_carries_a_digest_of_the_file(people: People) -> None:
    take_in(people, area("OV0202", "Ombral", 23, 24.5, "OV02"))
    entry = Entry.objects.filter(mission=MISSION).latest("sequence")
    assert entry.event == "mission.areas_imported"
    assert '"changed":1' in entry.payload
    assert '"digest":"' in entry.payload


def test_a_disputed_area_is_marked(people: People) -> None:
    assert list(areas(people.in_charge.actor).filter(disputed=True).values_list("code", flat=True)) == ["OV0102"]
    take_in(people, area("OV0102", "Loï", 21, 22, "OV01"))
    assert not areas(people.in_charge.actor).filter(disputed=True).exists()
    assert AreaVersion.objects.filter(area__code="OV0102", disputed=True).count() == 1


@pytest.mark.parametrize(
    "met", ["Haut-Sambéré", "HAUT SAMBERE", "haut sambéré", "District de Haut-Sambere", "Haut–Sambéré"]
)
def test_an_area_is_found_however_its_name_is_written(people: People, met: str) -> None:
    assert [row.code for row in area_named(people.in_charge.actor, met)] == ["OV0101"]


def test_an_area_is_found_by_its_other_names_and_its_older_ones(people: People) -> None:
    actor = people.in_charge.actor
    assert [row.code for row in area_named(actor, "SAMBERI–LOI")] == ["OV01"]
    take_in(people, area("OV0202", "Ombral-Nouveau", 23, 24, "OV02"))
    (renamed,) = area_named(actor, "Ombral")
    assert (renamed.name, area_aliases(actor, renamed)) == ("Ombral-Nouveau", ["Ombral"])


@pytest.mark.parametrize("met", ["", "   ", "?!", "Nowhere"])
def test_no_area_is_found_by_a_name_that_is_none(people: People, met: str) -> None:
    assert area_named(people.in_charge.actor, met) == []


def test_areas_and_their_names_stay_in_the_mission(people: People) -> None:
    assert not areas(people.outsider.actor).exists()
    assert area_named(people.outsider.actor, "Ombral") == []
    assert area_aliases(people.outsider.actor, Area.objects.get(code="OV01")) == []
    assert len(areas(people.colleague.actor)) == 6


def test_an_area_that_moves_takes_along_what_lies_below_it_and_who_covers_it(people: People) -> None:
    take_in(people, area("OV00", "Whole", 20, 24))
    take_in(people, area("OV02", "Tesqué", 22, 24, "OV00"))
    assert paths()["OV02"] == "OV00/OV02/"
    assert paths()["OV0201"] == "OV00/OV02/OV0201/"
    assert Post.objects.get(pk=people.colleague.post.pk).area_path == "OV00/OV02/"
    assert AreaVersion.objects.filter(area__code="OV0201").count() == 1


def test_a_parent_that_nobody_knows_is_refused(people: People) -> None:
    assert "lies in XX, which is not known" in refused(people, area("OV0301", "Lost", 30, 31, "XX"))


def test_areas_in_a_ring_are_refused(people: People) -> None:
    ring = [area("A", "A", 30, 31, "C"), area("B", "B", 30, 31, "A"), area("C", "C", 30, 31, "B")]
    assert refused(people, *ring) == "An area lies in itself: A in C in B in A."
    assert "lies in itself" in refused(people, area("A", "A", 30, 31, "A"))


def test_a_ring_through_what_is_already_there_is_refused(people: People) -> None:
    assert "would lie in itself" in refused(people, area("OV02", "Tesqué", 22, 24, "OV0201"))


@pytest.mark.parametrize("code", ["", "OV/02", "x" * 41])
def test_a_code_that_cannot_be_part_of_a_path_is_refused(people: People, code: str) -> None:
    assert "is not a code" in refused(people, area(code, "Odd", 30, 31))


def test_a_code_stands_for_one_area_whatever_its_case(people: People) -> None:
    assert "stands for two areas" in refused(people, area("N", "One", 30, 31), area("N", "Two", 31, 32))
    assert "differ only by case" in refused(people, area("N", "One", 30, 31), area("n", "Two", 31, 32))
    assert "differ only by case" in refused(people, area("ov02", "Tesqué", 22, 24))


def test_codes_that_are_too_long_together_are_refused(people: People) -> None:
    chain = [area(f"{step}{'x' * 39}", "Deep", 30, 31, f"{step - 1}{'x' * 39}" if step else "") for step in range(5)]
    assert "too long" in refused(people, *chain)


@pytest.mark.parametrize(
    "wkb",
    [b"", b"\x01\x02", bytes(shapely.to_wkb(shapely.Point(20, 5))), bytes(shapely.to_wkb(shapely.Polygon()))],
)
def test_a_shape_that_is_no_surface_is_refused(people: People, wkb: bytes) -> None:
    assert "The shape of area N" in refused(people, area("N", "Point", 30, 31, geometry=wkb))


def test_only_a_post_that_may_can_change_areas(people: People) -> None:
    with pytest.raises(NotAllowed):
        import_areas(actor=people.colleague.actor, clock=people.clock, areas=country())
