"""Facts: what the ledger says happened, as the policy's rules read it, and the patterns that pick facts out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Fact:
    """One ledger entry. `recorded_at` is when the software was told, `known_at` when it was known or done.

    `sequence` is its place in the ledger; an `as-of` question sees only what had been recorded by then.
    """

    sequence: int
    event: str
    subject: str
    recorded_at: datetime
    known_at: datetime
    payload: Mapping[str, Any] = field(default_factory=dict)
    related: tuple[str, ...] = ()

    @property
    def happened_at(self) -> datetime:
        """When it was done, never after it was recorded: nobody can report the future."""
        return min(self.known_at, self.recorded_at)


@dataclass(frozen=True, slots=True)
class Pattern:
    """An event's name and what its payload must hold: for each field one of the given values.

    Of a field that holds a list (to whom a product went), one entry of it must be among the given values.
    """

    event: str
    where: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)

    def fits(self, fact: Fact) -> bool:
        """Return whether a fact is meant."""
        if fact.event != self.event:
            return False
        return all(_is_among(fact.payload.get(name), values) for name, values in self.where.items())


def _is_among(held: Any, values: tuple[Any, ...]) -> bool:
    if isinstance(held, list | tuple):
        return any(one in values for one in held)
    return held in values


def pattern_from(told: Mapping[str, Any]) -> Pattern:
    """Read a pattern from a table of a rule file: `{event = "...", where = {field = value or list}}`."""
    where = told.get("where", {})
    return Pattern(
        told["event"],
        {name: tuple(value) if isinstance(value, list) else (value,) for name, value in where.items()},
    )
