"""One incident: what is known, how sure it is, what was known earlier."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.access.rules import Sensitivity
from tutela.kernel.clock import from_instant
from tutela.know.incidents.models import Harm, Incident, IncidentRevision
from tutela.know.incidents.pages.linking import linked_alerts
from tutela.know.incidents.pages.lists import act_label, civilians, incident_title, near_base_km
from tutela.know.incidents.queries import harm_of, incident_named, revisions_of
from tutela.know.incidents.rules import AGES, SEXES, HarmFacts, IncidentFacts, completeness, facts_from_json
from tutela.ledger.queries import entries_about, sentence
from tutela.policy.vocabulary import term_label
from tutela.web.components import marks
from tutela.web.components.figures import Figure, number, percent

UNIT_SEPARATOR = "\x1f"


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of what is known."""

    label: str
    value: object
    note: str = ""


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the record's history."""

    moment: datetime
    title: str
    who: str
    detail: str = ""
    address: str = ""
    cites: tuple[str, ...] = ()


@require_safe
@needs(Permission.INCIDENT_READ)
def incident(request: ActorRequest, ref: str) -> HttpResponse:
    """Show an incident; answers 404 for one that is not there or not to be known."""
    row = incident_named(request.actor, ref)
    if row is None:
        raise Http404
    revisions = revisions_of(request.actor, row)
    newest = facts_from_json(revisions[0].facts)
    harm = harm_of(request.actor, row)
    context = {
        "incident": row,
        "title": incident_title(row),
        "facts": _facts(row, newest, near_base_km(request)),
        "narrative": newest.narrative,
        "narrative_language": newest.language,
        "harm": _harm_grid(harm),
        "harm_known": _completeness(row, harm),
        "original": _original(row, revisions[0]),
        "history": _history(request, row, revisions),
        "linked": linked_alerts(request.actor, row),
        "may_correct": request.actor.may(Permission.INCIDENT_CORRECT),
    }
    return render(request, "incidents/incident.html", context)


def _facts(row: Incident, facts: IncidentFacts, near_km: float) -> list[Fact]:
    return [
        Fact(_("When"), _span(row), _date_words(row.date_precision)),
        Fact(_("Kind of violence"), act_label(row.act), _("attempted") if row.attempted else ""),
        Fact(_("By"), _actor(row.actor_a)),
        Fact(_("Against or with"), _actor(row.actor_b)),
        Fact(_("Where"), _place(row), facts.place_note),
        Fact(_("Place known to"), marks.precision(row.place_precision)),
        Fact(_("Nearest base that day"), *_base(row, near_km)),
        Fact(_("Killed in all"), marks.figure(Figure(row.deaths_low, row.deaths_best, row.deaths_high))),
        Fact(_("Civilians killed"), marks.figure(civilians(row)), _doubt(row)),
        Fact(_("Source"), _source(row, facts)),
        Fact(_("Sensitivity"), marks.sensitivity(Sensitivity(row.sensitivity).name.lower())),
    ]


def _span(row: Incident) -> SafeString:
    if row.occurred_from == row.occurred_to:
        return marks.day(row.occurred_from)
    return format_html("{} – {}", marks.day(row.occurred_from), marks.day(row.occurred_to))


def _date_words(precision: int | None) -> str:
    words = {
        1: _("known to the day"),
        2: _("known to within six days"),
        3: _("known to the week"),
        4: _("known to the month"),
        5: _("known to the year or less"),
    }
    return words.get(precision or 0, _("how precisely is not recorded"))


def _actor(actor: object) -> str:
    if actor is None:
        return _("not known")
    if getattr(actor, "kind", "") == "civilians":
        return str(actor)
    kind = term_label("actor_kinds", getattr(actor, "kind", ""), get_language() or "en")
    return f"{actor} ({kind})"


def _place(row: Incident) -> str:
    return ", ".join(dict.fromkeys(part for part in (row.place_name, row.area.name if row.area else "") if part)) or _(
        "not known"
    )


