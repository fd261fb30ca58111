"""Cases that a lawyer can read: for each duty and gate examples of what follows and what does not, run as tests.

`kind` says what an example is for: it applies, it does not, one of a pair at a boundary, or an exception.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any

from tutela.policy.duties.rules import DEED, OCCURRENCE
from tutela.policy.facts import Fact
from tutela.policy.gates.judging import Case as Asked

KINDS = ("applies", "does_not_apply", "boundary", "exception")


@dataclass(frozen=True, slots=True)
class DutyCase:
    """Facts, a moment, and how the duty stands then. `reason` is the expected sentence in English."""

    duty: str
    name: str
    kind: str
    facts: tuple[Fact, ...]
    as_of: datetime
    state: str
    reason: str


@dataclass(frozen=True, slots=True)
class GateCase:
    """What is known when somebody wants to act, and the verdict. `text` is what the person is told, in English."""

    gate: str
    name: str
    kind: str
    asked: Asked
    outcome: str
    text: str
    owed: tuple[str, ...]


def duty_cases() -> Iterator[DutyCase]:
    """Yield every example of every duty: one file for each duty, named after it."""
    for name, told in _told("duties"):
        yield DutyCase(
            duty=name,
            name=told["name"],
            kind=told["kind"],
            facts=tuple(_fact(number, fact) for number, fact in enumerate(told["facts"], start=1)),
            as_of=_moment(told["as_of"]),
            state=told["state"],
            reason=told["reason"],
        )


def gate_cases() -> Iterator[GateCase]:
    """Yield every example of every gate: one file for each gate, named after it."""
    for name, told in _told("gates"):
        asked = Asked(
            role=told["role"],
            held=frozenset(told.get("held", ())),
            broken=frozenset(told.get("broken", ())),
            is_imminent=told.get("is_imminent", False),
            acting_for=told.get("acting_for", ""),
        )
        owed = tuple(told.get("owed", ()))
        yield GateCase(name, told["name"], told["kind"], asked, told["outcome"], told["text"], owed)


def _told(folder: str) -> Iterator[tuple[str, dict[str, Any]]]:
    held = files(__package__).joinpath(folder).iterdir()
    for name, file in sorted((item.name, item) for item in held if item.name.endswith(".toml")):
        for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]:
            yield name.removesuffix(".toml"), case


def _fact(number: int, told: dict[str, Any]) -> Fact:
    """Read one fact: `at` when it was recorded, `known` when it was known or done if that was earlier.

    `deed` and `occurrence` stand for the recording of one; otherwise `event` names what happened.
    """
    payload, event = dict(told.get("payload", {})), told.get("event", "")
    for short, name in (("deed", DEED), ("occurrence", OCCURRENCE)):
        if short in told:
            event, payload["kind"] = name, told[short]
    at = _moment(told["at"])
    return Fact(
        sequence=number,
        event=event,
        subject=told.get("about", f"record:{number}"),
        recorded_at=at,
        known_at=_moment(told["known"]) if "known" in told else at,
        payload=payload,
        related=tuple(told.get("related", ())),
    )


def _moment(told: Any) -> datetime:
    moment = told if isinstance(told, datetime) else datetime.fromisoformat(str(told))
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
