"""What is decided under the policy's gates: one in haste after the massacre and made good since, others since then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from functools import partial

from tutela.access.rules import Actor
from tutela.act.decisions.commands import record_decision, supply_owed
from tutela.act.decisions.queries import Wanted, decision_entries
from tutela.demo.campaigns import MASSACRE_DAYS_BEFORE_END
from tutela.demo.scenario.deciding import open_threat
from tutela.demo.scenario.steps import Step
from tutela.demo.threats import Decisions
from tutela.kernel.clock import Clock

HEAD, ADVISER, JOC = "head-of-mission", "poc-adviser", "joc-duty"
SOUTH, FORCE = "field-office-south", "force-operations"


@dataclass(frozen=True, slots=True)
class Supply:
    """What haste left owed, made good some time after the decision."""

    after: timedelta
    by: str
    ask: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision under a gate. `threat` is the key of the threat that it answers."""

    gate: str
    at: datetime
    by: str
    threat: str
    held: tuple[str, ...]
    is_imminent: bool = False
    reason: str = ""
    acting_for: str = ""
    supplies: tuple[Supply, ...] = field(default=())


def rulings(end: datetime) -> tuple[Ruling, ...]:
    """The decisions of an exercise that ends at a moment, oldest first."""
    massacre = end.date() - timedelta(days=MASSACRE_DAYS_BEFORE_END)
    return (
        _shelter(datetime.combine(massacre, time(7, 40), tzinfo=UTC)),
        Ruling(
            gate="allocate_resources",
            at=datetime.combine(massacre + timedelta(days=5), time(17), tzinfo=UTC),
            by=HEAD,
            threat="marsh_villages",
            held=("protection_first", "body_heard"),
            reason="Two helicopters and a company go to the marsh before anything else, until the villages have a "
            "base of their own.",
        ),
        _patrol(end - timedelta(days=5, hours=4)),
        Ruling(
            gate="move_civilians",
            at=end - timedelta(hours=9),
            by=SOUTH,
            threat="exodus",
            held=("is_voluntary", "partners_consulted", "last_resort"),
            is_imminent=True,
            reason="Fighters were seen two hours from the landing place; the families who asked to leave were taken "
            "to the chief town.",
        ),
    )


def _shelter(at: datetime) -> Ruling:
    """The gates are opened in haste by whoever is on duty; the Head of Mission confirms it the same morning."""
    return Ruling(
        gate="shelter_inside_premises",
        at=at,
        by=JOC,
        threat="marsh_villages",
        held=(),
        is_imminent=True,
        supplies=(
            Supply(timedelta(hours=2), HEAD, "confirmed_by_decider", "Order of the Head of Mission, the same morning."),
            Supply(timedelta(hours=5), HEAD, "usg_consulted", "Call with Headquarters, noted in a code cable."),
            Supply(timedelta(hours=26), JOC, "shortest_stay", "Plan for the stay: twelve days, with a way home."),
            Supply(timedelta(hours=50), ADVISER, "risks_treated", "Risk assessment of the site, with nine measures."),
        ),
    )


def _patrol(at: datetime) -> Ruling:
    """An operation that began in haste; who was to be consulted has not been yet, and the time for it is over."""
    return Ruling(
        gate="conduct_operation",
        at=at,
        by=FORCE,
        threat="exodus",
        held=("mitigation_in_orders",),
        is_imminent=True,
        reason="Boats with armed men were crossing towards people on the road; a patrol went between them.",
        supplies=(
            Supply(timedelta(hours=20), ADVISER, "adviser_and_components", "Note of the adviser after the meeting."),
            Supply(timedelta(hours=44), FORCE, "risks_assessed", "Risk assessment for the road, second issue."),
            Supply(timedelta(hours=60), FORCE, "contingencies_planned", "Annex on civilians to the patrol order."),
        ),
    )


def governs(made: Decisions, end: datetime) -> Iterator[Step]:
    """The steps of all decisions under gates, and of what was supplied after them."""
    titles = {threat.key: threat.title for threat in made.threats}
    for ruling in rulings(end):
        yield Step(ruling.at, ruling.by, partial(_record, ruling, titles[ruling.threat]))
        for supply in ruling.supplies:
            yield Step(ruling.at + supply.after, supply.by, partial(_supply, ruling.gate, supply))


def _record(ruling: Ruling, title: str, actor: Actor, clock: Clock) -> object:
    threat = open_threat(actor, clock, title)
    return record_decision(
        actor=actor,
        clock=clock,
        gate=ruling.gate,
        about=threat.reference if threat else "",
        held=ruling.held,
        is_imminent=ruling.is_imminent,
        acting_for=ruling.acting_for,
        reason=ruling.reason,
    )


def _supply(gate: str, supply: Supply, actor: Actor, clock: Clock) -> object:
    newest = decision_entries(actor, Wanted(gate=gate)).first()
    if newest is None:
        raise LookupError(f"Nothing was decided under {gate}.")
    return supply_owed(actor=actor, clock=clock, decision=newest.subject, ask=supply.ask, evidence=supply.evidence)
