"""Reading decisions out of the ledger, what is still owed after them, and what a gate says of a case."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.db.models import Count, F, Q

from tutela.access.permissions import Permission
from tutela.access.queries import role_of
from tutela.access.rules import Actor
from tutela.act.decisions.rules import reference_typed
from tutela.assess.threats.queries import threat_named
from tutela.kernel.canonical import canonical_json
from tutela.kernel.clock import from_instant
from tutela.know.incidents.queries import incident_named
from tutela.ledger.models import Entry
from tutela.ledger.queries import EntrySet, entries, payload
from tutela.mission.queries import post_templates
from tutela.policy.gates import Case, Gate, GateVerdict, judge

RECORDED = "act.decisions.decision_recorded"
NOTED = "act.decisions.owed_noted"
SUPPLIED = "act.decisions.owed_supplied"


class DecisionSet(EntrySet):
    """The ledger's entries of decisions, for whoever may read decisions; narrowed like all entries."""

    view_permission: ClassVar[Permission] = Permission.DECISION_READ


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list of decisions is asked for; whatever is left out narrows nothing."""

    gate: str = ""
    is_imminent: bool | None = None
    is_owed: bool | None = None


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing owed after a decision; `supplied_at` is None while it is open."""

    ask: str
    noted_at: datetime
    due_at: datetime | None
    supplied_at: datetime | None = None
    supplied_by: str = ""
    evidence: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it is still owed."""
        return self.supplied_at is None

    @property
    def was_late(self) -> bool:
        """Whether it came after its time."""
        return self.supplied_at is not None and self.due_at is not None and self.supplied_at > self.due_at


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision as it was recorded, with everything that was owed after it; `owed` is in the order of its time."""

    sequence: int
    reference: str
    gate: str
    outcome: str
    is_imminent: bool
    held: tuple[str, ...]
    left_out: tuple[str, ...]
    limits: tuple[str, ...]
    role: str
    acting_for: str
    about: str
    reason: str
    recorded_at: datetime
    label: str
    cites: tuple[str, ...]
    sensitivity: int
    compartment: str
    area_path: str
    owed: tuple[Owed, ...] = ()

    @property
    def open(self) -> tuple[Owed, ...]:
        """What is still owed, the soonest first."""
        return tuple(one for one in self.owed if one.is_open)


@dataclass(frozen=True, slots=True)
class Placement:
    """Who may read of a decision: what the record has that it is about."""

    sensitivity: int = 0
    compartment: str = ""
    area_path: str = ""


def decision_entries(actor: Actor, wanted: Wanted | None = None) -> EntrySet:
    """Return the entries of the decisions that the actor may see and that fit, newest first."""
    asked = wanted or Wanted()
    rows = DecisionSet(Entry).visible_to(actor).filter(event=RECORDED)
    if asked.gate:
        rows = rows.filter(payload__contains=_holding("gate", asked.gate))
    if asked.is_imminent is not None:
        rows = rows.filter(payload__contains=_holding("is_imminent", asked.is_imminent))
    if asked.is_owed is not None:
        owing = Q(subject__in=_owing(actor).values("subject"))
        rows = rows.filter(owing if asked.is_owed else ~owing)
    return rows.order_by("-sequence")


def _holding(name: str, value: str | bool) -> str:
    """Return a fact as it stands in the text of a payload, which is canonical."""
    return canonical_json({name: value})[1:-1]


def _owing(actor: Actor) -> EntrySet:
    """Return the subjects after which something is open: noted more often than supplied, which happens once each."""
    rows = DecisionSet(Entry).visible_to(actor).filter(event__in=(NOTED, SUPPLIED)).order_by()
    counted: EntrySet = (
        rows.values("subject")  # type: ignore[assignment]  # the same set, grouped
        .annotate(noted=Count("pk", filter=Q(event=NOTED)), supplied=Count("pk", filter=Q(event=SUPPLIED)))
        .filter(noted__gt=F("supplied"))
    )
    return counted


def decisions_in(actor: Actor, rows: Sequence[Entry]) -> list[Decision]:
    """Turn entries of decisions into decisions with what is owed after each, leaving out what the actor may not see.

    Two queries for all of them.
    """
    visible = set(
        decision_entries(actor).filter(sequence__in=[row.sequence for row in rows]).values_list("sequence", flat=True)
    )
    seen = [row for row in rows if row.mission == actor.mission and row.sequence in visible]
    owed = _owed_after(actor, [row.subject for row in seen])
    return [_decision(row, tuple(owed.get(row.subject, ()))) for row in seen]


