"""The command wrapper: permission, transaction, work and ledger entry as one.

A command is a function with keyword-only arguments, among them `actor` and `clock`, that returns `Done` or
`Unchanged`:

    @command(Permission.INCIDENT_RECORD)
    def record_incident(*, actor: Actor, clock: Clock, facts: IncidentFacts) -> Done[Incident]: ...

Callers get the bare result. Commands of one mission run one after another (the head row is the lock), so what
a command reads is what it writes against.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Generic, ParamSpec, TypeVar, cast

from django.db import transaction
from django.db.models import F

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.kernel.canonical import canonical_json
from tutela.kernel.clock import Clock, SetClock, instant
from tutela.ledger.events import Event
from tutela.ledger.guard import now_writing, writing
from tutela.ledger.models import Counter, Entry, Head, Mention
from tutela.ledger.rules import GENESIS, HASHED, entry_hash

P = ParamSpec("P")
R = TypeVar("R")

COMMANDS: dict[str, Permission] = {}


@dataclass(frozen=True, slots=True)
class Done(Generic[R]):
    """The result of a command, and the events that it writes to the ledger: one at least."""

    result: R
    event: Event
    more: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Unchanged(Generic[R]):
    """The result of a command that found everything already as asked: nothing is written."""

    result: R


Outcome = Done[R] | Unchanged[R]


def command(permission: Permission) -> Callable[[Callable[P, Outcome[R]]], Callable[P, R]]:
    """Make a function the one way to do a thing: see the module's text.

    The wrapped function raises NotAllowed when the post does not carry the permission, whatever Refusal the
    command itself raises (nothing is then written), and RuntimeError when a command calls another.
    """

    def decorate(function: Callable[P, Outcome[R]]) -> Callable[P, R]:
        name = f"{function.__module__}.{function.__qualname__}"
        COMMANDS[name] = permission

        @wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            actor, clock = cast("Actor", kwargs["actor"]), cast("Clock", kwargs["clock"])
            actor.require(permission)
            with _open_command(name, actor.mission) as head:
                # One moment for all that the command writes: rows and entry say the same time.
                moment = SetClock(clock.now())
                outcome = cast("Callable[..., Outcome[R]]", function)(*args, **{**kwargs, "clock": moment})
                if isinstance(outcome, Done):
                    _append(head, actor, moment.now(), (outcome.event, *outcome.more))
            return outcome.result

        return run

    return decorate


@contextmanager
def _open_command(name: str, mission: str) -> Iterator[Head]:
    if now_writing():
        raise RuntimeError(f"{name} was called inside {now_writing()}: a command may not call another.")
    with transaction.atomic(), writing(name):
        yield locked_head(mission)


def locked_head(mission: str) -> Head:
    """Return the mission's head row, locked until the transaction ends; make it for a new mission."""
    head = Head.objects.select_for_update().filter(pk=mission).first()
    if head is None:
        Head.objects.bulk_create([Head(mission=mission, sequence=0, hash=GENESIS)], ignore_conflicts=True)
        head = Head.objects.select_for_update().get(pk=mission)
    return head


def _append(head: Head, actor: Actor, now: datetime, events: tuple[Event, ...]) -> None:
    entries = []
    for happening in events:
        entry = _entry(head, actor, now, happening)
        head.sequence, head.hash = entry.sequence, entry.hash
        entries.append(entry)
    Entry.objects.bulk_create(entries)
    mentions = [
        Mention(mission=head.mission, reference=reference, sequence=entry.sequence)
        for entry, happening in zip(entries, events, strict=True)
        for reference in happening.related
    ]
    if mentions:
        Mention.objects.bulk_create(mentions)
    Head.objects.filter(pk=head.pk).update(sequence=head.sequence, hash=head.hash)


def _entry(head: Head, actor: Actor, now: datetime, happening: Event) -> Entry:
    values: tuple[str | int, ...] = (
        head.mission,
        head.sequence + 1,
        instant(now),
        instant(happening.known_at or now),
        actor.post,
        actor.label,
        "" if actor.person is None else str(actor.person),
        happening.event_name,
        happening.subject,
        canonical_json(list(happening.related)),
        canonical_json(happening.payload()),
        canonical_json(sorted({*happening.answers, *happening.cites})),
        happening.reason.replace("\x00", ""),  # PostgreSQL keeps no NUL, and no word has one.
        int(happening.sensitivity),
        happening.compartment,
        happening.area_path,
    )
    chained = entry_hash(head.hash, values)
    return Entry(**dict(zip(HASHED, values, strict=True)), previous_hash=head.hash, hash=chained)


def allocate(mission: str, kind: str, count: int = 1) -> range:
    """Return the next `count` numbers for a kind of record in a mission. Only inside a command."""
    if not now_writing():
        raise RuntimeError("Numbers are given only inside a command.")
    counter = Counter.objects.filter(mission=mission, kind=kind)
    if not counter.update(last=F("last") + count):
        Counter.objects.create(mission=mission, kind=kind, last=count)
    last = counter.values_list("last", flat=True).get()
    return range(last - count + 1, last + 1)


@contextmanager
def maintenance(reason: str) -> Iterator[None]:
    """Open the guard for a migration that moves data; the reason names the migration."""
    with transaction.atomic(), writing(f"maintenance: {reason}"):
        yield
