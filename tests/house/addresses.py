"""Every address that the house answers at, with arguments that fit, and what the records in a mission are called."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter

from tutela.access.gate import Door, door_of, gate_of
from tutela.config.public import is_public, name_of

REFERENCE = re.compile(r"[A-Z]+-[0-9]+")
# What an argument of this name may be, besides the references of records.
KNOWN_WORDS = {
    "language": ("en", "fr"),
    "kind": ("pdf", "docx", "html"),
    "code": ("OV01", "OV0202"),
    "name": ("near_base_km",),
    "duty": ("begin_failure_review", "rank_new_threats"),
    "gate": ("shelter_inside_premises", "order_military_action"),
    "section": ("c4_implementation", "annex_a13"),
    "paragraph": ("77", "A.13.b"),
    "demand": ("P87.1", "P77.6"),
    "role": ("poc_adviser", "head_of_field_office"),
    "slug": ("poc-adviser", "head-of-field-office"),
    "list_name": ("acts", "signals"),
    "number": ("1",),
    "rest": ("nothing/here",),
    "key": ("0" * 32,),
}


@dataclass(frozen=True, slots=True)
class Records:
    """What there is to ask for: the subjects of ledger entries, entries by number, rows by key."""

    references: tuple[str, ...]
    sequences: tuple[int, ...]
    keys: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Address:
    """One pattern of the address list and the view behind it."""

    route: str
    view: Callable[..., Any]
    names: tuple[str, ...]
    whole_numbers: frozenset[str]

    @property
    def gate(self) -> str | None:
        """What the view says of who may open it."""
        return gate_of(self.view)

    @property
    def door(self) -> Door | None:
        """How programs come in here by token; None for a page."""
        return door_of(self.view)

    @property
    def is_public(self) -> bool:
        """Whether the short list has it."""
        return is_public(self.view)

    @property
    def view_name(self) -> str:
        """The dotted name of the view."""
        return name_of(self.view)

    def paths(self, records: Records) -> Iterator[str]:
        """Yield the addresses that this pattern has for some records."""
        choices = [self._choices(name, records) for name in self.names]
        for chosen in product(*choices):
            path = self.route
            for name, value in zip(self.names, chosen, strict=True):
                path = _filled(path, name, str(value))
            yield f"/{path}"

    def any_path(self) -> str:
        """Return one address, whether or not anything is there."""
        return next(self.paths(Records(("X-000001",), (1,), (1,))))

    def _choices(self, name: str, records: Records) -> tuple[object, ...]:
        if name in self.whole_numbers:
            return records.sequences if name == "sequence" else records.keys
        if name == "reference":
            return records.references
        return KNOWN_WORDS.get(name) or tuple(word for word in records.references if REFERENCE.fullmatch(word))


def _filled(route: str, name: str, value: str) -> str:
    start = route.index("<")
    end = route.index(">", start)
    assert route[start + 1 : end].rpartition(":")[2] == name
    return f"{route[:start]}{value}{route[end + 1 :]}"


def addresses() -> list[Address]:
    """Return every address, in the order of the list."""
    return list(_walk(get_resolver(), ""))


def _walk(resolver: URLResolver, before: str) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _walk(entry, route)
        else:
            yield _address(entry, route)


def _address(entry: URLPattern, route: str) -> Address:
    names = tuple(part.partition(">")[0].rpartition(":")[2] for part in route.split("<")[1:])
    whole = frozenset(name for name, kind in entry.pattern.converters.items() if isinstance(kind, IntConverter))
    return Address(route, entry.callback, names, whole)
