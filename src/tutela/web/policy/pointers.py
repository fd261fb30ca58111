"""The policy's paragraphs in order, and how far each demand in them is answered (`tutela.ledger.answers`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tutela.ledger.answers import answers, cited, covers, tally_of
from tutela.policy.catalogue import Demand, paragraph, sections

__all__ = ["Neighbours", "answers", "cited", "covers", "neighbours", "paragraphs", "tally_of"]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The paragraphs before and after one; blank at the ends."""

    before: str
    after: str


@cache
def paragraphs() -> dict[str, tuple[Demand, ...]]:
    """Return the demands by paragraph or annex item, named as citations name it, in the policy's order."""
    found: dict[str, list[Demand]] = {}
    for part in sections():
        for row in part.demands:
            found.setdefault(paragraph(row.id), []).append(row)
    return {name: tuple(rows) for name, rows in found.items()}


def neighbours(name: str) -> Neighbours:
    """Return what stands before and after a paragraph. Raises ValueError for an unknown one."""
    names = list(paragraphs())
    place = names.index(name)
    return Neighbours(names[place - 1] if place else "", names[place + 1] if place + 1 < len(names) else "")
