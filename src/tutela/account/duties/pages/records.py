"""The records that duties rest on: what was done, what happened, what was excused."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.account.duties.pages.acting import open_kinds
from tutela.account.duties.pages.wording import deeds, kind_label, occurrences
from tutela.account.duties.queries import record_entries, withdrawn_entries
from tutela.account.duties.queries.wording import language, occasion_told
from tutela.kernel.clock import from_instant
from tutela.ledger.models import Entry
from tutela.ledger.queries import EntrySet, payload
from tutela.policy.duties import duties
from tutela.policy.duties.rules import DEED, EXCUSED, OCCURRENCE
from tutela.web.components import filters
from tutela.web.components.tables import Column, Table, TableSpec, page_of

SORTS = {
    "deed": (DEED, gettext_lazy("Something was done")),
    "occurrence": (OCCURRENCE, gettext_lazy("Something happened")),
    "excuse": (EXCUSED, gettext_lazy("A duty was excused")),
}
RECORDS = TableSpec(
    key="records",
    caption=gettext_lazy("Records"),
    columns=(
        Column("what", gettext_lazy("What"), template="duties/cells/record.html"),
        Column("known_at", gettext_lazy("Done or known"), kind="day", value=lambda row: row.known_at.date()),
        Column("about", gettext_lazy("About"), template="duties/cells/about.html"),
        Column("label", gettext_lazy("Post")),
        Column("sequence", gettext_lazy("Entry"), kind="number", sort="sequence", descending_first=True),
        Column("act", gettext_lazy("Withdraw"), value="sequence", template="duties/cells/withdraw.html"),
    ),
    default_sort="-sequence",
    unique="sequence",
)


@dataclass(frozen=True, slots=True)
class RecordView:
    """A record as lists show it; `withdrawn_by` is the entry that withdrew it, 0 while it counts."""

    sequence: int
    sort: str
    what: str
    detail: str
    about: str
    known_at: datetime
    recorded_at: datetime
    label: str
    withdrawn_by: int


def record_view(row: Entry, withdrawn: Mapping[int, int]) -> RecordView:
    """Turn a stored entry into what a list shows."""
    told = payload(row)
    sort = next(key for key, (event, _words) in SORTS.items() if event == row.event)
    if sort == "excuse":
        rule = duties().get(str(told["duty"]))
        occasion = occasion_told(str(told["occasion"]))
        what = f"{rule.label(language()) if rule else told['duty']} ({occasion})"
        detail = row.reason
    else:
        what, detail = kind_label(str(told["kind"])), row.reason
    return RecordView(
        sequence=row.sequence,
        sort=str(SORTS[sort][1]),
        what=what,
        detail=detail,
        about=str(told.get("about", "")),
        known_at=from_instant(row.known_at),
        recorded_at=from_instant(row.recorded_at),
        label=row.label,
        withdrawn_by=withdrawn.get(row.sequence, 0),
    )


@require_safe
@needs(Permission.DUTY_READ)
def record_list(request: ActorRequest) -> HttpResponse:
    """Show the records that the actor may see, newest first, narrowed by the address."""
    state = _filters(request).read(request.GET)
    order = RECORDS.read(request.GET)
    withdrawn = withdrawn_entries(request.actor)
    page = page_of(_narrowed(record_entries(request.actor), state, withdrawn), RECORDS, order)
    table = Table(
        spec=RECORDS,
        page=page.map(lambda row: record_view(row, withdrawn)),
        state=order,
        query=request.GET,
        is_filtered=state.is_active,
        empty="duties/empty_records.html",
        context={"may_withdraw": request.actor.may(Permission.DUTY_WITHDRAW)},
    )
    context = {"filters": state, "table": table, "may_record": request.actor.may(Permission.DUTY_RECORD)}
    return render(request, "duties/records.html", context)


def _filters(request: ActorRequest) -> filters.FilterSet:
    known = open_kinds(request, [*deeds().values(), *occurrences().values()])
    kinds = sorted({one.code: one.label(language()) for one in known}.items(), key=lambda one: one[1].casefold())
    return filters.FilterSet(
        (
            filters.OneOf(
                name="sort_of",
                label=gettext_lazy("Record"),
                choices=[(key, words) for key, (_e, words) in SORTS.items()],
            ),
            filters.OneOf(name="kind", label=gettext_lazy("Kind"), choices=kinds),
            filters.Text(name="q", label=gettext_lazy("Words")),
            filters.Flag(name="withdrawn", label=gettext_lazy("Only what was withdrawn")),
        )
    )


def _narrowed(rows: EntrySet, state: filters.FilterState, withdrawn: Mapping[int, int]) -> EntrySet:
    values = state.values
    if "sort_of" in values:
        rows = rows.filter(event=SORTS[str(values["sort_of"])][0])
    if "kind" in values:
        rows = rows.filter(payload__contains=f'"kind":{json.dumps(values["kind"])}')
    if values.get("withdrawn"):
        rows = rows.filter(sequence__in=list(withdrawn))
    if "q" in values:
        words = str(values["q"])
        rows = rows.filter(
            Q(payload__icontains=json.dumps(words, ensure_ascii=False)[1:-1]) | Q(reason__icontains=words)
        )
    return rows
