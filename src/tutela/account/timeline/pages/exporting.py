"""The narrowed ledger as a file: the same query, the same rules on who may see what, streamed row by row."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.http import StreamingHttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.account.timeline.pages.narrowing import filter_set, wanted_from
from tutela.account.timeline.queries import ledger_entries
from tutela.account.timeline.rules import harmless, paragraphs_of
from tutela.kernel.clock import instant
from tutela.ledger.models import Entry
from tutela.ledger.queries import ledger_head, sentence
from tutela.ledger.rules import HASHED

CHUNK = 2000
COLUMNS = (
    "sequence", "recorded_at", "known_at", "post", "label", "event", "sentence", "subject", "related", "reason",
    "paragraphs", "payload", "previous_hash", "hash",
)  # fmt: skip


class _Line:
    """Hands each written line straight back, so that a long file never stands in memory."""

    def write(self, line: str) -> str:
        return line


def _rows(request: ActorRequest) -> Iterator[Entry]:
    state = filter_set(request.actor).read(request.GET)
    return ledger_entries(request.actor, wanted_from(state)).iterator(chunk_size=CHUNK)


def _attachment(request: ActorRequest, lines: Iterable[Any], kind: str, ending: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(lines, content_type=f"{kind}; charset=utf-8")
    head = ledger_head(request.actor.mission).sequence
    response["Content-Disposition"] = f'attachment; filename="ledger-{request.actor.mission}-{head}.{ending}"'
    return response


@require_safe
@needs(Permission.LEDGER_READ)
def export_csv(request: ActorRequest) -> StreamingHttpResponse:
    """Send the narrowed ledger as CSV, newest first; no cell can run as a formula."""
    lines = _csv_lines(_rows(request), translation.get_language() or "en")
    return _attachment(request, lines, "text/csv", "csv")


def _csv_lines(rows: Iterator[Entry], language: str) -> Iterator[Any]:
    writer = csv.writer(_Line())
    yield "\ufeff"
    yield writer.writerow(COLUMNS)
    for row in rows:
        yield writer.writerow([harmless(cell) for cell in _cells(row, language)])


def _cells(row: Entry, language: str) -> tuple[object, ...]:
    # The file is written after the page's own language has been put away.
    with translation.override(language):
        told = sentence(row)
    paragraphs = ", ".join(paragraphs_of(json.loads(row.cites)))
    return (
        row.sequence, row.recorded_at, row.known_at, row.post, row.label, row.event, told, row.subject,
        ", ".join(json.loads(row.related)), row.reason, paragraphs, row.payload, row.previous_hash, row.hash,
    )  # fmt: skip


@require_safe
@needs(Permission.LEDGER_READ)
def export_json(request: ActorRequest) -> StreamingHttpResponse:
    """Send the narrowed ledger as JSON with every hashed field as it was hashed, so that anyone can check a hash."""
    head = ledger_head(request.actor.mission)
    opening: dict[str, object] = {
        "mission": head.mission,
        "head": {"sequence": head.sequence, "hash": head.hash},
        "exported_at": instant(request.clock.now()),
        "query": request.GET.urlencode(),
        "hashed": list(HASHED),
    }
    return _attachment(request, _json_lines(opening, _rows(request)), "application/json", "json")


def _json_lines(opening: dict[str, object], rows: Iterator[Entry]) -> Iterator[str]:
    yield json.dumps(opening, ensure_ascii=False)[:-1] + ', "entries": ['
    for place, row in enumerate(rows):
        fields = {name: getattr(row, name) for name in (*HASHED, "previous_hash", "hash")}
        yield (",\n" if place else "\n") + json.dumps(fields, ensure_ascii=False)
    yield "\n]}\n"
