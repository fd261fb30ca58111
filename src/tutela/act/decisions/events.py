"""What is put on record about a decision and what the policy asked for first."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from tutela.ledger.events import Event, event


@event("act.decisions.decision_recorded", _("The decision {subject} was recorded: {gate}."), "P52.1")
@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRecorded(Event):
    """Somebody decided, and the gate answered: `held` was there, `outcome` is the verdict."""

    gate: str
    outcome: str
    is_imminent: bool
    held: list[str]
    acting_for: str


@event("act.decisions.owed_noted", _("Something is owed after the decision {subject}: {ask}."))
@dataclass(frozen=True, slots=True, kw_only=True)
class OwedNoted(Event):
    """What was skipped in haste; its clock runs from the decision."""

    gate: str
    ask: str


@event("act.decisions.owed_supplied", _("What was owed after the decision {subject} was supplied: {ask}."))
@dataclass(frozen=True, slots=True, kw_only=True)
class OwedSupplied(Event):
    """What was skipped is there now; `evidence` names the document or record that shows it."""

    gate: str
    ask: str
    evidence: str
