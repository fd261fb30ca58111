"""Alerts that tell the same are joined, and can be taken apart again with nothing lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.alerts.scene import WEST, told
from tutela.kernel.refusals import Invalid, NotFound, Stale
from tutela.know.alerts.commands import acknowledge_alert, merge_alert, reopen_alert, unmerge_alert
from tutela.know.alerts.commands.closing import MergedAway
from tutela.know.alerts.commands.merging import CannotMerge
from tutela.know.alerts.commands.records import AlertNotOpen
from tutela.know.alerts.models import Alert
from tutela.know.alerts.queries import alert_story, open_alerts

if TYPE_CHECKING:
    from tests.people import People


def join(people: People, row: Alert, into: Alert, *, version: int = 1, reason: str = "The same riders.") -> Alert:
    return merge_alert(
        actor=people.in_charge.actor, clock=people.clock, alert=row.reference, version=version, into=into.reference,
        reason=reason,
    )  # fmt: skip


def test_a_joined_alert_leaves_the_queue_and_stands_with_the_other(people: People) -> None:
    one, two = told(people, "1"), told(people, "2")
    join(people, two, one)
    assert [row.pk for row in open_alerts(people.in_charge.actor)] == [one.pk]
    story = alert_story(people.in_charge.actor, one.reference, now=people.clock.now())
    assert story is not None
    assert [row.reference for row in story.joined] == [two.reference]


def test_it_is_taken_apart_as_it_was(people: People) -> None:
    one, two = told(people, "1"), told(people, "2")
    join(people, two, one)
    unmerge_alert(actor=people.in_charge.actor, clock=people.clock, alert=two.reference, reason="Another village.")
    row = Alert.objects.get(pk=two.pk)
    assert (row.is_open, row.state, row.merged_into) == (True, "acknowledged", None)
    assert row.due_at is not None
    join(people, row, one, version=row.version)
    assert Alert.objects.get(pk=two.pk).merged_into_id == one.pk


def test_it_is_not_joined_to_itself_or_to_one_that_is_joined(people: People) -> None:
    one, two, three = told(people, "1"), told(people, "2"), told(people, "3")
    with pytest.raises(CannotMerge):
        join(people, one, one)
    join(people, two, one)
    with pytest.raises(CannotMerge):
        join(people, three, two)


def test_what_is_closed_in_is_not_joined_to_the_open_desk(people: People) -> None:
    opened, closed = told(people, "1"), told(people, "2", what=("sexual_violence",))
    with pytest.raises(CannotMerge):
        join(people, opened, closed)


def test_it_needs_a_reason_and_the_version_that_was_read(people: People) -> None:
    one, two = told(people, "1"), told(people, "2")
    with pytest.raises(Invalid):
        join(people, two, one, reason="")
    acknowledge_alert(actor=people.in_charge.actor, clock=people.clock, alert=two.reference)
    with pytest.raises(Stale):
        join(people, two, one)


def test_joined_twice_is_refused_and_one_that_is_not_joined_is_not_taken_apart(people: People) -> None:
    one, two = told(people, "1"), told(people, "2")
    join(people, two, one)
    with pytest.raises(AlertNotOpen):
        join(people, two, one, version=2)
    with pytest.raises(MergedAway):
        reopen_alert(actor=people.in_charge.actor, clock=people.clock, alert=two.reference, reason="x")
    with pytest.raises(NotFound):
        unmerge_alert(actor=people.in_charge.actor, clock=people.clock, alert=one.reference, reason="x")


def test_a_colleague_is_not_told_of_one_elsewhere_by_what_was_joined(people: People) -> None:
    here, elsewhere = told(people, "1"), told(people, "2", longitude=WEST)
    join(people, elsewhere, here)
    story = alert_story(people.colleague.actor, here.reference, now=people.clock.now())
    assert story is not None
    assert story.joined == ()
