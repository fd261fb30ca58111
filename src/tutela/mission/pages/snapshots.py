"""The data files that the mission took in, each as it was on its day."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.kernel.ids import reference
from tutela.mission.models import Snapshot
from tutela.mission.pages.wording import Words, known
from tutela.mission.queries import snapshots
from tutela.web.components.navigation import address_of
from tutela.web.components.tables import Column, Table, TableSpec, page_of

KINDS: dict[str, Words] = {
    "areas": _("Areas"),
    "bases": _("Bases"),
    "events": _("Incidents"),
    "incidents": _("Incidents"),
}


def reference_of(row: Snapshot) -> str:
    """Return a data file's reference, S-000001."""
    return reference("S", row.number)


SNAPSHOTS = TableSpec(
    key="snapshots",
    caption=_("Data files"),
    columns=(
        Column("filename", _("File"), template="mission/cells/snapshot.html"),
        Column("number", _("Reference"), sort="number", value=reference_of, descending_first=True),
        Column("kind", _("Holds"), sort="kind", value=lambda row: known(KINDS, row.kind)),
        Column("source", _("Source"), value=lambda row: f"{row.source} {row.release}".strip()),
        Column("size", _("Size"), template="mission/cells/size.html"),
        Column("imported_by", _("Taken in by")),
        Column("imported_at", _("Taken in"), kind="ago"),
    ),
    default_sort="-number",
)


@require_safe
@needs(Permission.MISSION_READ)
def snapshot_list(request: ActorRequest) -> HttpResponse:
    """Show the data files, newest first, each with its hash."""
    order = SNAPSHOTS.read(request.GET)
    table = Table(
        spec=SNAPSHOTS,
        page=page_of(snapshots(request.actor), SNAPSHOTS, order),
        state=order,
        query=request.GET,
        empty="mission/empty_snapshots.html",
        context={"now": request.clock.now()},
    )
    imports = address_of("exchange:runs") if request.actor.may(Permission.IMPORT_READ) else ""
    return render(request, "mission/snapshots.html", {"table": table, "imports": imports})