def _base(row: Incident, near_km: float) -> tuple[str, str]:
    if row.base is None or row.base_distance_km is None:
        return _("cannot be told"), _("the place is known too roughly, or no base stood that day")
    told = _("%(base)s, %(km)s km") % {"base": row.base.name, "km": number(row.base_distance_km, 1)}
    if row.base_distance_km > near_km:
        return told, ""
    return told, _("near a base as the mission sets it (%(km)s km): para 87 asks for a review") % {
        "km": number(near_km)
    }


def _doubt(row: Incident) -> str:
    doubtful = row.civilians_best - row.civilians_coded
    if doubtful <= 0:
        return ""
    return _("%(count)s of them of unknown status, counted as civilians (para 15)") % {"count": number(doubtful)}


def _source(row: Incident, facts: IncidentFacts) -> str:
    names = {"ucdp": "UCDP GED", "acled": "ACLED", "mission": _("the mission's own report")}
    told = names.get(row.source, row.source)
    if facts.number_of_sources:
        reports = ngettext("%(count)s report", "%(count)s reports", facts.number_of_sources)
        told += " · " + reports % {"count": facts.number_of_sources}
    return told if facts.status in {"", "Clear"} else f"{told} · {facts.status}"


def _harm_grid(harm: list[Harm]) -> list[dict[str, object]]:
    language = get_language() or "en"
    kinds = list(dict.fromkeys(row.kind for row in harm))
    return [
        {
            "label": term_label("harm_kinds", kind, language),
            "rows": [
                {"sex": sex, "cells": [_sum(harm, kind, sex, age) for age in AGES], "total": _sum(harm, kind, sex)}
                for sex in SEXES
            ],
            "totals": [_sum(harm, kind, None, age) for age in AGES],
            "total": _sum(harm, kind),
        }
        for kind in kinds
    ]


def _sum(harm: list[Harm], kind: str, sex: str | None = None, age: str | None = None) -> int:
    return sum(row.best for row in harm if row.kind == kind and sex in (None, row.sex) and age in (None, row.age))


def _completeness(row: Incident, harm: list[Harm]) -> str:
    killed = [
        HarmFacts(one.kind, one.status, one.sex, one.age, one.low, one.best, one.high)
        for one in harm
        if one.kind == "killed" and one.status != "fighter"
    ]
    known = completeness(row.civilians_best, killed)
    if known.sex_unknown_share is None or known.age_unknown_share is None:
        return ""
    return _("Of the civilians killed, the sex of %(sex)s and the age of %(age)s is not known.") % {
        "sex": percent(known.sex_unknown_share),
        "age": percent(known.age_unknown_share),
    }


def _original(row: Incident, revision: IncidentRevision) -> list[tuple[str, str]]:
    if not revision.original:
        return []
    if revision.original.startswith("{"):
        said: dict[str, object] = json.loads(revision.original)
        return [(name, str(value)) for name, value in said.items()]
    header = revision.snapshot.header if revision.snapshot else []
    cells = revision.original.split(UNIT_SEPARATOR)
    return [(name, cell) for name, cell in zip(header, cells, strict=False) if cell]


def _history(request: ActorRequest, row: Incident, revisions: list[IncidentRevision]) -> list[Happening]:
    told = [
        Happening(
            moment=revision.recorded_at,
            title=_("Revision %(number)s") % {"number": revision.number},
            who=revision.recorded_by,
            detail=revision.reason or (_("from %(file)s") % {"file": revision.snapshot} if revision.snapshot else ""),
        )
        for revision in revisions
    ]
    told += [
        Happening(from_instant(entry.recorded_at), sentence(entry), entry.label, entry.reason)
        for entry in entries_about(request.actor, row.reference)[:50]
    ]
    return sorted(told, key=lambda line: line.moment, reverse=True)
