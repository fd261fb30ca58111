"""One run over the incidents: what is proposed, followed, or lapses, and what the ledger is told of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from tutela.access.rules import Actor
from tutela.assess.threats.commands.records import take_figures
from tutela.assess.threats.commands.refreshing import refresh
from tutela.assess.threats.events import ThreatsProposed
from tutela.assess.threats.models import PROPOSAL, Evidence, Proposal, ProposalEvidence, Threat
from tutela.assess.threats.queries.places import with_area
from tutela.assess.threats.queries.scope import ProposalSet
from tutela.assess.threats.queries.support import (
    Index,
    Roomed,
    Terms,
    incident_index,
    proposals_by_room,
    reaches_of,
)
from tutela.assess.threats.queries.views import figures_in
from tutela.assess.threats.rules.proposing import Key, Nature, Reason, again, changed_materially, window
from tutela.assess.threats.rules.proposing import Proposal as Made
from tutela.assess.threats.rules.reach import Reach, is_covered
from tutela.assess.threats.rules.register import ProposalStatus, Status
from tutela.kernel.canonical import canonical_json, digest
from tutela.ledger.command import allocate

WHAT = ("new", "changed", "lapsed", "counted")

Reaching = list[tuple[Threat, list[Reach]]]


@dataclass(slots=True)
class ProposalRun:
    """What a run did: references of proposals that are new, changed or lapsed, and of threats counted anew."""

    as_of: date
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    lapsed: list[str] = field(default_factory=list)
    counted: list[str] = field(default_factory=list)


class Run:
    """A run for an actor up to a day. Only inside a command."""

    def __init__(self, actor: Actor, terms: Terms, day: date, now: datetime) -> None:
        self.actor, self.terms, self.day, self.now = actor, terms, day, now
        self.since, self.until = window(day, terms.months)
        self.touched: list[tuple[str, Proposal | Threat]] = []
        rows = with_area(Proposal.objects.filter(mission_id=actor.mission)).order_by("number")
        self.pending = {_key(row): row for row in rows.filter(status=ProposalStatus.PENDING)}
        self.rejected = {_key(row): row for row in rows.filter(status=ProposalStatus.REJECTED)}
        self.behind = _behind(actor.mission)
        self.index: dict[Actor, Index] = {}
        self.open = _reaching(actor.mission, Status.OPEN)
        self.closed = _reaching(actor.mission, Status.CLOSED)

    @property
    def result(self) -> ProposalRun:
        """What the run did so far."""
        said: dict[str, list[str]] = {what: [] for what in WHAT}
        for what, row in self.touched:
            said[what].append(row.reference)
        return ProposalRun(self.day, **said)

    def work(self) -> None:
        """Count the open threats anew, write every proposal that is due, let lapse what nothing supports."""
        for row, reaches in self.open:
            if refresh(row, reaches, self.terms, self.day):
                self.touched.append(("counted", row))
        found = proposals_by_room(self.actor, self.terms.proposals, since=self.since, until=self.until)
        due = [one for one in found if not _covering(self.open, one)]
        for one in due:
            self._propose(one)
        made = {one.made.key for one in due}
        visible = ProposalSet(Proposal).visible_to(self.actor).filter(status=ProposalStatus.PENDING)
        for pending in visible.order_by("number"):
            if _key(pending) not in made:
                self._lapse(pending)

    def _propose(self, one: Roomed) -> None:
        ids = self._ids(one)
        pending = self.pending.get(one.made.key)
        if pending is not None:
            self._follow(pending, one, ids)
            return
        reasons = self._reasons_again(one, ids)
        if reasons is None:
            return
        row = Proposal(
            mission_id=self.actor.mission,
            number=allocate(self.actor.mission, PROPOSAL)[0],
            status=ProposalStatus.PENDING,
            incident_actor_id=one.made.actor_id,
            area_id=one.made.area_id,
            kind=one.made.kind,
            earlier=self.rejected.get(one.made.key),
        )
        self._write(row, one, again(one.made, reasons), ids)
        self.touched.append(("new", row))

    def _reasons_again(self, one: Roomed, ids: set[int]) -> tuple[Reason, ...] | None:
        """Return why it is proposed although somebody set it aside; None when it stays aside, () when nobody
        did.
        """
        rejected = self.rejected.get(one.made.key)
        closed = max(_covering(self.closed, one), key=lambda row: (row.closed_at, row.pk), default=None)
        if closed is not None and (rejected is None or _later(closed.closed_at, rejected.decided_at)):
            held = Evidence.objects.filter(threat=closed).values_list("incident_id", flat=True)
            why = self._changed(closed, set(held), one.made, ids)
            said = (("threat", closed.reference), ("closed_on", f"{closed.closed_at:%Y-%m-%d}"))
            return (Reason("closed_before", said), *why) if why else None
        if rejected is None:
            return ()
        known = ProposalEvidence.objects.filter(proposal=rejected).values_list("incident_id", flat=True)
        return self._changed(rejected, set(known), one.made, ids) or None

    def _changed(self, before: Proposal | Threat, known: set[int], made: Made, ids: set[int]) -> tuple[Reason, ...]:
        fresh = len(ids - known)
        return changed_materially(figures_in(before), Nature(before.nature), made, fresh, self.terms.proposals)

    def _follow(self, row: Proposal, one: Roomed, ids: set[int]) -> None:
        held = self.behind.get(row.pk, set())
        now = (one.made.nature, one.made.figures, one.sensitivity, one.compartment)
        if held == ids and now == (row.nature, figures_in(row), row.sensitivity, row.compartment):
            return
        row.version += 1
        self._write(row, one, again(one.made, _reasons_kept(row)), ids)
        self.touched.append(("changed", row))

    def _lapse(self, row: Proposal) -> None:
        row.status, row.decided_at = ProposalStatus.LAPSED, self.now
        row.version += 1
        row.save()
        self.touched.append(("lapsed", row))

    def _ids(self, one: Roomed) -> set[int]:
        if one.reader not in self.index:
            self.index[one.reader] = incident_index(one.reader, since=self.since, until=self.until)
        held, key = self.index[one.reader], one.made.key
        return {pk for act in one.made.acts for pk in held.get((key.actor_id, key.area_id, act), ())}

    def _write(self, row: Proposal, one: Roomed, made: Made, ids: set[int]) -> None:
        row.acts, row.at_risk, row.nature = list(made.acts), list(made.at_risk), made.nature
        row.actor_name, row.actor_kind = made.actor_name, made.actor_kind
        row.fighting, row.reasons = made.fighting.incidents, [list(reason) for reason in made.reasons]
        row.sensitivity, row.compartment = one.sensitivity, one.compartment
        row.proposed_at = self.now
        take_figures(row, made.figures, self.day)
        row.save()
        _link(row, ids, self.behind.get(row.pk, set()))

    def events(self) -> Iterator[ThreatsProposed]:
        """Yield one event for each room of information, so that no entry tells of what is closed to its
        reader.
        """
        rooms: dict[tuple[int, str], list[tuple[str, Proposal | Threat]]] = {}
        for what, row in self.touched:
            rooms.setdefault((row.sensitivity, row.compartment), []).append((what, row))
        for (sensitivity, compartment), rows in sorted(rooms.items()):
            references = [row.reference for _what, row in rows]
            counts = Counter(what for what, _row in rows)
            yield ThreatsProposed(
                subject="proposals",
                related=tuple(references),
                as_of=self.day.isoformat(),
                since=self.since.isoformat(),
                proposals=[row.reference for _what, row in rows if isinstance(row, Proposal)],
                digest=digest(canonical_json([_plain(row) for _what, row in rows])),
                sensitivity=sensitivity,
                compartment=compartment,
                area_path=self.actor.area_path,
                new=counts["new"],
                changed=counts["changed"],
                lapsed=counts["lapsed"],
                counted=counts["counted"],
            )


def _reaching(mission: str, status: Status) -> Reaching:
    rows = list(with_area(Threat.objects.filter(mission_id=mission, status=status)))
    reaches = reaches_of(rows)
    return [(row, reaches[row.pk]) for row in rows]


def _covering(held: Reaching, one: Roomed) -> list[Threat]:
    """Return the threats that cover a proposal and that whoever may see the proposal may see."""
    key, path = one.made.key, one.made.area_path
    return [
        row
        for row, reaches in held
        if row.sensitivity <= one.sensitivity
        and row.compartment in {"", one.compartment}
        and is_covered(reaches, actor_id=key.actor_id, area_path=path, kind=key.kind)
    ]


def _later(closed_at: datetime | None, decided_at: datetime | None) -> bool:
    return closed_at is not None and (decided_at is None or closed_at >= decided_at)


def _behind(mission: str) -> dict[int, set[int]]:
    """Return the incidents behind the pending proposals of a mission, by the proposal's key."""
    found: dict[int, set[int]] = {}
    linked = ProposalEvidence.objects.filter(proposal__mission_id=mission, proposal__status=ProposalStatus.PENDING)
    for key, incident in linked.values_list("proposal_id", "incident_id").iterator(chunk_size=5000):
        found.setdefault(key, set()).add(incident)
    return found


def _link(row: Proposal, ids: set[int], known: set[int]) -> None:
    held = ProposalEvidence.objects.filter(proposal=row)
    gone = sorted(known - ids)
    for start in range(0, len(gone), 500):
        held.filter(incident__in=gone[start : start + 500]).delete()
    links = [ProposalEvidence(proposal=row, incident_id=key) for key in sorted(ids - known)]
    ProposalEvidence.objects.bulk_create(links, batch_size=2000)


def _key(row: Proposal) -> Key:
    return Key(row.incident_actor_id, row.area_id or 0, row.kind)


def _reasons_kept(row: Proposal) -> tuple[Reason, ...]:
    """Return the reasons for proposing again, which stay with a proposal while its figures move."""
    return tuple(
        Reason(code, tuple((name, value) for name, value in facts))
        for code, facts in row.reasons
        if code == "closed_before" or str(code).startswith("again_")
    )


def _plain(row: Proposal | Threat) -> dict[str, Any]:
    return {
        "reference": row.reference,
        "status": row.status,
        "kind": row.kind,
        "actor": row.incident_actor_id,
        "area": row.area_id,
        "nature": row.nature,
        "incidents": row.incidents,
        "civilians": [row.civilians_low, row.civilians_best, row.civilians_high],
    }
