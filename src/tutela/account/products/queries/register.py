"""The threat register as a product shows it: scores with reasons, both tests of para 17, places, phases."""

from __future__ import annotations

from datetime import datetime

from tutela.access.rules import Actor
from tutela.account.products.rules.threats import (
    AreaPhase,
    Phase,
    Prioritisation,
    PriorityTests,
    Ranking,
    Score,
    SubScore,
    Threat,
    ThreatState,
)
from tutela.assess.threats.queries import (
    AssessmentView,
    KnownThreat,
    latest_ranking,
    phases_as_known,
    rankings,
    threats_as_known,
)
from tutela.kernel.periods import Quarter

LIKELIHOOD_PARTS = ("intent", "capability", "opportunity", "history")
IMPACT_PARTS = ("scale", "severity", "displacement")


def threats(actor: Actor, *, at: datetime, quarter: Quarter) -> tuple[Threat, ...]:
    """Return the open threats as they stood at a moment, those without an assessment too."""
    held, before = phases(actor, at=at), _places_before(actor, at)
    return tuple(_threat(known, held, before) for known in threats_as_known(actor, at))


def _places_before(actor: Actor, at: datetime) -> dict[str, int]:
    """Return the places in the ranking before the newest, of the threats that came first then."""
    moments = list(rankings(actor, area_code="").filter(recorded_at__lte=at).values_list("recorded_at", flat=True)[:2])
    earlier = latest_ranking(actor, until=moments[1]) if len(moments) == 2 else None
    lines = earlier.lines if earlier else ()
    return {one.threat: one.line.rank for one in lines if one.is_prioritised and one.line.rank}


def phases(actor: Actor, *, at: datetime) -> tuple[AreaPhase, ...]:
    """Return the phases of areas that had been decided by a moment: one line for each phase (para 37)."""
    return tuple(
        AreaPhase(view.area_name, Phase(phase), view.since_on, view.reason, view.recorded_by)
        for view in phases_as_known(actor, at)
        for phase in view.phases
    )


def prioritisation(actor: Actor, *, at: datetime) -> Prioritisation:
    """Return who decided the newest ranking by a moment."""
    newest = rankings(actor, area_code="").filter(recorded_at__lte=at).first()
    if newest is None:
        return Prioritisation()
    return Prioritisation(decided_by=newest.recorded_by, decided_on=newest.recorded_at.date())


def _threat(known: KnownThreat, held: tuple[AreaPhase, ...], before: dict[str, int]) -> Threat:
    scored = known.assessment
    return Threat(
        reference=known.reference,
        title=known.label,
        actor=known.actor_name,
        areas=(str(known.place),),
        acts=known.acts,
        groups=known.at_risk,
        state=ThreatState(known.nature),
        likelihood=_score(scored, "likelihood", LIKELIHOOD_PARTS),
        impact=_score(scored, "impact", IMPACT_PARTS),
        risk=_risk(scored),
        tests=_tests(scored),
        ranking=_ranking(known, before.get(known.reference)),
        phases=tuple(phase for phase in held if phase.area == known.area_name),
        incidents=known.evidence.incidents,
        civilian_deaths=known.evidence.civilians_best,
        last_incident_on=known.evidence.last_on,
        owner=known.owner,
        being_done=known.being_done,
        risk_reason=_risk_reason(scored),
    )


def _score(scored: AssessmentView | None, name: str, parts: tuple[str, ...]) -> Score:
    if scored is None:
        return Score(None, 5)
    steps = scored.scored.steps
    said = [part for part in scored.parts if part.part in parts]
    return Score(
        value=getattr(scored.scored, name),
        maximum=steps,
        components=tuple(SubScore(part.part, part.value, part.steps, part.reason) for part in said),
    )


def _risk(scored: AssessmentView | None) -> Score:
    if scored is None:
        return Score(None, 5)
    return Score(scored.scored.risk_step, 5)


def _risk_reason(scored: AssessmentView | None) -> str:
    """Return how the risk came about, in figures that need no language."""
    if scored is None:
        return ""
    score = scored.scored
    return f"{score.likelihood} × {score.impact} = {score.risk} / {score.steps**2}"


def _reason(scored: AssessmentView | None, part: str) -> str:
    found = scored.part(part) if scored else None
    return found.reason if found else ""


def _tests(scored: AssessmentView | None) -> PriorityTests:
    steps = scored.scored.steps if scored else 5
    mass = scored.scored.mass_atrocity if scored else None
    return PriorityTests(
        impact_reason=_highest_impact(scored),
        # From the middle of the scale upwards the potential counts as there.
        mass_atrocity_potential=None if mass is None else 2 * mass > steps,
        mass_atrocity_reason=_reason(scored, "mass_atrocity"),
        destabilising=Score(scored.scored.destabilising if scored else None, steps),
        destabilising_reason=_reason(scored, "destabilising"),
    )


def _highest_impact(scored: AssessmentView | None) -> str:
    parts = [part for part in scored.parts if part.part in IMPACT_PARTS] if scored else []
    return max(parts, key=lambda part: part.value).reason if parts else ""


def _ranking(known: KnownThreat, before: int | None) -> Ranking:
    place = known.place_recorded
    if place is None:
        return Ranking(None)
    return Ranking(
        place=place.rank if place.is_prioritised else None,
        place_before=before,
        reason=place.reason,
        decided_by=place.decided_by,
        decided_on=place.decided_at.date(),
    )
