"""Seeing who a source is: asked with a reason, decided by a custodian for some hours, each opening on record."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.kernel.clock import Clock, instant
from tutela.kernel.ids import key_for
from tutela.kernel.refusals import Invalid, Stale
from tutela.know.sources.commands.finding import chosen, locked_source_for, path_of, reason_in, request_for
from tutela.know.sources.commands.locking import held_by
from tutela.know.sources.events import (
    GrantRevoked,
    IdentityGranted,
    IdentityOpened,
    IdentityRefused,
    IdentityRequested,
)
from tutela.know.sources.models import REQUEST, Reading, RevealRequest, Source
from tutela.know.sources.queries.reveals import grant_of, own_requests
from tutela.know.sources.rules.facts import Identity
from tutela.know.sources.rules.reveals import (
    REVEAL_PURPOSES,
    GrantOver,
    NotGranted,
    OwnRequest,
    State,
    is_own,
    state_of,
)
from tutela.ledger.command import Done, Outcome, Unchanged, allocate, command
from tutela.mission.models import Mission
from tutela.mission.queries import parameter_value

HOURS = "identity_hours"


@command(Permission.IDENTITY_ASK)
def ask_for_identity(*, actor: Actor, clock: Clock, source: str, purpose: str, reason: str) -> Outcome[RevealRequest]:
    """Ask a custodian to see who a source is, with a reason; what still waits or holds is not asked again.

    Raises NotFound, IdentityGone, or Invalid for an unknown purpose or without a reason.
    """
    found = locked_source_for(actor, source)
    code, why = chosen(purpose, REVEAL_PURPOSES, "purpose"), reason_in(reason)
    standing = own_requests(found, actor).filter(is_granted__isnull=True).first() or grant_of(found, actor, clock.now())
    if standing is not None:
        return Unchanged(standing)
    (number,) = allocate(actor.mission, REQUEST)
    request = RevealRequest.objects.create(
        id=key_for(Mission.objects.get(pk=actor.mission).serial, number),
        source=found,
        asked_post=actor.post,
        asked_label=actor.label,
        asked_person=actor.person,
        purpose=code,
        reason=why,
        asked_at=clock.now(),
    )
    happened = IdentityRequested(
        subject=found.reference,
        area_path=path_of(found),
        related=(request.reference,),
        reason=why,
        request=request.reference,
        purpose=code,
    )
    return Done(request, happened)


@command(Permission.IDENTITY_DECIDE)
def decide_on_identity(
    *,
    actor: Actor,
    clock: Clock,
    request: str,
    version: int,
    is_granted: bool,
    reason: str,
    hours: int | None = None,
) -> Outcome[RevealRequest]:
    """Let somebody see who a source is for `hours` (the mission's parameter when left out, never more), or refuse.

    Raises NotFound, Stale when another custodian was quicker, OwnRequest for what one's own post or oneself asked,
    IdentityGone, or Invalid without a reason or for hours out of bounds.
    """
    asked = request_for(actor, request, version)
    source = locked_source_for(actor, asked.source.reference)
    if is_own(asked_post=asked.asked_post, asked_person=asked.asked_person, post=actor.post, person=actor.person):
        raise OwnRequest(
            _("Nobody decides on their own request."), remedy=_("Ask another custodian of the mission to decide.")
        )
    if asked.is_granted is not None:
        raise Stale(_("This request was decided already."), remedy=_("Read it again: it says who."))
    why, most = reason_in(reason), int(parameter_value(actor.mission, HOURS, at=clock.now()))
    span = timedelta(hours=_hours_within(most if hours is None else hours, most))
    decided = _updated(
        asked,
        is_granted=is_granted,
        decided_by=actor.label,
        decided_at=clock.now(),
        decision_reason=why,
        expires_at=clock.now() + span if is_granted else None,
    )
    return Done(decided, _decision(decided, source, why))


def _hours_within(hours: int, most: int) -> int:
    if not 1 <= hours <= most:
        raise Invalid(
            _("The time is out of bounds."),
            remedy=_("Give whole hours from 1 to %(most)s.") % {"most": most},
            problems={"hours": _("Give whole hours from 1 to %(most)s.") % {"most": most}},
        )
    return hours


def _decision(request: RevealRequest, source: Source, reason: str) -> IdentityGranted | IdentityRefused:
    subject, related, path = source.reference, (request.reference,), path_of(source)
    if request.expires_at is None:
        return IdentityRefused(
            subject=subject,
            related=related,
            area_path=path,
            reason=reason,
            request=request.reference,
            post=request.asked_label,
        )
    return IdentityGranted(
        subject=subject,
        related=related,
        area_path=path,
        reason=reason,
        request=request.reference,
        post=request.asked_label,
        expires_at=instant(request.expires_at),
    )


@command(Permission.IDENTITY_DECIDE)
def revoke_grant(*, actor: Actor, clock: Clock, request: str, version: int, reason: str) -> Outcome[RevealRequest]:
    """Take a grant back before its time is over; what does not hold any more is left as it is.

    Raises NotFound, Stale, or Invalid without a reason.
    """
    asked, why = request_for(actor, request, version), reason_in(reason)
    if _state(asked, clock) is not State.GRANTED:
        return Unchanged(asked)
    revoked = _updated(asked, revoked_at=clock.now(), revoked_by=actor.label, revoke_reason=why)
    happened = GrantRevoked(
        subject=asked.source.reference,
        related=(asked.reference,),
        area_path=path_of(asked.source),
        reason=why,
        request=asked.reference,
        post=asked.asked_label,
    )
    return Done(revoked, happened)


@command(Permission.IDENTITY_ASK)
def open_identity(*, actor: Actor, clock: Clock, source: str) -> Outcome[Identity]:
    """Open who a source is, to the very person and post that a custodian let; each opening is put on record.

    The record is written with the answer or there is no answer. Show it once and keep it nowhere. Raises NotFound,
    IdentityGone, NotGranted, GrantOver, or VaultLocked.
    """
    found = locked_source_for(actor, source)
    grant = grant_of(found, actor, clock.now())
    if grant is None:
        raise _why_not(found, actor)
    identity = held_by(found).identity
    Reading.objects.create(
        request=grant,
        read_at=clock.now(),
        read_by=actor.label,
        read_post=actor.post,
        read_person=actor.person,
    )
    happened = IdentityOpened(
        subject=found.reference,
        related=(grant.reference,),
        area_path=path_of(found),
        request=grant.reference,
        times=Reading.objects.filter(request=grant).count(),
    )
    return Done(identity, happened)


def _why_not(source: Source, actor: Actor) -> NotGranted | GrantOver:
    if own_requests(source, actor).filter(is_granted=True).exists():
        return GrantOver(_("The time in which you could see who this is is over."), remedy=_("Ask again, and say why."))
    return NotGranted(
        _("No custodian has let you see who this is."), remedy=_("Ask to see it, and say why; a custodian decides.")
    )


def _state(request: RevealRequest, clock: Clock) -> State:
    return state_of(
        is_granted=request.is_granted, expires_at=request.expires_at, revoked_at=request.revoked_at, now=clock.now()
    )


def _updated(request: RevealRequest, **values: object) -> RevealRequest:
    RevealRequest.objects.filter(pk=request.pk, version=request.version).update(**values, version=request.version + 1)
    return RevealRequest.objects.select_related("source", "source__area").get(pk=request.pk)
