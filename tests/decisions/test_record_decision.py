"""A decision is recorded under its gate: what it says, what it leaves owed, and what stops it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from tests.decisions.scene import FIRST, RELOCATE, SHELTER, count, decide, head_of_mission, told
from tests.people import MISSION, People, put_in_post
from tests.threats.sample import raised, record
from tutela.access.permissions import Permission
from tutela.access.rules import Sensitivity, system_actor
from tutela.act.decisions.queries import decision_named
from tutela.act.decisions.rules import CONFIRMATION, GateClosed
from tutela.kernel.clock import from_instant, instant
from tutela.kernel.refusals import Invalid, NotAllowed
from tutela.policy.gates import gates


def test_it_records_the_decision_of_the_one_whose_decision_it_is(people: People) -> None:
    head = head_of_mission(people)
    made = decide(people, by=head.actor, held=FIRST, is_imminent=False, reason="The camp was shelled.")
    assert made == "DE-000001"
    ((row, facts),) = told("decision_recorded")
    assert (row.subject, row.reason, facts["gate"], facts["role"]) == (
        made, "The camp was shelled.", SHELTER, "head_of_mission",
    )  # fmt: skip
    assert (facts["outcome"], facts["held"], facts["is_imminent"]) == ("yes", sorted(FIRST), False)
    assert facts["left_out"] == ["adjacent_next", "last_resort", "outside_first"]
    assert told("owed_noted") == []


def test_each_decision_has_a_reference_of_its_own(people: People) -> None:
    assert [decide(people), decide(people)] == ["DE-000001", "DE-000002"]


def test_it_is_refused_and_nothing_written_when_something_must_come_first(people: People) -> None:
    head, before = head_of_mission(people), count()
    with pytest.raises(GateClosed) as refused:
        decide(people, by=head.actor, held=FIRST[1:], is_imminent=False, reason="The camp was shelled.")
    assert refused.value.code == "gate_closed"
    assert refused.value.paragraphs == ("P60.9",)
    assert refused.value.message == (
        "Shelter civilians inside UN premises. Not all that must come first is there: 1 missing."
    )
    assert refused.value.remedy.startswith("Missing: The Under-Secretary-General was consulted.")
    assert count() == before + 0


def test_it_is_refused_to_another_post_and_says_who_decides(people: People) -> None:
    before = count()
    with pytest.raises(GateClosed) as refused:
        decide(people, held=FIRST, is_imminent=False, reason="The camp was shelled.")
    assert "Another post alone decides this; it cannot be delegated." in refused.value.message
    assert refused.value.remedy.endswith("Who decides: Head of Mission.")
    assert "P60.8" in refused.value.paragraphs
    assert count() == before


def test_it_is_refused_in_the_readers_language(people: People) -> None:
    with translation.override("fr"), pytest.raises(GateClosed) as refused:
        decide(people, held=FIRST, is_imminent=False, reason="Le camp a été bombardé.")
    assert refused.value.message.startswith("Abriter des civils dans l’enceinte de l’ONU.")
    assert "Chef de mission" in refused.value.remedy
    assert "Who decides" not in refused.value.remedy
    assert "Another post" not in refused.value.message


def test_imminent_violence_holds_nothing_up_and_all_that_was_skipped_is_owed(people: People) -> None:
    made = decide(people, by=people.colleague.actor)
    ((_row, facts),) = told("decision_recorded")
    assert (facts["outcome"], facts["is_imminent"], facts["held"]) == ("owed", True, [])
    owed = [(row.subject, facts["ask"], facts["within"]) for row, facts in told("owed_noted")]
    assert owed == [
        (made, "usg_consulted", "owed_usg_hours"),
        (made, "shortest_stay", "owed_assessment_hours"),
        (made, "risks_treated", "owed_assessment_hours"),
        (made, CONFIRMATION, "owed_after_hours"),
    ]


def test_the_decider_owes_no_confirmation(people: People) -> None:
    decide(people, by=head_of_mission(people).actor, held=FIRST[1:])
    assert [facts["ask"] for _row, facts in told("owed_noted")] == ["usg_consulted"]


def test_what_is_owed_has_the_clock_that_the_mission_had_set(people: People) -> None:
    from tutela.mission.commands import set_parameter

    set_parameter(
        actor=people.in_charge.actor, clock=people.clock, name="owed_usg_hours", value=6, reason="A line is open."
    )
    decide(people)
    due = {facts["ask"]: from_instant(facts["due_at"]) for _row, facts in told("owed_noted")}
    assert due["usg_consulted"] == people.clock.now() + timedelta(hours=6)
    assert due["risks_treated"] == people.clock.now() + timedelta(hours=72)


def test_a_limit_that_is_known_to_be_broken_stops_it_even_in_haste(people: People) -> None:
    before = count()
    with pytest.raises(GateClosed) as refused:
        decide(people, gate=RELOCATE, broken=["is_voluntary"])
    assert "nothing lifts, not even haste" in refused.value.message
    assert refused.value.paragraphs == ("P60.13",)
    assert count() == before


def test_a_limit_that_nobody_could_confirm_does_not_stop_it_in_haste(people: People) -> None:
    decide(people, gate=RELOCATE)
    ((_row, facts),) = told("decision_recorded")
    assert facts["limits"] == ["is_voluntary"]


@pytest.mark.parametrize("gate", [name for name, gate in gates().items() if gate.is_response])
def test_haste_stops_at_no_gate_that_can_answer_violence(people: People, gate: str) -> None:
    assert decide(people, by=people.colleague.actor, gate=gate).startswith("DE-")


def test_somebody_decides_in_the_name_of_the_one_who_delegated(people: People) -> None:
    held = ("is_voluntary", "team_consulted", "risks_treated")
    facts: dict[str, Any] = {"gate": RELOCATE, "held": held, "is_imminent": False, "reason": "They asked to go."}
    with pytest.raises(GateClosed):
        decide(people, **facts)
    decide(people, **facts, acting_for="head_of_mission")
    assert told("decision_recorded")[0][1]["acting_for"] == "head_of_mission"


def test_the_software_itself_is_no_decider(people: People) -> None:
    software = system_actor("exercise", MISSION, frozenset({Permission.DECISION_RECORD}))
    with pytest.raises(GateClosed):
        decide(people, by=software, held=FIRST, is_imminent=False, reason="A script.")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"gate": "open_the_gates"}, "gate"),
        ({"held": ["usg_asleep"]}, "held"),
        ({"broken": ["usg_asleep"]}, "held"),
        ({"held": ["usg_consulted"], "broken": ["usg_consulted"]}, "held"),
        ({"about": "T-999999"}, "about"),
        ({"acting_for": "king"}, "acting_for"),
        ({"is_imminent": False, "reason": "  "}, "reason"),
        ({"reason": "x" * 1001}, "reason"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(people: People, wrong: dict[str, Any], field: str) -> None:
    before = count()
    with pytest.raises(Invalid) as refused:
        decide(people, **wrong)
    assert set(refused.value.problems) == {field}
    assert count() == before


def test_it_is_kept_as_closely_as_the_record_it_is_about(people: People) -> None:
    threat = raised(people, sensitivity=Sensitivity.STRICTLY_CONFIDENTIAL)
    made = decide(people, about=f"t-{threat.number}")
    ((row, _facts),) = told("decision_recorded")
    assert (row.sensitivity, row.area_path, row.related) == (2, "OV01/OV0101/", f'["T-{threat.number:06d}"]')
    assert {row.sensitivity for row, _facts in told("owed_noted")} == {2}
    assert decision_named(people.colleague.actor, made) is None


def test_it_can_be_about_an_incident_or_anything_in_the_ledger(people: People) -> None:
    incident = record(people, longitude=22.5)
    decide(people, about=incident.reference, by=people.colleague.actor)
    decide(people, about="DE-000001")
    assert [row.area_path for row, _facts in told("decision_recorded")] == ["OV02/OV0201/", "OV02/OV0201/"]


def test_a_record_that_the_post_may_not_see_is_told_like_none(people: People) -> None:
    incident = record(people, longitude=20.5)
    with pytest.raises(Invalid) as hidden:
        decide(people, by=people.colleague.actor, about=incident.reference)
    with pytest.raises(Invalid) as missing:
        decide(people, by=people.colleague.actor, about="I-99999999")
    assert hidden.value.problems == missing.value.problems


def test_without_a_record_it_belongs_to_the_area_of_the_post(people: People) -> None:
    decide(people, by=people.colleague.actor)
    assert told("decision_recorded")[0][0].area_path == "OV02/"


def test_protecting_one_person_is_strictly_confidential(people: People) -> None:
    made = decide(people, gate="protect_individual", by=people.colleague.actor)
    assert {row.sensitivity for row, _facts in (*told("decision_recorded"), *told("owed_noted"))} == {2}
    assert decision_named(people.colleague.actor, made) is None
    assert decision_named(people.in_charge.actor, made) is not None


def test_a_rights_case_is_kept_in_its_compartment(people: People) -> None:
    facts: dict[str, Any] = {
        "gate": "release_rights_case",
        "is_imminent": False,
        "reason": "Consent was given in writing.",
    }
    held = [ask.name for ask in gates()["release_rights_case"].asks]
    with pytest.raises(NotAllowed):
        decide(people, **facts, held=held)
    officer = put_in_post(MISSION, "human_rights", people.clock)
    decide(people, **facts, held=held, by=officer.actor)
    assert told("decision_recorded")[0][0].compartment == "human_rights_cases"


def test_the_moment_is_the_commands_own(people: People) -> None:
    decide(people)
    assert told("decision_recorded")[0][0].recorded_at == instant(people.clock.now())
