"""What is put on record about a decision and what the policy asked for first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tutela.act.decisions.rules import CONFIRMATION
from tutela.ledger.events import Event, event
from tutela.policy.gates import gates


def _in_words(name: str, facts: Mapping[str, Any]) -> object:
    """Return a fact, the act and what was asked for by their labels; what a gate no longer asks for by its name."""
    gate, language = gates().get(facts.get("gate", "")), get_language() or "en"
    if gate is None:
        return facts[name]
    if name == "gate":
        return gate.label(language)
    if name == "ask":
        known = {one.name: one.label(language) for one in gate.asks} | {CONFIRMATION: _("confirmed by who decides")}
        return known.get(facts[name], facts[name])
    return facts[name]


@event("act.decisions.decision_recorded", _("The decision {subject} was recorded: {gate}."), "P52.1")
@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRecorded(Event):
    """Somebody decided, and the gate answered: `held` was there, `outcome` is the verdict.

    `role` is that of the post that decided. `left_out` was only recommended; `limits` are those that haste left no
    time to confirm.
    """

    gate: str
    outcome: str
    is_imminent: bool
    held: list[str]
    acting_for: str
    role: str = ""
    left_out: list[str] = field(default_factory=list)
    limits: list[str] = field(default_factory=list)

    @classmethod
    def words(cls, name: str, facts: Mapping[str, Any]) -> object:
        """Return the act and what was asked for in words."""
        return _in_words(name, facts)


@event("act.decisions.owed_noted", _("Something is owed after the decision {subject}: {ask}."))
@dataclass(frozen=True, slots=True, kw_only=True)
class OwedNoted(Event):
    """What was skipped in haste; its clock runs from the decision.

    `within` names the parameter that is the clock, and `due_at` is when it runs out by that parameter's value then.
    """

    gate: str
    ask: str
    within: str = ""
    due_at: str = ""

    @classmethod
    def words(cls, name: str, facts: Mapping[str, Any]) -> object:
        """Return the act and what was asked for in words."""
        return _in_words(name, facts)


@event("act.decisions.owed_supplied", _("What was owed after the decision {subject} was supplied: {ask}."))
@dataclass(frozen=True, slots=True, kw_only=True)
class OwedSupplied(Event):
    """What was skipped is there now; the reason names the document or record that shows it."""

    gate: str
    ask: str

    @classmethod
    def words(cls, name: str, facts: Mapping[str, Any]) -> object:
        """Return the act and what was asked for in words."""
        return _in_words(name, facts)
