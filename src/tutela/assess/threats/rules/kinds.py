"""Kinds of violence: the acts of para 16 grouped as one threat meets them, and what follows from the acts."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tutela.policy.vocabulary import terms

NO_KIND = "other"


@dataclass(frozen=True, slots=True)
class Kind:
    """A group of related acts. `at_risk` holds the groups of para 29 that follow from the act itself."""

    code: str
    labels: dict[str, str]
    acts: tuple[str, ...]
    at_risk: tuple[str, ...]
    cites: tuple[str, ...]

    def label(self, language: str) -> str:
        """Return the label in a language, in English where there is none."""
        return self.labels.get(language.split("-", maxsplit=1)[0], self.labels["en"])


@cache
def kinds() -> dict[str, Kind]:
    """Return the kinds of violence by code, in their own order."""
    text = files("tutela.assess.threats").joinpath("data/kinds.toml").read_text("utf-8")
    return {
        code: Kind(
            code=code,
            labels={key: value for key, value in facts.items() if len(key) == 2},
            acts=tuple(facts["acts"]),
            at_risk=tuple(facts["at_risk"]),
            cites=tuple(facts["cites"]),
        )
        for code, facts in tomllib.loads(text).items()
    }


def kind_label(code: str, language: str) -> str:
    """Return the label of a kind, or the code itself when the list does not know it (older data)."""
    kind = kinds().get(code)
    return kind.label(language) if kind else code


@cache
def _kind_by_act() -> dict[str, str]:
    return {act: kind.code for kind in kinds().values() for act in kind.acts}


def kind_of(act: str) -> str | None:
    """Return the kind of an act, or None for an act that harms nobody by itself (context)."""
    term = terms("acts").get(act)
    if term is not None and term.context:
        return None
    return _kind_by_act().get(act, NO_KIND)


def kind_of_acts(acts: Iterable[str]) -> str:
    """Return the one kind that acts belong to: that of most of them, the first in order among equals."""
    found = [kind for act in acts if (kind := kind_of(act)) is not None]
    order = list(kinds())
    return min(set(found), key=lambda kind: (-found.count(kind), order.index(kind)), default=NO_KIND)


def in_order(acts: Iterable[str]) -> tuple[str, ...]:
    """Return acts once each, in the vocabulary's order; acts that it does not know come last, by name."""
    order = {code: place for place, code in enumerate(terms("acts"))}
    return tuple(sorted(set(acts), key=lambda act: (order.get(act, len(order)), act)))


def compartments_of(acts: Iterable[str]) -> tuple[str, ...]:
    """Return the compartments that acts carry, sorted; none for acts that anybody may know of."""
    known = terms("acts")
    return tuple(sorted({known[act].compartment for act in acts if act in known and known[act].compartment}))
