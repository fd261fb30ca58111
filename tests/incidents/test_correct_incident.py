"""A correction is a new revision with a reason; the earlier one stays, and nobody is overwritten unseen."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.incidents.scene import DAY, IMPOSSIBLE, correct, full, in_the_east, newest
from tests.page_access import stripped_of
from tests.people import MISSION, Known, People
from tests.products_app.scene import record, told
from tutela.access.permissions import Permission
from tutela.kernel.periods import Month
from tutela.kernel.refusals import Invalid, NotAllowed, NotFound, Stale
from tutela.know.incidents.models import Actor, CellTotal, Harm, Incident, IncidentRevision
from tutela.know.incidents.queries import harm_of, month_figures, revisions_of, totals_that_drifted
from tutela.know.incidents.rules import ActorName, IncidentFacts
from tutela.ledger.queries import last_event, ledger_head, payload

TABLES = (IncidentRevision, Actor, CellTotal, Harm)


def assert_refused(
    people: People, row: Incident, facts: IncidentFacts, kind: type[Exception], by: Known | None = None, **more: Any
) -> str:
    """The incident, its revisions and the totals are as they were; return what was said."""
    before = ledger_head(MISSION), Incident.objects.values().get(pk=row.pk), [one.objects.count() for one in TABLES]
    with pytest.raises(kind) as refused:
        correct(people, row, facts, by=by, **more)
    after = ledger_head(MISSION), Incident.objects.values().get(pk=row.pk), [one.objects.count() for one in TABLES]
    assert after == before
    assert totals_that_drifted(MISSION) == []
    return str(refused.value)


def test_a_correction_is_a_new_revision_and_the_earlier_one_stays(people: People) -> None:
    row = record(people, full())
    said = full(narrative="The mill stands.", deaths_best=5)
    corrected = correct(people, row, said, reason="The miller came back.")
    new, first = revisions_of(people.in_charge.actor, row)
    assert (new.number, new.reason, new.recorded_by) == (2, "The miller came back.", people.in_charge.actor.label)
    assert (first.number, first.reason, first.recorded_at) == (1, "", row.recorded_at)
    assert (newest(row), corrected.revision, corrected.deaths_best) == (said, 2, 5)
    assert (corrected.reference, corrected.first_recorded_at) == (row.reference, row.first_recorded_at)
    assert corrected.recorded_at == people.clock.now()


def test_it_leaves_an_entry_with_its_reason(people: People) -> None:
    row = record(people, full())
    corrected = correct(people, row, full(act="abduction"), reason="Taken, not killed.")
    entry = last_event(MISSION, "know.incidents.incident_corrected", row.reference)
    assert entry is not None
    assert (entry.reason, entry.area_path) == ("Taken, not killed.", "OV01/OV0101/")
    assert payload(entry) == {
        "act": "abduction", "actor": "Grey Sail", "area": "OV0101", "civilians_best": 5, "digest": corrected.digest,
        "occurred_from": "2024-02-03", "revision": 2,
    }  # fmt: skip


def test_the_harm_of_each_revision_stays_its_own(people: People) -> None:
    row = record(people, full())
    correct(people, row, full(harm=full().harm[:1]))
    row.refresh_from_db()
    assert [one.best for one in harm_of(people.in_charge.actor, row)] == [1]
    assert Harm.objects.filter(revision__incident=row, revision__number=1).count() == 3


def test_totals_follow_what_was_corrected(people: People) -> None:
    row = record(people, told("a", date(2031, 2, 3), 3))
    record(people, told("b", date(2031, 2, 4), 4))
    lasting = told("a", date(2031, 2, 27), 10, occurred_to=date(2031, 3, 8), longitude=22.5, act="abduction")
    correct(people, row, lasting)
    figures = month_figures(people.in_charge.actor, Month(2031, 2), Month(2031, 3))
    assert [one.incidents for one in figures] == [2, 0]
    assert [one.civilians_best for one in figures] == pytest.approx([6, 8])
    assert totals_that_drifted(MISSION) == []


def test_another_place_and_another_actor_are_found_anew(people: People) -> None:
    row = record(people, told("a", DAY))
    corrected = correct(people, row, in_the_east(told("a", DAY, actor_a=ActorName("Brown Sail", "community"))))
    assert corrected.area is not None
    assert corrected.actor_a is not None
    assert (corrected.area.code, corrected.actor_a.name) == ("OV0201", "Brown Sail")


@pytest.mark.parametrize("reason", ["", "  \n\t"])
def test_it_asks_for_a_reason(people: People, reason: str) -> None:
    row = record(people, told("a", DAY))
    told_back = assert_refused(people, row, told("a", DAY, 4), Invalid, reason=reason)
    assert told_back == "A correction needs a reason. Say what was wrong and how it became known."


def test_who_read_an_earlier_revision_is_told_that_somebody_was_quicker(people: People) -> None:
    row = record(people, told("a", DAY))
    correct(people, row, told("a", DAY, 4))
    said = assert_refused(people, row, told("a", DAY, 5), Stale, expected_revision=1)
    assert "(revision 2)" in said
    assert newest(row).deaths_best == 4


@pytest.mark.parametrize("revision", [0, 2, -1])
def test_a_revision_that_nobody_can_have_read_is_stale(people: People, revision: int) -> None:
    row = record(people, told("a", DAY))
    assert_refused(people, row, told("a", DAY, 5), Stale, expected_revision=revision)


def test_what_says_nothing_new_is_no_revision(people: People) -> None:
    row = record(people, full())
    before = ledger_head(MISSION)
    assert correct(people, row, full()).revision == 1
    assert (ledger_head(MISSION), IncidentRevision.objects.count()) == (before, 1)


def test_a_correction_never_makes_it_another_incident(people: People) -> None:
    row = record(people, told("a", DAY))
    correct(people, row, told("another", DAY, 4, source="ucdp"))
    assert Incident.objects.count() == 1
    assert (newest(row).source, newest(row).source_key, newest(row).deaths_best) == ("mission", "a", 4)


def test_correcting_back_is_a_revision_of_its_own(people: People) -> None:
    row = record(people, told("a", DAY))
    second = correct(people, row, told("a", DAY, 4))
    third = correct(people, second, told("a", DAY))
    assert (third.revision, third.digest) == (3, row.digest)


@pytest.mark.parametrize(("more", "field", "sentence"), IMPOSSIBLE)
def test_what_cannot_be_is_refused_beside_its_field(
    people: People, more: dict[str, Any], field: str, sentence: str
) -> None:
    row = record(people, told("a", DAY))
    people.clock.advance(-timedelta(hours=1))
    with pytest.raises(Invalid) as refused:
        correct(people, row, told("a", DAY)._replace(**more))
    assert refused.value.problems == {field: sentence}


def test_facts_that_cannot_be_change_nothing(people: People) -> None:
    assert_refused(people, record(people, full()), full(act="mischief"), Invalid)


def test_what_one_may_not_see_cannot_be_corrected_and_is_not_told(people: People) -> None:
    west = record(people, told("a", DAY))
    closed = record(people, in_the_east(told("b", DAY, sensitivity=2)))
    room = record(people, in_the_east(told("c", DAY, compartment="sexual_violence")))
    answers = {
        assert_refused(people, row, told(row.source_key, DAY, 1), NotFound, by)
        for row in (west, closed, room)
        for by in (people.colleague, people.outsider)
    }
    assert len(answers) == 1


def test_what_is_not_there_cannot_be_corrected(people: People) -> None:
    row = record(people, told("a", DAY))
    with pytest.raises(NotFound):
        correct(people, Incident(id=row.pk + 1, revision=1), told("a", DAY))


@pytest.mark.parametrize(
    "more",
    [
        {"longitude": 20.5},
        {"latitude": None, "longitude": None, "place_precision": 3},
        {"place_precision": 6},
        {"sensitivity": 2},
        {"compartment": "child_protection"},
    ],
    ids=["out of its area", "to no place", "to the country", "too sensitive", "into a closed room"],
)
def test_nobody_moves_an_incident_out_of_their_own_sight(people: People, more: dict[str, Any]) -> None:
    sound = in_the_east(told("a", DAY))
    row = record(people, sound)
    assert_refused(people, row, sound._replace(**more), NotAllowed, people.colleague)
    assert correct(people, row, sound._replace(sensitivity=1), by=people.colleague).sensitivity == 1


def test_what_was_opened_keeps_its_earlier_revision_closed(people: People) -> None:
    row = record(people, in_the_east(told("a", DAY, sensitivity=2)))
    correct(people, row, in_the_east(told("a", DAY)))
    row.refresh_from_db()
    assert [one.number for one in revisions_of(people.colleague.actor, row)] == [2]
    assert [one.number for one in revisions_of(people.in_charge.actor, row)] == [2, 1]


def test_a_post_without_the_permission_corrects_nothing(people: People) -> None:
    row = record(people, told("a", DAY))
    by = stripped_of(people.in_charge, Permission.INCIDENT_CORRECT)
    assert_refused(people, row, told("a", DAY, 1), NotAllowed, by)


def test_a_correction_of_the_missions_own_report_keeps_to_its_totals(people: People) -> None:
    row = record(people, full(source="mission"))
    more = full(source="mission", deaths_best=5, deaths_high=5, civilians_best=6, civilians_high=6)
    assert_refused(people, row, more, Invalid)


def test_a_figure_that_no_column_holds_is_refused(people: People) -> None:
    row = record(people, full())
    assert_refused(people, row, full(deaths_high=2**31), Invalid)
