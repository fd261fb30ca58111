"""The ledger as a list, newest first."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.account.timeline.pages.narrowing import filter_set, wanted_from
from tutela.account.timeline.pages.verifying import last_check
from tutela.account.timeline.pages.wording import view_of
from tutela.account.timeline.queries import ledger_entries
from tutela.ledger.queries import ledger_head
from tutela.web.components.figures import WEEK_AGO
from tutela.web.components.querystrings import with_changes
from tutela.web.components.tables import Column, Table, TableSpec, page_of

WHAT = Column("what", _("What happened"), value="sentence", template="timeline/cells/what.html")
ABOUT = Column("about", _("About"), value="subject", template="timeline/cells/about.html")
POST = Column("label", _("Post"))
WHEN = Column("when", _("Recorded"), value="recorded_at", template="timeline/cells/when.html")
CITES = Column("paragraphs", _("Paragraphs"), template="timeline/cells/cites.html", on_phone="hide")
NUMBER = Column("sequence", _("Entry"), kind="number", sort="sequence", descending_first=True)

LEDGER = TableSpec(
    key="ledger",
    caption=_("Ledger"),
    columns=(WHAT, ABOUT, POST, WHEN, CITES, NUMBER),
    default_sort="-sequence",
    unique="sequence",
)


def shows_facts(request: ActorRequest) -> bool:
    """Return whether the reader asked to see the facts of every entry at once."""
    return request.GET.get("facts") == "1"


def cell_context(request: ActorRequest) -> dict[str, object]:
    """Return what the cells of a table of entries need besides the entry."""
    now = request.clock.now()
    # Older than that, "ago" tells the day, which the exact time tells already.
    return {
        "now": now,
        "recent_from": now - WEEK_AGO,
        "facts_open": shows_facts(request),
    }


@require_safe
@needs(Permission.LEDGER_READ)
def ledger(request: ActorRequest) -> HttpResponse:
    """Show the entries that the actor may see, narrowed by the address, and where the chain stands."""
    state = filter_set(request.actor).read(request.GET)
    order = LEDGER.read(request.GET)
    page = page_of(ledger_entries(request.actor, wanted_from(state)), LEDGER, order)
    table = Table(
        spec=LEDGER,
        page=page.map(view_of),
        state=order,
        query=request.GET,
        is_filtered=state.is_active,
        empty="timeline/empty.html",
        context=cell_context(request),
    )
    context = {
        "filters": state,
        "table": table,
        "head": ledger_head(request.actor.mission),
        "check": last_check(request),
        "may_verify": request.actor.may(Permission.LEDGER_VERIFY),
        "facts_open": shows_facts(request),
        "facts_query": with_changes(request.GET, {"facts": None if shows_facts(request) else "1"}),
        "export_query": with_changes(request.GET, {"after": None, "before": None, "facts": None}),
    }
    return render(request, "timeline/ledger.html", context)
