"""What a source consents to, purpose by purpose, and takes back (P32.4)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.kernel.clock import Clock
from tutela.kernel.refusals import Invalid
from tutela.know.sources.commands.finding import chosen, locked_source_for, path_of, source_for
from tutela.know.sources.events import ConsentGiven, ConsentWithdrawn
from tutela.know.sources.models import Consent, Source
from tutela.know.sources.rules.consents import HOWS
from tutela.know.sources.rules.facts import PURPOSES
from tutela.ledger.command import Done, Outcome, Unchanged, command


@command(Permission.SOURCE_CONSENT)
def record_consent(
    *, actor: Actor, clock: Clock, source: str, purpose: str, how: str, is_informed: bool
) -> Outcome[Consent]:
    """Record that a source consents to one purpose, having been told what it means.

    The same again in the same way writes nothing. Raises NotFound, IdentityGone, or Invalid for an unknown purpose or
    way, and where nobody told them what it means: without that it is no consent.
    """
    found = locked_source_for(actor, source)
    code, way = chosen(purpose, PURPOSES, "purpose"), chosen(how, HOWS, "how")
    if not is_informed:
        raise Invalid(
            _("Only who knows what may happen can consent."),
            remedy=_("Tell them in a language they understand, then record it."),
            problems={"is_informed": _("Tick it once they were told.")},
        )
    newest = _newest(found, code)
    if newest is not None and newest.is_given and newest.how == way:
        return Unchanged(newest)
    row = _write(found, code, way, actor, clock, is_given=True)
    happened = ConsentGiven(subject=found.reference, area_path=path_of(found), consent=code, how=way)
    return Done(row, happened)


@command(Permission.SOURCE_CONSENT)
def withdraw_consent(*, actor: Actor, clock: Clock, source: str, purpose: str, how: str) -> Outcome[Consent | None]:
    """Record that a source no longer consents to one purpose; it holds from this moment on.

    Nothing is written where it does not consent anyway. Raises NotFound, or Invalid for an unknown purpose or way.
    """
    found = source_for(actor, source)
    code, way = chosen(purpose, PURPOSES, "purpose"), chosen(how, HOWS, "how")
    newest = _newest(found, code)
    if newest is None or not newest.is_given:
        return Unchanged(newest)
    row = _write(found, code, way, actor, clock, is_given=False)
    happened = ConsentWithdrawn(subject=found.reference, area_path=path_of(found), consent=code, how=way)
    return Done(row, happened)


def _newest(source: Source, purpose: str) -> Consent | None:
    return Consent.objects.filter(source=source, purpose=purpose).order_by("-id").first()


def _write(source: Source, purpose: str, how: str, actor: Actor, clock: Clock, *, is_given: bool) -> Consent:
    return Consent.objects.create(
        source=source,
        purpose=purpose,
        is_given=is_given,
        how=how,
        recorded_at=clock.now(),
        recorded_by=actor.label,
    )
