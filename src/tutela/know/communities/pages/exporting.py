"""The list as a file: the same rows, under the same rules; nothing of focal points, and no words that were said."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.know.communities.models import Community
from tutela.know.communities.pages.acting import today
from tutela.know.communities.pages.lists import filter_set, wanted_from
from tutela.know.communities.queries import Beside, beside, listed_communities, recent_alerts
from tutela.know.communities.rules import day_or_none
from tutela.mission.queries import parameter_value

HEADS = (
    "reference", "name", "other_names", "kind", "area", "area_name", "latitude", "longitude", "precision",
    "population_low", "population_best", "population_high", "population_year", "languages", "groups", "sensitivity",
    "last_contact_on", "networks", "networks_never_tested", "plan_status", "plan_next_review_on", "base_distance_km",
    "version", "recorded_at", "closed_at",
)  # fmt: skip
MOST_ROWS = 20_000
AT_ONCE = 2000


class _Line:
    """Hands each written line straight back, so that a long file never stands in memory."""

    def write(self, line: str) -> str:
        return line


def neutral(value: object) -> object:
    """Return a cell that a spreadsheet does not run: text that looks like a formula gets an apostrophe."""
    if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        return f"'{value}"
    return value


def _row(actor: Actor, row: Community, extra: Beside) -> tuple[object, ...]:
    return (
        row.reference, row.name, "; ".join(row.other_names), row.kind, row.area.code, row.area.name, row.latitude,
        row.longitude, row.precision, row.population_low, row.population_best, row.population_high,
        row.population_year, "; ".join(row.languages), " ".join(row.groups_present), row.sensitivity,
        day_or_none(row.contact_on(int(actor.clearance))), extra.networks, extra.untested, extra.plan_status,
        extra.next_review_on, row.base_distance_km, row.version, row.recorded_at.isoformat(),
        row.closed_at.isoformat() if row.closed_at else None,
    )  # fmt: skip


def _lines(actor: Actor, rows: Iterable[Community]) -> Iterator[Any]:
    writer, source = csv.writer(_Line()), iter(rows)
    yield "\ufeff"
    yield writer.writerow(HEADS)
    written = 0
    while some := list(islice(source, AT_ONCE)):
        extra = beside(actor, [row.pk for row in some])
        for row in some:
            if written == MOST_ROWS:
                left_out = _(
                    "The file ends here: more than %(count)s communities fit. Narrow the list and export again."
                )
                yield writer.writerow([left_out % {"count": MOST_ROWS}])
                return
            written += 1
            yield writer.writerow([neutral(cell) for cell in _row(actor, row, extra[row.pk])])


@require_safe
@needs(Permission.COMMUNITY_READ)
def community_export(request: ActorRequest) -> StreamingHttpResponse:
    """Send the filtered list as CSV, by name; it says so when it ends after `MOST_ROWS` rows."""
    actor = request.actor
    every = float(parameter_value(actor.mission, "community_days", at=request.clock.now()))
    state = filter_set(actor).read(request.GET)
    wanted = wanted_from(state, today(request.clock), every, recent_alerts(actor, request.clock.now()))
    rows = listed_communities(actor, wanted)[: MOST_ROWS + 1]
    lines = _lines(actor, rows.iterator(chunk_size=AT_ONCE))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="communities.csv"'
    return response
