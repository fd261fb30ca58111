"""A gate answers only what it is asked, haste helps only a response, and its posts exist."""

from __future__ import annotations

from typing import Any

import pytest

from tutela.kernel.verdicts import Outcome
from tutela.policy.cases import gate_cases
from tutela.policy.gates import Case, gate_from, gates, judge
from tutela.policy.roles import roles

LIMIT = {"strength": "limit", "en": "x", "fr": "x", "cites": ["P1.1"]}
MUST = {"strength": "must", "en": "x", "fr": "x", "cites": ["P1.1"]}


def _told(**more: Any) -> dict[str, Any]:
    return {"en": "x", "fr": "x", "cites": ["P1.1"], "deciders": [], **more}


def test_the_posts_that_decide_and_the_posts_in_examples_exist() -> None:
    named = {role for gate in gates().values() for role in gate.deciders}
    named |= {role for case in gate_cases() for role in (case.asked.role, case.asked.acting_for) if role}
    assert named <= set(roles())


def test_a_gate_that_names_nobody_says_how_that_is_read_in_both_languages() -> None:
    silent = [gate for gate in gates().values() if not gate.deciders]
    assert [gate.name for gate in silent if set(gate.reading or {}) != {"en", "fr"}] == []


def test_haste_lifts_nothing_where_the_act_cannot_answer_violence() -> None:
    gate = gate_from("write", _told(is_response=False, asks={"first": MUST, "never": LIMIT}))
    assert judge(gate, Case("x", frozenset({"never"}), is_imminent=True)).outcome is Outcome.NO
    assert judge(gate, Case("x", frozenset({"first"}), is_imminent=True)).outcome is Outcome.NO


def test_a_limit_that_haste_left_open_is_recalled_and_one_that_is_crossed_stops() -> None:
    gate = gate_from("move", _told(asks={"never": LIMIT}))
    verdict = judge(gate, Case("x", is_imminent=True))
    assert verdict.allows
    assert verdict.limits == (gate.ask("never"),)
    assert not judge(gate, Case("x", broken=frozenset({"never"}), is_imminent=True)).allows


@pytest.mark.parametrize(
    ("held", "broken", "matter"), [({"strange"}, set(), "does not ask"), ({"never"}, {"never"}, "both")]
)
def test_what_makes_no_sense_is_refused(held: set[str], broken: set[str], matter: str) -> None:
    gate = gate_from("move", _told(asks={"never": LIMIT}))
    with pytest.raises(ValueError, match=matter):
        judge(gate, Case("x", frozenset(held), frozenset(broken)))
