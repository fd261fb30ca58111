"""Registering a data file as a dated snapshot."""

from __future__ import annotations

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.kernel.clock import Clock
from tutela.kernel.ids import reference
from tutela.ledger.command import Done, Outcome, Unchanged, allocate, command
from tutela.mission.events import SnapshotAdded
from tutela.mission.models import Snapshot
from tutela.mission.rules import SnapshotFacts


@command(Permission.SNAPSHOT_ADD)
def add_snapshot(*, actor: Actor, clock: Clock, facts: SnapshotFacts) -> Outcome[Snapshot]:
    """Register a file by its hash; the same file is the same snapshot, however often it comes."""
    known = Snapshot.objects.filter(mission_id=actor.mission, kind=facts.kind, sha256=facts.sha256).first()
    if known is not None:
        return Unchanged(known)
    number = allocate(actor.mission, "S")[0]
    snapshot = Snapshot.objects.create(
        mission_id=actor.mission,
        number=number,
        kind=facts.kind,
        source=facts.source,
        release=facts.release,
        filename=facts.filename,
        sha256=facts.sha256,
        size=facts.size,
        header=list(facts.header),
        imported_by=actor.label,
        imported_at=clock.now(),
    )
    happened = SnapshotAdded(
        subject=reference("S", number),
        kind=facts.kind,
        source=facts.source,
        release=facts.release,
        filename=facts.filename,
        sha256=facts.sha256,
        size=facts.size,
    )
    return Done(snapshot, happened)
