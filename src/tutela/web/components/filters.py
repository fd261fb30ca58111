"""Filters: typed values out of the address and back into it, so that a filtered list is a link that can be sent.

A page declares a `FilterSet`; `read` gives a `FilterState` whose `values` are typed and clean. What an address says
that makes no sense is kept aside in `problems`, shown beside the field, and never reaches a query.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, Generic, TypeVar

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tutela.kernel.periods import Month
from tutela.web.components.figures import day_text
from tutela.web.components.querystrings import lists_of, with_changes

Words = str | Promise
Value = TypeVar("Value")
Choices = Sequence[tuple[str, Words]]


class BadFilter(ValueError):
    """A filter value that makes no sense; the message is the sentence shown beside the field."""


@dataclass(frozen=True, kw_only=True)
class Filter(ABC, Generic[Value]):
    """One question that narrows a list. `name` is the parameter in the address."""

    widget: ClassVar[str] = "text"
    name: str
    label: Words
    help: Words = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Return every parameter that belongs to this filter."""
        return (self.name,)

    def raw(self, query: Mapping[str, list[str]]) -> list[str]:
        """Return the texts that the address holds for this filter, blanks left out."""
        return [text.strip() for text in query.get(self.name, []) if text.strip()]

    @abstractmethod
    def parse(self, texts: list[str]) -> Value:
        """Turn the texts (at least one) into a value; raises BadFilter with a sentence."""

    @abstractmethod
    def say(self, value: Value) -> str:
        """Say the value in a few words, for the list of filters in force."""


@dataclass(frozen=True, kw_only=True)
class Text(Filter[str]):
    """Words to look for, 200 characters at most."""

    widget: ClassVar[str] = "search"

    def parse(self, texts: list[str]) -> str:
        if len(texts[0]) > 200:
            raise BadFilter(_("Use 200 characters at most."))
        return texts[0]

    def say(self, value: str) -> str:
        return value


@dataclass(frozen=True, kw_only=True)
class OneOf(Filter[str]):
    """One of a list, which may be computed when it is asked for (areas, actors)."""

    widget: ClassVar[str] = "select"
    choices: Choices | Callable[[], Choices]

    @property
    def options(self) -> Choices:
        """Return the (value, words) pairs."""
        return self.choices() if callable(self.choices) else self.choices

    def parse(self, texts: list[str]) -> str:
        return known(texts[0], self.options)

    def say(self, value: str) -> str:
        return str(dict(self.options)[value])


@dataclass(frozen=True, kw_only=True)
class ManyOf(Filter[tuple[str, ...]]):
    """Any number out of a list."""

    widget: ClassVar[str] = "checks"
    choices: Choices | Callable[[], Choices]

    @property
    def options(self) -> Choices:
        """Return the (value, words) pairs."""
        return self.choices() if callable(self.choices) else self.choices

    def parse(self, texts: list[str]) -> tuple[str, ...]:
        options = self.options
        return tuple(dict.fromkeys(known(text, options) for text in texts))

    def say(self, value: tuple[str, ...]) -> str:
        words = dict(self.options)
        return ", ".join(str(words[one]) for one in value)


@dataclass(frozen=True, kw_only=True)
class Flag(Filter[bool]):
    """Only those that are so: present in the address or not."""

    widget: ClassVar[str] = "flag"

    def parse(self, texts: list[str]) -> bool:
        return texts[0] not in {"0", "false", "no"}

    def say(self, value: bool) -> str:
        return _("yes") if value else _("no")


@dataclass(frozen=True, kw_only=True)
class AtLeast(Filter[int]):
    """A smallest number, from 0 up."""

    widget: ClassVar[str] = "number"

    def parse(self, texts: list[str]) -> int:
        if not (texts[0].isdecimal() and len(texts[0]) <= 9):
            raise BadFilter(_("Enter a whole number, 0 or more."))
        return int(texts[0])

    def say(self, value: int) -> str:
        return _("%(number)s or more") % {"number": value}


@dataclass(frozen=True, slots=True)
class Span:
    """A span of days, both included; an open end is None."""

    first: date | None
    last: date | None


