"""Decisions without a store: what a gate's no says, how closely a decision is kept, which references can be meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from tutela.access.rules import Compartment, Sensitivity
from tutela.kernel.ids import reference
from tutela.kernel.refusals import Refusal
from tutela.kernel.sentences import Sentence
from tutela.policy.gates import Gate, GateVerdict
from tutela.policy.gates.judging import told

DECISION = "DE"
CONFIRMATION = "confirmed_by_decider"
"""What is owed besides when somebody else decided in haste: a word of the one whose decision it is."""
CONFIRMED_WITHIN = "owed_after_hours"

# Acts that concern one person or a case: where what the gate is about is kept in a closed compartment, so is the
# decision; where no compartment is named for it, it is held as closely as anything can be.
ROOMS = {
    "release_rights_case": Compartment.HUMAN_RIGHTS_CASES.value,
    "investigate_misconduct": Compartment.MISCONDUCT.value,
}
CLOSELY_HELD = frozenset({"protect_individual", "hold_not_civilian"})

_TYPED = re.compile(r"^([A-Za-z]{1,4})-?0*([0-9]{1,12})$")


class GateClosed(Refusal):
    """The policy's gate says no. The message is the act and why, the remedy what is missing and who decides."""

    code = "gate_closed"

    def __init__(
        self,
        gate: Gate,
        verdict: GateVerdict,
        *,
        deciders: Iterable[str] = (),
        translate: Callable[[str], str] = str,
        language: str = "en",
    ) -> None:
        said = told(gate, verdict, language)
        split = 1 + len(verdict.reasons)
        lists = list(said[split:])
        if verdict.needs_decider:
            lists.append(Sentence("Who decides: {who}.", who=", ".join(deciders)))
        super().__init__(_joined(said[:split], translate), remedy=_joined(lists, translate))
        self.paragraphs = verdict.cites


def _joined(sentences: Iterable[Sentence], translate: Callable[[str], str]) -> str:
    return " ".join(one.told(translate) for one in sentences)


def clock_of(gate: Gate, ask: str) -> str:
    """Return the name of the parameter that is the clock of something owed. Raises KeyError for an unknown ask."""
    return CONFIRMED_WITHIN if ask == CONFIRMATION else gate.ask(ask).owed_within


def may_confirm(gate: Gate, role: str) -> bool:
    """Return whether a role is the one whose decision it is, and that can confirm what was decided in its stead."""
    return role in gate.deciders


def sensitivity_of(gate: str, of_the_record: int) -> int:
    """Return how closely a decision is held: at least as its record, and as closely as can be for one person."""
    return max(of_the_record, int(Sensitivity.STRICTLY_CONFIDENTIAL) if gate in CLOSELY_HELD else 0)


def compartment_of(gate: str, of_the_record: str) -> str:
    """Return the compartment that a decision is kept in: the gate's own, or that of the record it is about."""
    return ROOMS.get(gate, of_the_record)


def reference_typed(text: str) -> str:
    """Return a record's reference as the ledger writes it: `t-12` becomes `T-000012`; other text without its blanks."""
    found = _TYPED.match(text.strip())
    return reference(found[1].upper(), int(found[2])) if found else text.strip()
