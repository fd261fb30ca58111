"""The one way out of a table narrows by permission, mission, area, sensitivity and compartment."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

import pytest

from tests.people import MISSION, People, base
from tutela.access.permissions import Permission
from tutela.access.queries import ScopedQuerySet
from tutela.access.rules import Sensitivity
from tutela.ledger.models import Entry
from tutela.mission.commands import import_bases
from tutela.mission.models import Base


class ByArea(ScopedQuerySet[Base]):
    """Bases as a field office sees them."""

    view_permission: ClassVar[Permission] = Permission.MISSION_READ
    area_field: ClassVar[str | None] = "area"


class ByRoom(ScopedQuerySet[Entry]):
    """Entries by sensitivity and compartment."""

    view_permission: ClassVar[Permission] = Permission.LEDGER_READ
    mission_field: ClassVar[str] = "mission"
    sensitivity_field: ClassVar[str | None] = "sensitivity"
    compartment_field: ClassVar[str | None] = "compartment"


@pytest.fixture
def three_bases(people: People) -> People:
    facts = [base("west", 20.5), base("east", 22.5), base("abroad", 40.0)]
    import_bases(actor=people.in_charge.actor, clock=people.clock, bases=facts)
    return people


def seen(people: People, who: str) -> set[str]:
    known = getattr(people, who)
    return set(ByArea(Base).visible_to(known.actor).values_list("code", flat=True))


@pytest.mark.parametrize(
    ("who", "codes"), [("in_charge", {"west", "east", "abroad"}), ("colleague", {"east"}), ("outsider", set())]
)
def test_a_post_sees_its_mission_and_its_area(three_bases: People, who: str, codes: set[str]) -> None:
    assert seen(three_bases, who) == codes


def test_without_the_permission_nothing_is_seen(three_bases: People) -> None:
    blind = replace(three_bases.in_charge.actor, permissions=frozenset(Permission) - {Permission.MISSION_READ})
    assert not ByArea(Base).visible_to(blind).exists()


def test_a_similar_path_is_another_area(three_bases: People) -> None:
    for path in ("OV0", "OV020201/", "%/", "OV_2/"):
        actor = replace(three_bases.in_charge.actor, area_path=path if path.endswith("/") else f"{path}/")
        assert not ByArea(Base).visible_to(actor).exists()


def test_it_can_be_narrowed_further_but_not_widened(three_bases: People) -> None:
    rows = ByArea(Base).visible_to(three_bases.colleague.actor)
    assert rows.filter(code="east").count() == 1
    assert rows.filter(code="west").count() == 0
    assert rows.visible_to(three_bases.in_charge.actor).count() == 1


def test_clearance_and_compartments_both_count(people: People) -> None:
    actor = people.in_charge.actor
    assert ByRoom(Entry).visible_to(actor).count() == Entry.objects.filter(mission=MISSION).count()
    low = replace(actor, clearance=Sensitivity.UNCLASSIFIED, compartments=frozenset())
    assert ByRoom(Entry).visible_to(low).exists()
