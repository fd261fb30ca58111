"""Who may open the mission's pages, and that nobody of another mission reads of this one there."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from django.test import Client
from django.urls import reverse

from tests.page_access import PageAccess
from tests.people import MISSION, People, area, base, put_in_post, sign_in
from tutela.access.permissions import Permission
from tutela.kernel.clock import SYSTEM_CLOCK
from tutela.mission.commands import (
    add_snapshot,
    create_post,
    import_areas,
    import_bases,
    set_parameter,
    set_partner,
    set_unit,
)
from tutela.mission.rules import SnapshotFacts

if TYPE_CHECKING:
    from collections.abc import Callable

SEEN = Permission.MISSION_READ


def by(people: People) -> dict[str, Any]:
    """Return who acts and when, for a command."""
    return {"actor": people.in_charge.actor, "clock": people.clock}


def more_areas(people: People) -> None:
    import_areas(
        **by(people), areas=[area(f"OV03{number}", f"Island {number}", 30 + number, 31 + number) for number in range(9)]
    )


def a_base(people: People) -> None:
    import_bases(**by(people), bases=[base("gate", 22.5)])


def more_bases(people: People) -> None:
    import_bases(**by(people), bases=[base(f"more-{number}", 20.5 + number / 10) for number in range(9)])


def more_posts(people: People) -> None:
    for number in range(5):
        put_in_post(MISSION, "gender", people.clock, slug=f"gender-{number}", area_code="OV01")
    create_post(**by(people), slug="vacant", role="police")


def a_unit(people: People, code: str = "INF-1") -> None:
    set_unit(**by(people), code=code, name=f"Battalion {code}", component="force", base_code="gate", area_code="OV01")


def more_units(people: People) -> None:
    for number in range(5):
        a_unit(people, f"INF-{number + 2}")
        set_partner(**by(people), name=f"Watch {number}", kind="civil_society", area_code="OV01")


def a_file(people: People, number: int = 1) -> None:
    facts = SnapshotFacts("areas", "survey", "2031", f"borders-{number}.geojson", f"{number:064d}", 1234)
    add_snapshot(**by(people), facts=facts)


def more_files(people: People) -> None:
    for number in range(5):
        a_file(people, number + 2)


def more_values(people: People) -> None:
    for value in (12, 13, 14):
        set_parameter(**by(people), name="near_base_km", value=value, reason="Measured.")


class MissionPage(PageAccess):
    permission = SEEN
    name: ClassVar[str]
    arguments: ClassVar[tuple[str, ...]] = ()
    before: ClassVar[tuple[Callable[[People], None], ...]] = ()
    after: ClassVar[tuple[Callable[[People], None], ...]] = ()

    def address(self, people: People) -> str:
        for record in type(self).before:
            record(people)
        return reverse(f"mission:{self.name}", args=self.arguments)

    def grow(self, people: People) -> None:
        for record in type(self).after:
            record(people)


class TestOverview(MissionPage):
    name, content, of_the_mission = "overview", "Bases today", "Mission in Orvane"
    before, after = (a_base,), (more_areas, more_bases, more_posts, more_units, more_files)


class TestAreas(MissionPage):
    name, content, after = "areas", "Haut-Sambéré", (more_areas,)


class TestArea(MissionPage):
    name, arguments, content, elsewhere = "area", ("OV01",), "Sambéré-Loï", 404
    before, after = (a_base,), (more_bases,)


class TestAreasJson(MissionPage):
    name, content, after = "areas_json", "OV0101", (more_areas,)


class TestBases(MissionPage):
    name, content, before, after = "bases", "Base gate", (a_base,), (more_bases,)


class TestBasesJson(MissionPage):
    name, content, before, after = "bases_json", "Base gate", (a_base,), (more_bases,)


class TestParameters(MissionPage):
    name, content, after = "parameters", "Measured 77", (more_values,)

    def address(self, people: People) -> str:
        people.clock.moment = SYSTEM_CLOCK.now() - timedelta(hours=1)
        set_parameter(**by(people), name="near_base_km", value=77, reason="Measured 77 km.")
        return super().address(people)


class TestParameter(MissionPage):
    name, arguments, content, after = "parameter", ("near_base_km",), "Measured 77", (more_values,)

    def address(self, people: People) -> str:
        set_parameter(**by(people), name="near_base_km", value=77, reason="Measured 77 km.")
        return super().address(people)


class TestPosts(MissionPage):
    name, content, after = "posts", "Head of Field Office", (more_posts,)


class TestPost(MissionPage):
    name, arguments, content, elsewhere = "post", ("head-of-field-office",), "Holder of head-of-field-office", 404
    after = (more_posts,)


class TestUnits(MissionPage):
    name, content, before, after = "units", "Battalion INF-1", (a_base, a_unit), (more_units,)


class TestData(MissionPage):
    name, content, before, after = "snapshots", "borders-1.geojson", (a_file,), (more_files,)


class TestNewMandate(MissionPage):
    permission, name, content, of_the_mission = Permission.MANDATE_SET, "new_mandate", "Record a mandate", "Orvane"


class TestNewPost(MissionPage):
    permission, name, content, of_the_mission = Permission.POST_CHANGE, "new_post", "Create a post", "Sambéré"
    after = (more_areas,)


class TestNewPerson(MissionPage):
    permission, name, content, of_the_mission = Permission.POST_CHANGE, "new_person", "Add a person", "Orvane"


class TestNewUnit(MissionPage):
    permission, name, content, of_the_mission = Permission.UNIT_CHANGE, "new_unit", "Add a unit", "Sambéré"
    before, after = (a_base,), (more_areas, more_bases)


class TestNewPartner(MissionPage):
    permission, name, content, of_the_mission = Permission.PARTNER_CHANGE, "new_partner", "Add a partner", "Sambéré"
    after = (more_areas,)


class TestTakeUp(MissionPage):
    permission, name, arguments = Permission.POST_CHANGE, "take_up", ("head-of-field-office",)
    content, elsewhere, after = "Who takes it up?", 404, (more_posts,)


class TestGiveUp(MissionPage):
    permission, name, arguments = Permission.POST_CHANGE, "give_up", ("head-of-field-office",)
    content, elsewhere, after = "Who gives it up?", 404, (more_posts,)


class TestNewPassword(PageAccess):
    permission, content, elsewhere = Permission.POST_CHANGE, "Set a new password", 404

    def address(self, people: People) -> str:
        return reverse("mission:new_password", args=[people.colleague.person.pk])

    def grow(self, people: People) -> None:
        more_posts(people)


@pytest.mark.parametrize("name", ["area", "post", "take_up", "parameter"])
def test_what_is_not_there_is_not_found(people: People, client: Client, name: str) -> None:
    address = reverse(f"mission:{name}", args=["nowhere"])
    assert sign_in(client, people.in_charge).get(address).status_code == 404


def test_a_mission_with_nothing_in_it_teaches_the_first_steps(people: People, client: Client) -> None:
    sign_in(client, people.outsider)
    told = {
        name: client.get(reverse(f"mission:{name}")).content.decode()
        for name in ("areas", "bases", "units", "snapshots")
    }
    for name, words in {"areas": "tutela import areas", "bases": "tutela import bases", "units": "para 18"}.items():
        assert words in told[name]
    assert "No data files yet" in told["snapshots"]
