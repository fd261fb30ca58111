"""How much of the policy the software answers: one state for each demand, and counts that add up to all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from tutela.policy.catalogue import Demand, Disposition
from tutela.policy.catalogue.answers import Answer


class Cover(StrEnum):
    """How far the software answers a demand."""

    ANSWERED = "answered"  # something in the software is what the demand asks for
    PARTLY = "partly"  # something bears on it, but not all that it asks for
    OPEN = "open"  # nothing yet
    READ = "read"  # it asks for nothing; it is there to be read


# What a citation alone proves, by the demand's disposition: a rule that watches a duty, a gate that asks, a term that
# is there to be chosen. A citation by anything else bears on the demand in part.
ENOUGH: Mapping[Disposition, frozenset[str]] = {
    Disposition.VOCABULARY: frozenset({"vocabulary"}),
    Disposition.DUTY: frozenset({"duty"}),
    Disposition.GATE: frozenset({"gate"}),
    Disposition.CONTENT: frozenset({"event", "product"}),
    Disposition.RECORD: frozenset({"event", "record"}),
    Disposition.PRODUCT: frozenset({"event", "product"}),
    Disposition.ROLE: frozenset({"event", "duty", "gate", "role"}),
    Disposition.CONTEXT: frozenset(),
}
WEIGHTS = (3, 2, 1)


def is_enough(demand: Demand, citation: str) -> bool:
    """Return whether a citation of a kind answers the demand; `record` is a term of what people put on record."""
    return citation in ENOUGH[demand.disposition]


def cover_of(demand: Demand, answers: Iterable[Answer]) -> Cover:
    """Return how far a demand is answered by all that points to it."""
    if demand.disposition is Disposition.CONTEXT:
        return Cover.READ
    held = list(answers)
    if any(one.is_whole for one in held):
        return Cover.ANSWERED
    return Cover.PARTLY if held else Cover.OPEN


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of some demands are in each state."""

    counts: Mapping[Cover, int]

    @property
    def all(self) -> int:
        """All of them."""
        return sum(self.counts.values())

    @property
    def asked(self) -> int:
        """Those that ask for something."""
        return self.all - self.counts[Cover.READ]

    @property
    def answered(self) -> int:
        """Those that are answered."""
        return self.counts[Cover.ANSWERED]

    @property
    def partly(self) -> int:
        """Those that are answered in part."""
        return self.counts[Cover.PARTLY]

    @property
    def open(self) -> int:
        """Those that nothing answers yet."""
        return self.counts[Cover.OPEN]

    @property
    def read(self) -> int:
        """Those that ask for nothing."""
        return self.counts[Cover.READ]


def tally(covers: Iterable[Cover]) -> Tally:
    """Count states; every state is there."""
    found = Counter(covers)
    return Tally({state: found[state] for state in Cover})