@dataclass(frozen=True, kw_only=True)
class Days(Filter[Span]):
    """From a day to a day, in two parameters: NAME_from and NAME_to. A month (2018-03) is taken as its days."""

    widget: ClassVar[str] = "days"

    @property
    def names(self) -> tuple[str, ...]:
        return (f"{self.name}_from", f"{self.name}_to")

    def raw(self, query: Mapping[str, list[str]]) -> list[str]:
        texts = [(query.get(name) or [""])[-1].strip() for name in self.names]
        return texts if any(texts) else []

    def parse(self, texts: list[str]) -> Span:
        first = read_day(texts[0], last=False)
        last = read_day(texts[1], last=True)
        if first and last and first > last:
            raise BadFilter(_("The first day must not be after the last."))
        return Span(first, last)

    def say(self, value: Span) -> str:
        if value.first and value.last:
            return _("%(first)s to %(last)s") % {"first": day_text(value.first), "last": day_text(value.last)}
        if value.first:
            return _("from %(day)s") % {"day": day_text(value.first)}
        return _("until %(day)s") % {"day": day_text(value.last)} if value.last else ""


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force, and the address without it."""

    label: Words
    words: str
    remove_query: str


@dataclass(frozen=True, slots=True)
class FilterField:
    """A filter as the template draws it: the filter, the texts typed and the sentence if they made no sense."""

    filter: Filter[Any]
    texts: tuple[str, ...]
    problem: str

    @property
    def text(self) -> str:
        """The only text, or nothing."""
        return self.texts[0] if self.texts else ""

    @property
    def until(self) -> str:
        """The second text of a span, or nothing."""
        return self.texts[1] if len(self.texts) > 1 else ""


@dataclass(frozen=True, slots=True)
class FilterState:
    """What was read: typed `values` by filter name, `problems` by filter name, and the query it came from."""

    filters: tuple[Filter[Any], ...]
    query: Mapping[str, list[str]]
    values: Mapping[str, object] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_active(self) -> bool:
        """Whether anything narrows the list."""
        return bool(self.values)

    @property
    def own_names(self) -> set[str]:
        """Return the parameters that belong to the filters."""
        return {name for one in self.filters for name in one.names}

    @property
    def fields(self) -> list[FilterField]:
        """Return the fields to draw, with what was typed kept even when it made no sense."""
        return [FilterField(one, tuple(one.raw(self.query)), self.problems.get(one.name, "")) for one in self.filters]

    @property
    def chips(self) -> list[Chip]:
        """Return the filters in force, each with the address that drops it."""
        by_name = {one.name: one for one in self.filters}
        return [
            Chip(by_name[name].label, by_name[name].say(value), self._without(by_name[name].names))
            for name, value in self.values.items()
        ]

    @property
    def clear_query(self) -> str:
        """The address with no filter at all; sort and page size stay."""
        return self._without(tuple(self.own_names))

    @property
    def kept(self) -> list[tuple[str, str]]:
        """Return the other parameters that the form must carry along; a page position is dropped."""
        dropped = self.own_names | {"after", "before"}
        return [(name, text) for name, texts in self.query.items() if name not in dropped for text in texts]

    def _without(self, names: Sequence[str]) -> str:
        return with_changes(self.query, {**dict.fromkeys(names), "after": None, "before": None})


@dataclass(frozen=True, slots=True)
class FilterSet:
    """The filters of a page, in the order they are asked; raises ValueError when two use the same parameter."""

    filters: tuple[Filter[Any], ...]

    def __post_init__(self) -> None:
        names = [name for one in self.filters for name in one.names]
        if len(names) != len(set(names)):
            raise ValueError("Two filters use the same parameter.")

    def read(self, query: QueryDict | Mapping[str, object]) -> FilterState:
        """Read the typed values out of an address."""
        lists = lists_of(query)
        values: dict[str, object] = {}
        problems: dict[str, str] = {}
        for one in self.filters:
            texts = one.raw(lists)
            if not texts:
                continue
            try:
                values[one.name] = one.parse(texts)
            except BadFilter as problem:
                problems[one.name] = str(problem)
        return FilterState(self.filters, lists, values, problems)


def known(text: str, options: Choices) -> str:
    """Return `text` when it is one of the options; raises BadFilter otherwise."""
    if text not in {value for value, _words in options}:
        raise BadFilter(_("This is not one of the choices."))
    return text


def read_day(text: str, *, last: bool) -> date | None:
    """Read `2018-03-09`, or `2018-03` as the first or last day of the month; nothing gives None. Raises BadFilter."""
    if not text:
        return None
    try:
        if len(text) == 7:
            month = Month(int(text[:4]), int(text[5:]))
            return month.last_day if last else month.first_day
        return date.fromisoformat(text)
    except ValueError as problem:
        raise BadFilter(_("Enter a day like 2018-03-09.")) from problem
