"""What in the software answers a demand of the policy: what says so itself, and what is written down beside that.

Events, duties, gates, parameters, terms and the covers of roles cite demands themselves; `answers.toml` holds the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from django.utils.module_loading import autodiscover_modules

from tutela.ledger.events import EVENTS
from tutela.policy.catalogue import Demand, demands
from tutela.policy.catalogue.answers import Answer, Pointer, written_answers
from tutela.policy.catalogue.coverage import Cover, Tally, cover_of, is_enough, tally
from tutela.policy.duties import duties
from tutela.policy.gates import gates
from tutela.policy.parameters import parameters
from tutela.policy.roles import roles
from tutela.policy.vocabulary import LISTS, terms

# Terms of these lists are what people put on record; all others are words to choose from.
RECORDS = frozenset({"deeds_prompted", "deeds_regular", "occurrences"})
# Their terms cite a demand each that speaks of whom they name: to be named answers nothing.
NAMES_ONLY = frozenset({"addressees", "components"})

Cited = tuple[str, str, Pointer]  # the demand, the kind of citation, what cites it


@cache
def answers() -> dict[str, tuple[Answer, ...]]:
    """Return what answers each demand, those that answer it wholly first; a demand with nothing is left out."""
    # An event is known once its app has been read; pages of an app may not have been opened yet.
    autodiscover_modules("events")
    known = demands()
    found: dict[str, dict[Pointer, bool]] = {}
    for demand, kind, pointer in cited():
        held = found.setdefault(demand, {})
        held[pointer] = held.get(pointer, False) or is_enough(known[demand], kind)
    for demand, row in written_answers().items():
        found.setdefault(demand, {}).update({one.pointer: one.is_whole for one in row})
    return {demand: _ordered(held) for demand, held in found.items()}


def _ordered(held: dict[Pointer, bool]) -> tuple[Answer, ...]:
    """Return the answers without the parts of what is there as a whole already."""
    plain = {(one.kind, one.name) for one in held if not one.part}
    kept = [Answer(one, whole) for one, whole in held.items() if not one.part or (one.kind, one.name) not in plain]
    return tuple(sorted(kept, key=lambda one: not one.is_whole))


def cited() -> Iterator[Cited]:
    """Yield every citation of a demand by an event, a rule, a number, a term or a role."""
    yield from _by_events()
    for name, duty in duties().items():
        yield from _each(duty.cites, "duty", Pointer("duty", name))
    yield from _by_gates()
    for name, parameter in parameters().items():
        yield from _each(parameter.cites, "parameter", Pointer("parameter", name))
    for name, role in roles().items():
        yield from _each(role.cover_cites, "role", Pointer("role", name))
    yield from _by_terms()


def _by_events() -> Iterator[Cited]:
    for name, event in sorted(EVENTS.items()):
        # An event of somebody's own trial is no part of the product.
        if event.__module__.startswith("tutela."):
            yield from _each(event.answers, "event", Pointer("event", name))


def _by_gates() -> Iterator[Cited]:
    for name, gate in gates().items():
        yield from _each((*gate.cites, *gate.decider_cites), "gate", Pointer("gate", name))
        for ask in gate.asks:
            yield from _each(ask.cites, "gate", Pointer("gate", name, ask.name))


def _by_terms() -> Iterator[Cited]:
    for name in sorted(set(LISTS) - NAMES_ONLY):
        kind = "record" if name in RECORDS else "vocabulary"
        for code, term in terms(name).items():
            yield from _each(term.cites, kind, Pointer("vocabulary", name, code))


def _each(cites: Iterable[str], kind: str, pointer: Pointer) -> Iterator[Cited]:
    return ((demand, kind, pointer) for demand in cites)


@cache
def covers() -> dict[str, Cover]:
    """Return how far each demand is answered, in the policy's order."""
    held = answers()
    return {name: cover_of(demand, held.get(name, ())) for name, demand in demands().items()}


def tally_of(rows: Iterable[Demand]) -> Tally:
    """Return how many of some demands are in each state."""
    held = covers()
    return tally(held[row.id] for row in rows)
