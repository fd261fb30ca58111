"""The policy's own words: closed lists read from TOML, each term with labels and the demands it rests on."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a closed list. `labels` maps a language code to what people read."""

    code: str
    labels: dict[str, str]
    cites: tuple[str, ...]
    context: bool = False
    compartment: str = ""

    def label(self, language: str) -> str:
        """Return the label in a language, in English where there is none."""
        return self.labels.get(language.split("-", maxsplit=1)[0], self.labels["en"])


LISTS = (
    "addressees",
    "actor_kinds",
    "acts",
    "components",
    "deeds_prompted",
    "deeds_regular",
    "groups_at_risk",
    "harm_kinds",
    "occurrences",
    "phases",
    "signals",
    "tiers",
)


@cache
def terms(name: str) -> dict[str, Term]:
    """Return a list by name, in its own order. Raises KeyError for an unknown list."""
    if name not in LISTS:
        raise KeyError(name)
    source = files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return {code: _term(code, facts) for code, facts in tomllib.loads(source).items()}


def _term(code: str, facts: dict[str, Any]) -> Term:
    labels = {key: value for key, value in facts.items() if len(key) == 2}
    return Term(
        code,
        labels,
        tuple(facts["cites"]),
        bool(facts.get("context", False)),
        str(facts.get("compartment", "")),
    )


def term_label(name: str, code: str, language: str) -> str:
    """Return the label of a code, or the code itself when the list does not know it (older data)."""
    term = terms(name).get(code)
    return term.label(language) if term else code
