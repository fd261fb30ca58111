"""Passing an alert on: to another post that accepts it, up to headquarters, or out of a closed room to the desk."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tutela.access.permissions import Permission
from tutela.access.queries import posts_of
from tutela.access.rules import Actor, Sensitivity
from tutela.kernel.clock import Clock
from tutela.kernel.ids import key_for
from tutela.kernel.refusals import NotFound, Refusal
from tutela.know.alerts.commands.records import (
    columns,
    held,
    held_open,
    in_reach,
    invalid,
    required,
    saved,
    taken_notice,
    targets_of,
)
from tutela.know.alerts.events import (
    AlertEscalated,
    AlertHandedOver,
    AlertOffered,
    AlertReceived,
    DeskTold,
    HandOverDeclined,
)
from tutela.know.alerts.models import Alert, Allegation, HandOver
from tutela.know.alerts.rules.clocks import next_due
from tutela.know.alerts.rules.report import Channel, what_terms
from tutela.know.alerts.rules.words import Outcome as Found
from tutela.know.alerts.rules.words import State
from tutela.ledger.command import Done, Outcome, Unchanged, allocate, command
from tutela.mission.models import Mission


class AlreadyOffered(Refusal):
    """The alert waits for another post's answer."""

    code = "already_offered"


@command(Permission.ALERT_HANDLE)
def offer_alert(*, actor: Actor, clock: Clock, alert: str, version: int, to_post: str, reason: str) -> Done[Alert]:
    """Ask another post to take an alert over. Until it accepts, whoever offers answers for it.

    The other post must be allowed to know of such an alert: its clearance, its compartments. Raises NotFound, Stale,
    AlertNotOpen, AlreadyOffered, or Invalid.
    """
    row = held_open(actor, alert, version)
    in_reach(actor, row)
    said = required(reason, "reason", _("Say why they should take it, and what is still to be done."), most=1000)
    if row.offered_to:
        raise AlreadyOffered(
            _("This alert is offered to another post already."),
            remedy=_("Wait for the answer, or take the offer back."),
        )
    post = posts_of(actor).filter(slug=to_post).first()
    if post is None or to_post == actor.post:
        raise invalid(to_post=_("Choose another post of the mission."))
    cleared = post.clearance >= row.sensitivity and (not row.compartment or row.compartment in post.compartments)
    if not cleared or Permission.ALERT_HANDLE not in post.permissions:
        raise invalid(to_post=_("That post may not handle an alert like this one. Choose another."))
    HandOver.objects.create(
        alert=row, from_post=actor.post, from_label=actor.label, to_post=to_post, to_label=post.title, reason=said,
        offered_at=clock.now(),
    )  # fmt: skip
    fields = taken_notice(row, clock.now())
    row.offered_to = to_post
    saved(row, clock.now(), {*fields, "offered_to"})
    return Done(row, AlertOffered(**columns(row), to_post=to_post, reason=said))


@command(Permission.ALERT_HANDLE)
def answer_offer(*, actor: Actor, clock: Clock, alert: str, is_accepted: bool, answer: str = "") -> Done[Alert]:
    """Take an alert over that was offered to this post, or hand it back with a reason.

    Whoever offered it may take the offer back, which is a no. Raises NotFound when nothing was offered to or by this
    post, Invalid for a no without a reason.
    """
    row = held(actor, alert)
    offer = HandOver.objects.filter(alert=row, answered_at__isnull=True).first()
    is_own = offer is not None and offer.from_post == actor.post
    if offer is None or not (offer.to_post == actor.post or (is_own and not is_accepted)):
        raise NotFound(_("Nothing was offered to your post."), remedy=_("Look at the alert again."))
    said = answer.strip() if is_accepted else required(answer, "answer", _("Say why not."), most=1000)
    offer.answered_at, offer.is_accepted, offer.answer = clock.now(), is_accepted, said[:1000]
    offer.save(update_fields=["answered_at", "is_accepted", "answer"])
    row.offered_to = ""
    if not is_accepted:
        saved(row, clock.now(), {"offered_to"})
        return Done(row, HandOverDeclined(**columns(row), to_post=offer.to_post, reason=said))
    row.desk = actor.post
    row.worked_by, row.worked_post, row.worked_at = actor.label, actor.post, clock.now()
    saved(row, clock.now(), {"offered_to", "desk", "worked_by", "worked_post", "worked_at"})
    taken = AlertHandedOver(**columns(row), from_post=offer.from_post, to_post=offer.to_post, reason=said)
    return Done(row, taken)


