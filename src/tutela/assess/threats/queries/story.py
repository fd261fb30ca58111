"""A threat's story on one page: what is said, evidence, scores, ranks, phases and where it came from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

from tutela.access.rules import Actor
from tutela.assess.threats.models import Assessment, Evidence, RankingLine, Threat, ThreatRevision
from tutela.assess.threats.queries import wording
from tutela.assess.threats.queries.board import threat_view
from tutela.assess.threats.queries.evidence import EvidenceView, evidence_views
from tutela.assess.threats.queries.phases import PhaseView, phases_over
from tutela.assess.threats.queries.places import with_area
from tutela.assess.threats.queries.proposals import proposals_behind
from tutela.assess.threats.queries.rankings import places_in, rankings, standings
from tutela.assess.threats.queries.scope import AssessmentSet, LineSet, RevisionSet, open_threats, threat_row, threats
from tutela.assess.threats.queries.support import (
    Terms,
    civilians_lately,
    counting_in,
    reaches_of,
    supporting,
    terms_at,
)
from tutela.assess.threats.queries.views import (
    AssessmentView,
    Described,
    Place,
    ProposalView,
    ThreatView,
    assessment_view,
    described,
    figures_in,
)
from tutela.assess.threats.rules.advice import Suggestion, suggest
from tutela.assess.threats.rules.proposing import Nature, nature_on, window
from tutela.know.incidents.queries import incidents

RANKINGS_SHOWN = 12
INCIDENTS_SHOWN = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionView(Described):
    """What was said of a threat from a moment on, and why it changed."""

    version: int
    status: str
    change: str
    reason: str
    related: tuple[str, ...]
    recorded_at: datetime
    recorded_by: str

    @property
    def change_words(self) -> wording.Words:
        """What kind of change it was, in words."""
        return wording.CHANGE_WORDS.get(self.change, self.change)


@dataclass(frozen=True, slots=True)
class ScoringAid:
    """What helps to score, as advice: steps that the figures suggest, and whether the mass-atrocity question
    is due.

    `lately` is the number of civilians killed by the actor in the area in ninety days, `threshold` the
    parameter.
    """

    suggestions: tuple[Suggestion, ...]
    lately: int
    threshold: int
    steps: int

    @property
    def asks_mass_atrocity(self) -> bool:
        """Whether the mass-atrocity question must be answered (para 17)."""
        return self.lately >= self.threshold


@dataclass(frozen=True, slots=True)
class ThreatStory:
    """Everything the register holds about one threat, as far as the reader may see it; newest first
    throughout.
    """

    threat: ThreatView
    revisions: tuple[RevisionView, ...]
    assessments: tuple[AssessmentView, ...]
    evidence: tuple[EvidenceView, ...]
    evidence_count: int
    unlooked: tuple[EvidenceView, ...]
    ranks: tuple[Place, ...]
    phases: tuple[PhaseView, ...]
    origins: tuple[ProposalView, ...]
    merged: tuple[str, ...]
    aid: ScoringAid
    nature_now: Nature | None


def threat_story(actor: Actor, reference: str, *, now: datetime) -> ThreatStory | None:
    """Return a threat's story, or None when there is no such threat that the actor may know of."""
    row = threat_row(actor, reference)
    if row is None:
        return None
    terms = terms_at(actor.mission, now)
    linked = Evidence.objects.filter(threat=row).values("incident_id")
    behind = incidents(actor).filter(pk__in=linked)
    ranks = _ranks(actor, row)
    return ThreatStory(
        threat=_threat(actor, row, terms, now, ranks),
        revisions=_revisions(actor, row),
        assessments=_assessments(actor, row),
        evidence=tuple(evidence_views(behind, INCIDENTS_SHOWN)),
        evidence_count=behind.order_by().count(),
        unlooked=_unlooked(actor, row, terms, now),
        ranks=ranks,
        phases=tuple(phases_over(actor, row.area.path if row.area else "")),
        origins=tuple(proposals_behind(actor, row.pk)),
        merged=tuple(one.reference for one in threats(actor).filter(merged_into=row)),
        aid=scoring_aid(row, terms, now),
        nature_now=nature_on(figures_in(row), terms.proposals, now.date()) if row.last_on else None,
    )


def scoring_aid(row: Threat, terms: Terms, now: datetime) -> ScoringAid:
    """Return what helps to score a threat, counted in the threat's own room of information."""
    path = row.area.path if row.area else ""
    lately = civilians_lately(counting_in(row), row.incident_actor_id, path, until=now.date())
    steps = terms.scale.steps
    return ScoringAid(suggest(figures_in(row), steps), lately, terms.mass_atrocity_deaths, steps)


def _threat(actor: Actor, row: Threat, terms: Terms, now: datetime, ranks: tuple[Place, ...]) -> ThreatView:
    lines = standings(actor, list(open_threats(actor)), terms.ranking)
    return threat_view(row, terms, now, lines.get(row.number), ranks[0] if ranks else None)


def _revisions(actor: Actor, row: Threat) -> tuple[RevisionView, ...]:
    rows = with_area(RevisionSet(ThreatRevision).visible_to(actor).filter(threat=row))
    return tuple(
        RevisionView(
            **described(one),
            version=one.version,
            status=one.status,
            change=one.change,
            reason=one.reason,
            related=tuple(one.related),
            recorded_at=one.recorded_at,
            recorded_by=one.recorded_by,
        )
        for one in rows.order_by("-version")
    )


def _assessments(actor: Actor, threat: Threat) -> tuple[AssessmentView, ...]:
    rows = list(AssessmentSet(Assessment).visible_to(actor).filter(threat=threat).order_by("-number"))
    return tuple(assessment_view(row, before) for row, before in zip_longest(rows, rows[1:]))


def _unlooked(actor: Actor, row: Threat, terms: Terms, now: datetime) -> tuple[EvidenceView, ...]:
    if not row.new_incidents:
        return ()
    since = window(row.figures_on or row.raised_at.date(), terms.months)[0]
    within = supporting(counting_in(row), reaches_of([row])[row.pk], since=since, until=now.date())
    linked = Evidence.objects.filter(threat=row).values("incident_id")
    seen = incidents(actor).filter(pk__in=within.exclude(pk__in=linked).values("pk"))
    return tuple(evidence_views(seen, INCIDENTS_SHOWN))


def _ranks(actor: Actor, row: Threat) -> tuple[Place, ...]:
    named = LineSet(RankingLine).visible_to(actor).filter(threat=row).values("ranking_id")
    rows = list(rankings(actor, area_code="").filter(pk__in=named)[:RANKINGS_SHOWN])
    places = places_in(actor, rows)
    return tuple(places[one.pk][row.pk] for one in rows if row.pk in places[one.pk])
