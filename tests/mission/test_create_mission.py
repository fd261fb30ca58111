"""A mission is set up once, under a code that holds everywhere."""

from __future__ import annotations

import pytest

from tests.people import ELSEWHERE, MISSION, People, set_up_mission
from tutela.kernel.clock import SetClock
from tutela.kernel.refusals import Invalid, NotAllowed
from tutela.ledger.models import Entry, Head
from tutela.ledger.queries import verify
from tutela.mission.commands import create_mission
from tutela.mission.commands.setup import MissionExists, setup_actor
from tutela.mission.models import Mission
from tutela.mission.queries import mission_named, missions


def test_it_is_set_up_with_its_first_entry(people: People) -> None:
    mission = Mission.objects.get(pk=MISSION)
    assert (mission.name, mission.time_zone, mission.is_exercise) == ("Mission in Orvane", "UTC", False)
    first = Entry.objects.get(mission=MISSION, sequence=1)
    assert (first.event, first.post) == ("mission.mission_created", "system:setup")
    assert verify(MISSION).is_intact


def test_missions_get_numbers_of_their_own(people: People) -> None:
    assert [mission.code for mission in missions()] == [ELSEWHERE, MISSION]
    serials = dict(Mission.objects.values_list("code", "serial"))
    assert serials[ELSEWHERE] == serials[MISSION] + 1
    found = mission_named(MISSION)
    assert found is not None
    assert (str(found), mission_named("unheard")) == ("Mission in Orvane", None)


def test_a_code_is_given_once(people: People) -> None:
    before = Entry.objects.count()
    with pytest.raises(MissionExists):
        set_up_mission(MISSION, "Another", people.clock)
    assert Entry.objects.count() == before


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["", "Has Blanks", "UPPER", "ünmis", "a/b", "*", "-a"])
def test_a_code_stands_in_addresses(code: str, clock: SetClock) -> None:
    with pytest.raises(Invalid, match="is not a code for a mission"):
        create_mission(actor=setup_actor(code), clock=clock, name="A mission")
    assert not Head.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{"time_zone": "Mars/Base"}, {"time_zone": "../etc"}, {"name": "  "}])
def test_what_makes_no_sense_is_refused(wrong: dict[str, str], clock: SetClock) -> None:
    given = {"name": "A mission", "time_zone": "UTC", **wrong}
    with pytest.raises(Invalid):
        create_mission(actor=setup_actor("orvane"), clock=clock, name=given["name"], time_zone=given["time_zone"])
    assert not Mission.objects.exists()


def test_no_post_of_a_mission_can_set_one_up(people: People) -> None:
    with pytest.raises(NotAllowed):
        create_mission(actor=people.in_charge.actor, clock=people.clock, name="Another")
