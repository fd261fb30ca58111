"""What an event is: a frozen value that says what happened, about what, and which paragraphs it answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, ClassVar

from django.utils.functional import Promise

GRAMMAR = re.compile(r"^(?:mission|exchange|(?:know|assess|act|account)\.[a-z]+)\.[a-z_]+$")

EVENTS: dict[str, type[Event]] = {}

# Fields that every entry has as columns; whatever else an event carries is its payload.
COLUMNS = frozenset({"subject", "known_at", "related", "reason", "cites", "sensitivity", "compartment", "area_path"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """The base of all events. A subclass names itself with `event_name`, a `sentence` and its `answers`.

    `event_name` follows `wing.app.past_tense`; `sentence` is what people read, with `{field}` places for the
    payload; `answers` are the policy ids that this kind of event answers. Payload fields hold facts that fold
    the state back, never who the source was.
    """

    event_name: ClassVar[str] = ""
    sentence: ClassVar[str | Promise] = ""
    answers: ClassVar[tuple[str, ...]] = ()

    subject: str
    known_at: datetime | None = None
    related: tuple[str, ...] = ()
    reason: str = ""
    cites: tuple[str, ...] = ()
    sensitivity: int = 0
    compartment: str = ""
    area_path: str = ""

    @classmethod
    def words(cls, name: str, facts: Mapping[str, Any]) -> object:
        """Return a fact as the sentence tells it. An event whose facts are codes says them in the reader's language."""
        return facts[name]

    def payload(self) -> dict[str, Any]:
        """Return the event's own fields by name."""
        return {item.name: getattr(self, item.name) for item in fields(self) if item.name not in COLUMNS}


def event(name: str, sentence: str | Promise, *answers: str) -> Any:
    """Decorate a frozen Event subclass with its name and sentence, and register it.

    Raises ValueError for a name that breaks the grammar or is taken.
    """

    def register(cls: type[Event]) -> type[Event]:
        if not GRAMMAR.match(name):
            raise ValueError(f"{name!r} does not follow wing.app.past_tense.")
        known = EVENTS.get(name)
        if known is not None and known.__qualname__ != cls.__qualname__:
            raise ValueError(f"{name!r} is taken by {known.__qualname__}.")
        cls.event_name, cls.sentence, cls.answers = name, sentence, answers
        EVENTS[name] = cls
        return cls

    return register
