"""The list of sources: references, grades, risk and consent, never who anybody is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.know.sources.forms import choices_of, graded
from tutela.know.sources.models import Source
from tutela.know.sources.pages.wording import consents_in_words, post_title, risk_mark, words
from tutela.know.sources.queries import SourcesWanted, consents_in_force, sources, waiting_count
from tutela.know.sources.rules.facts import KINDS, PURPOSES, RISKS
from tutela.web.components import filters
from tutela.web.components.tables import Column, Table, TableSpec, page_of


@dataclass(frozen=True, slots=True)
class Row:
    """A source as the list shows it."""

    reference: str
    kind: str
    reliability: str
    risk: SafeString
    consents: str
    is_erased: bool
    area: str
    recorded_by: str
    created_at: datetime


SOURCES = TableSpec(
    key="sources",
    caption=_("Sources"),
    columns=(
        Column("source", _("Source"), value="reference", template="sources/cells/source.html"),
        Column("reliability", _("Grade"), help=_("How far they can be relied on, from A to F")),
        Column("risk", _("Danger to them")),
        Column("consents", _("They consent to"), template="sources/cells/consents.html"),
        Column("area", _("Area"), on_phone="hide"),
        Column("recorded_by", _("Recorded by"), on_phone="hide"),
        Column("created_at", _("Recorded"), kind="ago", sort="created_at", descending_first=True),
    ),
    default_sort="-created_at",
)
FILTERS = filters.FilterSet(
    (
        filters.OneOf(name="kind", label=_("Who they are to the mission"), choices=choices_of(KINDS)),
        filters.OneOf(name="reliability", label=_("Grade"), choices=graded),
        filters.OneOf(name="risk", label=_("Danger to them"), choices=choices_of(RISKS)),
        filters.OneOf(name="consent", label=_("They consent to"), choices=choices_of(PURPOSES)),
        filters.Flag(name="mine", label=_("Only those that my post recorded")),
    )
)


@require_safe
@needs(Permission.SOURCE_READ)
def source_list(request: ActorRequest) -> HttpResponse:
    """Show the sources that the actor may know of, narrowed by the address."""
    state, order = FILTERS.read(request.GET), SOURCES.read(request.GET)
    page = page_of(sources(request.actor, _wanted(state)), SOURCES, order)
    held = consents_in_force([row.pk for row in page.rows])
    table = Table(
        spec=SOURCES,
        page=page.map(lambda row: _row(row, held.get(row.pk, frozenset()))),
        state=order,
        query=request.GET,
        is_filtered=state.is_active,
        empty="sources/empty.html",
        context={"now": request.clock.now(), "may_keep": request.actor.may(Permission.SOURCE_KEEP)},
    )
    context = {
        "filters": state,
        "table": table,
        "may_keep": request.actor.may(Permission.SOURCE_KEEP),
        "may_find": request.actor.may(Permission.SOURCE_FIND),
        "may_decide": request.actor.may(Permission.IDENTITY_DECIDE),
        "waiting": waiting_count(request.actor),
    }
    return render(request, "sources/list.html", context)


def _wanted(state: filters.FilterState) -> SourcesWanted:
    told = {name: value for name, value in state.values.items() if name != "mine"}
    return SourcesWanted(**{name: str(value) for name, value in told.items()}, is_mine=bool(state.values.get("mine")))


def _row(source: Source, consents: frozenset[str]) -> Row:
    return Row(
        reference=source.reference,
        kind=words(KINDS, source.kind),
        reliability=source.reliability,
        risk=risk_mark(source.risk),
        consents=consents_in_words(consents),
        is_erased=source.erased_at is not None,
        area=source.area.name if source.area else "",
        recorded_by=post_title(source.recorded_by),
        created_at=source.created_at,
    )
