"""What the map gets: totals by cell for a wide view, single incidents for a close one, shades for areas, a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tutela.access.rules import Actor
from tutela.kernel.periods import Month
from tutela.know.incidents.queries import (
    Box,
    Filters,
    MapPoint,
    map_points,
    month_figures,
    place_figures,
    totals_know,
)
from tutela.know.incidents.rules import title_of
from tutela.mission.queries import areas
from tutela.policy.vocabulary import term_label
from tutela.web.components.figures import number
from tutela.web.map.questions import Question
from tutela.web.map.shapes import Label, cell_features, drawn, point_features

POINTS_FROM_ZOOM = 7.5
FEW_ENOUGH = 400
MOST_POINTS = 600
LIST_ROWS = 60
STEPS = (1, 5, 20, 50)


@dataclass(frozen=True, slots=True)
class View:
    """What is asked, with the months that are on record and the newest incidents in it."""

    wanted: Filters
    box: Box
    first: Month
    last: Month
    on_record: tuple[Month, Month]
    rows: Sequence[MapPoint]
    is_complete: bool
    is_close: bool


def view_of(actor: Actor, asked: Question, on_record: tuple[Month, Month], *, limit: int = 0) -> View:
    """Look at what is in view; `limit` is how many incidents are wanted at most, if not as many as the zoom shows."""
    box = Box(*(asked.box or (-180.0, -90.0, 180.0, 90.0)))
    first, last = asked.first or on_record[0], asked.last or on_record[1]
    wanted = replace(asked.wanted, since=_within(first).first_day, until=_within(last).last_day)
    is_close = asked.zoom >= POINTS_FROM_ZOOM
    most = limit or (MOST_POINTS if is_close or not totals_know(wanted) else FEW_ENOUGH)
    rows = map_points(actor, box, wanted, limit=most + 1)
    return View(wanted, box, first, last, on_record, rows[:most], len(rows) <= most, is_close)


def answer(actor: Actor, asked: Question, on_record: tuple[Month, Month]) -> dict[str, Any]:
    """Return what `components.maps` says the map expects."""
    view = view_of(actor, asked, on_record)
    labels = labels_of(actor)
    found = {"type": "FeatureCollection", "list_html": list_of(view, labels), "summary": summary(view)}
    if totals_know(view.wanted):
        return found | _from_totals(actor, view, labels)
    return found | _from_rows(view, labels)


def labels_of(actor: Actor) -> dict[int, Label]:
    """Return the mission's areas by key: code, name and the point where a sign for the area stands."""
    rows = areas(actor).order_by().values_list("pk", "code", "name", "longitude", "latitude")
    return {row[0]: Label._make(row[1:]) for row in rows}


def _within(month: Month) -> Month:
    return min(max(month, Month(1, 1)), Month(9998, 12))


def _from_totals(actor: Actor, view: View, labels: dict[int, Label]) -> dict[str, Any]:
    """Return features, shades and bars where totals know the filters: every month on record has its bar."""
    figures = place_figures(actor, view.wanted, view.first, view.last, view.on_record)
    harm: dict[int, float] = {}
    for row in figures:
        harm[row.area] = harm.get(row.area, 0.0) + row.civilians
    months = month_figures(actor, *view.on_record, view.wanted)
    bars = [(str(row.month), round(row.incidents), round(row.civilians_best)) for row in months]
    as_points = view.is_close or view.is_complete
    features = _points(view, labels) if as_points else cell_features(figures, view.box, labels)
    return {"features": features, "areas": _shades(harm, labels), "months": bars}


def _from_rows(view: View, labels: dict[int, Label]) -> dict[str, Any]:
    """Return features, shades and bars from the incidents themselves; without all of them, neither shade nor bar."""
    harm: dict[int, float] = {}
    bars: dict[str, tuple[int, int]] = {}
    for row in view.rows if view.is_complete else ():
        harm[row.area or 0] = harm.get(row.area or 0, 0.0) + row.civilians
        month = str(Month.of(row.occurred_from))
        events, killed = bars.get(month, (0, 0))
        bars[month] = events + 1, killed + row.civilians
    months = [(month, *bars[month]) for month in sorted(bars)]
    return {"features": _points(view, labels), "areas": _shades(harm, labels), "months": months}


def _shades(harm: dict[int, float], labels: dict[int, Label]) -> dict[str, Any]:
    shades = ((labels[key].code, round(harm[key])) for key in sorted(harm) if key in labels)
    return {code: {"step": step_of(killed), "lines": [killed_words(killed)]} for code, killed in shades}


def step_of(killed: float) -> int:
    """Return the shade, 1 to 5, for so many civilians killed."""
    return 1 + sum(1 for edge in STEPS if killed >= edge)


def step_words() -> tuple[str, ...]:
    """Say what the five shades stand for."""
    spans = [(low, high - 1) for low, high in pairwise(STEPS)]
    between = [_("%(low)s to %(high)s") % {"low": low, "high": high} for low, high in spans]
    return ("0", *between, _("%(low)s and more") % {"low": STEPS[-1]})


def killed_words(count: int) -> str:
    """Say how many civilians were killed."""
    return ngettext("%(count)s civilian killed", "%(count)s civilians killed", count) % {"count": number(count)}


def _points(view: View, labels: dict[int, Label]) -> list[dict[str, Any]]:
    return point_features(drawn(view.rows, _title), labels)


def _title(row: MapPoint) -> str:
    label = term_label("acts", row.act, get_language() or "en")
    return title_of(row.headline, label, row.place_name, row.occurred_from)


def list_of(view: View, labels: dict[int, Label]) -> str:
    """Return the list beside the map: the newest incidents in view."""
    return render_to_string("map/rows.html", {"rows": list(_listed(view.rows[:LIST_ROWS], labels))})


def _listed(rows: Iterable[MapPoint], labels: dict[int, Label]) -> Iterable[dict[str, Any]]:
    for row in rows:
        label = labels.get(row.area or 0)
        yield {
            "reference": row.reference,
            "address": reverse("incidents:incident", args=[row.reference]),
            "title": _title(row),
            "area": label.name if label else row.place_name,
            "day": row.occurred_from,
            "civilians": row.civilians,
            "precision": row.place_precision,
        }


def summary(view: View) -> str:
    """Say how many incidents are in view, and what of them is listed and drawn."""
    count = len(view.rows)
    if view.is_complete:
        return ngettext("%(count)s incident in view.", "%(count)s incidents in view.", count) % {"count": number(count)}
    said = {"count": number(count), "shown": LIST_ROWS}
    words = [_("More than %(count)s incidents in view; the newest %(shown)s are listed.") % said]
    if view.is_close or not totals_know(view.wanted):
        words.append(_("The newest %(count)s are drawn: choose fewer months or move closer to see all.") % said)
    if not totals_know(view.wanted):
        words.append(_("Areas are not shaded and months have no bars, since not all could be counted."))
    return " ".join(words)
