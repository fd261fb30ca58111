"""One decision: what was decided, what was asked for first, what is owed, and its entries in the ledger."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.access.queries import role_of
from tutela.act.decisions.commands import supply_owed
from tutela.act.decisions.forms import SupplyForm
from tutela.act.decisions.pages.wording import (
    OUTCOME_WORDS,
    acting_for_words,
    ask_label,
    ask_views,
    cited,
    gate_label,
    language,
    owed_views,
)
from tutela.act.decisions.queries import NOTED, SUPPLIED, Decision, decision_named, decision_story
from tutela.kernel.clock import from_instant
from tutela.kernel.refusals import Invalid
from tutela.ledger.models import Entry
from tutela.ledger.queries import payload
from tutela.mission.queries import title_in
from tutela.policy.gates import gates
from tutela.web.components import marks
from tutela.web.components.scales import Sensitivity

# Where what a decision is about has a page of its own, by the beginning of its reference.
PAGES = {"DE": "decisions:decision", "I": "incidents:incident", "T": "threats:threat"}


@dataclass(frozen=True, slots=True)
class Line:
    """One fact of a decision."""

    label: str
    value: str | Promise
    note: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Told:
    """An entry as the time line shows it."""

    moment: datetime
    title: str
    who: str
    detail: str
    cites: tuple[str, ...]
    address: str


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.DECISION_READ)
def decision(request: ActorRequest, ref: str) -> HttpResponse:
    """Show one decision, and take what supplies something that is owed after it."""
    found = decision_named(request.actor, ref)
    if found is None:
        raise Http404
    form = SupplyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        request.actor.require(Permission.DECISION_RECORD)
        if form.is_valid() and _supplied(request, found, form):
            messages.success(request, _("It is on record that this was supplied."))
            return redirect("decisions:decision", found.reference)
    may_record = request.actor.may(Permission.DECISION_RECORD)
    role = role_of(request.actor) if may_record else ""
    context = {
        "decision": found,
        "title": gate_label(found.gate),
        "gate": found.gate if found.gate in gates() else "",
        "outcome": OUTCOME_WORDS.get(found.outcome, found.outcome),
        "lines": _lines(found),
        "asks": ask_views(found),
        "owed": owed_views(role, found, request.clock.now(), may_record=may_record),
        "open_count": len(found.open),
        "story": [_told(request, one) for one in decision_story(request.actor, found.reference)],
        "form": form,
        "answered": form.data.get("ask", "") if form.errors else "",
    }
    return render(request, "decisions/decision.html", context, status=422 if form.errors else 200)


def _supplied(request: ActorRequest, found: Decision, form: SupplyForm) -> bool:
    try:
        supply_owed(actor=request.actor, clock=request.clock, decision=found.reference, **form.cleaned_data)
    except Invalid as refused:
        for name, sentence in refused.problems.items():
            form.add_error(name, str(sentence))
        return False
    return True


def _lines(found: Decision) -> list[Line]:
    lines = [
        Line(_("Decided by"), title_in(found.label, language()), _for(found)),
        Line(_("Recorded"), marks.moment(found.recorded_at)),
        Line(_("Violence imminent or in progress"), _("Yes: decided in haste") if found.is_imminent else _("No")),
        Line(_("About"), _link(found.about)),
    ]
    if found.sensitivity:
        lines.append(Line(_("Sensitivity"), marks.sensitivity(tuple(Sensitivity)[found.sensitivity].value)))
    return lines


def _for(found: Decision) -> str:
    return _("for: %(who)s") % {"who": acting_for_words(found)} if found.acting_for else ""


def _link(about: str) -> SafeString:
    if not about:
        return marks.NOTHING
    page = PAGES.get(about.partition("-")[0], "timeline:about")
    return format_html('<a href="{}">{}</a>', reverse(page, args=[about]), about)


def _told(request: ActorRequest, row: Entry) -> Told:
    facts = payload(row)
    title = _("The decision was recorded.")
    if row.event == NOTED:
        title = _("Owed from now on: %(ask)s") % {"ask": ask_label(facts["gate"], facts["ask"])}
    elif row.event == SUPPLIED:
        title = _("Supplied: %(ask)s") % {"ask": ask_label(facts["gate"], facts["ask"])}
    may_read = request.actor.may(Permission.LEDGER_READ)
    return Told(
        moment=from_instant(row.recorded_at),
        title=title,
        who=title_in(row.label, language()),
        detail=row.reason,
        cites=cited(_cites(row)),
        address=reverse("timeline:entry", args=[row.sequence]) if may_read else "",
    )


def _cites(row: Entry) -> list[str]:
    found: list[str] = json.loads(row.cites)
    return found
