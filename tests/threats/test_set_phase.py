"""An area is in one phase or several, in no order; the machine suggests and a person decides (paras 36 and 37)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.people import People
from tests.threats.sample import raised
from tutela.access.rules import Actor
from tutela.assess.threats.commands import set_phase
from tutela.assess.threats.models import AreaPhase
from tutela.assess.threats.queries import phase_history, phase_now, phases, phases_as_known, top_areas
from tutela.kernel.refusals import Invalid, NotAllowed, NotFound, Refusal, Stale
from tutela.ledger.models import Entry
from tutela.ledger.queries import payload


def decide(people: People, *named: str, by: Actor | None = None, **more: Any) -> AreaPhase:
    given = {"area_code": "OV01", "reason": "Raids go on.", "number": 0, **more}
    return set_phase(actor=by or people.in_charge.actor, clock=people.clock, phases=named, **given)


def test_an_area_may_be_in_several_phases_at_once(people: People) -> None:
    row = decide(people, "consolidation", "response")
    assert row.phases == ["response", "consolidation"]
    seen = phase_now(people.in_charge.actor, "OV01")
    assert seen is not None
    assert (seen.phase_words, seen.number, seen.reason) == (["Response", "Consolidation"], 1, "Raids go on.")


def test_any_phase_may_follow_any_and_all_stay_on_record(people: People) -> None:
    decide(people, "response", since_on=date(2031, 4, 1))
    decide(people, "prevention", number=1)
    history = phase_history(people.in_charge.actor, "OV01")
    assert [(view.number, view.phases) for view in history] == [(2, ("prevention",)), (1, ("response",))]
    said = payload(Entry.objects.filter(event="assess.threats.phase_set").latest("sequence"))
    assert (said["before"], said["phases"]) == (["response"], ["prevention"])


def test_deciding_the_same_writes_nothing(people: People) -> None:
    decide(people, "response")
    assert decide(people, "response", number=1).number == 1
    assert AreaPhase.objects.count() == 1


@pytest.mark.parametrize(
    ("named", "wrong", "refusal"),
    [
        ((), {}, Invalid),
        (("peace",), {}, Invalid),
        (("response",), {"reason": ""}, Invalid),
        (("response",), {"since_on": date(2031, 5, 15)}, Invalid),
        (("response",), {"number": 3}, Stale),
        (("response",), {"area_code": "XX"}, NotFound),
    ],
)
def test_it_is_refused(people: People, named: tuple[str, ...], wrong: dict[str, Any], refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        decide(people, *named, **wrong)
    assert not AreaPhase.objects.exists()


def test_a_field_office_decides_for_its_own_area(people: People) -> None:
    assert decide(people, "response", by=people.colleague.actor, area_code="OV0201").number == 1
    with pytest.raises(NotAllowed):
        decide(people, "response", by=people.colleague.actor)
    with pytest.raises(NotFound):
        decide(people, "response", by=people.outsider.actor)
    assert phase_now(people.colleague.actor, "OV01") is None


def test_the_register_suggests_from_the_threats_of_the_area(people: People) -> None:
    raised(people)
    found = {view.area_code: view for view in phases(people.in_charge.actor)}
    assert set(found) == {"OV01", "OV0101", "OV02"}
    assert (found["OV01"].advice_words, found["OV01"].advice_reasons) == (["Response"], ("1 threat here is ongoing.",))
    assert (found["OV02"].advice_words, found["OV02"].differs) == (["Prevention"], True)
    assert found["OV01"].phases == ()


def test_it_tells_the_phases_as_they_were_decided_on_a_day(people: People) -> None:
    decide(people, "response")
    then = people.clock.now()
    people.clock.advance(timedelta(days=3))
    decide(people, "consolidation", number=1)
    (known,) = phases_as_known(people.in_charge.actor, then)
    assert (known.phases, known.advice) == (("response",), ())
    assert phases_as_known(people.in_charge.actor, then - timedelta(days=1)) == []


def test_a_field_office_sees_the_phases_of_its_area(people: People) -> None:
    decide(people, "response")
    assert {view.area_code for view in phases(people.colleague.actor)} == {"OV02", "OV0201", "OV0202"}
    assert phase_history(people.colleague.actor, "OV01") == []


def test_areas_to_rank_are_the_topmost(people: People) -> None:
    assert [area.code for area in top_areas(people.in_charge.actor)] == ["OV01", "OV02"]
    assert [area.code for area in top_areas(people.colleague.actor)] == ["OV02", "OV0201", "OV0202"]
