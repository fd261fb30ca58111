"""What the map gets: totals by cell for a wide view, single incidents for a close one, shades for areas, a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tutela.access.rules import Actor
from tutela.kernel.periods import Month
from tutela.know.incidents.queries import (
    Box,
    CellFigures,
    Filters,
    Incident,
    MonthFigures,
    area_figures,
    map_cells,
    map_points,
    month_figures,
)
from tutela.know.incidents.rules import title_of
from tutela.mission.queries import areas
from tutela.policy.vocabulary import term_label
from tutela.web.components.figures import number
from tutela.web.map.questions import Question

POINTS_FROM_ZOOM = 7.5
FEW_ENOUGH = 400
LIST_ROWS = 60
STEPS = (1.0, 5.0, 20.0, 50.0)


def answer(actor: Actor, asked: Question) -> dict[str, Any]:
    """Return what `components.maps` says the map expects."""
    box = Box(*(asked.box or (-180.0, -90.0, 180.0, 90.0)))
    first, last = asked.first or Month(1, 1), asked.last or Month(9998, 12)
    wanted = _narrowed(asked.wanted, first, last)
    rows = map_points(actor, box, wanted, limit=FEW_ENOUGH + 1)
    features = _features(actor, asked, box, wanted, first, last, rows)
    return {
        "type": "FeatureCollection",
        "features": features,
        "areas": _areas(actor, first, last),
        "months": _months(actor, asked, first, last),
        "list_html": render_to_string("map/rows.html", {"rows": [_listed(row) for row in rows[:LIST_ROWS]]}),
        "summary": _summary(rows),
    }


def _narrowed(wanted: Filters, first: Month, last: Month) -> Filters:
    return replace(wanted, since=first.first_day, until=last.last_day)


def _features(
    actor: Actor, asked: Question, box: Box, wanted: Filters, first: Month, last: Month, rows: Sequence[Incident]
) -> list[dict[str, Any]]:
    few = len(rows) <= FEW_ENOUGH
    if few or asked.zoom >= POINTS_FROM_ZOOM or not _totals_know(wanted):
        shown = rows if few else map_points(actor, box, wanted)
        return [_incident_feature(row) for row in shown]
    return [_cell_feature(cell) for cell in map_cells(actor, box, wanted, first, last)]


def _totals_know(wanted: Filters) -> bool:
    return not (wanted.actor or wanted.text or wanted.least_civilians or wanted.near_base_km)


def _incident_feature(row: Incident) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": row.reference,
        "geometry": {"type": "Point", "coordinates": [row.longitude, row.latitude]},
        "properties": {
            "kind": "incident" if row.place_precision <= 3 else "area",
            "events": 1,
            "harm": row.civilians_best,
            "title": _title(row),
            "lines": [row.occurred_from.isoformat(), _killed(row.civilians_best)],
            "url": reverse("incidents:incident", args=[row.reference]),
            "row": row.reference,
        },
    }


def _cell_feature(cell: CellFigures) -> dict[str, Any]:
    events, harm = round(cell.incidents), round(cell.civilians)
    return {
        "type": "Feature",
        "id": f"{cell.cell:x}-{int(cell.is_point)}",
        "geometry": {"type": "Point", "coordinates": [round(cell.longitude, 4), round(cell.latitude, 4)]},
        "properties": {
            "kind": "cell" if cell.is_point else "area",
            "events": events,
            "harm": harm,
            "title": ngettext("%(count)s incident", "%(count)s incidents", events) % {"count": number(events)},
            "lines": [_killed(harm)],
            "url": "",
            "row": "",
        },
    }


def _title(row: Incident) -> str:
    label = term_label("acts", row.act, get_language() or "en")
    return title_of(row.headline, label, row.place_name, row.occurred_from)


def _killed(count: int) -> str:
    return ngettext("%(count)s civilian killed", "%(count)s civilians killed", count) % {"count": number(count)}


def _areas(actor: Actor, first: Month, last: Month) -> dict[str, Any]:
    figures = area_figures(actor, _within(first), _within(last))
    codes = dict(areas(actor).filter(pk__in=list(figures)).values_list("pk", "code"))
    return {codes[key]: _shade(figures[key]) for key in sorted(codes) if figures[key].incidents > 0}


def _within(month: Month) -> Month:
    return min(max(month, Month(1900, 1)), Month(2200, 12))


def _shade(figures: MonthFigures) -> dict[str, Any]:
    harm = figures.civilians_best
    step = 1 + sum(1 for edge in STEPS if harm >= edge)
    return {"step": step, "vague": 0, "lines": [_killed(round(harm))]}


def _months(actor: Actor, asked: Question, first: Month, last: Month) -> list[tuple[str, int, int]]:
    if asked.first is None or asked.last is None:
        return []
    rows: Iterable[MonthFigures] = month_figures(actor, first, last, asked.wanted)
    return [(str(row.month), round(row.incidents), round(row.civilians_best)) for row in rows]


def _listed(row: Incident) -> dict[str, Any]:
    return {
        "reference": row.reference,
        "address": reverse("incidents:incident", args=[row.reference]),
        "title": _title(row),
        "area": row.area.name if row.area else row.place_name,
        "day": row.occurred_from,
        "civilians": row.civilians_best,
        "precision": row.place_precision,
    }


def _summary(rows: Sequence[Incident]) -> str:
    if len(rows) > FEW_ENOUGH:
        return _("More than %(count)s incidents in view; the newest %(shown)s are listed.") % {
            "count": number(FEW_ENOUGH),
            "shown": LIST_ROWS,
        }
    return ngettext("%(count)s incident in view.", "%(count)s incidents in view.", len(rows)) % {
        "count": number(len(rows))
    }
