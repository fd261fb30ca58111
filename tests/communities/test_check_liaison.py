"""Liaison assistants have what they need, or it is known what is missing (A.12.c)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.communities.scene import assert_refused, placed, refused_to
from tests.people import MISSION, People
from tutela.kernel.refusals import Invalid, NotFound
from tutela.know.communities.commands import check_liaison, end_placement
from tutela.know.communities.models import LiaisonCheck, LiaisonPlacement
from tutela.know.communities.queries import checks_of
from tutela.ledger.queries import last_event, payload

DAY = date(2031, 5, 10)


def checked(people: People, row: LiaisonPlacement, **more: Any) -> LiaisonCheck:
    told: dict[str, Any] = {"checked_on": DAY, "equipment": "partly"} | more
    return check_liaison(actor=people.in_charge.actor, clock=people.clock, placement=row.reference, **told)


def test_the_placement_shows_the_newest_and_the_history_stays(people: People) -> None:
    row = placed(people, trained_on=date(2030, 1, 1))
    checked(people, row, note="No battery.", trained_on=DAY)
    row.refresh_from_db()
    assert (row.equipment, row.trained_on, row.checked_on) == ("partly", DAY, DAY)
    kept = checks_of(people.in_charge.actor, [row.pk])
    assert [(one.equipment, one.note) for one in kept] == [("partly", "No battery."), ("working", "")]


def test_without_a_new_training_the_last_one_stays(people: People) -> None:
    row = placed(people, trained_on=date(2030, 1, 1))
    checked(people, row)
    row.refresh_from_db()
    assert row.trained_on == date(2030, 1, 1)


def test_its_entry_says_what_there_is(people: People) -> None:
    row = placed(people)
    checked(people, row, note="No battery.")
    entry = last_event(MISSION, "know.communities.liaison_checked", row.reference)
    assert entry is not None
    assert (payload(entry)["equipment"], payload(entry)["trained_on"], entry.area_path) == (
        "partly",
        "",
        "OV01/OV0101/",
    )
    assert "battery" not in entry.payload


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"checked_on": date(2031, 7, 1)}, "checked_on"),
        ({"checked_on": date(2031, 4, 1)}, "checked_on"),
        ({"trained_on": date(2031, 7, 1)}, "trained_on"),
        ({"equipment": "magic"}, "equipment"),
        ({"note": "x" * 4001}, "note"),
    ],
)
def test_what_cannot_be_is_refused(people: People, more: dict[str, Any], field: str) -> None:
    row = placed(people)
    assert list(assert_refused(Invalid, lambda: checked(people, row, **more)).problems) == [field]


def test_who_may_not_know_of_it_cannot_nor_can_anybody_once_it_ended(people: People) -> None:
    row = placed(people)
    told: dict[str, Any] = {"placement": row.reference, "checked_on": DAY, "equipment": "partly"}
    refused_to(
        (people.colleague, people.outsider),
        NotFound,
        lambda actor: check_liaison(actor=actor, clock=people.clock, **told),
    )
    end_placement(actor=people.in_charge.actor, clock=people.clock, placement=row.reference, ended_on=DAY)
    assert_refused(NotFound, lambda: checked(people, row))
