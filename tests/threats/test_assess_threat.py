"""A threat is scored with a reason for every step, kept for good (paras 17, 30, 31 and 76)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from tests.people import MISSION, People, put_in_post
from tests.threats.sample import raised, record, sheet, without_reasons
from tutela.access.rules import Actor
from tutela.assess.threats.commands import assess_threat, close_threat
from tutela.assess.threats.commands.assessing import MassAtrocityUnanswered
from tutela.assess.threats.commands.records import ThreatNotOpen
from tutela.assess.threats.models import Assessment, Threat
from tutela.assess.threats.queries import threat_story
from tutela.assess.threats.rules.scoring import Sheet
from tutela.kernel.refusals import Invalid, NotAllowed, NotFound, Refusal, Stale
from tutela.ledger.guard import writing
from tutela.ledger.models import Entry
from tutela.ledger.queries import payload
from tutela.mission.commands import set_parameter


def assess(people: People, full: Sheet | None = None, by: Actor | None = None, **more: Any) -> Assessment:
    given = {"threat": "T-000001", "version": 1, **more}
    return assess_threat(actor=by or people.in_charge.actor, clock=people.clock, sheet=full or sheet(), **given)


def test_it_keeps_every_step_with_its_reason_and_what_follows(people: People) -> None:
    raised(people)
    made = assess(people, sheet(severity=5))
    assert (made.likelihood, made.impact, made.risk, made.risk_step, made.steps) == (3, 5, 15, 4, 5)
    assert made.scores["severity"] == {"value": 5, "reason": "As reported."}
    row = Threat.objects.get()
    assert (row.risk, row.risk_step, row.version, row.assessments, row.confidence) == (15, 4, 2, 1, "medium")


def test_the_absence_of_the_gender_and_the_child_view_is_kept(people: People) -> None:
    raised(people)
    assess(people)
    row = Threat.objects.get()
    assert (row.has_gender_view, row.has_child_view) == (False, False)
    assess(people, replace(sheet(), gender="Women fetch the water.", children="Boys herd alone."), version=2)
    row = Threat.objects.get()
    assert (row.has_gender_view, row.has_child_view) == (True, True)


def test_the_story_tells_what_moved(people: People) -> None:
    raised(people)
    assess(people)
    assess(people, sheet(intent=5), version=2)
    story = threat_story(people.in_charge.actor, "T-000001", now=people.clock.now())
    assert story is not None
    newest = story.assessments[0]
    assert [(part.part, part.before, part.value) for part in newest.parts if part.before] == [("intent", 3, 5)]
    assert newest.part("mass_atrocity") is None
    assert str(newest.scored.confidence_words) == "Medium confidence"


def test_its_incidents_count_as_looked_at(people: People) -> None:
    raised(people)
    record(people)
    made = assess(people)
    row = Threat.objects.get()
    assert (made.incidents, row.incidents, row.new_incidents) == (4, 4, 0)


def test_many_deaths_make_the_question_of_mass_atrocities_compulsory(people: People) -> None:
    raised(people, civilians=17)
    with pytest.raises(MassAtrocityUnanswered, match="51 civilians") as refusal:
        assess(people)
    assert refusal.value.paragraphs == ("P17.3",)
    made = assess(people, sheet(mass_atrocity=4))
    assert (made.mass_atrocity, made.impact, made.lately, made.mass_atrocity_asked) == (4, 4, 51, True)


def test_deaths_longer_ago_do_not(people: People) -> None:
    raised(people, civilians=17, days_ago=91)
    assert assess(people).mass_atrocity_asked is False


@pytest.mark.parametrize(
    ("full", "field"),
    [
        (sheet(intent=0), "intent"),
        (sheet(scale=6), "scale"),
        (without_reasons(sheet()), "history"),
        (sheet(luck=1), "luck"),
    ],
)
def test_a_step_or_a_reason_that_is_missing_is_refused(people: People, full: Sheet, field: str) -> None:
    raised(people)
    with pytest.raises(Invalid) as refusal:
        assess(people, full)
    assert field in refusal.value.problems
    assert not Assessment.objects.exists()


def test_the_mission_says_how_many_steps_and_how_parts_are_put_together(people: People) -> None:
    raised(people)
    for name, value in (("scale_steps", 7), ("likelihood_method", "highest"), ("impact_method", "mean")):
        set_parameter(actor=people.in_charge.actor, clock=people.clock, name=name, value=value, reason="As before.")
    made = assess(people, sheet(history=7, severity=7))
    assert (made.steps, made.likelihood, made.impact, made.impact_method) == (7, 7, 5, "mean")


@pytest.mark.parametrize(("wrong", "refusal"), [({"version": 2}, Stale), ({"threat": "T-000009"}, NotFound)])
def test_it_is_refused(people: People, wrong: dict[str, Any], refusal: type[Refusal]) -> None:
    raised(people)
    with pytest.raises(refusal):
        assess(people, **wrong)


def test_who_scores_second_is_told_that_somebody_was_quicker(people: People) -> None:
    raised(people)
    assess(people)
    with pytest.raises(Stale):
        assess(people)


def test_a_closed_threat_is_not_scored(people: People) -> None:
    raised(people)
    close_threat(actor=people.in_charge.actor, clock=people.clock, threat="T-000001", version=1, reason="Quiet.")
    with pytest.raises(ThreatNotOpen):
        assess(people, version=2)


def test_every_component_with_the_right_scores_and_others_do_not(people: People) -> None:
    raised(people)
    police = put_in_post(MISSION, "police", people.clock)
    assert assess(people, by=police.actor).component == "police"
    duty_officer = put_in_post(MISSION, "joc_duty_officer", people.clock)
    with pytest.raises(NotAllowed):
        assess(people, by=duty_officer.actor, version=2)
    for actor in (people.colleague.actor, people.outsider.actor):
        with pytest.raises(NotFound):
            assess(people, by=actor, version=2)


def test_the_ledger_holds_the_steps_and_a_mark_of_the_reasons(people: People) -> None:
    raised(people)
    assess(people, as_of=people.clock.now().date() - timedelta(days=1))
    said = payload(Entry.objects.get(event="assess.threats.threat_assessed"))
    assert (said["values"]["intent"], said["risk"], said["as_of"], len(said["digest"])) == (3, 9, "2031-05-13", 64)


def test_the_database_refuses_to_change_an_assessment(people: People) -> None:
    raised(people)
    assess(people)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), writing("a test"):
        Assessment.objects.update(impact=1)
