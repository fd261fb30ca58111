"""The one way in which incidents are written, for one as for two thousand: rows, revisions, harm and totals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tutela.kernel.canonical import digest
from tutela.kernel.names import fold
from tutela.know.incidents.commands.actors import find_or_name
from tutela.know.incidents.models import Actor, CellTotal, Harm, Incident, IncidentRevision, key_for
from tutela.know.incidents.queries.ground import Ground, Location
from tutela.know.incidents.rules import IncidentFacts, facts_digest, facts_json
from tutela.know.incidents.rules.totals import (
    COUNTED_FIELDS,
    KEYS,
    SUMS,
    Counted,
    Totals,
    add_to,
    counted_from,
    rows_of,
)
from tutela.ledger.bulk import add_to_rows, insert_rows, moment_value, update_rows
from tutela.ledger.command import allocate
from tutela.mission.models import Mission, Snapshot

# What a revision changes in the incident's row, in the order of `_values`.
CHANGING = (
    "revision", "revision_key", "digest", "snapshot", "recorded_at", "known_at", "occurred_from", "occurred_to",
    "date_precision", "act", "attack", "attempted", "one_sided", "actor_a", "actor_b", "latitude", "longitude",
    "place_precision", "place_name", "cell", "area", "base", "base_distance_km", "deaths_low", "deaths_best",
    "deaths_high", "civilians_coded", "civilians_low", "civilians_best", "civilians_high", "status", "headline",
    "sensitivity", "compartment",
)  # fmt: skip
LASTING = ("id", "mission", "source", "source_key", "first_recorded_at")
REVISION = (
    "id", "incident", "number", "recorded_at", "known_at", "recorded_by", "snapshot", "reason", "facts", "original",
    "digest",
)  # fmt: skip
HARM = ("revision", "kind", "status", "sex", "age", "low", "best", "high")


@dataclass(frozen=True, slots=True)
class Batch:
    """Who writes, when, from which file, and on which ground."""

    mission: Mission
    now: datetime
    recorded_by: str
    ground: Ground
    snapshot: Snapshot | None = None
    reason: str = ""

    def stamps(self, plans: Sequence[Plan]) -> list[tuple[Any, Any]]:
        """Return for each incident when it is recorded and when it became known, as the driver takes them."""
        now = moment_value(self.now)
        return [(now, moment_value(plan.facts.known_at) if plan.facts.known_at else now) for plan in plans]


@dataclass(frozen=True, slots=True)
class Known:
    """What is already there of an incident."""

    key: int
    revision: int
    digest: str


@dataclass(frozen=True, slots=True)
class Plan:
    """One incident about to be written."""

    facts: IncidentFacts
    text: str
    digest: str
    known: Known | None


@dataclass(frozen=True, slots=True)
class Written:
    """What a batch wrote: keys of new and of updated incidents, and the span and digest of the revisions."""

    new: tuple[int, ...]
    updated: tuple[int, ...]
    unchanged: int
    first_revision: int
    last_revision: int
    digest: str


def known_incidents(mission: str, source: str, keys: Sequence[str]) -> dict[str, Known]:
    """Return what is there of the incidents with these keys of a source."""
    rows = Incident.objects.filter(mission_id=mission, source=source, source_key__in=keys)
    found = rows.values_list("source_key", "pk", "revision", "digest")
    return {source_key: Known(key, revision, mark) for source_key, key, revision, mark in found}


def write_batch(batch: Batch, incidents: Sequence[IncidentFacts]) -> Written:
    """Write incidents of one source with different keys; what says nothing new is left alone. Inside a command."""
    there = known_incidents(batch.mission.pk, incidents[0].source, [facts.source_key for facts in incidents])
    plans = []
    for facts in incidents:
        text = facts_json(facts)
        plan = Plan(facts, text, facts_digest(text), there.get(facts.source_key))
        if plan.known is None or plan.known.digest != plan.digest:
            plans.append(plan)
    if not plans:
        return Written((), (), len(incidents), 0, 0, digest(""))
    return _write(batch, plans, len(incidents) - len(plans))


def _write(batch: Batch, plans: list[Plan], unchanged: int) -> Written:
    mission = batch.mission
    fresh = sum(1 for plan in plans if plan.known is None)
    numbers = iter(allocate(mission.pk, "I", fresh) if fresh else ())
    keys = [plan.known.key if plan.known else key_for(mission.serial, next(numbers)) for plan in plans]
    revisions = allocate(mission.pk, "R", len(plans))
    actors = find_or_name(
        mission.pk,
        [name for plan in plans for name in (plan.facts.actor_a, plan.facts.actor_b)],
        plans[0].facts.source,
    )
    places = batch.ground.locate([plan.facts for plan in plans])
    stamps = batch.stamps(plans)
    values = [
        _values(batch, plan, key_for(mission.serial, revision), place, actors, stamp)
        for plan, revision, place, stamp in zip(plans, revisions, places, stamps, strict=True)
    ]
    totals: Totals = {}
    _take_off(totals, [plan.known.key for plan in plans if plan.known])
    for plan, place in zip(plans, places, strict=True):
        add_to(totals, _counted(plan.facts, place))
    _store(batch, plans, keys, values)
    _store_revisions(batch, plans, keys, revisions, stamps)
    add_to_rows(CellTotal, KEYS, SUMS, list(rows_of(mission.pk, totals)))
    return Written(
        new=tuple(key for plan, key in zip(plans, keys, strict=True) if plan.known is None),
        updated=tuple(key for plan, key in zip(plans, keys, strict=True) if plan.known is not None),
        unchanged=unchanged,
        first_revision=revisions[0],
        last_revision=revisions[-1],
        digest=digest("".join(plan.digest for plan in plans)),
    )


def _values(
    batch: Batch,
    plan: Plan,
    revision_key: int,
    place: Location,
    actors: dict[str, Actor],
    stamp: tuple[Any, Any],
) -> tuple[Any, ...]:
    facts = plan.facts
    return (
        plan.known.revision + 1 if plan.known else 1, revision_key, plan.digest,
        batch.snapshot.pk if batch.snapshot else None, *stamp,
        facts.occurred_from.isoformat(), facts.occurred_to.isoformat(), facts.date_precision, facts.act, facts.attack,
        facts.attempted, facts.one_sided, _actor_key(actors, facts.actor_a.name), _actor_key(actors, facts.actor_b.name),
        facts.latitude, facts.longitude, facts.place_precision, facts.place_name[:300], place.cell, place.area,
        place.base, place.base_distance_km, facts.deaths_low, facts.deaths_best, facts.deaths_high,
        facts.civilians_coded, facts.civilians_low, facts.civilians_best, facts.civilians_high, facts.status,
        facts.headline[:500], facts.sensitivity, facts.compartment,
    )  # fmt: skip


def _actor_key(actors: dict[str, Actor], name: str) -> int | None:
    return actors[fold(name)].pk if name else None


def _counted(facts: IncidentFacts, place: Location) -> Counted:
    return Counted(
        occurred_from=facts.occurred_from,
        occurred_to=facts.occurred_to,
        cell=place.cell,
        area=place.area,
        act=facts.act,
        place_precision=facts.place_precision,
        sensitivity=facts.sensitivity,
        compartment=facts.compartment,
        one_sided=facts.one_sided,
        latitude=facts.latitude,
        longitude=facts.longitude,
        deaths=(facts.deaths_low, facts.deaths_best, facts.deaths_high),
        civilians=(facts.civilians_coded, facts.civilians_low, facts.civilians_best, facts.civilians_high),
    )


def _take_off(totals: Totals, keys: list[int]) -> None:
    if keys:
        for row in Incident.objects.filter(pk__in=keys).values_list(*COUNTED_FIELDS):
            add_to(totals, counted_from(row), -1)


def _store(batch: Batch, plans: list[Plan], keys: list[int], values: list[tuple[Any, ...]]) -> None:
    lasting_now = moment_value(batch.now)
    new, changed = [], []
    for plan, key, row in zip(plans, keys, values, strict=True):
        if plan.known is None:
            new.append((key, batch.mission.pk, plan.facts.source, plan.facts.source_key, lasting_now, *row))
        else:
            changed.append((*row, key))
    insert_rows(Incident, (*LASTING, *CHANGING), new)
    update_rows(Incident, CHANGING, changed)


def _store_revisions(
    batch: Batch, plans: list[Plan], keys: list[int], revisions: Sequence[int], stamps: list[tuple[Any, Any]]
) -> None:
    snapshot = batch.snapshot.pk if batch.snapshot else None
    rows: list[tuple[Any, ...]] = []
    harm: list[tuple[Any, ...]] = []
    for plan, key, number, stamp in zip(plans, keys, revisions, stamps, strict=True):
        revision_key = key_for(batch.mission.serial, number)
        order = plan.known.revision + 1 if plan.known else 1
        rows.append(
            (revision_key, key, order, *stamp, batch.recorded_by, snapshot, batch.reason, plan.text,
             plan.facts.original, plan.digest)
        )  # fmt: skip
        harm.extend((revision_key, *row) for row in plan.facts.harm)
    insert_rows(IncidentRevision, REVISION, rows)
    insert_rows(Harm, HARM, harm)
