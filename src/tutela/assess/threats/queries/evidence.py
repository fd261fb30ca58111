"""The incidents behind a threat or a proposal, for reading."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tutela.assess.threats.queries import wording
from tutela.assess.threats.queries.places import with_area
from tutela.know.incidents.queries.lists import IncidentSet


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """An incident as evidence: numbers are people killed."""

    reference: str
    title: str
    act_words: str
    place: str
    occurred_from: date
    occurred_to: date
    place_precision: int
    deaths_best: int
    civilians_low: int
    civilians_best: int
    civilians_high: int
    latitude: float | None
    longitude: float | None


def evidence_views(rows: IncidentSet, limit: int) -> list[EvidenceView]:
    """Return the newest of the incidents for reading."""
    found = with_area(rows).order_by("-occurred_from", "-pk")[:limit]
    views = []
    for row in found:
        act = wording.act_words([row.act])[0]
        views.append(
            EvidenceView(
                reference=row.reference,
                title=row.headline or act,
                act_words=act,
                place=row.place_name or (row.area.name if row.area else ""),
                occurred_from=row.occurred_from,
                occurred_to=row.occurred_to,
                place_precision=row.place_precision,
                deaths_best=row.deaths_best,
                civilians_low=row.civilians_low,
                civilians_best=row.civilians_best,
                civilians_high=row.civilians_high,
                latitude=row.latitude,
                longitude=row.longitude,
            )
        )
    return views
