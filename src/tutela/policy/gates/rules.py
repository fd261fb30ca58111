"""What a gate is, and the reading of the rule files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from tutela.policy.tables import tables_in


class Strength(StrEnum):
    """How firmly something is asked for."""

    MUST = "must"  # blocks, unless violence is imminent: then it is owed
    IF_TIME = "if_time"  # the same; the policy itself allows for haste
    SHOULD = "should"  # never blocks; that it was left out is recorded
    LIMIT = "limit"  # blocks always


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that a gate asks for. `owed_within` names the parameter that is the clock of what was skipped."""

    name: str
    strength: Strength
    labels: Mapping[str, str]
    cites: tuple[str, ...]
    owed_within: str = ""

    def label(self, language: str) -> str:
        """Return what is asked for, as a sentence; in English where the language has none."""
        return self.labels.get(language.split("-", maxsplit=1)[0], self.labels["en"])


@dataclass(frozen=True, slots=True)
class Gate:
    """The rules for one act. `deciders` are roles, empty where the policy names nobody (`unnamed` says so to people).

    `is_delegable` is whether somebody may decide in the decider's name. `is_response` is whether the act can answer
    violence that is imminent or in progress: where it cannot, haste lifts nothing and no clock is needed.
    """

    name: str
    labels: Mapping[str, str]
    cites: tuple[str, ...]
    deciders: tuple[str, ...]
    is_delegable: bool
    asks: tuple[Ask, ...]
    decider_cites: tuple[str, ...] = ()
    reading: Mapping[str, str] | None = None
    is_response: bool = True

    def label(self, language: str) -> str:
        """Return the act as a heading; in English where the language has none."""
        return self.labels.get(language.split("-", maxsplit=1)[0], self.labels["en"])

    def ask(self, name: str) -> Ask:
        """Return what is asked for under a name. Raises KeyError."""
        return {ask.name: ask for ask in self.asks}[name]


def gate_from(name: str, told: Mapping[str, Any]) -> Gate:
    """Read one table of a rule file. Raises KeyError, ValueError or TypeError for a table that is no gate."""
    known = {"en", "fr", "cites", "deciders", "decider_cites", "is_delegable", "is_response", "asks", "reading"}
    if unknown := sorted(set(told) - known):
        raise ValueError(f"{name}: {', '.join(unknown)} is no part of a gate.")
    is_response = bool(told.get("is_response", True))
    asks = tuple(_ask(name, code, facts, has_clock=is_response) for code, facts in told.get("asks", {}).items())
    if not told["cites"] or not (asks or told["deciders"]):
        raise ValueError(f"{name}: a gate cites its paragraphs and asks for something.")
    return Gate(
        name=name,
        labels={"en": told["en"], "fr": told["fr"]},
        cites=tuple(told["cites"]),
        deciders=tuple(told["deciders"]),
        is_delegable=bool(told.get("is_delegable", True)),
        asks=asks,
        decider_cites=tuple(told.get("decider_cites", ())),
        reading=told.get("reading"),
        is_response=is_response,
    )


def _ask(gate: str, name: str, told: Mapping[str, Any], *, has_clock: bool) -> Ask:
    strength = Strength(told["strength"])
    owed = told.get("owed_within", "")
    if (has_clock and strength in {Strength.MUST, Strength.IF_TIME}) != bool(owed):
        raise ValueError(f"{gate}.{name}: what may be owed afterwards, and nothing else, needs a clock.")
    if not told["cites"]:
        raise ValueError(f"{gate}.{name}: what is asked for cites its paragraph.")
    return Ask(name, strength, {"en": told["en"], "fr": told["fr"]}, tuple(told["cites"]), owed)


@cache
def gates() -> dict[str, Gate]:
    """Return all gates by name, in the order of the files. Raises ValueError for a name that is given twice."""
    told = tables_in(files(__package__).joinpath("data"))
    return {name: gate_from(name, facts) for name, facts in told.items()}
