"""The register as it was known at a moment (para 87): revisions, assessments and the ranking recorded until
then.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min, Sum

from tutela.access.rules import Actor
from tutela.assess.threats.models import Assessment, Evidence, Ranking, ThreatRevision
from tutela.assess.threats.queries.places import with_area
from tutela.assess.threats.queries.rankings import places_in, rankings
from tutela.assess.threats.queries.scope import AssessmentSet, RevisionSet
from tutela.assess.threats.queries.views import (
    AssessmentView,
    Described,
    Place,
    assessment_view,
    described,
)
from tutela.assess.threats.rules.proposing import Figures
from tutela.assess.threats.rules.register import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownThreat(Described):
    """A threat as it was known: what was said of it, how it was scored, and its place in the ranking of that
    day.

    `evidence` sums up the incidents linked to it by then, with what is known of them today.
    """

    key: int
    reference: str
    version: int
    status: str
    said_at: datetime
    evidence: Figures
    assessment: AssessmentView | None
    place_recorded: Place | None


def threats_as_known(
    actor: Actor, moment: datetime, *, area_code: str = "", only_open: bool = True
) -> list[KnownThreat]:
    """Return the threats that the actor may know of as they stood at a moment, by number.

    Places are those of the newest ranking by then of the mission, or of the area named. Five queries in all.
    """
    said = _said(actor, moment, only_open=only_open)
    scored = _assessments(actor, moment)
    ranking: Ranking | None = rankings(actor, area_code=area_code).filter(recorded_at__lte=moment).first()
    places = places_in(actor, [ranking])[ranking.pk] if ranking else {}
    behind = _evidence(actor, moment)
    return [
        KnownThreat(
            **described(row),
            key=row.threat_id,
            reference=row.threat.reference,
            version=row.version,
            status=row.status,
            said_at=row.recorded_at,
            evidence=behind.get(row.threat_id, Figures()),
            assessment=scored.get(row.threat_id),
            place_recorded=places.get(row.threat_id),
        )
        for row in said
    ]


def _said(actor: Actor, moment: datetime, *, only_open: bool) -> list[ThreatRevision]:
    rows = RevisionSet(ThreatRevision).visible_to(actor).filter(recorded_at__lte=moment)
    newest: dict[int, ThreatRevision] = {}
    for row in with_area(rows).select_related("threat").order_by("version"):
        newest[row.threat_id] = row
    kept = [row for row in newest.values() if not only_open or row.status == Status.OPEN]
    return sorted(kept, key=lambda row: row.threat.number)


def _assessments(actor: Actor, moment: datetime) -> dict[int, AssessmentView]:
    rows = AssessmentSet(Assessment).visible_to(actor).filter(recorded_at__lte=moment).order_by("number")
    series: dict[int, list[Assessment]] = {}
    for row in rows:
        series.setdefault(row.threat_id, []).append(row)
    return {key: assessment_view(held[-1], held[-2] if len(held) > 1 else None) for key, held in series.items()}


def _evidence(actor: Actor, moment: datetime) -> dict[int, Figures]:
    linked = Evidence.objects.filter(
        threat__mission_id=actor.mission,
        linked_at__lte=moment,
        incident__sensitivity__lte=int(actor.clearance),
        incident__compartment__in=["", *sorted(actor.compartments)],
    )
    summed = (
        linked.order_by()
        .values_list("threat_id")
        .annotate(
            Count("pk"),
            Sum("incident__deaths_best"),
            Sum("incident__civilians_low"),
            Sum("incident__civilians_best"),
            Sum("incident__civilians_high"),
            Max("incident__civilians_best"),
            Min("incident__occurred_from"),
            Max("incident__occurred_to"),
        )
    )
    return {key: Figures(*figures) for key, *figures in summed}
