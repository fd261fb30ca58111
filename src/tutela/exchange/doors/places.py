"""Finding in free words the one area of the mission that they name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tutela.access.rules import Actor
from tutela.exchange.doors.queries import areas_met_as
from tutela.kernel.names import place_key

LONGEST_NAME = 5
MOST_WORDS = 400
_WORD = re.compile(r"[^\W\d_][\w'’‘-]*", re.UNICODE)
# Words of every message that are also names of places somewhere: one of them alone names no place.
COMMON = frozenset(
    """
    attack attaque alert alerte help market marche school ecole road route village river church mosque hopital hospital
    north south east west people men armed night morning today now soon please near
    """.split()
)


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place that words name: as it was written, and its area's code where one area alone is met under the name."""

    name: str = ""
    area_code: str = ""


def place_in(actor: Actor, text: str) -> NamedPlace:
    """Return the place that a text names: the longest name that fits an area, the deeper area where two fit.

    Where a name is met under several areas of the same depth, the name is given and no area is.
    """
    pieces = _pieces(text)
    met = areas_met_as(actor, pieces.keys())
    best: tuple[int, int] = (0, 0)
    found = NamedPlace()
    for key, choices in met.items():
        deepest = max(choice.level for choice in choices)
        fitting = [choice for choice in choices if choice.level == deepest]
        rank = (len(key.split()), deepest)
        if rank > best:
            best = rank
            found = NamedPlace(pieces[key], fitting[0].code if len(fitting) == 1 else "")
    return found


def _pieces(text: str) -> dict[str, str]:
    """Return what could be names: the folded key of each run of up to five words, and the words themselves."""
    words = list(_WORD.finditer(text))[:MOST_WORDS]
    found: dict[str, str] = {}
    for length in range(LONGEST_NAME, 0, -1):
        for first, last in zip(words, words[length - 1 :], strict=False):
            written = text[first.start() : last.end()]
            key = place_key(written)
            if key and key not in COMMON and len(key) > 2:
                found.setdefault(key, written)
    return found
