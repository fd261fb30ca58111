"""Scoring a threat: every step with its reason, kept for good."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.assess.threats.commands.records import found_threat, gather, path_in, room_of
from tutela.assess.threats.events import ThreatAssessed
from tutela.assess.threats.models import Assessment, Evidence, Threat
from tutela.assess.threats.queries.support import Terms, civilians_lately, counting_in, terms_at
from tutela.assess.threats.rules.scoring import MASS_ATROCITY, PARTS, Flaw, Sheet, evaluate, flaws
from tutela.kernel.canonical import canonical_json, digest
from tutela.kernel.clock import Clock
from tutela.kernel.refusals import Invalid
from tutela.ledger.command import Done, command

FLAW_WORDS: Mapping[Flaw, str | Promise] = {
    Flaw.MISSING: later("Choose a step."),
    Flaw.OFF_SCALE: later("Choose a step of the scale."),
    Flaw.NO_REASON: later("Say why this step."),
    Flaw.UNKNOWN: later("This is no part of an assessment."),
}


class MassAtrocityUnanswered(Invalid):
    """So many civilians were killed lately that the question of mass atrocities must be answered."""

    code = "mass_atrocity_unanswered"
    paragraphs = ("P17.3",)


@command(Permission.THREAT_ASSESS)
def assess_threat(
    *, actor: Actor, clock: Clock, threat: str, version: int, sheet: Sheet, as_of: date | None = None
) -> Done[Assessment]:
    """Score a threat as of a day (today by the clock). Its incidents up to then count as looked at.

    Raises NotFound, Stale when somebody changed or scored the threat since `version`, ThreatNotOpen, Invalid
    for a missing step or reason, MassAtrocityUnanswered.
    """
    now = clock.now()
    day = as_of or now.date()
    terms = terms_at(actor.mission, now)
    row = found_threat(actor, threat, version)
    lately = civilians_lately(counting_in(row), row.incident_actor_id, path_in(row), until=day)
    asked = lately >= terms.mass_atrocity_deaths
    _check(sheet, terms, lately, asked=asked)
    gather(row, terms, day, now)
    made = _write(row, sheet, terms, actor, now, day, lately, asked=asked)
    return Done(made, _assessed(row, made))


def _check(sheet: Sheet, terms: Terms, lately: int, *, asked: bool) -> None:
    found = flaws(sheet, terms.scale.steps, mass_atrocity_asked=asked)
    if not found:
        return
    problems = {part: str(FLAW_WORDS[flaw]) for part, flaw in found.items()}
    if found.get(MASS_ATROCITY) is Flaw.MISSING:
        raise MassAtrocityUnanswered(
            _("%(killed)s civilians were killed here in ninety days: say whether this could become a mass atrocity.")
            % {"killed": lately},
            remedy=_("Score the potential for mass atrocities, with a reason."),
            problems=problems,
        )
    raise Invalid(
        _("Some scores are missing or have no reason."),
        remedy=_("Give every step its reason; a short one will do."),
        problems=problems,
    )


def _write(
    row: Threat, sheet: Sheet, terms: Terms, actor: Actor, now: datetime, day: date, lately: int, *, asked: bool
) -> Assessment:
    scores = {part: sheet.scores[part] for part in PARTS if part in sheet.scores}
    found = evaluate({part: score.value for part, score in scores.items()}, terms.scale)
    row.steps, row.confidence = terms.scale.steps, sheet.confidence
    row.likelihood, row.impact, row.destabilising = found.likelihood, found.impact, found.destabilising
    row.mass_atrocity, row.risk, row.risk_step = found.mass_atrocity or 0, found.risk, found.risk_step
    row.has_gender_view, row.has_child_view = bool(sheet.gender.strip()), bool(sheet.children.strip())
    row.assessments, row.assessed_at, row.version = row.assessments + 1, now, row.version + 1
    row.save()
    return Assessment.objects.create(
        threat=row,
        number=row.assessments,
        threat_version=row.version,
        as_of=day,
        scores={part: {"value": score.value, "reason": score.reason.strip()} for part, score in scores.items()},
        likelihood_method=terms.scale.likelihood,
        impact_method=terms.scale.impact,
        confidence=sheet.confidence,
        basis=sheet.basis,
        gender=sheet.gender.strip(),
        children=sheet.children.strip(),
        lately=lately,
        mass_atrocity_asked=asked,
        incidents=Evidence.objects.filter(threat=row).count(),
        recorded_at=now,
        recorded_by=actor.label,
        component=actor.component,
        steps=terms.scale.steps,
        likelihood=found.likelihood,
        impact=found.impact,
        destabilising=found.destabilising,
        mass_atrocity=found.mass_atrocity,
        risk=found.risk,
        risk_step=found.risk_step,
    )


def _assessed(row: Threat, made: Assessment) -> ThreatAssessed:
    sheet = {"scores": made.scores, "basis": made.basis, "gender": made.gender, "children": made.children}
    return ThreatAssessed(
        version=row.version,
        number=made.number,
        as_of=made.as_of.isoformat(),
        values={part: score["value"] for part, score in made.scores.items()},
        steps=made.steps,
        likelihood=made.likelihood,
        impact=made.impact,
        destabilising=made.destabilising,
        risk=made.risk,
        risk_step=made.risk_step,
        confidence=made.confidence,
        lately=made.lately,
        mass_atrocity_asked=made.mass_atrocity_asked,
        has_gender_view=bool(made.gender),
        has_child_view=bool(made.children),
        digest=digest(canonical_json(sheet)),
        **room_of(row),
    )
