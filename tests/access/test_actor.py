"""What a person may do in a post."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tutela.access.permissions import Permission
from tutela.access.rules import Actor, Compartment, Sensitivity, narrowed, system_actor
from tutela.kernel.refusals import NotAllowed

ACTOR = Actor("orvane", "hofo", "Head of Field Office", frozenset({Permission.INCIDENT_READ}), area_path="OV02/")


def test_it_may_do_only_what_the_post_carries() -> None:
    ACTOR.require(Permission.INCIDENT_READ)
    with pytest.raises(NotAllowed, match="does not carry the permission"):
        ACTOR.require(Permission.INCIDENT_RECORD)


@pytest.mark.parametrize(
    ("area_path", "covered"),
    [("OV02/", True), ("OV02/OV0201/", True), ("OV01/", False), ("OV021/", False), ("", False), (None, False)],
)
def test_it_covers_its_own_area_and_what_lies_below(area_path: str | None, covered: bool) -> None:
    assert ACTOR.covers(area_path) is covered
    assert replace(ACTOR, area_path="").covers(area_path)


def test_it_is_refused_outside_its_area() -> None:
    ACTOR.require(Permission.INCIDENT_READ, area_path="OV02/OV0201/")
    for elsewhere in ("OV01/", None):
        with pytest.raises(NotAllowed, match="outside the area"):
            ACTOR.require(Permission.INCIDENT_READ, area_path=elsewhere)


def test_it_enters_only_the_compartments_it_is_named_for() -> None:
    named = replace(ACTOR, compartments=frozenset({Compartment.DETENTION}))
    assert named.enters("")
    assert named.enters("detention")
    assert not named.enters("sources")
    assert not ACTOR.enters("detention")


def test_a_part_of_the_software_is_named_and_gets_just_what_it_is_given() -> None:
    actor = system_actor("setup", "orvane", frozenset({Permission.MISSION_CREATE}))
    assert (actor.post, actor.label, actor.person, actor.is_system) == ("system:setup", "Tutela (setup)", None, True)
    assert actor.clearance == Sensitivity.STRICTLY_CONFIDENTIAL
    assert not actor.may(Permission.MISSION_READ)


def test_work_on_somebodys_behalf_never_gains_a_right() -> None:
    asked = frozenset({Permission.INCIDENT_READ, Permission.INCIDENT_RECORD})
    assert narrowed(ACTOR, asked).permissions == {Permission.INCIDENT_READ}


def test_the_page_shows_the_post_and_the_persons_own_name() -> None:
    shown = replace(ACTOR, person_name="A. B.")
    assert (shown.post_title, shown.person_label) == ("Head of Field Office", "A. B.")
