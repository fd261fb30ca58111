"""Taking notice, saying who works on it, adding, placing, judging the urgency."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.alerts.scene import EAST, WEST, told
from tutela.kernel.refusals import Invalid, NotAllowed, NotFound, Stale
from tutela.know.alerts.commands import (
    acknowledge_alert,
    add_note,
    leave_alert,
    place_alert,
    set_aside_alert,
    set_urgency,
    work_on_alert,
)
from tutela.know.alerts.commands.records import AlertNotOpen
from tutela.know.alerts.models import Alert, Note
from tutela.know.alerts.queries import queue_mark
from tutela.ledger.models import Entry

if TYPE_CHECKING:
    from tests.people import People
    from tutela.access.rules import Actor


def again(row: Alert) -> Alert:
    return Alert.objects.select_related("area").get(pk=row.pk)


def test_acknowledging_stops_its_clock_and_shows_who_works_on_it(people: People) -> None:
    row = told(people)
    assert row.next_step == "acknowledge"
    people.clock.advance(timedelta(minutes=3))
    acknowledge_alert(actor=people.in_charge.actor, clock=people.clock, alert=row.reference)
    row = again(row)
    assert (row.state, row.acknowledged_at) == ("acknowledged", people.clock.now())
    assert row.worked_post == people.in_charge.actor.post
    assert row.next_step == "decide"


def test_two_who_acknowledge_at_once_leave_one_entry(people: People) -> None:
    row = told(people)
    for who in (people.in_charge, people.colleague, people.in_charge):
        acknowledge_alert(actor=who.actor, clock=people.clock, alert=row.reference)
    assert Entry.objects.filter(event="know.alerts.alert_acknowledged").count() == 1
    assert again(row).worked_post == people.in_charge.actor.post


def test_an_alert_of_another_area_is_not_there_to_be_acknowledged(people: People) -> None:
    row = told(people, longitude=WEST)
    with pytest.raises(NotFound):
        acknowledge_alert(actor=people.colleague.actor, clock=people.clock, alert=row.reference)


def test_who_works_on_it_can_be_relieved_and_can_leave(people: People) -> None:
    row = told(people)
    work_on_alert(actor=people.in_charge.actor, clock=people.clock, alert=row.reference)
    work_on_alert(actor=people.colleague.actor, clock=people.clock, alert=row.reference)
    assert again(row).worked_post == people.colleague.actor.post
    leave_alert(actor=people.in_charge.actor, clock=people.clock, alert=row.reference)
    assert again(row).worked_post == people.colleague.actor.post
    leave_alert(actor=people.colleague.actor, clock=people.clock, alert=row.reference)
    assert again(row).worked_by == ""


def test_what_is_added_twice_within_minutes_stands_once(people: People) -> None:
    row = told(people)
    for _time in range(2):
        add_note(
            actor=people.in_charge.actor, clock=people.clock, alert=row.reference, kind="more", text="Six of them."
        )
    assert [note.text for note in Note.objects.all()] == ["Six of them."]


@pytest.mark.parametrize(("kind", "text"), [("gossip", "x"), ("more", "  ")])
def test_a_note_needs_a_kind_and_words(people: People, kind: str, text: str) -> None:
    row = told(people)
    with pytest.raises(Invalid):
        add_note(actor=people.in_charge.actor, clock=people.clock, alert=row.reference, kind=kind, text=text)


def urgent(people: People, row: Alert, *, level: int = 3, reason: str = "They left.", version: int = 1) -> Alert:
    actor: Actor = people.in_charge.actor
    return set_urgency(
        actor=actor, clock=people.clock, alert=row.reference, version=version, urgency=level, reason=reason
    )


def test_a_person_judges_the_urgency_otherwise_with_a_reason(people: People) -> None:
    row = told(people)
    urgent(people, row)
    row = again(row)
    assert (row.urgency, row.urgency_reason) == (3, "They left.")
    assert row.due_at == row.received_at + timedelta(minutes=720)


def test_the_urgency_needs_a_reason_and_a_level(people: People) -> None:
    row = told(people)
    with pytest.raises(Invalid):
        urgent(people, row, reason=" ")
    with pytest.raises(Invalid):
        urgent(people, row, level=5)


def test_a_stale_judgement_is_refused_and_nothing_is_lost(people: People) -> None:
    row = told(people)
    urgent(people, row)
    with pytest.raises(Stale):
        urgent(people, row, level=2, reason="They are back.")
    assert again(row).urgency == 3


def test_the_place_is_set_right_and_the_area_follows(people: People) -> None:
    row = told(people)
    place_alert(
        actor=people.in_charge.actor, clock=people.clock, alert=row.reference, version=1, place_name="Reed Bank",
        latitude=5.0, longitude=WEST, precision=1, reason="The caller said which bank of the river.",
    )  # fmt: skip
    row = again(row)
    assert row.area is not None
    assert (row.area.code, row.place_name) == ("OV0101", "Reed Bank")


def test_a_field_office_cannot_place_what_is_not_its_own(people: People) -> None:
    row = told(people)
    with pytest.raises(NotFound):
        place_alert(
            actor=people.outsider.actor, clock=people.clock, alert=row.reference, version=1, place_name="x",
            latitude=5.0, longitude=EAST, reason="x",
        )  # fmt: skip


def test_nothing_is_done_to_an_alert_that_is_not_open(people: People) -> None:
    row = told(people)
    set_aside_alert(
        actor=people.in_charge.actor, clock=people.clock, alert=row.reference, version=1, why="test", reason="A drill."
    )
    with pytest.raises(AlertNotOpen):
        acknowledge_alert(actor=people.in_charge.actor, clock=people.clock, alert=row.reference)


def test_the_mark_of_the_queue_moves_with_every_change_and_only_then(people: People) -> None:
    actor, marks = people.in_charge.actor, []
    marks.append(queue_mark(actor))
    row = told(people)
    marks.append(queue_mark(actor))
    acknowledge_alert(actor=actor, clock=people.clock, alert=row.reference)
    marks.append(queue_mark(actor))
    assert len(set(marks)) == 3
    assert queue_mark(actor) == marks[-1]


def test_the_mark_tells_nothing_of_what_is_hidden(people: People) -> None:
    before = queue_mark(people.colleague.actor)
    told(people, "w", longitude=WEST)
    told(people, "s", what=("sexual_violence",))
    assert queue_mark(people.colleague.actor) == before


def test_a_post_without_the_right_does_nothing(people: People) -> None:
    from tests.alerts.scene import post

    row = told(people)
    with pytest.raises(NotAllowed):
        acknowledge_alert(actor=post(people, "gender").actor, clock=people.clock, alert=row.reference)
