"""The list as a file: the same rows, under the same rules."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.know.incidents.models import Incident
from tutela.know.incidents.pages.lists import filter_set, near_base_km, wanted_from
from tutela.know.incidents.queries import filtered

HEADS = (
    "reference", "occurred_from", "occurred_to", "date_precision", "act", "one_sided", "actor_a", "actor_b", "area",
    "place", "latitude", "longitude", "place_precision", "deaths_low", "deaths_best", "deaths_high",
    "civilians_coded", "civilians_low", "civilians_best", "civilians_high", "base_distance_km", "source", "source_key",
    "revision", "known_at", "recorded_at",
)  # fmt: skip
MOST_ROWS = 100_000


class _Line:
    """Hands each written line straight back, so that a long file never stands in memory."""

    def write(self, line: str) -> str:
        return line


def neutral(value: object) -> object:
    """Return a cell that a spreadsheet does not run: text that looks like a formula gets an apostrophe."""
    if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        return f"'{value}"
    return value


def _row(row: Incident) -> tuple[object, ...]:
    return (
        row.reference, row.occurred_from, row.occurred_to, row.date_precision, row.act, int(row.one_sided),
        row.actor_a.name if row.actor_a else "", row.actor_b.name if row.actor_b else "",
        row.area.code if row.area else "", row.place_name, row.latitude, row.longitude, row.place_precision,
        row.deaths_low, row.deaths_best, row.deaths_high, row.civilians_coded, row.civilians_low, row.civilians_best,
        row.civilians_high, row.base_distance_km, row.source, row.source_key, row.revision,
        row.known_at.isoformat(), row.recorded_at.isoformat(),
    )  # fmt: skip


def _lines(rows: Iterable[Incident]) -> Iterator[Any]:
    writer = csv.writer(_Line())
    yield "\ufeff"
    yield writer.writerow(HEADS)
    for number, row in enumerate(rows):
        if number == MOST_ROWS:
            left_out = _("The file ends here: more than %(count)s incidents fit. Narrow the list and export again.")
            yield writer.writerow([left_out % {"count": MOST_ROWS}])
            return
        yield writer.writerow([neutral(cell) for cell in _row(row)])


@require_safe
@needs(Permission.INCIDENT_READ)
def incident_export(request: ActorRequest) -> StreamingHttpResponse:
    """Send the filtered list as CSV, newest first; it says so when it ends after `MOST_ROWS` rows."""
    state = filter_set(request.actor).read(request.GET)
    rows = filtered(request.actor, wanted_from(request.actor, state, near_base_km(request)))[: MOST_ROWS + 1]
    response = StreamingHttpResponse(_lines(rows.iterator(chunk_size=2000)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="incidents.csv"'
    return response
