"""What a statement of compliance holds: plain values, the same for every format and language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from tutela.policy.catalogue.coverage import Tally
from tutela.policy.duties import Standing, State
from tutela.policy.parameters import Value


@dataclass(frozen=True, slots=True)
class Deciding:
    """A ledger entry that decided a state, as far as whoever asked may know of it."""

    sequence: int
    event: str
    subject: str
    recorded_at: datetime
    hash: str


@dataclass(frozen=True, slots=True)
class Excused:
    """A duty that somebody decided need not be done for one occasion."""

    duty: str
    occasion: str
    reason: str
    by: str
    entry: int
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Tailored:
    """A part that the mission lacks. `named` is who was named, `stand_in` who stands in in the end; blank for nobody.

    `silenced` are the duties that are not applicable for that reason, each with how many occasions are open all the
    same; `handed_on` those that fall to whoever stands in.
    """

    part: str
    named: str
    stand_in: str
    reason: str
    by: str
    entry: int
    recorded_at: datetime
    silenced: tuple[tuple[str, int], ...]
    handed_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """A parameter as it was in force; `reason` is the mission's own, blank for the default."""

    name: str
    value: Value
    default: Value
    reason: str = ""
    set_at: datetime | None = None

    @property
    def is_default(self) -> bool:
        """Whether the mission left it as it came."""
        return self.value == self.default


@dataclass(frozen=True, slots=True)
class OwedThen:
    """What was skipped before a decision: what it is, until when it was owed, and whether it was supplied by then."""

    ask: str
    due_at: datetime | None
    supplied_at: datetime | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class DecisionThen:
    """A decision after which something was owed, as it stood at the moment of the statement."""

    reference: str
    gate: str
    is_imminent: bool
    entry: int
    recorded_at: datetime
    owed: tuple[OwedThen, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """How a mission stood at `as_of`, the end of `day` or the present, as the post `seen_by` may know it.

    `decisions` is None where decisions are closed to that post; `decided` is how many there were in all.
    `sensitivity` is the step (0 to 2) of the closest-kept thing in it.
    """

    mission: str
    names: Mapping[str, str]
    is_exercise: bool
    day: date
    as_of: datetime
    head: int
    head_hash: str
    seen_by: str
    sensitivity: int
    standings: tuple[Standing, ...]
    deciding: Mapping[int, Deciding]
    excused: tuple[Excused, ...]
    tailored: tuple[Tailored, ...]
    settings: tuple[Setting, ...]
    decisions: tuple[DecisionThen, ...] | None
    decided: int
    coverage: Tally

    def in_state(self, state: State) -> list[Standing]:
        """Return the duties in a state, in their order."""
        return [one for one in self.standings if one.state is state]

    def entries_of(self, standing: Standing) -> list[Deciding]:
        """Return the entries that decided a state and that may be known, in the ledger's order."""
        return [self.deciding[number] for number in sorted(standing.decided_by) if number in self.deciding]