@command(Permission.ALERT_HANDLE)
def escalate_alert(*, actor: Actor, clock: Clock, alert: str, reason: str) -> Outcome[Alert]:
    """Pass an alert up from a field office to mission headquarters, which then answers for it too (para 77, A9.f).

    Raises NotFound, AlertNotOpen, or Invalid without a reason.
    """
    row = held_open(actor, alert)
    in_reach(actor, row)
    said = required(reason, "reason", _("Say what is beyond the office's means."), most=1000)
    if row.escalated_at is not None:
        return Unchanged(row)
    fields = taken_notice(row, clock.now())
    row.escalated_at = clock.now()
    saved(row, clock.now(), {*fields, "escalated_at"})
    return Done(row, AlertEscalated(**columns(row), urgency=row.urgency, reason=said))


@command(Permission.ALERT_HANDLE)
def tell_desk(*, actor: Actor, clock: Clock, alert: str, what: str, request: str) -> Done[str]:
    """Ask the open desk to protect somebody, from a closed room; return the reference of the open alert.

    It carries place, urgency and the words that the specialist writes for the desk, and nothing else of the closed
    alert: not its text, not its acts, not its source. Raises NotFound, AlertNotOpen, or Invalid for an alert that is
    not closed in, an act that belongs to a closed room, or blank words.
    """
    row = held_open(actor, alert)
    said = required(request, "request", _("Say what the desk should do, and only what it needs to know."))
    if not row.compartment:
        raise invalid(request=_("This alert is on the open desk already."))
    if what not in what_terms() or what_terms()[what].compartment:
        raise invalid(what=_("Choose something that the desk may know of."))
    made = _open_twin(actor, clock, row, what, said)
    fields = taken_notice(row, clock.now())
    saved(row, clock.now(), fields)
    received = AlertReceived(
        **columns(made), known_at=made.known_at, channel=made.channel, what=[what], timing=made.timing,
        urgency=int(made.urgency), area=made.area.code if made.area else "", occurred_at="", people_at_risk=None,
        has_source=False, files=0, flags=[], digest="",
    )  # fmt: skip
    told = DeskTold(**columns(row), related=(made.reference,), into=made.reference)
    return Done(made.reference, told, (received,))


def _open_twin(actor: Actor, clock: Clock, row: Alert, what: str, said: str) -> Alert:
    """Write the open alert that stands for a closed one on the desk."""
    now, mission = clock.now(), Mission.objects.get(pk=actor.mission)
    number = allocate(actor.mission, "A")[0]
    made = Alert(
        id=key_for(mission.serial, number), mission=mission, submission_key=f"desk-{number}", channel=Channel.VISIT,
        changed_at=now, recorded_by=actor.label, recorded_post=actor.post, text=said, language="", headline=what,
        timing=row.timing, occurred_precision="unknown", place_name=row.place_name, latitude=row.latitude,
        longitude=row.longitude, place_precision=row.place_precision, cell=row.cell, area=row.area, base=row.base,
        base_distance_km=row.base_distance_km, source_grade="F", information_grade=row.information_grade,
        sensitivity=Sensitivity.UNCLASSIFIED, urgency=row.urgency, state=State.RECEIVED, outcome=Found.PENDING,
        known_at=row.known_at, received_at=now,
    )  # fmt: skip
    made.next_step, made.due_at = next_due(made, targets_of(actor.mission, now))
    made.save(force_insert=True)
    Allegation.objects.create(alert=made, number=1, what=what, outcome=Found.PENDING)
    return made
