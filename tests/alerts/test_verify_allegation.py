"""Each thing that an alert says is judged on its own, with a grade and a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.alerts.scene import post, told
from tutela.kernel.refusals import Invalid, NotFound, Stale
from tutela.know.alerts.commands import add_allegation, verify_allegation
from tutela.know.alerts.models import Alert, Allegation
from tutela.know.alerts.rules.verifying import outcome_of
from tutela.ledger.models import Entry

if TYPE_CHECKING:
    from tests.people import People


def judge(people: People, row: Alert, number: int, outcome: str, *, version: int, reason: str = "Seen by a patrol.",
          grade: int | None = 2) -> Alert:  # fmt: skip
    return verify_allegation(
        actor=people.in_charge.actor, clock=people.clock, alert=row.reference, version=version, number=number,
        outcome=outcome, grade=grade, reason=reason,
    )  # fmt: skip


def test_the_alert_is_verified_when_each_allegation_has_been_judged(people: People) -> None:
    row = told(people, what=("killing", "pillage"))
    judge(people, row, 1, "confirmed", version=1)
    row = Alert.objects.get()
    assert (row.outcome, row.verified_at, row.state) == ("pending", None, "acknowledged")
    judge(people, row, 2, "refuted", version=row.version)
    row = Alert.objects.get()
    assert (row.outcome, row.state, row.verified_at) == ("confirmed", "verified", people.clock.now())


@pytest.mark.parametrize(
    ("outcomes", "whole"),
    [
        ([], "pending"),
        (["confirmed", "pending"], "pending"),
        (["refuted", "not_verifiable"], "not_verifiable"),
        (["refuted", "refuted"], "refuted"),
        (["refuted", "probable", "not_verifiable"], "probable"),
        (["confirmed", "probable"], "confirmed"),
    ],
)
def test_the_strongest_outcome_is_the_alerts_own(outcomes: list[str], whole: str) -> None:
    assert outcome_of(outcomes) == whole


def test_the_same_judgement_again_writes_nothing(people: People) -> None:
    row = told(people)
    judge(people, row, 1, "probable", version=1)
    judge(people, row, 1, "probable", version=Alert.objects.get().version)
    assert Entry.objects.filter(event="know.alerts.allegation_verified").count() == 1


def test_a_judgement_can_change_and_both_stay_on_record(people: People) -> None:
    row = told(people)
    judge(people, row, 1, "not_verifiable", version=1)
    judge(people, row, 1, "confirmed", version=2, reason="A second caller.")
    assert Alert.objects.get().outcome == "confirmed"
    reasons = Entry.objects.filter(event="know.alerts.allegation_verified").order_by("sequence")
    assert [entry.reason for entry in reasons] == ["Seen by a patrol.", "A second caller."]


def test_it_needs_a_reason_an_outcome_and_a_grade_that_exist(people: People) -> None:
    row = told(people)
    with pytest.raises(Invalid):
        judge(people, row, 1, "confirmed", version=1, reason=" ")
    with pytest.raises(Invalid):
        judge(people, row, 1, "pending", version=1)
    with pytest.raises(Invalid):
        judge(people, row, 1, "confirmed", version=1, grade=7)
    with pytest.raises(NotFound):
        judge(people, row, 9, "confirmed", version=1)


def test_two_who_judge_at_once_do_not_overwrite_each_other(people: People) -> None:
    row = told(people)
    judge(people, row, 1, "confirmed", version=1)
    with pytest.raises(Stale):
        judge(people, row, 1, "refuted", version=1)
    assert Allegation.objects.get().outcome == "confirmed"


def test_something_else_that_it_says_is_put_down(people: People) -> None:
    row = told(people)
    judge(people, row, 1, "confirmed", version=1)
    add_allegation(actor=people.in_charge.actor, clock=people.clock, alert=row.reference, version=2, what="pillage")
    row = Alert.objects.get()
    assert (row.outcome, row.verified_at) == ("pending", None)
    assert [one.what for one in Allegation.objects.order_by("number")] == ["armed_presence", "pillage"]


def test_what_belongs_to_a_specialist_is_not_put_down_on_the_open_desk(people: People) -> None:
    row = told(people)
    with pytest.raises(Invalid) as refused:
        add_allegation(
            actor=people.in_charge.actor, clock=people.clock, alert=row.reference, version=1, what="sexual_violence"
        )
    assert "what" in refused.value.problems
    assert not Entry.objects.filter(subject=row.reference, payload__contains="sexual_violence").exists()


def test_an_adviser_judges_what_is_kept_in_the_own_room(people: People) -> None:
    row = told(people, what=("sexual_violence",))
    adviser = post(people, "womens_protection")
    verify_allegation(
        actor=adviser.actor, clock=people.clock, alert=row.reference, version=1, number=1, outcome="confirmed", grade=1,
        reason="Established by the section.",
    )  # fmt: skip
    entry = Entry.objects.get(event="know.alerts.allegation_verified")
    assert entry.compartment == "sexual_violence"
