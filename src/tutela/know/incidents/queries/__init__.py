"""All reading of incidents, scoped to an actor."""

from __future__ import annotations

from tutela.know.incidents.models import Incident
from tutela.know.incidents.queries.figures import (
    MonthFigures,
    Pattern,
    data_span,
    incident_patterns,
    month_figures,
)
from tutela.know.incidents.queries.ground import Ground, ground_of
from tutela.know.incidents.queries.knowledge import (
    KnownIncident,
    incidents_as_known,
    span_as_known,
    totals_that_drifted,
)
from tutela.know.incidents.queries.lists import (
    actors_of,
    harm_of,
    incident_actors,
    incident_named,
    incidents,
    revisions_of,
)
from tutela.know.incidents.queries.maps import (
    Box,
    MapPoint,
    PlaceFigures,
    map_points,
    months_on_record,
    place_figures,
    totals_know,
)
from tutela.know.incidents.queries.narrowing import Filters, filtered

__all__ = [
    "Box",
    "Filters",
    "Ground",
    "Incident",
    "KnownIncident",
    "MapPoint",
    "MonthFigures",
    "Pattern",
    "PlaceFigures",
    "actors_of",
    "data_span",
    "filtered",
    "ground_of",
    "harm_of",
    "incident_actors",
    "incident_named",
    "incident_patterns",
    "incidents",
    "incidents_as_known",
    "map_points",
    "month_figures",
    "months_on_record",
    "place_figures",
    "revisions_of",
    "span_as_known",
    "totals_know",
    "totals_that_drifted",
]
