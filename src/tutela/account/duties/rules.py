"""Which rooms a duty's records are kept in, and how states are summed up: pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache

from tutela.policy.duties import STATES, Duty, Standing, State
from tutela.policy.vocabulary import terms

VOCABULARIES = ("deeds_regular", "deeds_prompted", "occurrences")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def closed_rooms(duty: Duty) -> frozenset[str]:
    """Return the compartments that what bears on a duty is kept in."""
    rooms = _rooms()
    patterns = (*duty.satisfied, *duty.opens)
    return frozenset(rooms[kind] for one in patterns for kind in one.where.get("kind", ()) if rooms.get(kind))


@cache
def _rooms() -> dict[str, str]:
    return {code: term.compartment for name in VOCABULARIES for code, term in terms(name).items()}


def counted(standings: Iterable[Standing]) -> dict[State, int]:
    """Return how many duties are in each state, the worst state first; every state is there."""
    found = Counter(one.state for one in standings)
    return {state: found[state] for state in STATES}


def harmless(cell: object) -> object:
    """Return a cell that no spreadsheet runs: text that could begin a formula gets an apostrophe before it."""
    if isinstance(cell, str) and cell.lstrip(" \u00a0\ufeff").startswith(_FORMULA_STARTS):
        return f"'{cell}"
    return cell