def decision_named(actor: Actor, reference: str) -> Decision | None:
    """Return a decision by its reference, or None when there is none that the actor may know of."""
    row = decision_entries(actor).filter(subject=reference).first()
    return decisions_in(actor, [row])[0] if row else None


def decision_story(actor: Actor, reference: str) -> list[Entry]:
    """Return every entry about a decision that the actor may see, oldest first."""
    rows = DecisionSet(Entry).visible_to(actor).filter(event__in=(RECORDED, NOTED, SUPPLIED), subject=reference)
    return list(rows.order_by("sequence"))


def _owed_after(actor: Actor, references: Collection[str]) -> dict[str, list[Owed]]:
    rows = DecisionSet(Entry).visible_to(actor).filter(event__in=(NOTED, SUPPLIED), subject__in=list(references))
    told = [(row, payload(row)) for row in rows.order_by("sequence")]
    supplied = {(row.subject, facts["ask"]): (row, facts) for row, facts in told if row.event == SUPPLIED}
    found: dict[str, list[Owed]] = {}
    for row, facts in told:
        if row.event == NOTED:
            key = (row.subject, facts["ask"])
            found.setdefault(row.subject, []).append(_owed(row, facts, supplied.get(key)))
    for owed in found.values():
        owed.sort(key=lambda one: (not one.is_open, one.due_at or one.noted_at, one.ask))
    return found


def _owed(row: Entry, facts: dict[str, str], supplied: tuple[Entry, dict[str, str]] | None) -> Owed:
    due = facts.get("due_at", "")
    answer = supplied[0] if supplied else None
    return Owed(
        ask=facts["ask"],
        noted_at=from_instant(row.recorded_at),
        due_at=from_instant(due) if due else None,
        supplied_at=from_instant(answer.recorded_at) if answer else None,
        supplied_by=answer.label if answer else "",
        evidence=answer.reason if answer else "",
    )


def _decision(row: Entry, owed: tuple[Owed, ...]) -> Decision:
    facts = payload(row)
    return Decision(
        sequence=row.sequence,
        reference=row.subject,
        gate=facts["gate"],
        outcome=facts["outcome"],
        is_imminent=facts["is_imminent"],
        held=tuple(facts["held"]),
        left_out=tuple(facts.get("left_out", ())),
        limits=tuple(facts.get("limits", ())),
        role=facts.get("role", ""),
        acting_for=facts["acting_for"],
        about=next(iter(json.loads(row.related)), ""),
        reason=row.reason,
        recorded_at=from_instant(row.recorded_at),
        label=row.label,
        cites=tuple(json.loads(row.cites)),
        sensitivity=row.sensitivity,
        compartment=row.compartment,
        area_path=row.area_path,
        owed=owed,
    )


def verdict_on(
    actor: Actor,
    gate: Gate,
    *,
    held: Collection[str] = (),
    broken: Collection[str] = (),
    is_imminent: bool = False,
    acting_for: str = "",
) -> GateVerdict:
    """Return what a gate says to an actor, by the role of the post; nothing is written.

    Raises ValueError for an ask that the gate does not have or that is said to be both there and broken.
    """
    case = Case(role_of(actor), frozenset(held), frozenset(broken), is_imminent, acting_for)
    return judge(gate, case)


def decider_labels(gate: Gate, language: str) -> list[str]:
    """Return who decides by the policy, in a language; none where it names nobody."""
    return [role_label(role, language) for role in gate.deciders]


def role_label(role: str, language: str) -> str:
    """Return a role's title in a language, or the code of a role that no post template has."""
    template = post_templates().get(role)
    return template.labels.get(language.split("-", maxsplit=1)[0], template.labels["en"]) if template else role


def placement_of(actor: Actor, reference: str, *, now: datetime) -> Placement | None:
    """Return how closely the record is kept that a decision is about; None for one that the actor may not know of.

    Without a reference it is the area of the post.
    """
    name = reference_typed(reference)
    if not name:
        return Placement(area_path=actor.area_path)
    threat = threat_named(actor, name, now=now)
    if threat is not None:
        return Placement(threat.sensitivity, threat.compartment, threat.area_path)
    incident = incident_named(actor, name)
    if incident is not None:
        path = incident.area.path if incident.area else ""
        return Placement(incident.sensitivity, incident.compartment, path)
    row = entries(actor).filter(subject=name).first()
    return Placement(row.sensitivity, row.compartment, row.area_path) if row else None
