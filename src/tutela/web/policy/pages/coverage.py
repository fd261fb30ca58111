"""The first page of the browser and the page of a section: what the software answers, by weight, counted."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tutela.access.gate import ActorRequest, for_anybody_in_a_post
from tutela.access.permissions import Permission
from tutela.kernel.refusals import NotFound
from tutela.policy.catalogue import Demand, demands, sections
from tutela.policy.catalogue import errata as all_errata
from tutela.policy.catalogue import paragraph as paragraph_of
from tutela.policy.catalogue.coverage import WEIGHTS, Cover, Tally
from tutela.policy.roles import roles
from tutela.web.components.figures import number
from tutela.web.policy.bars import Bar, bar_of, bars_by_weight, key
from tutela.web.policy.pages.lists import FILTERS
from tutela.web.policy.pointers import tally_of
from tutela.web.policy.showing import DemandView, demand_view
from tutela.web.policy.wording import COVER_WORDS, WEIGHT_WORDS, Words, language, paragraph_title

COVER_NOTES: dict[Cover, Words] = {
    Cover.ANSWERED: gettext_lazy("The software does what they ask of it."),
    Cover.PARTLY: gettext_lazy("Something bears on them, but not all that they ask."),
    Cover.OPEN: gettext_lazy("Nothing answers them; the mission has to see to them by other means."),
    Cover.READ: gettext_lazy("They ask for nothing."),
}


@dataclass(frozen=True, slots=True)
class Stat:
    """A state with its number and the list behind it."""

    label: Words
    value: str
    note: Words
    address: str


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section with its coverage: all of it, and by weight (None where it has nothing of a weight)."""

    label: str
    address: str
    tally: Tally
    bar: Bar
    by_weight: tuple[tuple[Words, Bar | None], ...]


@require_safe
@for_anybody_in_a_post
def policy(request: ActorRequest) -> HttpResponse:
    """Show every section with what is answered of it, by weight, and the ways in."""
    everything = list(demands().values())
    whole = tally_of(everything)
    context = {
        "stats": [_stat(state, whole) for state in Cover],
        "bars": bars_by_weight(everything),
        "cover_key": key(),
        "whole": whole,
        "rows": [_row(part.label(language()), part.code, part.demands) for part in sections()],
        "weights": [WEIGHT_WORDS[weight] for weight in WEIGHTS],
        "filters": FILTERS.read({}),
        "errata": len(all_errata()),
        "roles": len(roles()),
        "may_see_parameters": request.actor.may(Permission.MISSION_READ),
    }
    return render(request, "policy/policy.html", context)


def _stat(state: Cover, whole: Tally) -> Stat:
    address = f"{reverse('policy:demands')}?{urlencode({'cover': state.value})}"
    return Stat(COVER_WORDS[state], number(whole.counts[state]), COVER_NOTES[state], address)


def _row(label: str, code: str, rows: tuple[Demand, ...]) -> SectionRow:
    by_weight = []
    for weight in WEIGHTS:
        held = [row for row in rows if row.weight == weight]
        bar = bar_of(WEIGHT_WORDS[weight], tally_of(held)) if held else None
        by_weight.append((WEIGHT_WORDS[weight], bar))
    whole = tally_of(rows)
    return SectionRow(label, reverse("policy:section", args=[code]), whole, bar_of(_("All"), whole), tuple(by_weight))


@require_safe
@for_anybody_in_a_post
def section(request: ActorRequest, section: str) -> HttpResponse:
    """Show a section's coverage and its demands, paragraph by paragraph."""
    found = next((part for part in sections() if part.code == section), None)
    if found is None:
        raise NotFound(_("The policy has no such section."), remedy=_("Choose one on the policy's first page."))
    context = {
        "title": found.label(language()),
        "tally": tally_of(found.demands),
        "bars": bars_by_weight(found.demands),
        "cover_key": key(),
        "paragraphs": [_paragraph(name, list(rows)) for name, rows in groupby(found.demands, _paragraph_of)],
    }
    return render(request, "policy/section.html", context)


def _paragraph_of(row: Demand) -> str:
    return paragraph_of(row.id)


def _paragraph(name: str, rows: list[Demand]) -> tuple[str, str, list[DemandView]]:
    return name, paragraph_title(name), [demand_view(row) for row in rows]
