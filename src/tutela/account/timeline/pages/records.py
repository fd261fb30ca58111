"""One entry with all its fields, and one record's story: what the mission knew about it, and when (para 87)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.account.timeline.pages.lists import CITES, NUMBER, POST, WHAT, WHEN, cell_context, shows_facts
from tutela.account.timeline.pages.narrowing import moment_from
from tutela.account.timeline.pages.wording import EntryView, lag_words, record_address, view_of
from tutela.account.timeline.queries import (
    Wanted,
    entries_beside,
    entry_at,
    entry_fits_its_hash,
    knowledge_of,
    ledger_entries,
)
from tutela.account.timeline.rules import reference_of
from tutela.web.components import marks
from tutela.web.components.figures import number
from tutela.web.components.querystrings import with_changes
from tutela.web.components.tables import Table, TableSpec, page_of

STORY = TableSpec(
    key="story",
    caption=gettext_lazy("What was recorded about it, oldest first"),
    columns=(WHAT, POST, WHEN, CITES, NUMBER),
    default_sort="sequence",
    unique="sequence",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an entry's fields."""

    label: str
    value: object
    note: str = ""


@require_safe
@needs(Permission.LEDGER_READ)
def entry(request: ActorRequest, sequence: int) -> HttpResponse:
    """Show one entry; answers 404 for one that is not there or not to be known."""
    stored = entry_at(request.actor, sequence)
    if stored is None:
        raise Http404
    shown = view_of(stored)
    earlier, later = entries_beside(request.actor, sequence)
    context = {
        "entry": shown,
        "lines": _lines(shown),
        "hash": stored.hash,
        "previous_hash": stored.previous_hash,
        "fits": entry_fits_its_hash(stored),
        "earlier": earlier,
        "later": later,
        "record": record_address(shown.subject),
    }
    return render(request, "timeline/entry.html", context)


def _lines(shown: EntryView) -> list[Line]:
    by_person = _("person no. %(number)s") % {"number": shown.person} if shown.person else _("no person")
    return [
        Line(_("Recorded"), marks.moment(shown.recorded_at)),
        Line(_("Known to the mission"), marks.moment(shown.known_at or shown.recorded_at)),
        Line(_("By the post"), shown.label, f"{shown.post}, {by_person}"),
        Line(_("About"), _links((shown.subject,))),
        Line(_("Mentions"), _links(shown.related)),
        Line(_("Kind of event"), shown.event),
        Line(_("Sensitivity"), marks.sensitivity(shown.sensitivity)),
        Line(_("Compartment"), shown.compartment or marks.NOTHING),
        Line(_("Area"), shown.area_path.strip("/").replace("/", " › ") or _("the whole mission")),
    ]


def _links(references: tuple[str, ...]) -> SafeString:
    if not references:
        return marks.NOTHING
    pairs = ((reverse("timeline:about", args=[name]), name) for name in references)
    return format_html_join(", ", '<a href="{}">{}</a>', pairs)


@require_safe
@needs(Permission.LEDGER_READ)
def about(request: ActorRequest, reference: str) -> HttpResponse:
    """Show what the mission knew about a record, and when, oldest first; as recorded until a moment if asked."""
    name = reference_of(reference)
    if not name:
        raise Http404
    typed = request.GET.get("until", "")
    until = moment_from(typed) if typed else None
    wanted = Wanted(about=name, recorded_until=until)
    order = STORY.read(request.GET)
    page = page_of(ledger_entries(request.actor, wanted), STORY, order)
    table = Table(
        spec=STORY,
        page=page.map(view_of),
        state=order,
        query=request.GET,
        is_filtered=until is not None,
        empty="timeline/empty_story.html",
        context=cell_context(request),
    )
    context = {
        "reference": name,
        "record": record_address(name),
        "table": table,
        "until": until,
        "until_typed": _field_text(until, typed),
        "until_wrong": bool(typed) and until is None,
        "lines": _knowledge(request, wanted),
        "facts_open": shows_facts(request),
        "facts_query": with_changes(request.GET, {"facts": None if shows_facts(request) else "1"}),
    }
    return render(request, "timeline/about.html", context)


def _field_text(until: datetime | None, typed: str) -> str:
    return until.astimezone(marks.mission_zone()).strftime("%Y-%m-%dT%H:%M") if until else typed


def _knowledge(request: ActorRequest, wanted: Wanted) -> list[Line]:
    found = knowledge_of(request.actor, wanted)
    if found.first_known_at is None or found.first_recorded_at is None:
        return []
    late = lag_words(found.first_known_at, found.first_recorded_at)
    return [
        Line(_("First known to the mission"), marks.moment(found.first_known_at)),
        Line(_("First recorded"), marks.moment(found.first_recorded_at), late),
        Line(_("Last entry"), marks.moment(found.last_recorded_at)),
        Line(_("Entries"), number(found.entries)),
    ]
