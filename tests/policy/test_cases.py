"""Every example that a lawyer can read comes out as it says."""

from __future__ import annotations

from collections import Counter

import pytest

from tutela.policy.cases import KINDS, DutyCase, GateCase, duty_cases, gate_cases
from tutela.policy.duties import duties, fold, standing_of
from tutela.policy.gates import gates, judge
from tutela.policy.gates.judging import told

DUTY_CASES, GATE_CASES = list(duty_cases()), list(gate_cases())


@pytest.mark.parametrize("case", DUTY_CASES, ids=lambda case: f"{case.duty}: {case.name}")
def test_a_duty_stands_as_its_example_says(case: DutyCase) -> None:
    duty = duties()[case.duty]
    found = standing_of(fold(case.facts, as_of=case.as_of), duty, case.as_of)
    assert (str(found.state), str(found.reasons[0])) == (case.state, case.reason)


@pytest.mark.parametrize("case", GATE_CASES, ids=lambda case: f"{case.gate}: {case.name}")
def test_a_gate_answers_as_its_example_says(case: GateCase) -> None:
    gate = gates()[case.gate]
    verdict = judge(gate, case.asked)
    assert str(verdict.outcome) == case.outcome
    assert " ".join(told(gate, verdict, "en")) == case.text
    assert tuple(ask.name for ask in verdict.owed) == case.owed


def test_every_duty_and_gate_has_examples_of_every_kind() -> None:
    counted = Counter((case.duty, case.kind) for case in DUTY_CASES)
    counted.update((case.gate, case.kind) for case in GATE_CASES)
    least = dict.fromkeys(KINDS, 1) | {"boundary": 2}
    wanted = [(name, kind) for name in (*duties(), *gates()) for kind in KINDS]
    assert [(name, kind) for name, kind in wanted if counted[name, kind] < least[kind]] == []


def test_no_example_is_of_something_that_is_not_there() -> None:
    assert {case.duty for case in DUTY_CASES} <= set(duties())
    assert {case.gate for case in GATE_CASES} <= set(gates())
