"""The mandate in force is the one adopted last; an earlier wording is never lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.people import ELSEWHERE, MISSION, People
from tutela.kernel.refusals import Invalid
from tutela.ledger.models import Entry
from tutela.mission.commands import set_mandate
from tutela.mission.models import Mandate
from tutela.mission.queries import mandate_on, mandates


def renew(people: People, resolution: str, adopted_on: date, renewal_on: date, **more: bool) -> Mandate:
    given = {"chapter_vii": True, "imminence_required": False, **more}
    return set_mandate(
        actor=people.in_charge.actor,
        clock=people.clock,
        resolution=resolution,
        adopted_on=adopted_on,
        renewal_on=renewal_on,
        chapter_vii=given["chapter_vii"],
        imminence_required=given["imminence_required"],
    )


def named(day: date) -> str:
    mandate = mandate_on(MISSION, day)
    return str(mandate) if mandate else "none"


def test_the_mandate_in_force_is_the_one_adopted_last_until_that_day(people: People) -> None:
    renew(people, "Resolution 9 (2031)", date(2031, 12, 18), date(2032, 12, 18))
    days = [date(2030, 12, 19), date(2030, 12, 20), date(2031, 12, 17), date(2031, 12, 18), date(2040, 1, 1)]
    assert [named(day) for day in days] == [
        "none",
        "Resolution 1 (2030)",
        "Resolution 1 (2030)",
        "Resolution 9 (2031)",
        "Resolution 9 (2031)",
    ]


def test_a_correction_recorded_later_counts(people: People) -> None:
    renew(people, "Resolution 1 (2030)", date(2030, 12, 20), date(2031, 12, 20), imminence_required=True)
    mandate = mandate_on(MISSION, date(2031, 5, 14))
    assert mandate is not None
    assert mandate.imminence_required
    assert Mandate.objects.filter(mission_id=MISSION).count() == 2


def test_the_entry_says_what_the_wording_is(people: People) -> None:
    renew(people, "Resolution 9 (2031)", date(2031, 12, 18), date(2032, 12, 18), chapter_vii=False)
    entry = Entry.objects.filter(mission=MISSION).latest("sequence")
    assert entry.payload == (
        '{"adopted_on":"2031-12-18","chapter_vii":false,"imminence_required":false,'
        '"renewal_on":"2032-12-18","resolution":"Resolution 9 (2031)"}'
    )


def test_a_renewal_lies_after_the_adoption(people: People) -> None:
    with pytest.raises(Invalid, match="before the adoption"):
        renew(people, "Resolution 9 (2031)", date(2031, 12, 18), date(2031, 12, 18))
    assert Mandate.objects.filter(mission_id=MISSION).count() == 1


def test_mandates_are_read_in_ones_own_mission(people: People) -> None:
    assert [str(mandate) for mandate in mandates(people.colleague.actor)] == ["Resolution 1 (2030)"]
    assert {mandate.mission_id for mandate in mandates(people.outsider.actor)} == {ELSEWHERE}
    assert mandates(replace(people.in_charge.actor, permissions=frozenset())) == []
