"""What people see of imports: the list, a report, and handing a file in."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_safe

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.exchange.forms import AREAS, BASES, UploadForm
from tutela.exchange.intake import import_areas_file, import_bases_file, import_events_file
from tutela.exchange.intake.reports import report_path
from tutela.exchange.models import ImportRun
from tutela.exchange.queries import run_named, runs
from tutela.kernel.refusals import Refusal
from tutela.web.components.errors import said
from tutela.web.components.tables import Column, Table, TableSpec, page_of

RUNS = TableSpec(
    key="runs",
    caption=lazy("Imports"),
    columns=(
        Column(
            "reference",
            lazy("Import"),
            sort="number",
            descending_first=True,
            link=lambda row: reverse("exchange:run", args=[row.reference]),
        ),
        Column("file", lazy("File"), value="snapshot.filename"),
        Column("source", lazy("Source"), value=lambda row: str(row.snapshot), on_phone="hide"),
        Column("rows", lazy("Rows read"), kind="number", value=lambda row: row.report.get("rows")),
        Column("new", lazy("New"), kind="number", value=lambda row: row.report.get("new")),
        Column("updated", lazy("Updated"), kind="number", value=lambda row: row.report.get("updated"), on_phone="hide"),
        Column("refused", lazy("Refused"), kind="number", value=lambda row: row.report.get("refused")),
        Column("started_at", lazy("Started"), kind="moment", on_phone="hide"),
        Column("started_by", lazy("By"), on_phone="hide"),
        Column("status", lazy("State"), value=lambda row: _("ended") if row.finished_at else _("not ended")),
    ),
    default_sort="-reference",
)


@require_safe
@needs(Permission.IMPORT_READ)
def run_list(request: ActorRequest) -> HttpResponse:
    """Show the imports, newest first."""
    order = RUNS.read(request.GET)
    table = Table(
        spec=RUNS,
        page=page_of(runs(request.actor), RUNS, order),
        state=order,
        query=request.GET,
        empty="exchange/empty.html",
    )
    context = {"table": table, "may_import": request.actor.may(Permission.IMPORT_RUN)}
    return render(request, "exchange/runs.html", context)


def _found(request: ActorRequest, ref: str) -> ImportRun:
    row = run_named(request.actor, ref)
    if row is None:
        raise Http404
    return row


@require_safe
@needs(Permission.IMPORT_READ)
def run(request: ActorRequest, ref: str) -> HttpResponse:
    """Show the report of an import."""
    row = _found(request, ref)
    counted = [
        (_("Rows read"), row.report.get("rows")),
        (_("New"), row.report.get("new")),
        (_("Updated"), row.report.get("updated")),
        (_("Unchanged"), row.report.get("unchanged")),
        (_("Corrected"), row.report.get("corrected")),
        (_("Refused"), row.report.get("refused")),
        (_("Outside the mission"), row.report.get("elsewhere")),
    ]
    context = {
        "run": row,
        "counted": [{"label": label, "value": value} for label, value in counted if value is not None],
        "has_file": report_path(settings.MEDIA_ROOT, request.actor.mission, row.reference).exists(),
    }
    return render(request, "exchange/run.html", context)


@require_safe
@needs(Permission.IMPORT_READ)
def run_report(request: ActorRequest, ref: str) -> FileResponse:
    """Send every corrected, refused and left-out row of an import as CSV."""
    row = _found(request, ref)
    path = report_path(settings.MEDIA_ROOT, request.actor.mission, row.reference)
    if not path.exists():
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=f"import-{row.reference}.csv")


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.IMPORT_RUN)
def upload(request: ActorRequest) -> HttpResponse:
    """Take a file in; what is wrong with it is said in one sentence, and nothing is changed then."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = _import(request, form)
        except Refusal as refused:
            form.add_error("file", said(refused))
        else:
            messages.success(request, _("The file was taken in. This is its report."))
            return redirect("exchange:run", row.reference)
    return render(request, "exchange/upload.html", {"form": form}, status=422 if form.errors else 200)


def _import(request: ActorRequest, form: UploadForm) -> ImportRun:
    kind, release = form.cleaned_data["kind"], form.cleaned_data["release"]
    with tempfile.TemporaryDirectory() as folder:
        path = _kept(form.cleaned_data["file"], Path(folder))
        if kind == AREAS:
            done = import_areas_file(
                path, actor=request.actor, clock=request.clock, folder=settings.MEDIA_ROOT, release=release
            )
        elif kind == BASES:
            done = import_bases_file(
                path,
                actor=request.actor,
                clock=request.clock,
                folder=settings.MEDIA_ROOT,
                mission_in_file=form.cleaned_data["mission_in_file"],
                release=release,
            )
        else:
            done = import_events_file(
                path, actor=request.actor, clock=request.clock, folder=settings.MEDIA_ROOT, release=release
            )
    return done[0]


def _kept(uploaded: UploadedFile[Any], folder: Path) -> Path:
    """Write an uploaded file into a folder of its own, under its own name without any folder in it."""
    path = folder / (Path(str(uploaded.name)).name or "file")
    with path.open("wb") as target:
        shutil.copyfileobj(uploaded, target)
    return path
