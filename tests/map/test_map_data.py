"""The map's data: what is in view, in the months asked for, as precisely as it is known, and for this reader."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from tests.page_access import PageAccess
from tests.people import People, base, sign_in
from tests.products_app.scene import record, told
from tutela.access.permissions import Permission
from tutela.mission.commands import import_bases

if TYPE_CHECKING:
    from django.test import Client

    from tests.people import Known

ALL = {"from": "2030-01", "to": "2031-05", "bbox": "19,3,25,7", "zoom": "6"}


def data(client: Client, known: Known, **asked: str) -> dict[str, Any]:
    answer: dict[str, Any] = sign_in(client, known).get(reverse("map:data"), {**ALL, **asked}).json()
    return answer


def references(answer: dict[str, Any]) -> list[str]:
    return sorted(feature["id"] for feature in answer["features"])


@pytest.fixture
def three(people: People) -> People:
    record(people, told("a", date(2031, 2, 3), 3))
    record(people, told("b", date(2031, 3, 1), 4, longitude=22.5))
    record(people, told("c", date(2030, 11, 20), 5, place_precision=4))
    return people


class TestMapPage(PageAccess):
    permission = Permission.INCIDENT_READ
    content = "Killing, Loumé"

    def address(self, people: People) -> str:
        record(people, told("a", date(2031, 2, 3), 3))
        return reverse("map:map")


def test_it_answers_with_what_is_in_view(three: People, client: Client) -> None:
    assert references(data(client, three.in_charge)) == ["I-000001", "I-000002", "area-OV01"]
    assert references(data(client, three.in_charge, bbox="22,3,25,7")) == ["I-000002"]


def test_it_answers_for_the_months_asked_for(three: People, client: Client) -> None:
    assert references(data(client, three.in_charge, **{"from": "2031-03", "to": "2031-04"})) == ["I-000002"]


def test_a_place_known_only_to_the_province_is_no_point(three: People, client: Client) -> None:
    kinds = {one["id"]: one["properties"]["kind"] for one in data(client, three.in_charge)["features"]}
    assert kinds == {"I-000001": "incident", "I-000002": "incident", "area-OV01": "area"}


def test_each_reader_gets_only_what_they_may_know(three: People, client: Client) -> None:
    assert references(data(client, three.colleague)) == ["I-000002"]
    assert references(data(client, three.outsider)) == []
    assert data(client, three.outsider)["areas"] == {}


def test_the_list_holds_the_same(three: People, client: Client) -> None:
    answer = data(client, three.in_charge)
    assert all(reference in answer["list_html"] for reference in ("I-000001", "I-000002", "I-000003"))


def test_areas_are_shaded_by_the_harm_in_them(three: People, client: Client) -> None:
    areas = data(client, three.in_charge)["areas"]
    assert {code: shade["step"] for code, shade in areas.items()}["OV0101"] >= 1
    assert "OV0202" not in areas


@pytest.mark.parametrize("asked", [{"bbox": "rubbish"}, {"from": "2031-13"}, {"zoom": "x"}, {"bbox": "9,9,1,1"}])
def test_nonsense_in_the_address_does_not_narrow(three: People, client: Client, asked: dict[str, str]) -> None:
    assert references(data(client, three.in_charge, **asked))


def test_areas_and_bases_come_as_geojson(three: People, client: Client) -> None:
    import_bases(actor=three.in_charge.actor, clock=three.clock, bases=[base("one", 20.5)])
    sign_in(client, three.in_charge)
    areas = client.get(reverse("map:areas")).json()["features"]
    bases = client.get(reverse("map:bases"), {"on": "2031-01-01"}).json()["features"]
    before = client.get(reverse("map:bases"), {"on": "2010-01-01"}).json()["features"]
    assert {one["id"]: one["properties"]["disputed"] for one in areas}["OV0102"] is True
    assert ([one["properties"]["name"] for one in bases], before) == (["Base one"], [])
