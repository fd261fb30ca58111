"""Reading the policy: a paragraph with its demands, one demand with its history, the errata and the words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tutela.access.gate import ActorRequest, for_anybody_in_a_post
from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.account.duties.queries import entries_that_decided, history_of
from tutela.kernel.clock import from_instant
from tutela.kernel.refusals import NotFound
from tutela.ledger.queries import sentence
from tutela.policy.catalogue import Demand, demands, sections
from tutela.policy.catalogue import errata as all_errata
from tutela.policy.catalogue import paragraph as paragraph_of
from tutela.policy.duties import Standing
from tutela.policy.vocabulary import LISTS, terms
from tutela.web.policy.bars import bars_by_weight, key
from tutela.web.policy.leads import Lead
from tutela.web.policy.pointers import neighbours, paragraphs, tally_of
from tutela.web.policy.showing import (
    DemandView,
    DutyView,
    ErratumView,
    demand_view,
    duties_of,
    duty_view,
    errata_of,
    erratum_view,
    leads_of,
    may_know_standings,
    roles_meant,
    standings_of,
)
from tutela.web.policy.wording import LIST_WORDS, Words, language, paragraph_title

SHOWN_ENTRIES = 8


@dataclass(frozen=True, slots=True)
class Article:
    """A demand with all that is shown beside it."""

    demand: DemandView
    leads: list[Lead]
    duties: list[DutyView]
    errata: list[ErratumView]
    roles: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Line:
    """A ledger entry that bears on a demand: when it was recorded, its sentence and its page."""

    recorded_at: datetime
    words: str
    address: str


def article(row: Demand, actor: Actor, standings: Mapping[str, Standing]) -> Article:
    """Return a demand with what answers it, how its duties stand and what the text leaves unclear."""
    return Article(
        demand=demand_view(row),
        leads=leads_of(row.id, actor),
        duties=[duty_view(duty, actor, standings) for duty in duties_of(row.id)],
        errata=errata_of(row.id),
        roles=roles_meant(row),
    )


@require_safe
@for_anybody_in_a_post
def paragraph(request: ActorRequest, paragraph: str) -> HttpResponse:
    """Show a paragraph's demands, what answers each, and where the mission stands."""
    rows = paragraphs().get(paragraph)
    if rows is None and paragraph in demands():
        return redirect("policy:demand", paragraph)  # A refusal cites demands; whoever follows it wants that one.
    if rows is None and paragraph.removeprefix("P") in paragraphs():
        return redirect("policy:paragraph", paragraph.removeprefix("P"))
    if rows is None:
        raise NotFound(_("The policy has no such paragraph."), remedy=_("Choose one on the policy's first page."))
    standings = standings_of([row.id for row in rows], request.actor, request.clock.now())
    near = neighbours(paragraph)
    part = next(part for part in sections() if part.code == rows[0].section)
    context = {
        "title": paragraph_title(paragraph),
        "section": part.label(language()),
        "section_address": reverse("policy:section", args=[part.code]),
        "articles": [article(row, request.actor, standings) for row in rows],
        "tally": tally_of(rows),
        "bars": bars_by_weight(rows),
        "cover_key": key(),
        "before": near.before,
        "after": near.after,
        "may_know": may_know_standings(request.actor),
    }
    return render(request, "policy/paragraph.html", context)


@require_safe
@for_anybody_in_a_post
def demand(request: ActorRequest, demand: str) -> HttpResponse:
    """Show one demand with its evidence in the ledger: what decided its duties, and what came before."""
    row = demands().get(demand)
    if row is None:
        raise NotFound(_("The policy has no such demand."), remedy=_("Look for it in the list of demands."))
    standings = standings_of([row.id], request.actor, request.clock.now())
    name = paragraph_of(row.id)
    context = {
        "article": article(row, request.actor, standings),
        "paragraph": name,
        "paragraph_title": paragraph_title(name),
        "decided": _decided(request.actor, standings),
        "history": _history(request.actor, standings),
        "may_know": may_know_standings(request.actor),
    }
    return render(request, "policy/demand.html", context)


def _decided(actor: Actor, standings: Mapping[str, Standing]) -> list[Line]:
    sequences = {sequence for one in standings.values() for sequence in one.decided_by}
    if not (sequences and actor.may(Permission.LEDGER_READ)):
        return []
    return [_line(entry) for entry in entries_that_decided(actor, sequences)[:SHOWN_ENTRIES]]


def _history(actor: Actor, standings: Mapping[str, Standing]) -> list[Line]:
    """Return the newest entries that bear on the duties, without those that decided."""
    if not actor.may(Permission.LEDGER_READ):
        return []
    told = {sequence for one in standings.values() for sequence in one.decided_by}
    rows = (entry for name in standings for entry in history_of(actor, name, limit=SHOWN_ENTRIES + len(told)))
    found = {entry.sequence: entry for entry in rows if entry.sequence not in told}
    return [_line(found[sequence]) for sequence in sorted(found, reverse=True)[:SHOWN_ENTRIES]]


def _line(entry: Any) -> Line:
    address = reverse("timeline:entry", args=[entry.sequence])
    return Line(from_instant(entry.recorded_at), sentence(entry), address)


@require_safe
@for_anybody_in_a_post
def errata(request: ActorRequest) -> HttpResponse:
    """Show the defects of the policy's text by kind, and how each is read."""
    views = [erratum_view(one) for one in all_errata().values()]
    groups = [(group, list(held)) for group, held in groupby(views, lambda view: view.group)]
    return render(request, "policy/errata.html", {"groups": groups, "count": len(views)})


@require_safe
@for_anybody_in_a_post
def words(request: ActorRequest) -> HttpResponse:
    """Show the closed lists with their terms and the paragraphs they rest on."""
    context = {
        "lists": [(name, LIST_WORDS[name], _terms(name)) for name in sorted(LISTS, key=lambda one: len(terms(one)))],
        "may_see_parameters": request.actor.may(Permission.MISSION_READ),
    }
    return render(request, "policy/words.html", context)


def _terms(name: str) -> list[tuple[Words, list[str]]]:
    told = language()
    return [
        (term.label(told), list(dict.fromkeys(paragraph_of(cite) for cite in term.cites)))
        for term in terms(name).values()
    ]
