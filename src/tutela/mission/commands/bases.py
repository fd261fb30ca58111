"""Taking bases in, with the periods in which they stood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from operator import attrgetter

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.kernel.canonical import canonical_json, digest
from tutela.kernel.clock import Clock
from tutela.kernel.ids import reference
from tutela.ledger.command import Done, Outcome, Unchanged, command
from tutela.mission.commands.areas import Tally
from tutela.mission.events import BasesImported
from tutela.mission.geography import area_index
from tutela.mission.models import Base, BasePeriod, Snapshot
from tutela.mission.rules import BaseFacts, check_bases


@command(Permission.BASE_CHANGE)
def import_bases(
    *, actor: Actor, clock: Clock, bases: Sequence[BaseFacts], snapshot: Snapshot | None = None
) -> Outcome[Tally]:
    """Add bases, or give known ones (same code) the place and the periods that the file says.

    Raises BasesDoNotFit for codes that clash, places off the globe and periods out of order.
    """
    check_bases(bases)
    index = area_index(actor.mission)
    known = {base.code: base for base in Base.objects.filter(mission_id=actor.mission)}
    counts = {"new": 0, "changed": 0, "unchanged": 0}
    for facts in bases:
        base = known.get(facts.code)
        area_id = index.finest_at(facts.latitude, facts.longitude)
        if base is not None and base.area_id == area_id and _says_the_same(base, facts):
            counts["unchanged"] += 1
            continue
        counts["new" if base is None else "changed"] += 1
        _write_base(actor.mission, facts, base, area_id, snapshot)
    tally = Tally(**counts)
    if not (tally.new or tally.changed):
        return Unchanged(tally)
    said = canonical_json([_plain(facts) for facts in bases])
    related = (reference("S", snapshot.number),) if snapshot else ()
    happened = BasesImported(
        subject="bases",
        related=related,
        digest=digest(said),
        new=tally.new,
        changed=tally.changed,
        unchanged=tally.unchanged,
    )
    return Done(tally, happened)


def _plain(facts: BaseFacts) -> dict[str, object]:
    said = asdict(facts)
    for period in said["periods"]:
        period["valid_from"] = str(period["valid_from"])
        period["valid_to"] = str(period["valid_to"] or "")
    return said


def _says_the_same(base: Base, facts: BaseFacts) -> bool:
    place = (base.name, base.kind, base.latitude, base.longitude)
    if place != (facts.name, facts.kind, facts.latitude, facts.longitude):
        return False
    stored = BasePeriod.objects.filter(base=base).order_by("valid_from")
    there = list(stored.values_list("valid_from", "valid_to", "troops", "attributes"))
    return there == [
        (period.valid_from, period.valid_to, period.troops, period.attributes)
        for period in sorted(facts.periods, key=attrgetter("valid_from"))
    ]


def _write_base(
    mission: str, facts: BaseFacts, base: Base | None, area_id: int | None, snapshot: Snapshot | None
) -> None:
    base = base or Base(mission_id=mission, code=facts.code)
    base.name, base.kind = facts.name, facts.kind
    base.latitude, base.longitude, base.area_id = facts.latitude, facts.longitude, area_id
    base.save()
    BasePeriod.objects.filter(base=base).delete()
    BasePeriod.objects.bulk_create(
        BasePeriod(
            base=base,
            valid_from=period.valid_from,
            valid_to=period.valid_to,
            troops=period.troops,
            attributes=period.attributes,
            snapshot=snapshot,
        )
        for period in facts.periods
    )
