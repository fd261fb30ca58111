"""The pages of tables: what a table looks like, handing one in, looking it over, taking it in, what came of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.exchange.doors.flags import in_words
from tutela.exchange.doors.forms import TableForm
from tutela.exchange.doors.incoming import Sent
from tutela.exchange.doors.limits import LARGEST_TABLE, MEGABYTE, MOST_ROWS
from tutela.exchange.doors.pages import attached, within_limits
from tutela.exchange.doors.table.columns import COLUMNS
from tutela.exchange.doors.table.reading import table_in
from tutela.exchange.doors.table.runs import REFUSED, REPEATED, TAKEN, Run, begin, run_named, table_of
from tutela.exchange.doors.table.taking import as_csv, go_on, looked_over, told
from tutela.kernel.refusals import Refusal
from tutela.know.alerts.rules.report import what_terms
from tutela.web.components.errors import in_readers_language, said

SHOWN = 200
SAMPLES = 5


@csrf_exempt
@needs(Permission.ALERT_RECEIVE)
@require_http_methods(["GET", "HEAD", "POST"])
def table(request: ActorRequest) -> HttpResponse:
    """Say what a table looks like, and keep one that is handed in until it was looked over."""
    return within_limits(request, _table, largest=LARGEST_TABLE)


def _table(request: HttpRequest, sent: Sent | None, why: str) -> HttpResponse:
    form = TableForm(sent.fields, request.FILES) if sent else TableForm()
    form.fields["file"].help_text = _(
        "A CSV file in UTF-8, up to %(megabytes)s MB and %(rows)s rows. Columns are told by their names."
    ) % {"megabytes": LARGEST_TABLE // MEGABYTE, "rows": MOST_ROWS}
    if sent and form.is_valid():
        raw = sent.parts[0].content
        try:
            read = table_in(raw)
            actor, clock = request.actor, request.clock  # type: ignore[attr-defined]
            run = begin(raw, actor=actor, clock=clock, total=len(read.rows), strange=list(read.strange))
            return redirect("doors:table-run", run.key)
        except Refusal as refusal:
            why = said(refusal)
    columns = [
        {"heads": column.heads, "holds": in_readers_language(column.holds), "example": column.example}
        for column in COLUMNS
    ]
    context = {"form": form, "why": why, "columns": columns}
    return render(request, "doors/table.html", context, status=422 if why or form.errors else 200)


@needs(Permission.ALERT_RECEIVE)
@require_safe
def pattern(request: ActorRequest) -> HttpResponse:
    """Send a table with its head and one row of examples, in the reader's language."""
    french = (get_language() or "").startswith("fr")
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    writer.writerow([column.heads[1 if french else 0] for column in COLUMNS])
    writer.writerow([column.example for column in COLUMNS])
    return attached(("\ufeff" + target.getvalue()).encode("utf-8"), "text/csv; charset=utf-8", _("alerts.csv"))


@needs(Permission.ALERT_RECEIVE)
@require_http_methods(["GET", "HEAD", "POST"])
def run(request: ActorRequest, key: str) -> HttpResponse:
    """Look a table over (GET, while none of it was taken in), take in the next rows (POST), show what came of it."""
    found = run_named(request.actor, key)
    if request.method == "POST":
        found = go_on(found, actor=request.actor, clock=request.clock)
        if not request.headers.get("HX-Request"):
            return redirect("doors:table-run", key)
        return render(request, "doors/table_progress.html", _progress(found))
    if found.position == 0:
        return render(request, "doors/table_preview.html", _preview(request, found))
    return render(request, "doors/table_run.html", _progress(found))


def _preview(request: ActorRequest, found: Run) -> dict[str, Any]:
    rows = looked_over(table_in(table_of(found, mission=request.actor.mission)), actor=request.actor)
    wrong = [row for row in rows if row.report is None]
    sound = [row for row in rows if row.report is not None]
    return {
        "run": found,
        "sound": len(sound),
        "wrong": len(wrong),
        "sources": sum(row.source is not None for row in sound),
        "samples": [
            {"number": row.number, "report": row.report, "what": _labels(row.report.what if row.report else ())}
            for row in sound[:SAMPLES]
        ],
        "problems": [{"number": row.number, "why": told(row)} for row in wrong[:SHOWN]],
        "is_cut": len(wrong) > SHOWN,
    }


def _labels(codes: Iterable[str]) -> str:
    language, known = get_language() or "en", what_terms()
    return ", ".join(known[code].label(language) for code in codes)


def _progress(found: Run) -> dict[str, Any]:
    shown = [result for result in found.results if result.state == REFUSED or result.flags]
    return {
        "run": found,
        "counted": [
            {"label": _("Taken in"), "value": found.counted(TAKEN)},
            {"label": _("In already"), "value": found.counted(REPEATED)},
            {"label": _("Refused"), "value": found.counted(REFUSED)},
            {"label": _("To be looked at"), "value": sum(bool(result.flags) for result in found.results)},
        ],
        "progress": {"label": _("Rows"), "done": found.position, "total": found.total, "is_over": found.is_over},
        "shown": [
            {"row": one.row, "references": one.references, "flags": in_words(one.flags), "why": one.why}
            for one in shown[:SHOWN]
        ],
        "is_cut": len(shown) > SHOWN,
    }


@needs(Permission.ALERT_RECEIVE)
@require_safe
def report(request: ActorRequest, key: str) -> HttpResponse:
    """Send what came of every row as CSV."""
    return attached(as_csv(run_named(request.actor, key)), "text/csv; charset=utf-8", _("alerts-report.csv"))
