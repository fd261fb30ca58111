"""Bases stand in periods, in the area where they lie."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.people import MISSION, People, area, base
from tutela.kernel.refusals import NotAllowed
from tutela.ledger.models import Entry
from tutela.mission.commands import import_areas, import_bases
from tutela.mission.commands.areas import Tally
from tutela.mission.models import Base, BasePeriod
from tutela.mission.queries import base_periods, bases, bases_on
from tutela.mission.rules import BaseFacts, BasesDoNotFit

FIRST, LAST = date(2018, 1, 1), date(2018, 12, 31)


def take_in(people: People, *facts: BaseFacts) -> Tally:
    return import_bases(actor=people.in_charge.actor, clock=people.clock, bases=facts)


def standing(people: People, day: date) -> list[str]:
    return [row.code for row in bases_on(people.in_charge.actor, day)]


def test_a_base_lies_in_the_deepest_area_that_holds_it(people: People) -> None:
    assert take_in(people, base("west", 20.5), base("abroad", 40)) == Tally(new=2, changed=0, unchanged=0)
    named = {row.code: row for row in bases(people.in_charge.actor)}
    assert str(named["west"].area) == "Haut-Sambéré"
    assert named["abroad"].area is None


def test_a_base_stands_from_its_first_day_to_its_last(people: People) -> None:
    take_in(people, base("b", 20.5, (FIRST, LAST), (date(2020, 1, 1), None)))
    days = [date(2017, 12, 31), FIRST, LAST, date(2019, 1, 1), date(2019, 12, 31), date(2020, 1, 1), date(2050, 1, 1)]
    assert [bool(standing(people, day)) for day in days] == [False, True, True, False, False, True, True]
    (periods,) = base_periods(people.in_charge.actor).values()
    assert [(period.valid_from, period.valid_to, period.troops) for period in periods] == [
        (FIRST, LAST, 120),
        (date(2020, 1, 1), None, 120),
    ]


def test_the_same_file_again_changes_nothing(people: People) -> None:
    facts = [base("b", 20.5, (date(2020, 1, 1), None), (FIRST, LAST)), base("c", 21.5)]
    take_in(people, *facts)
    before, keys = Entry.objects.count(), list(BasePeriod.objects.values_list("pk", flat=True))
    assert take_in(people, *facts) == Tally(new=0, changed=0, unchanged=2)
    assert (Entry.objects.count(), list(BasePeriod.objects.values_list("pk", flat=True))) == (before, keys)


@pytest.mark.parametrize("change", ["name", "kind", "latitude", "longitude", "periods", "troops", "attributes"])
def test_every_change_is_noticed(people: People, change: str) -> None:
    facts = base("b", 20.5)
    take_in(people, facts)
    period = facts.periods[0]
    changed = {
        "name": replace(facts, name="Another"),
        "kind": replace(facts, kind="temporary"),
        "latitude": replace(facts, latitude=4.5),
        "longitude": replace(facts, longitude=22.5),
        "periods": replace(facts, periods=(replace(period, valid_to=LAST),)),
        "troops": replace(facts, periods=(replace(period, troops=None),)),
        "attributes": replace(facts, periods=(replace(period, attributes={"police": True}),)),
    }[change]
    assert take_in(people, changed) == Tally(new=0, changed=1, unchanged=0)
    assert Base.objects.filter(mission_id=MISSION).count() == 1
    assert take_in(people, changed).unchanged == 1


def test_a_base_that_came_before_its_area_finds_it_later(people: People) -> None:
    take_in(people, base("b", 30.5))
    import_areas(actor=people.in_charge.actor, clock=people.clock, areas=[area("OV03", "Late", 30, 31)])
    assert take_in(people, base("b", 30.5)).changed == 1
    assert str(Base.objects.get(code="b").area) == "Late"


@pytest.mark.parametrize(
    "periods",
    [
        ((LAST, FIRST),),
        ((FIRST, LAST), (LAST, None)),
        ((FIRST, None), (date(2020, 1, 1), None)),
        ((FIRST, LAST), (FIRST, LAST)),
    ],
)
def test_periods_out_of_order_are_refused(people: People, periods: tuple[tuple[date, date | None], ...]) -> None:
    with pytest.raises(BasesDoNotFit, match="overlap or end before they start"):
        take_in(people, base("good", 21.5), base("b", 20.5, *periods))
    assert not Base.objects.exists()


def test_a_code_stands_for_one_base(people: People) -> None:
    with pytest.raises(BasesDoNotFit, match="stands for two bases"):
        take_in(people, base("b", 20.5), base("b", 21.5))


@pytest.mark.parametrize(("latitude", "longitude"), [(91, 0), (0, 181), (float("nan"), 0)])
def test_a_base_lies_on_the_globe(people: People, latitude: float, longitude: float) -> None:
    with pytest.raises(BasesDoNotFit, match="does not lie on the globe"):
        take_in(people, base("b", longitude, latitude=latitude))


def test_bases_stay_in_the_mission(people: People) -> None:
    take_in(people, base("b", 20.5))
    assert [row.code for row in bases(people.colleague.actor)] == ["b"]
    assert not bases(people.outsider.actor).exists()
    assert not bases_on(people.outsider.actor, FIRST).exists()
    assert base_periods(people.outsider.actor) == {}
    assert base_periods(replace(people.in_charge.actor, permissions=frozenset())) == {}


def test_only_a_post_that_may_can_change_bases(people: People) -> None:
    with pytest.raises(NotAllowed):
        import_bases(actor=people.colleague.actor, clock=people.clock, bases=[base("b", 20.5)])
