"""The fold: facts go in one after the other, and a small book of what is open, met and excused comes out.

The book does not grow with the ledger: what is done is counted, and only the latest occasions are kept by name.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from tutela.kernel.clock import instant
from tutela.policy.duties.rules import EXCUSED, PARAMETER_SET, PROFILE_SET, WITHDRAWN, Duty, Kind, duties
from tutela.policy.facts import Fact, Pattern
from tutela.policy.parameters import Value, parameters

KEPT = 20
EARLY = 2000
MOST_KINDS = 5000
UNITS = {"hours": timedelta(hours=1), "days": timedelta(days=1)}


# A checkpoint is our own writing: what `instant` wrote is read without being proved again, three times as fast.
read_moment = datetime.fromisoformat


@dataclass(frozen=True, slots=True)
class Occasion:
    """One time that a duty came due: what opened it, until when, and what ended it (0 while it is open)."""

    key: str
    opened_by: int
    opened_at: datetime
    due_at: datetime
    ended_by: int = 0
    ended_at: datetime | None = None
    is_excused: bool = False

    @property
    def is_late(self) -> bool:
        """Whether it was ended after its time."""
        return self.ended_at is not None and not self.is_excused and self.ended_at > self.due_at

    def as_list(self) -> list[Any]:
        """Return it for a checkpoint."""
        ended = instant(self.ended_at) if self.ended_at else ""
        opened, due = instant(self.opened_at), instant(self.due_at)
        return [self.key, self.opened_by, opened, due, self.ended_by, ended, self.is_excused]

    @classmethod
    def from_list(cls, told: list[Any]) -> Occasion:
        """Read what `as_list` gave."""
        key, by, opened, due, ended_by, ended, is_excused = told
        at = read_moment(ended) if ended else None
        return cls(key, by, read_moment(opened), read_moment(due), ended_by, at, is_excused)


@dataclass(slots=True)
class Page:
    """What the book holds of one duty.

    `latest` is the last time that it was done, with its entry; `periods` the quarters for which it was done;
    `early` the answers that came before their occasion was recorded; `looked` the last entry that shows that
    somebody looks.
    """

    open: dict[str, Occasion] = field(default_factory=dict)
    ended: list[Occasion] = field(default_factory=list)
    met: int = 0
    late: int = 0
    excused: int = 0
    latest: tuple[datetime, int] | None = None
    periods: dict[str, tuple[datetime, int]] = field(default_factory=dict)
    excuses: dict[str, int] = field(default_factory=dict)
    early: dict[str, tuple[datetime, int]] = field(default_factory=dict)
    looked: int = 0

    def as_json(self) -> dict[str, Any]:
        """Return the page as plain values."""
        return {
            "open": [occasion.as_list() for occasion in self.open.values()],
            "ended": [occasion.as_list() for occasion in self.ended],
            "counts": [self.met, self.late, self.excused, self.looked],
            "latest": [instant(self.latest[0]), self.latest[1]] if self.latest else None,
            "periods": _moments(self.periods),
            "excuses": self.excuses,
            "early": _moments(self.early),
        }

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Page:
        """Read what `as_json` gave."""
        met, late, excused, looked = told["counts"]
        occasions = [Occasion.from_list(one) for one in told["open"]]
        return cls(
            open={occasion.key: occasion for occasion in occasions},
            ended=[Occasion.from_list(one) for one in told["ended"]],
            met=met,
            late=late,
            excused=excused,
            latest=(read_moment(told["latest"][0]), told["latest"][1]) if told["latest"] else None,
            periods=_from_moments(told["periods"]),
            excuses=dict(told["excuses"]),
            early=_from_moments(told["early"]),
            looked=looked,
        )


def _moments(told: Mapping[str, tuple[datetime, int]]) -> dict[str, list[Any]]:
    return {key: [instant(at), by] for key, (at, by) in told.items()}


def _from_moments(told: Mapping[str, Any]) -> dict[str, tuple[datetime, int]]:
    return {key: (read_moment(at), by) for key, (at, by) in told.items()}


class Book:
    """The state of all duties of a mission after the facts so far."""

    def __init__(self, rules: Mapping[str, Duty] | None = None) -> None:
        self.rules = duties() if rules is None else rules
        self.pages = {name: Page() for name in self.rules}
        self.values: dict[str, Value] = {}
        self.absent: dict[str, tuple[int, str]] = {}
        self.began_at: datetime | None = None
        self.sequence = 0
        self.last_recorded_at: datetime | None = None
        self._by_event = _by_event(self.rules)

    def as_json(self) -> dict[str, Any]:
        """Return the book as plain values, for a checkpoint."""
        return {
            "sequence": self.sequence,
            "began_at": instant(self.began_at) if self.began_at else "",
            "values": self.values,
            "absent": {part: list(told) for part, told in self.absent.items()},
            "pages": {name: page.as_json() for name, page in self.pages.items()},
        }

    @classmethod
    def from_json(cls, told: Mapping[str, Any], rules: Mapping[str, Duty] | None = None) -> Book:
        """Read what `as_json` gave. Raises KeyError when the rules have changed since: fold anew then."""
        book = cls(rules)
        book.sequence, book.values = told["sequence"], dict(told["values"])
        book.began_at = read_moment(told["began_at"]) if told["began_at"] else None
        book.absent = {part: (by, cover) for part, (by, cover) in told["absent"].items()}
        book.pages = {name: Page.from_json(told["pages"][name]) for name in book.rules}
        return book

    def span(self, name: str) -> timedelta:
        """Return a parameter as a length of time, as it stands at this place of the ledger."""
        parameter = parameters()[name]
        return float(self.values.get(name, parameter.default)) * UNITS[parameter.unit]

    def take(self, fact: Fact) -> None:
        """Fold one fact in. Raises ValueError when it does not come after the ones before it."""
        if fact.sequence <= self.sequence:
            raise ValueError(f"Entry {fact.sequence} comes after entry {self.sequence}.")
        self.sequence, self.last_recorded_at = fact.sequence, fact.recorded_at
        if self.began_at is None:
            self.began_at = fact.recorded_at
        if fact.event == PARAMETER_SET:
            self._set_parameter(fact)
        elif fact.event == PROFILE_SET:
            self._set_profile(fact)
        elif fact.event == EXCUSED:
            self._excuse(fact)
        index = self._by_event.get(fact.event)
        if index is not None:
            for bearing in index.of(fact):
                self._bear(bearing, fact)

    def _set_parameter(self, fact: Fact) -> None:
        name = fact.payload.get("name")
        if name in parameters():
            self.values[str(name)] = fact.payload["value"]

    def _set_profile(self, fact: Fact) -> None:
        part = str(fact.payload.get("part", ""))
        if fact.payload.get("is_absent"):
            self.absent[part] = (fact.sequence, str(fact.payload.get("covered_by", "")))
        else:
            self.absent.pop(part, None)

    def _excuse(self, fact: Fact) -> None:
        name, key = str(fact.payload.get("duty", "")), str(fact.payload.get("occasion", ""))
        if name not in self.pages:
            return
        page = self.pages[name]
        occasion = page.open.pop(key, None)
        if occasion is not None:
            self._end(page, occasion, fact, is_excused=True)
        else:
            page.excuses[key] = fact.sequence

    def _bear(self, bearing: Bearing, fact: Fact) -> None:
        duty, page = bearing.duty, self.pages[bearing.duty.name]
        page.looked = fact.sequence
        if bearing.satisfies:
            self._answer(duty, page, fact)
        if bearing.opens:
            self._open(duty, page, fact)

    def _answer(self, duty: Duty, page: Page, fact: Fact) -> None:
        done = (fact.happened_at, fact.sequence)
        if page.latest is None or done[0] > page.latest[0]:
            page.latest = done
        if duty.kind is Kind.CALENDAR:
            period = str(fact.payload.get(duty.period, "")) or quarter_of(fact.happened_at)
            if period not in page.periods or done[0] < page.periods[period][0]:
                page.periods[period] = done
        elif duty.kind is Kind.TRIGGERED:
            self._close(duty, page, fact)

    def _close(self, duty: Duty, page: Page, fact: Fact) -> None:
        if duty.link:
            keys = keys_of(duty, fact)
            meant = [key for key in keys if key in page.open and page.open[key].opened_at <= fact.happened_at]
            for key in keys - set(meant):
                page.early[key] = max((fact.happened_at, fact.sequence), page.early.get(key, (fact.happened_at, 0)))
            _forget_oldest(page.early)
        else:
            meant = [key for key, occasion in page.open.items() if occasion.opened_at <= fact.happened_at]
        for key in meant:
            self._end(page, page.open.pop(key), fact)

    def _end(self, page: Page, occasion: Occasion, fact: Fact, *, is_excused: bool = False) -> None:
        at = max(fact.happened_at, occasion.opened_at)
        ended = replace(occasion, ended_by=fact.sequence, ended_at=at, is_excused=is_excused)
        page.excused += is_excused
        page.late += ended.is_late
        page.met += not is_excused
        page.ended.append(ended)
        del page.ended[:-KEPT]

    def _open(self, duty: Duty, page: Page, fact: Fact) -> None:
        key = _key(duty, fact, fact.subject) if duty.link else str(fact.sequence)
        if key in page.open:
            return  # The clock runs already, from the first time.
        clock = str(fact.payload.get(duty.clock, "")) if duty.clock else ""
        span = self.span(clock if clock in parameters() else duty.within)
        occasion = Occasion(key, fact.sequence, fact.happened_at, fact.happened_at + span)
        before = page.early.pop(key, None) if duty.link else page.latest
        # What was done before it opened is no answer: it may be about an earlier occasion of the same subject.
        if before is not None and before[1] != fact.sequence and before[0] >= occasion.opened_at:
            done = Fact(before[1], fact.event, fact.subject, max(before[0], fact.recorded_at), before[0])
            self._end(page, occasion, done)
        else:
            page.open[key] = occasion


def _forget_oldest(early: dict[str, tuple[datetime, int]]) -> None:
    """Keep the book small: an answer is given before its occasion is recorded by hours or days, not by years."""
    if len(early) > 2 * EARLY:
        for key in sorted(early, key=lambda one: early[one])[:EARLY]:
            del early[key]


def quarter_of(moment: datetime) -> str:
    """Return the quarter before the one that holds a moment: an assessment is of the time that is over."""
    ordinal = moment.year * 4 + (moment.month - 1) // 3 - 1
    return f"{ordinal // 4:04d}Q{ordinal % 4 + 1}"


def keys_of(duty: Duty, fact: Fact) -> set[str]:
    """Return the keys that an answer may be tied to: by its subject and by all that it is related to."""
    return {_key(duty, fact, reference) for reference in (fact.subject, *fact.related)}


def _key(duty: Duty, fact: Fact, reference: str) -> str:
    return ":".join([reference, *(str(fact.payload.get(name, "")) for name in duty.key)])


@dataclass(frozen=True, slots=True)
class Bearing:
    """What an event means for a duty: an answer, an occasion, both, or only that somebody looks."""

    duty: Duty
    satisfies: bool
    opens: bool


class Index:
    """The duties that one event bears on, found by the values of the fields that tell its kinds apart."""

    def __init__(self) -> None:
        self.fields: tuple[str, ...] = ()
        self.patterns: list[tuple[Duty, str, Pattern]] = []
        self.found: dict[tuple[object, ...], tuple[Bearing, ...]] = {}

    def add(self, duty: Duty, what: str, pattern: Pattern) -> None:
        """Take up one pattern of a duty."""
        self.patterns.append((duty, what, pattern))
        self.fields = tuple(sorted({*self.fields, *pattern.where}))

    def of(self, fact: Fact) -> tuple[Bearing, ...]:
        """Return what the fact bears on. Kinds are few: what was found for one is kept."""
        values = tuple([_told(fact.payload.get(name)) for name in self.fields])
        bearings = self.found.get(values)
        if bearings is None:
            if len(self.found) > MOST_KINDS:
                self.found.clear()
            bearings = self._matched(fact)
            self.found[values] = bearings
        return bearings

    def _matched(self, fact: Fact) -> tuple[Bearing, ...]:
        met: dict[str, tuple[Duty, set[str]]] = {}
        for duty, what, pattern in self.patterns:
            if pattern.fits(fact):
                met.setdefault(duty.name, (duty, set()))[1].add(what)
        return tuple(Bearing(duty, "satisfied" in what, "opens" in what) for duty, what in met.values())


def _told(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _by_event(rules: Mapping[str, Duty]) -> dict[str, Index]:
    found: dict[str, Index] = {}
    for duty in rules.values():
        for what, patterns in (("looks", duty.looks), ("satisfied", duty.satisfied), ("opens", duty.opens)):
            for pattern in patterns:
                found.setdefault(pattern.event, Index()).add(duty, what, pattern)
    return found


def withdrawn_by(facts: Iterable[Fact]) -> frozenset[int]:
    """Return the entries that were withdrawn: they are left out of a fold from the start."""
    return frozenset(int(fact.payload["entry"]) for fact in facts if fact.event == WITHDRAWN)


def fold(
    facts: Iterable[Fact], *, as_of: datetime, withdrawn: Container[int] | None = None, book: Book | None = None
) -> Book:
    """Return the book after all facts that had been recorded by a moment, in the ledger's order.

    What was withdrawn by then is left out: `withdrawn` says so beforehand, and then the facts are read one by one and
    never held; without it they are gathered first. A `book` goes on where it stopped.
    """
    if withdrawn is None:
        facts = [fact for fact in facts if fact.recorded_at <= as_of]
        withdrawn = withdrawn_by(facts)
    book = book or Book()
    for fact in facts:
        if fact.recorded_at <= as_of and fact.sequence not in withdrawn:
            book.take(fact)
    return book
