"""The one way in which incidents are written, for one as for two thousand: rows, revisions, harm and totals.

What runs for every row of a file is written to be quick: values as tuples in the order of their columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from tutela.kernel.canonical import digest
from tutela.kernel.ids import key_for
from tutela.kernel.names import fold
from tutela.know.incidents.commands.actors import find_or_name
from tutela.know.incidents.models import CellTotal, Harm, Incident, IncidentRevision
from tutela.know.incidents.queries.ground import Ground, Location
from tutela.know.incidents.rules import ActorName, IncidentFacts, Told
from tutela.know.incidents.rules.rollup import rolled_up
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
from tutela.ledger.bulk import add_to_rows, insert_rows, moment_value, rows_with, update_rows
from tutela.ledger.command import allocate
from tutela.mission.models import Mission, Snapshot

# What a revision changes in the incident's row, in the order of `_values`, which takes what stands together in
# IncidentFacts together.
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

    @property
    def snapshot_key(self) -> int | None:
        """The key of the file that the facts come from, None for what people report."""
        return self.snapshot.pk if self.snapshot else None

    def stamps(self, plans: Sequence[Plan]) -> list[tuple[Any, Any]]:
        """Return for each incident when it is recorded and when it became known, as the driver takes them."""
        now = moment_value(self.now)
        return [(now, moment_value(plan.facts.known_at) if plan.facts.known_at else now) for plan in plans]


class Known(NamedTuple):
    """What is already there of an incident: its newest revision, and the file that it came from, if any."""

    key: int
    revision: int
    digest: str
    snapshot: int | None

    @property
    def is_corrected(self) -> bool:
        """Whether people have the last word on what a file said before."""
        return self.snapshot is None and self.revision > 1


class Plan(NamedTuple):
    """One incident about to be written."""

    facts: IncidentFacts
    text: str
    digest: str
    known: Known | None


@dataclass(frozen=True, slots=True)
class Written:
    """What a batch wrote: keys of new and of updated incidents, and the span and digest of the revisions.

    `over_corrections` are the updated incidents in which a file now says something else than people had corrected.
    """

    new: tuple[int, ...]
    updated: tuple[int, ...]
    unchanged: int
    first_revision: int
    last_revision: int
    digest: str
    over_corrections: tuple[int, ...] = ()


def known_incidents(mission: str, source: str, keys: Sequence[str]) -> dict[str, Known]:
    """Return what is there of the incidents with these keys of a source."""
    fields = ("source_key", "id", "revision", "digest", "snapshot")
    found = rows_with(Incident, fields, {"mission": mission, "source": source}, "source_key", keys)
    return {source_key: Known(key, revision, mark, snapshot) for source_key, key, revision, mark, snapshot in found}


def _heard_last(there: dict[str, Known]) -> dict[int, str]:
    """Return the digest of what a file said last of the incidents that people have corrected since."""
    corrected = [known.key for known in there.values() if known.is_corrected]
    if not corrected:
        return {}
    heard = IncidentRevision.objects.filter(incident_id__in=corrected, snapshot__isnull=False).order_by("number")
    return dict(heard.values_list("incident_id", "digest"))


def write_batch(batch: Batch, incidents: Sequence[Told]) -> Written:
    """Write incidents of one source with different keys; what says nothing new is left alone. Inside a command.

    A file that says again what it said before a person's correction says nothing new: the correction stands.
    """
    there = known_incidents(batch.mission.pk, incidents[0].facts.source, [told.facts.source_key for told in incidents])
    heard = _heard_last(there) if batch.snapshot else {}
    plans = []
    for facts, text, mark in incidents:
        known = there.get(facts.source_key)
        if known is None or mark not in (known.digest, heard.get(known.key)):
            plans.append(Plan(facts, text, mark, known))
    if not plans:
        return Written((), (), len(incidents), 0, 0, digest(""))
    return _write(batch, plans, len(incidents) - len(plans))


def _write(batch: Batch, plans: list[Plan], unchanged: int) -> Written:
    mission = batch.mission
    fresh = sum(1 for plan in plans if plan.known is None)
    numbers = iter(allocate(mission.pk, "I", fresh) if fresh else ())
    keys = [plan.known.key if plan.known else key_for(mission.serial, next(numbers)) for plan in plans]
    revisions = allocate(mission.pk, "R", len(plans))
    actors = _actor_keys(mission.pk, plans)
    places = batch.ground.locate([plan.facts for plan in plans])
    stamps = batch.stamps(plans)
    first = key_for(mission.serial, revisions[0])
    _store_totals(mission.pk, plans, places)
    _store(batch, plans, keys, _values(batch, plans, places, first, stamps, actors))
    _store_revisions(batch, plans, keys, first, stamps)
    updated = [plan.known for plan in plans if plan.known is not None]
    return Written(
        new=tuple(key for plan, key in zip(plans, keys, strict=True) if plan.known is None),
        updated=tuple(known.key for known in updated),
        unchanged=unchanged,
        first_revision=revisions[0],
        last_revision=revisions[-1],
        digest=digest("".join(plan.digest for plan in plans)),
        over_corrections=tuple(known.key for known in updated if batch.snapshot and known.is_corrected),
    )


def _actor_keys(mission: str, plans: Sequence[Plan]) -> dict[str, int | None]:
    """Return the key of the actor behind each name, None for no name."""
    names: dict[str, ActorName] = {}
    for plan in plans:
        names[plan.facts.actor_a.name] = plan.facts.actor_a
        names[plan.facts.actor_b.name] = plan.facts.actor_b
    found = find_or_name(mission, names.values(), plans[0].facts.source)
    return {name: found[fold(name)].pk if name else None for name in names}


def _values(
    batch: Batch,
    plans: Sequence[Plan],
    places: Sequence[Location],
    first: int,
    stamps: Sequence[tuple[Any, Any]],
    actors: dict[str, int | None],
) -> list[tuple[Any, ...]]:
    """Return what a revision changes in the row of each incident, in the order of CHANGING."""
    snapshot, found = batch.snapshot_key, []
    for revision_key, (plan, place, stamp) in enumerate(zip(plans, places, stamps, strict=True), start=first):
        facts, _text, mark, known = plan
        (
            _source, _key, begins, ends, date_precision, act, attack, attempted, one_sided, _coding, actor_a, actor_b,
            latitude, longitude, precision, place_name, _note, _admin, low, best, high, coded, civilians_low,
            civilians_best, civilians_high, _clarity, _sources, status, headline, _narrative, _language, sensitivity,
            compartment, _harm, _known_at, _original,
        ) = facts  # fmt: skip
        area, cell, base, distance = place
        found.append(
            (
                known.revision + 1 if known else 1, revision_key, mark, snapshot, *stamp, begins.isoformat(),
                ends.isoformat(), date_precision, act, attack, attempted, one_sided, actors[actor_a[0]],
                actors[actor_b[0]], latitude, longitude, precision, place_name[:300], cell, area, base, distance, low,
                best, high, coded, civilians_low, civilians_best, civilians_high, status[:60], headline[:500],
                sensitivity, compartment,
            )
        )  # fmt: skip
    return found


def _store_totals(mission: str, plans: Sequence[Plan], places: Sequence[Location]) -> None:
    """Take the revised incidents off the totals as they stand in their rows, and add what is about to be written."""
    totals: Totals = {}
    revised = [plan.known.key for plan in plans if plan.known]
    for start in range(0, len(revised), 500):
        part = Incident.objects.filter(pk__in=revised[start : start + 500])
        for row in part.values_list(*COUNTED_FIELDS):
            add_to(totals, counted_from(row), -1)
    for plan, place in zip(plans, places, strict=True):
        add_to(totals, _counted(plan.facts, place))
    add_to_rows(CellTotal, KEYS, SUMS, list(rows_of(mission, rolled_up(totals))))


def _counted(facts: IncidentFacts, place: Location) -> Counted:
    begins, ends, _precision, act, _attack, _attempted, one_sided = facts[2:9]
    latitude, longitude, precision = facts[12:15]
    sensitivity, compartment = facts[31:33]
    return Counted._make(
        (
            begins, ends, place.cell, place.area, act, precision, sensitivity, compartment, one_sided, latitude,
            longitude, facts[18:21], facts[21:25],
        )
    )  # fmt: skip


def _store(batch: Batch, plans: list[Plan], keys: list[int], values: list[tuple[Any, ...]]) -> None:
    lasting_now, mission = moment_value(batch.now), batch.mission.pk
    new, changed = [], []
    for plan, key, row in zip(plans, keys, values, strict=True):
        if plan.known is None:
            new.append((key, mission, plan.facts.source, plan.facts.source_key, lasting_now, *row))
        else:
            changed.append((*row, key))
    insert_rows(Incident, (*LASTING, *CHANGING), new)
    update_rows(Incident, CHANGING, changed)


def _store_revisions(
    batch: Batch, plans: list[Plan], keys: list[int], first: int, stamps: list[tuple[Any, Any]]
) -> None:
    snapshot = batch.snapshot_key
    rows: list[tuple[Any, ...]] = []
    harm: list[tuple[Any, ...]] = []
    for revision_key, (plan, key, stamp) in enumerate(zip(plans, keys, stamps, strict=True), start=first):
        facts, text, mark, known = plan
        order = known.revision + 1 if known else 1
        rows.append(
            (revision_key, key, order, *stamp, batch.recorded_by, snapshot, batch.reason, text, facts.original, mark)
        )
        if facts.harm:
            harm.extend((revision_key, *row) for row in facts.harm)
    insert_rows(IncidentRevision, REVISION, rows)
    insert_rows(Harm, HARM, harm)
