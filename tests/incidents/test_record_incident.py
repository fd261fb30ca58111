"""What is recorded is kept whole, finds its place, leaves an entry, and stays within the post that recorded it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.incidents.scene import DAY, IMPOSSIBLE, full, in_the_east, newest
from tests.page_access import stripped_of
from tests.people import ELSEWHERE, MISSION, Known, People, base
from tests.products_app.scene import record, told
from tutela.access.permissions import Permission
from tutela.kernel.refusals import Invalid, NotAllowed, NotFound
from tutela.know.incidents.commands import record_incident
from tutela.know.incidents.models import Actor, CellTotal, Harm, Incident, IncidentRevision
from tutela.know.incidents.queries import totals_that_drifted
from tutela.know.incidents.rules import NOBODY, ActorName, IncidentFacts
from tutela.ledger.queries import last_event, ledger_head, payload
from tutela.mission.commands import import_bases


def recorded(people: People, facts: IncidentFacts, by: Known | None = None) -> Incident:
    return record_incident(actor=(by or people.in_charge).actor, clock=people.clock, facts=facts)


def assert_refused(people: People, facts: IncidentFacts, kind: type[Exception], by: Known | None = None) -> None:
    """Nothing is left of what was refused: no row, no name, no total, no entry."""
    tables = (Incident, IncidentRevision, Actor, CellTotal, Harm)
    before = (ledger_head(MISSION), [table.objects.count() for table in tables])
    with pytest.raises(kind):
        recorded(people, facts, by)
    assert (ledger_head(MISSION), [table.objects.count() for table in tables]) == before


def test_everything_that_is_said_is_kept(people: People) -> None:
    row = recorded(people, full())
    assert newest(row) == full()
    assert (row.reference, row.revision, row.source, row.source_key) == ("I-000001", 1, "mission", "full")
    assert (row.civilians_low, row.civilians_best, row.civilians_high) == (2, 5, 8)
    assert (row.first_recorded_at, row.recorded_at, row.known_at) == (people.clock.now(),) * 3
    assert Harm.objects.filter(revision_id=row.revision_key).count() == 3


def test_it_finds_its_area_and_the_base_that_stood_nearest_that_day(people: People) -> None:
    gone = base("gone", 20.51, (date(2015, 1, 1), DAY - timedelta(days=1)))
    import_bases(actor=people.in_charge.actor, clock=people.clock, bases=[gone, base("there", 20.6)])
    row = recorded(people, told("a", DAY))
    assert row.area is not None
    assert row.base is not None
    assert (row.area.code, row.base.code) == ("OV0101", "there")
    assert row.base_distance_km == pytest.approx(11.08, abs=0.02)


@pytest.mark.parametrize(
    ("more", "area", "measured"),
    [
        ({"place_precision": 2}, "OV0101", True),
        ({"place_precision": 3}, "OV0101", False),
        ({"place_precision": 4}, "OV01", False),
        ({"place_precision": 5}, "", False),
        ({"latitude": None, "longitude": None, "place_precision": 3}, "", False),
        ({"longitude": 40.0}, "", True),
    ],
)
def test_its_area_and_its_distance_are_as_fine_as_its_place(
    people: People, more: dict[str, Any], area: str, measured: bool
) -> None:
    import_bases(actor=people.in_charge.actor, clock=people.clock, bases=[base("there", 20.6)])
    row = recorded(people, told("a", DAY, **more))
    assert (row.area.code if row.area else "", row.base_distance_km is not None) == (area, measured)


def test_when_it_became_known_is_kept_beside_when_it_was_recorded(people: People) -> None:
    heard = datetime(2031, 5, 1, 8, tzinfo=UTC)
    row = recorded(people, told("a", DAY, known_at=heard))
    assert (row.known_at, row.recorded_at) == (heard, people.clock.now())
    entry = last_event(MISSION, "know.incidents.incident_recorded")
    assert entry is not None
    assert entry.known_at < entry.recorded_at


def test_it_leaves_an_entry_without_its_words(people: People) -> None:
    row = recorded(people, full())
    entry = last_event(MISSION, "know.incidents.incident_recorded", row.reference)
    assert entry is not None
    assert payload(entry) == {
        "act": "killing", "actor": "Grey Sail", "area": "OV0101", "civilians_best": 5, "digest": row.digest,
        "occurred_from": "2024-02-03",
    }  # fmt: skip
    assert (entry.sensitivity, entry.compartment, entry.area_path) == (0, "", "OV01/OV0101/")


def test_totals_hold_what_was_recorded(people: People) -> None:
    recorded(people, full())
    recorded(people, told("long", date(2030, 12, 22), 20, occurred_to=date(2031, 1, 10)))
    assert CellTotal.objects.filter(mission_id=MISSION).exists()
    assert totals_that_drifted(MISSION) == []


def test_the_same_again_is_the_same_incident(people: People) -> None:
    first = recorded(people, full())
    before = ledger_head(MISSION)
    assert recorded(people, full()) == first
    assert ledger_head(MISSION) == before
    assert IncidentRevision.objects.count() == 1


def test_another_incident_under_the_same_key_is_refused(people: People) -> None:
    recorded(people, full())
    assert_refused(people, full(narrative="Another one."), NotFound)


def test_a_key_that_stands_for_what_one_may_not_see_is_refused_alike(people: People) -> None:
    recorded(people, told("a", DAY))
    assert_refused(people, told("a", DAY), NotFound, people.colleague)
    assert_refused(people, in_the_east(told("a", DAY)), NotFound, people.colleague)


def test_each_mission_has_its_own_keys_and_numbers(people: People) -> None:
    first, other = recorded(people, told("a", DAY)), recorded(people, told("a", DAY), people.outsider)
    assert (first.mission_id, other.mission_id, first.pk == other.pk) == (MISSION, ELSEWHERE, False)
    assert first.reference == other.reference


def test_who_did_it_may_be_unknown(people: People) -> None:
    row = recorded(people, told("a", DAY, actor_a=NOBODY))
    assert (row.actor_a, row.actor_b) == (None, None)


def test_one_name_is_one_actor_however_it_is_written(people: People) -> None:
    recorded(people, told("a", DAY, actor_a=ActorName("Grey  Sail", "community")))
    recorded(people, told("b", DAY, actor_a=ActorName("GREY SAIL", "community")))
    assert [actor.name for actor in Actor.objects.all()] == ["Grey  Sail"]


@pytest.mark.parametrize(("more", "field", "sentence"), IMPOSSIBLE)
def test_what_cannot_be_is_refused_beside_its_field(
    people: People, more: dict[str, Any], field: str, sentence: str
) -> None:
    with pytest.raises(Invalid) as refused:
        recorded(people, told("a", DAY)._replace(**more))
    assert refused.value.problems == {field: sentence}
    assert_refused(people, told("a", DAY)._replace(**more), Invalid)


MORE = "More civilians cannot have been killed than people."


@pytest.mark.parametrize(
    ("facts", "problems"),
    [
        ({"source": ""}, {"source": "It needs 1 to 20 characters."}),
        ({"source_key": "x" * 61}, {"source_key": "It needs 1 to 60 characters."}),
        (
            {"deaths_best": 2, "deaths_low": 2},
            {"civilians_best": MORE},
        ),
        ({"civilians_high": 4}, {"civilians_best": MORE}),
    ],
)
def test_what_a_new_record_cannot_be_is_refused(
    people: People, facts: dict[str, Any], problems: dict[str, str]
) -> None:
    with pytest.raises(Invalid) as refused:
        recorded(people, told("a", DAY)._replace(**facts))
    assert refused.value.problems == problems


def test_everything_that_is_wrong_is_told_at_once(people: People) -> None:
    with pytest.raises(Invalid) as refused:
        recorded(people, told("a", DAY, act="mischief", sensitivity=9, latitude=99.0, deaths_low=9))
    assert list(refused.value.problems) == ["act", "sensitivity", "latitude", "deaths_best"]
    assert refused.value.remedy == "Mend what is marked."


def test_where_it_is_tomorrow_already_it_may_have_happened_tomorrow(people: People) -> None:
    people.clock.moment = datetime(2031, 5, 14, 11, tzinfo=UTC)
    assert recorded(people, told("a", date(2031, 5, 15))).occurred_from == date(2031, 5, 15)


@pytest.mark.parametrize(
    "more",
    [
        {"longitude": 20.5},
        {"longitude": 40.0},
        {"latitude": None, "longitude": None, "place_precision": 3},
        {"place_precision": 5},
        {"sensitivity": 2},
        {"compartment": "sexual_violence"},
    ],
    ids=["west", "abroad", "no place", "a region", "too sensitive", "closed room"],
)
def test_a_field_office_records_only_what_it_may_read(people: People, more: dict[str, Any]) -> None:
    sound = in_the_east(told("a", DAY, sensitivity=1))
    assert_refused(people, sound._replace(source_key="b", **more), NotAllowed, people.colleague)
    assert recorded(people, sound, people.colleague).source_key == "a"


def test_a_post_without_the_permission_records_nothing(people: People) -> None:
    assert_refused(people, told("a", DAY), NotAllowed, stripped_of(people.in_charge, Permission.INCIDENT_RECORD))


def test_a_post_that_may_not_read_incidents_records_none(people: People) -> None:
    blind = stripped_of(people.in_charge, Permission.INCIDENT_READ)
    assert blind.actor.may(Permission.INCIDENT_RECORD)
    assert_refused(people, told("a", DAY), NotAllowed, blind)


def test_what_is_closed_is_recorded_by_who_may_enter(people: People) -> None:
    row = record(people, told("a", DAY, act="sexual_violence", compartment="sexual_violence", sensitivity=2))
    entry = last_event(MISSION, "know.incidents.incident_recorded", row.reference)
    assert entry is not None
    assert (row.compartment, entry.compartment, entry.sensitivity) == ("sexual_violence", "sexual_violence", 2)
