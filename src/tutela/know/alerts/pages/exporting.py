"""The list as a file: the same rows under the same rules, without the words that were told and without any source."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.know.alerts.pages.narrowing import list_filters, wanted_from
from tutela.know.alerts.queries import Alert
from tutela.know.alerts.queries.desk import What, alerts_with_what

HEADS = (
    "reference", "received_at", "known_at", "channel", "room", "what", "timing", "occurred_at", "occurred_precision",
    "urgency", "area", "place", "latitude", "longitude", "place_precision", "base_distance_km", "people_at_risk",
    "groups", "actor", "actor_kind", "flags", "source_grade", "information_grade", "state", "outcome",
    "acknowledged_at", "verified_at", "decided_at", "ordered_at", "moved_at", "arrived_at", "escalated_at", "told_at",
    "closed_at", "closed_for", "no_response", "responders", "tiers", "means", "merged_into",
)  # fmt: skip
MOST_ROWS = 100_000


class Line:
    """Hands each written line straight back, so that a long file never stands in memory."""

    def write(self, line: str) -> str:
        """Return the line."""
        return line


def neutral(value: object) -> object:
    """Return a cell that a spreadsheet does not run: text that looks like a formula gets an apostrophe."""
    if isinstance(value, str) and (value[:1] in {"\t", "\r", "\n"} or value.lstrip()[:1] in {"=", "+", "-", "@"}):
        return f"'{value}"
    return value


def _row(row: Alert, what: What) -> tuple[object, ...]:
    return (
        row.reference, _told(row.received_at), _told(row.known_at), row.channel, row.compartment, " ".join(what.said),
        row.timing, _told(row.occurred_at), row.occurred_precision, row.urgency, row.area.code if row.area else "",
        row.place_name, row.latitude, row.longitude, row.place_precision, row.base_distance_km, row.people_at_risk,
        " ".join(row.groups), row.actor_name, row.actor_kind, " ".join(row.flags), row.source_grade,
        row.information_grade, row.state, row.outcome, _told(row.acknowledged_at), _told(row.verified_at),
        _told(row.decided_at), _told(row.ordered_at), _told(row.moved_at), _told(row.arrived_at),
        _told(row.escalated_at), _told(row.told_at), _told(row.closed_at), row.closed_for, row.no_response,
        " ".join(what.responders), " ".join(what.tiers), " ".join(what.means),
        row.merged_into.reference if row.merged_into and what.may_know_target else "",
    )  # fmt: skip


def _told(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


def _lines(rows: Iterable[tuple[Alert, What]]) -> Iterator[Any]:
    writer = csv.writer(Line())
    yield "\ufeff"
    yield writer.writerow(HEADS)
    for number, (row, what) in enumerate(rows):
        if number == MOST_ROWS:
            left_out = _("The file ends here: more than %(count)s alerts fit. Narrow the list and export again.")
            yield writer.writerow([left_out % {"count": MOST_ROWS}])
            return
        yield writer.writerow([neutral(cell) for cell in _row(row, what)])


@require_safe
@needs(Permission.ALERT_READ)
def alert_export(request: ActorRequest) -> StreamingHttpResponse:
    """Send the filtered list as CSV, newest first; it says so when it ends after `MOST_ROWS` rows.

    What people said in their words stays here, for it may say who they are, and so does every reference of a source.
    """
    state = list_filters(request.actor).read(request.GET)
    rows = alerts_with_what(request.actor, wanted_from(state), limit=MOST_ROWS + 1)
    response = StreamingHttpResponse(_lines(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="alerts.csv"'
    return response
