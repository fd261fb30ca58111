"""Units answer for an area from a base; partners protect beside the mission."""

from __future__ import annotations

import pytest

from tests.people import MISSION, People, base
from tutela.kernel.refusals import Invalid, NotAllowed
from tutela.ledger.models import Entry
from tutela.mission.commands import import_bases, set_partner, set_unit
from tutela.mission.models import Partner, Unit
from tutela.mission.queries import partners, units


def put(people: People, code: str = "bn1", **more: str) -> Unit:
    given = {"component": "force", "base_code": "", "area_code": "", **more}
    return set_unit(
        actor=people.in_charge.actor,
        clock=people.clock,
        code=code,
        name=f"Unit {code}",
        component=given["component"],
        base_code=given["base_code"],
        area_code=given["area_code"],
        strength=650,
    )


def test_a_unit_stands_at_a_base_and_answers_for_an_area(people: People) -> None:
    import_bases(actor=people.in_charge.actor, clock=people.clock, bases=[base("b", 20.5)])
    put(people, base_code="b", area_code="OV01")
    (unit,) = units(people.colleague.actor)
    assert (str(unit), str(unit.base), str(unit.area), unit.strength) == ("Unit bn1", "Base b", "Sambéré-Loï", 650)
    assert Entry.objects.filter(mission=MISSION).latest("sequence").subject == "unit:bn1"


def test_a_unit_is_changed_under_its_code(people: People) -> None:
    put(people, area_code="OV01")
    put(people, area_code="OV02")
    assert str(Unit.objects.get().area) == "Tesqué"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"component": "navy"}, "There is no component navy."),
        ({"base_code": "x"}, "There is no base x."),
        ({"area_code": "XX"}, "There is no area XX."),
    ],
)
def test_what_is_not_there_is_refused(people: People, wrong: dict[str, str], sentence: str) -> None:
    with pytest.raises(Invalid) as refusal:
        put(people, **wrong)
    assert refusal.value.message == sentence
    assert not Unit.objects.exists()


def test_a_partner_is_added_and_changed_under_its_name(people: People) -> None:
    for note in ("", "Knows every village."):
        set_partner(
            actor=people.in_charge.actor, clock=people.clock, name="Ada", kind="ngo", area_code="OV01", note=note
        )
    (partner,) = partners(people.colleague.actor)
    assert (str(partner), partner.note, str(partner.area)) == ("Ada", "Knows every village.", "Sambéré-Loï")
    with pytest.raises(Invalid, match="There is no area XX"):
        set_partner(actor=people.in_charge.actor, clock=people.clock, name="Ada", kind="ngo", area_code="XX")


def test_units_and_partners_stay_in_the_mission(people: People) -> None:
    put(people)
    set_partner(actor=people.in_charge.actor, clock=people.clock, name="Ada", kind="ngo")
    assert not units(people.outsider.actor).exists()
    assert not partners(people.outsider.actor).exists()
    assert Partner.objects.count() == 1


def test_only_a_post_that_may_can_record_them(people: People) -> None:
    with pytest.raises(NotAllowed):
        set_partner(actor=people.colleague.actor, clock=people.clock, name="Ada", kind="ngo")
