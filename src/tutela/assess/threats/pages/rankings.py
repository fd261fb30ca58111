"""Ranking the open threats, and reading a ranking that was recorded."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.assess.threats.commands import rank_threats
from tutela.assess.threats.pages.columns import rank_mark
from tutela.assess.threats.queries import (
    Basis,
    LineView,
    ranking_basis,
    ranking_named,
    rankings,
    top_areas,
)
from tutela.assess.threats.queries.wording import METHOD_WORDS, RULE_WORDS, UNRANKED_WORDS
from tutela.kernel.ids import number_of
from tutela.kernel.refusals import Invalid, Refusal


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line as it is drawn: with its place, its problem, and what was ticked and typed."""

    view: LineView
    place: SafeString
    unranked: str
    is_first: bool
    reason: str
    problem: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.THREAT_RANK)
def rank(request: ActorRequest) -> HttpResponse:
    """Put the open threats of the mission or of an area in order: which come first, and why the others do not."""
    scopes = _scopes(request.actor)
    area_code = request.GET.get("area", scopes[0][0])
    if area_code not in dict(scopes):
        raise Http404
    basis = ranking_basis(request.actor, now=request.clock.now(), area_code=area_code)
    refused: Refusal | None = None
    if request.method == "POST":
        try:
            done = _ranked(request, basis, area_code)
        except Refusal as refusal:
            refused = refusal
        else:
            messages.success(request, _("%(reference)s was recorded.") % {"reference": done})
            return redirect("threats:ranking", done)
    context = {
        "scopes": scopes,
        "area_code": area_code,
        "scope": dict(scopes)[area_code],
        "basis": basis,
        "lines": _drawn(request, basis, refused),
        "refused": refused,
        "rest": request.POST.get("rest", ""),
        "note": request.POST.get("note", ""),
        "rule": RULE_WORDS[basis.method.rule],
        "likelihood_method": METHOD_WORDS[basis.method.scale.likelihood],
        "impact_method": METHOD_WORDS[basis.method.scale.impact],
    }
    return render(request, "threats/rank.html", context, status=refused.status if refused else 200)


def _scopes(actor: Actor) -> list[tuple[str, str]]:
    whole = [] if actor.area_path else [("", _("Whole mission area"))]
    return [*whole, *((area.code, area.name) for area in top_areas(actor))] or [("", _("Whole mission area"))]


def _ranked(request: ActorRequest, basis: Basis, area_code: str) -> str:
    typed = {line.threat: request.POST.get(f"reason-{line.threat}", "").strip() for line in basis.lines}
    done = rank_threats(
        actor=request.actor,
        clock=request.clock,
        mark=request.POST.get("mark", ""),
        prioritised=request.POST.getlist("first"),
        reasons={threat: reason for threat, reason in typed.items() if reason},
        reason_for_the_rest=request.POST.get("rest", ""),
        area_code=area_code,
        note=request.POST.get("note", "").strip(),
    )
    return done.reference


def _drawn(request: ActorRequest, basis: Basis, refused: Refusal | None) -> list[Drawn]:
    problems = refused.problems if isinstance(refused, Invalid) else {}
    first = set(request.POST.getlist("first"))
    return [
        Drawn(
            view=line,
            place=rank_mark(line.line),
            unranked=str(UNRANKED_WORDS[line.line.unranked]) if line.line.unranked else "",
            is_first=line.threat in first,
            reason=request.POST.get(f"reason-{line.threat}", ""),
            problem=str(problems.get(line.threat, "")),
        )
        for line in basis.lines
    ]


@require_safe
@needs(Permission.THREAT_READ)
def ranking(request: ActorRequest, ref: str) -> HttpResponse:
    """Show a ranking as it was recorded: every line with its scores, and why it does not come first."""
    number = number_of("TR", ref)
    found = None if number is None else ranking_named(request.actor, number)
    if found is None:
        raise Http404
    lines = [
        Drawn(
            view=line,
            place=rank_mark(line.line),
            unranked=str(UNRANKED_WORDS[line.line.unranked]) if line.line.unranked else "",
            is_first=bool(line.is_prioritised),
            reason=line.reason,
        )
        for line in found.lines
    ]
    return render(request, "threats/ranking.html", {"ranking": found, "lines": lines})


@require_safe
@needs(Permission.THREAT_READ)
def ranking_list(request: ActorRequest) -> HttpResponse:
    """Show the rankings on record, newest first."""
    rows = [
        {
            "reference": row.reference,
            "place": row.area.name if row.area else _("Whole mission area"),
            "recorded_at": row.recorded_at,
            "recorded_by": row.recorded_by,
            "note": row.note,
        }
        for row in rankings(request.actor)[:100]
    ]
    return render(
        request, "threats/rankings.html", {"rows": rows, "may_rank": request.actor.may(Permission.THREAT_RANK)}
    )
