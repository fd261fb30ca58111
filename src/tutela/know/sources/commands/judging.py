"""Judging a source: how far it can be relied on, what endangers it, whether disclosing its case endangers anybody."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.kernel.clock import Clock
from tutela.kernel.refusals import Invalid
from tutela.know.sources.commands.finding import chosen, locked_source_for, path_of, reason_in, source_for
from tutela.know.sources.commands.locking import held_by, lock, overwrite_what_is_freed
from tutela.know.sources.events import DisclosureAssessed, RiskNoted, SourceGraded
from tutela.know.sources.models import DisclosureRisk, Source
from tutela.know.sources.queries.sealed import Held
from tutela.know.sources.rules.consents import DISCLOSURES
from tutela.know.sources.rules.facts import LONGEST, RELIABILITY, RISKS, Identity, clean_text
from tutela.ledger.command import Done, Outcome, Unchanged, command
from tutela.mission.models import Mission


@command(Permission.SOURCE_GRADE)
def grade_source(
    *, actor: Actor, clock: Clock, source: str, version: int, reliability: str, reason: str
) -> Outcome[Source]:
    """Grade how far a source can be relied on, from A to F, with a reason. What it says is graded elsewhere.

    Raises NotFound, Stale, or Invalid for another letter or without a reason.
    """
    found = source_for(actor, source, version)
    grade, why = chosen(reliability, RELIABILITY, "reliability"), reason_in(reason)
    if grade == found.reliability:
        return Unchanged(found)
    before = found.reliability
    changed = _changed(found, reliability=grade)
    happened = SourceGraded(
        subject=found.reference, area_path=path_of(found), reason=why, reliability=grade, before=before
    )
    return Done(changed, happened)


@command(Permission.SOURCE_KEEP)
def note_risk(*, actor: Actor, clock: Clock, source: str, version: int, risk: str, note: str = "") -> Outcome[Source]:
    """Note how much danger talking to the mission brings a source, and if wanted what endangers it (P32.1, P32.2).

    The note is added to those before it, dated, and locked away with the identity: what endangers somebody can tell who
    it is. Raises NotFound, Stale, Invalid for an unknown risk or a note that no longer fits, IdentityGone for a note
    on a source without an identity, VaultLocked.
    """
    text = clean_text(note)
    found = locked_source_for(actor, source, version) if text else source_for(actor, source, version)
    level = chosen(risk, RISKS, "risk")
    if level == found.risk and not text:
        return Unchanged(found)
    if text:
        _add_note(found, f"{clock.now().date().isoformat()}: {text}")
    before = found.risk
    changed = _changed(found, risk=level, risk_noted_at=clock.now())
    happened = RiskNoted(
        subject=found.reference, area_path=path_of(found), risk=level, before=before, has_note=bool(text)
    )
    return Done(changed, happened)


def _add_note(source: Source, line: str) -> None:
    held = held_by(source)
    parts = held.identity.as_facts()
    parts["note"] = "\n".join(text for text in (parts["note"], line) if text)
    if len(parts["note"]) > LONGEST["note"]:
        raise Invalid(
            _("The notes on this source are full."),
            remedy=_("Say it in fewer words."),
            problems={"note": _("Say it in fewer words: what was noted before stays.")},
        )
    overwrite_what_is_freed()
    lock(source, Held(Identity.from_facts(parts), held.reasons), Mission.objects.get(pk=source.mission_id))


@command(Permission.IDENTITY_DECIDE)
def assess_disclosure(*, actor: Actor, clock: Clock, source: str, result: str, reason: str) -> Outcome[DisclosureRisk]:
    """Judge whether disclosing a case of this source puts a victim, a witness or anybody else at risk (P32.5).

    The reasons are locked away with the identity. Raises NotFound, IdentityGone, VaultLocked, or Invalid for an
    unknown result or without a reason.
    """
    found = locked_source_for(actor, source)
    judged, why = chosen(result, DISCLOSURES, "result"), clean_text(reason_in(reason))
    held = held_by(found)
    row = DisclosureRisk.objects.create(
        source=found, result=judged, assessed_at=clock.now(), assessed_by=actor.label, assessed_post=actor.post
    )
    overwrite_what_is_freed()
    reasons = {**held.reasons, str(row.pk): why}
    lock(found, Held(held.identity, reasons), Mission.objects.get(pk=found.mission_id))
    return Done(row, DisclosureAssessed(subject=found.reference, area_path=path_of(found), result=judged))


def _changed(source: Source, **values: object) -> Source:
    """Write new values and the next version, and return the source as it is then."""
    Source.objects.filter(pk=source.pk, version=source.version).update(**values, version=source.version + 1)
    return Source.objects.select_related("area").get(pk=source.pk)
