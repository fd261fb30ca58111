"""Recording a decision under the policy's gate, and supplying what haste left owed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tutela.access.permissions import Permission
from tutela.access.queries import role_of
from tutela.access.rules import Actor
from tutela.act.decisions.events import DecisionRecorded, OwedNoted, OwedSupplied
from tutela.act.decisions.queries import Placement, decider_labels, decision_named, placement_of, verdict_on
from tutela.act.decisions.rules import (
    CONFIRMATION,
    DECISION,
    GateClosed,
    clock_of,
    compartment_of,
    may_confirm,
    reference_typed,
    sensitivity_of,
)
from tutela.kernel.clock import Clock, instant
from tutela.kernel.ids import reference
from tutela.kernel.refusals import Invalid, NotAllowed, NotFound
from tutela.ledger.command import Done, Outcome, Unchanged, allocate, command
from tutela.mission.queries import parameter_value
from tutela.policy.gates import Gate, GateVerdict, gates
from tutela.policy.roles import roles

LONGEST = 1000


@command(Permission.DECISION_RECORD)
def record_decision(
    *,
    actor: Actor,
    clock: Clock,
    gate: str,
    about: str = "",
    held: Collection[str] = (),
    broken: Collection[str] = (),
    is_imminent: bool = False,
    acting_for: str = "",
    reason: str = "",
) -> Done[str]:
    """Record a decision after asking the policy's gate; return its reference.

    `held` names what was there of what the gate asks for, `broken` the limits that are known to be crossed, `about`
    the record that it is about, `acting_for` the role in whose name the post decides. Where violence is imminent or
    in progress no reason is demanded and nothing but a broken limit holds it up (para 52): what was skipped is put
    down as owed, each with its clock.

    Raises GateClosed when the policy says no, Invalid for an unknown gate, ask, role or record or for a missing
    reason, NotAllowed for a compartment that is closed to the post. Then nothing is written.
    """
    rule = gates().get(gate)
    if rule is None:
        raise _invalid(gate=_("There is no such act: %(code)s.") % {"code": gate})
    placed = placement_of(actor, about, now=clock.now())
    _require_sense(rule, placed, held, broken, is_imminent=is_imminent, acting_for=acting_for, reason=reason)
    verdict = verdict_on(actor, rule, held=held, broken=broken, is_imminent=is_imminent, acting_for=acting_for)
    if not verdict.allows:
        language = get_language() or "en"
        deciders = decider_labels(rule, language)
        raise GateClosed(rule, verdict, deciders=deciders, translate=_, language=language)
    columns = _columns(actor, rule, placed or Placement())
    decision = reference(DECISION, allocate(actor.mission, DECISION)[0])
    recorded = DecisionRecorded(
        subject=decision,
        related=(reference_typed(about),) if about.strip() else (),
        gate=gate,
        outcome=verdict.outcome.value,
        is_imminent=is_imminent,
        held=sorted(held),
        acting_for=acting_for,
        role=role_of(actor),
        left_out=sorted(ask.name for ask in verdict.left_out),
        limits=sorted(ask.name for ask in verdict.limits),
        reason=reason.strip(),
        cites=verdict.cites,
        **columns,
    )
    return Done(decision, recorded, _owed(actor, decision, rule, verdict, clock.now(), columns))


def _require_sense(
    rule: Gate,
    placed: Placement | None,
    held: Collection[str],
    broken: Collection[str],
    *,
    is_imminent: bool,
    acting_for: str,
    reason: str,
) -> None:
    """Raise Invalid for what cannot be; haste excuses a missing reason and nothing else."""
    problems = {}
    strange = sorted({*held, *broken} - {ask.name for ask in rule.asks})
    if strange:
        problems["held"] = _("This is not asked for here: %(names)s.") % {"names": ", ".join(strange)}
    elif both := sorted({*held} & {*broken}):
        problems["held"] = _("It cannot be there and broken at once: %(names)s.") % {"names": ", ".join(both)}
    if placed is None:
        problems["about"] = _("There is no such record. Enter a reference like T-000123, or leave it empty.")
    if acting_for and acting_for not in roles():
        problems["acting_for"] = _("There is no such role: %(code)s.") % {"code": acting_for}
    if not (reason.strip() or is_imminent):
        problems["reason"] = _("Say why this is decided. Only imminent violence excuses from it.")
    if len(reason.strip()) > LONGEST:
        problems["reason"] = _("Use %(most)s characters at most.") % {"most": LONGEST}
    if problems:
        raise _invalid(**problems)


def _columns(actor: Actor, rule: Gate, placed: Placement) -> dict[str, Any]:
    """Return what decides who may read of it. Raises NotAllowed for a compartment that is closed to the post."""
    room = compartment_of(rule.name, placed.compartment)
    if not actor.enters(room):
        raise NotAllowed(
            _("Decisions of this kind are closed to your post."),
            remedy=_("Hand it to the specialist whose compartment it is."),
        )
    sensitivity = sensitivity_of(rule.name, placed.sensitivity)
    return {"sensitivity": sensitivity, "compartment": room, "area_path": placed.area_path}


def _owed(
    actor: Actor, decision: str, rule: Gate, verdict: GateVerdict, now: datetime, columns: dict[str, Any]
) -> tuple[OwedNoted, ...]:
    """Return one event for each thing that haste left owed, the decider's word included, with its clock."""
    if not verdict.owed and not verdict.needs_decider:
        return ()
    names = [ask.name for ask in verdict.owed] + ([CONFIRMATION] if verdict.needs_decider else [])
    cites = {ask.name: ask.cites for ask in verdict.owed} | {CONFIRMATION: rule.decider_cites or rule.cites}
    found = []
    for name in names:
        within = clock_of(rule, name)
        due = now + timedelta(hours=float(parameter_value(actor.mission, within, at=now)))
        found.append(
            OwedNoted(
                subject=decision,
                gate=rule.name,
                ask=name,
                within=within,
                due_at=instant(due),
                cites=cites[name],
                **columns,
            )
        )
    return tuple(found)


