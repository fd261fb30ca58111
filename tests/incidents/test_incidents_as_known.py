"""What was known at a moment: the revision of that moment, and nothing that came later leaks back into it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.incidents.scene import DAY, WOMAN, correct, full, in_the_east
from tests.page_access import stripped_of
from tests.people import Known, People, base
from tests.products_app.scene import record, told
from tutela.access.permissions import Permission
from tutela.know.incidents.queries import KnownIncident, incidents_as_known, knowledge, span_as_known
from tutela.know.incidents.rules import ActorName
from tutela.mission.commands import import_bases

YEAR = {"since": date(2024, 1, 1), "until": date(2024, 12, 31)}


def known(people: People, moment: datetime | None = None, by: Known | None = None, **span: date) -> list[KnownIncident]:
    asked = YEAR | span
    return incidents_as_known((by or people.in_charge).actor, moment or people.clock.now(), **asked)


def test_what_was_never_corrected_is_told_as_it_is(people: People) -> None:
    import_bases(actor=people.in_charge.actor, clock=people.clock, bases=[base("there", 20.6)])
    row = record(people, full())
    (one,) = known(people)
    names = set(KnownIncident._fields) - {"key", "harm", "actor_a", "actor_b", "area", "base", "snapshot", "reference"}
    assert {name: getattr(one, name) for name in names} == {name: getattr(row, name) for name in names}
    assert (one.key, one.reference, one.area, one.base) == (row.pk, "I-000001", row.area_id, row.base_id)
    assert one.harm == full().harm


def test_a_later_correction_does_not_leak_back(people: People) -> None:
    row = record(people, full())
    before = people.clock.now()
    changed: dict[str, Any] = {
        "act": "abduction", "deaths_best": 8, "civilians_best": 7, "headline": "Mill flooded", "place_name": "Weir",
        "longitude": 22.5, "one_sided": False, "harm": (WOMAN._replace(best=3, high=3),), "place_precision": 2,
        "occurred_to": DAY + timedelta(days=9), "date_precision": 1,
    }  # fmt: skip
    correct(people, row, full(**changed))
    (then,), (now,) = known(people, before), known(people)
    for name, value in changed.items():
        assert getattr(then, name) == getattr(full(), name)
        assert getattr(now, name) == value
    assert then.area == row.area_id
    assert now.area != then.area


def test_each_moment_has_the_revision_of_its_day(people: People) -> None:
    row = record(people, told("a", DAY, 1))
    moments = [people.clock.now()]
    for civilians in (2, 3):
        row = correct(people, row, told("a", DAY, civilians))
        moments.append(people.clock.now())
    told_then = [known(people, moment + timedelta(minutes=10))[0].civilians_best for moment in moments]
    assert told_then == [1, 2, 3]
    assert [known(people, moment)[0].civilians_best for moment in moments] == [1, 2, 3]


def test_what_was_recorded_later_was_not_known(people: People) -> None:
    before = people.clock.now()
    people.clock.advance(timedelta(seconds=1))
    row = record(people, told("a", DAY))
    correct(people, row, told("a", DAY, 5))
    assert known(people, before) == []
    assert span_as_known(people.in_charge.actor, before) is None


def test_a_date_that_was_corrected_later_counts_when_it_was_thought_to_be(people: People) -> None:
    row = record(people, told("a", DAY))
    before = people.clock.now()
    correct(people, row, told("a", date(2023, 7, 1)))
    elsewhere: Any = {"since": date(2023, 1, 1), "until": date(2023, 12, 31)}
    assert [one.occurred_from for one in known(people, before)] == [DAY]
    assert known(people, before, **elsewhere) == []
    assert (known(people), [one.occurred_from for one in known(people, **elsewhere)]) == ([], [date(2023, 7, 1)])


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        (DAY, DAY, True),
        (date(2024, 2, 5), date(2024, 3, 1), True),
        (date(2024, 2, 6), date(2024, 3, 1), False),
        (date(2024, 1, 1), date(2024, 2, 2), False),
    ],
)
@pytest.mark.parametrize("corrected", [False, True])
def test_what_lasts_is_found_in_every_period_that_it_touches(
    people: People, since: date, until: date, found: bool, corrected: bool
) -> None:
    row = record(people, full())
    before = people.clock.now()
    if corrected:
        correct(people, row, full(occurred_from=date(2020, 1, 1), occurred_to=date(2020, 1, 1)))
    assert bool(known(people, before, since=since, until=until)) is found


def test_they_stand_from_the_oldest_on(people: People) -> None:
    later = record(people, told("later", date(2024, 5, 1)))
    record(people, told("first", date(2024, 1, 5)))
    record(people, told("second", date(2024, 3, 1)))
    before = people.clock.now()
    correct(people, later, told("later", date(2024, 1, 1)))
    assert [one.reference for one in known(people, before)] == ["I-000002", "I-000003", "I-000001"]
    assert [one.reference for one in known(people)] == ["I-000001", "I-000002", "I-000003"]


def test_what_either_revision_keeps_closed_is_left_out(people: People) -> None:
    opened = record(people, in_the_east(told("opened", DAY, sensitivity=2)))
    closed = record(people, in_the_east(told("closed", DAY)))
    room = record(people, in_the_east(told("room", DAY)))
    before = people.clock.now()
    correct(people, opened, in_the_east(told("opened", DAY)))
    correct(people, closed, in_the_east(told("closed", DAY, sensitivity=2)))
    correct(people, room, in_the_east(told("room", DAY, compartment="sexual_violence")))
    assert known(people, before, people.colleague) == []
    assert [one.key for one in known(people, None, people.colleague)] == [opened.pk]
    assert len(known(people, before)) == 3


def test_a_field_office_and_another_mission_are_told_of_their_own(people: People) -> None:
    record(people, told("west", DAY))
    record(people, in_the_east(told("east", DAY)))
    assert [one.reference for one in known(people, None, people.colleague)] == ["I-000002"]
    assert known(people, None, people.outsider) == []
    assert known(people, None, stripped_of(people.in_charge, Permission.INCIDENT_READ)) == []


def test_a_field_office_is_not_told_where_it_was_thought_to_be_before_it_was_its_own(people: People) -> None:
    row = record(people, told("a", DAY, place_name="Loumé"))
    before = people.clock.now()
    correct(people, row, in_the_east(told("a", DAY, place_name="Ford")))
    assert known(people, before, people.colleague) == []
    assert [one.place_name for one in known(people, None, people.colleague)] == ["Ford"]


def test_many_are_asked_for_in_parts(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(knowledge, "PART", 2)
    rows = [record(people, full(f"{number}", actor_a=ActorName(f"Sail {number}"))) for number in range(5)]
    before = people.clock.now()
    for row in rows[:3]:
        correct(people, row, full(row.source_key, harm=()))
    assert [len(one.harm) for one in known(people, before)] == [3] * 5
    assert [len(one.harm) for one in known(people)] == [0, 0, 0, 3, 3]


def test_it_takes_no_more_questions_for_more_incidents(people: People, django_assert_num_queries: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    record(people, full("one"))
    with CaptureQueriesContext(connection) as first:
        known(people)
    for number in range(6):
        record(people, full(f"{number}"))
    with django_assert_num_queries(len(first)):
        assert len(known(people)) == 7
