"""Where a point lies, and which base that stood on the day is nearest."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from tests.people import MISSION, People, area, base
from tutela.kernel.places import Point, distance_km
from tutela.mission import geography
from tutela.mission.commands import import_areas, import_bases
from tutela.mission.geography import area_index, base_index
from tutela.mission.models import Area, Base

DAY = date(2018, 6, 1)


def code_at(latitude: float, longitude: float) -> str | None:
    key = area_index(MISSION).finest_at(latitude, longitude)
    return Area.objects.get(pk=key).code if key else None


@pytest.mark.parametrize(
    ("latitude", "longitude", "code"),
    [
        (5, 20.5, "OV0101"),
        (5, 23.999, "OV0202"),
        (4, 20.5, "OV0101"),
        (5, 21, "OV0101"),
        (5, 22, "OV0102"),
        (6, 23, "OV0201"),
        # Just outside every outline, as towns on border rivers are: the nearest area, up to five kilometres.
        (6.001, 23, "OV0201"),
        (5, 24.049, "OV0202"),
        (5, 24.051, None),
        (6.1, 23, None),
    ],
)
def test_a_point_lies_in_one_area_and_on_a_border_in_the_one_that_came_first(
    people: People, latitude: float, longitude: float, code: str | None
) -> None:
    assert code_at(latitude, longitude) == code


def test_each_level_answers_for_many_points_at_once(people: People) -> None:
    index = area_index(MISSION)
    codes = dict(Area.objects.values_list("pk", "code"))
    latitudes, longitudes = np.array([5.0, 5.0, 9.0]), np.array([20.5, 23.5, 20.5])
    assert [codes.get(key) for key in index.at(1, latitudes, longitudes).tolist()] == ["OV01", "OV02", None]
    assert [codes.get(key) for key in index.at(2, latitudes, longitudes).tolist()] == ["OV0101", "OV0202", None]
    assert index.at(7, latitudes, longitudes).tolist() == [0, 0, 0]
    assert index.at(1, np.array([]), np.array([])).tolist() == []
    assert (index.finest, index.bounds) == (2, (20.0, 4.0, 24.0, 6.0))


def test_a_point_in_a_district_that_is_missing_lies_in_its_province(people: People) -> None:
    import_areas(actor=people.in_charge.actor, clock=people.clock, areas=[area("OV03", "Alone", 24, 25)])
    assert code_at(5, 24.5) == "OV03"


def test_the_index_is_new_after_a_change(people: People) -> None:
    assert code_at(5, 24.2) is None
    wider = area("OV0202", "Ombral", 23, 24.5, "OV02")
    import_areas(actor=people.in_charge.actor, clock=people.clock, areas=[wider])
    assert code_at(5, 24.2) == "OV0202"


def test_a_mission_without_areas_holds_no_point(people: People) -> None:
    index = area_index("lithe")
    assert (index.finest, index.bounds, index.finest_at(5, 20.5)) == (0, None, None)


def nearest(longitude: float, day: date = DAY) -> tuple[str | None, float]:
    place = np.array([5.0]), np.array([longitude]), np.array([day.toordinal()])
    keys, distances = base_index(MISSION).nearest(*place)
    found = Base.objects.filter(pk=int(keys[0])).first()
    return (found.code if found else None), float(distances[0])


@pytest.fixture
def three_bases(people: People) -> People:
    facts = [
        base("west", 20.5),
        base("closed", 21.5, (date(2015, 1, 1), date(2018, 5, 31))),
        base("opened", 23.5, (date(2018, 6, 1), None)),
    ]
    import_bases(actor=people.in_charge.actor, clock=people.clock, bases=facts)
    return people


def test_the_nearest_base_is_one_that_stood_that_day(three_bases: People) -> None:
    code, kilometres = nearest(21.4)
    assert code == "west"
    assert kilometres == pytest.approx(distance_km(Point(5, 20.5), Point(5, 21.4)))
    assert nearest(21.4, date(2018, 5, 31))[0] == "closed"
    assert nearest(23.4, date(2018, 5, 31))[0] == "closed"
    assert nearest(23.4, date(2018, 6, 1))[0] == "opened"


def test_before_any_base_stood_there_is_none(three_bases: People) -> None:
    code, kilometres = nearest(20.5, date(2014, 12, 31))
    assert code is None
    assert np.isnan(kilometres)


def test_without_bases_or_points_there_is_none(people: People) -> None:
    assert nearest(20.5)[0] is None
    keys, distances = base_index(MISSION).nearest(np.array([]), np.array([]), np.array([], dtype=np.int64))
    assert (len(keys), len(distances)) == (0, 0)


def test_many_points_are_answered_in_parts_alike(three_bases: People, monkeypatch: pytest.MonkeyPatch) -> None:
    longitudes = np.linspace(20, 24, 50)
    place = np.full(50, 5.0), longitudes, np.full(50, DAY.toordinal())
    whole = base_index(MISSION).nearest(*place)
    monkeypatch.setattr(geography, "LARGEST_TABLE", 7)
    parts = base_index(MISSION).nearest(*place)
    assert np.array_equal(whole[0], parts[0])
    assert np.array_equal(whole[1], parts[1])


def test_a_base_that_opened_again_stood_in_each_of_its_periods(people: People) -> None:
    twice = base("twice", 21.5, (date(2015, 1, 1), date(2015, 12, 31)), (date(2017, 1, 1), date(2017, 12, 31)))
    import_bases(actor=people.in_charge.actor, clock=people.clock, bases=[twice, base("west", 20.5)])
    days = [date(2015, 12, 31), date(2016, 1, 1), date(2016, 12, 31), date(2017, 1, 1), date(2018, 1, 1)]
    assert [nearest(21.4, day)[0] for day in days] == ["twice", "west", "west", "twice", "west"]