@command(Permission.DECISION_RECORD)
def supply_owed(*, actor: Actor, clock: Clock, decision: str, ask: str, evidence: str) -> Outcome[str]:
    """Supply what haste left owed after a decision, once; return the decision's reference.

    `evidence` names the document or record that shows it. Raises NotFound for a decision that the actor may not see
    and for what is not owed after it, NotAllowed for a confirmation by anybody but the decider, Invalid without
    evidence. What was supplied before stays as it was.
    """
    held = decision_named(actor, decision)
    owed = next((one for one in held.owed if one.ask == ask), None) if held else None
    if held is None or owed is None:
        raise NotFound(_("Nothing of this kind is owed."), remedy=_("Look for the decision in the list."))
    rule = gates().get(held.gate)
    if ask == CONFIRMATION and not (rule and may_confirm(rule, role_of(actor))):
        who = ", ".join(decider_labels(rule, get_language() or "en")) if rule else held.gate
        raise NotAllowed(
            _("Only the post whose decision it is can confirm it."),
            remedy=_("Ask for a word of: %(who)s.") % {"who": who},
        )
    if not 1 <= len(evidence.strip()) <= LONGEST:
        raise _invalid(
            evidence=_("Name the document or record that shows it, in %(most)s characters at most.") % {"most": LONGEST}
        )
    if not owed.is_open:
        return Unchanged(held.reference)
    supplied = OwedSupplied(
        subject=held.reference,
        gate=held.gate,
        ask=ask,
        reason=evidence.strip(),
        sensitivity=held.sensitivity,
        compartment=held.compartment,
        area_path=held.area_path,
    )
    return Done(held.reference, supplied)


def _invalid(**problems: str) -> Invalid:
    return Invalid(_("Some facts cannot be as they are."), remedy=_("Mend what is marked."), problems=problems)
