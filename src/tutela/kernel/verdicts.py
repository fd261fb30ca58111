"""Verdicts: an outcome that never travels without its reasons and its citations."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Outcome(StrEnum):
    """What a check found."""

    YES = "yes"
    NO = "no"
    OWED = "owed"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Verdict:
    """An outcome with the sentences that explain it, the policy ids it rests on and the inputs it saw."""

    outcome: Outcome
    reasons: tuple[str, ...]
    cites: tuple[str, ...]
    inputs: dict[str, object] = field(default_factory=dict)

    @property
    def allows(self) -> bool:
        """Whether an act may go ahead: what is owed is recorded with a clock, it does not block (para 52)."""
        return self.outcome in {Outcome.YES, Outcome.OWED}
