"""A community's protection plan: reading it, writing it, looking it through, printing it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.kernel.refusals import NotFound, Refusal, Stale
from tutela.know.communities.commands import review_protection_plan, write_protection_plan
from tutela.know.communities.forms import PlanForm, ReviewForm, initial_of_plan
from tutela.know.communities.models import Community
from tutela.know.communities.pages.acting import asked, carried_out, done, tell, today
from tutela.know.communities.pages.differing import Difference, mended
from tutela.know.communities.pages.places import found
from tutela.know.communities.pages.wording import due_words, groups_in_words, level_mark, post_title, word
from tutela.know.communities.queries import PlanStanding, plan_of
from tutela.know.communities.rules import PlanFacts, plan_from, state_of
from tutela.know.communities.rules.words import PLAN_STATUSES
from tutela.mission.queries import parameter_value

FORM = "communities/plan_form.html"


def _parts(facts: PlanFacts) -> list[tuple[str, str]]:
    return [
        (_("Signs that danger comes"), facts.warning_signs),
        (_("Ways that people take"), facts.routes),
        (_("Shelter"), facts.shelters),
        (_("Who does what"), facts.roles),
        (_("What the mission does"), facts.mission_does),
    ]


def _shown(request: ActorRequest, row: Community, standing: PlanStanding) -> dict[str, Any]:
    warn = float(parameter_value(request.actor.mission, "due_soon_days", at=request.clock.now()))
    state = state_of(standing.plan.next_review_on, today(request.clock), warn)
    return {
        "community": row,
        "plan": standing.plan,
        "standing": standing,
        "reviews": [(one, post_title(one.recorded_by)) for one in standing.reviews],
        "revisions": [(one, post_title(one.recorded_by)) for one in standing.revisions],
        "parts": _parts(standing.facts),
        "status": word(PLAN_STATUSES, standing.plan.status),
        "made_with": groups_in_words(standing.facts.made_with),
        "state": state,
        "due": due_words(standing.plan.next_review_on, state),
        "level": level_mark(standing.plan.sensitivity),
        "may_change": request.actor.may(Permission.COMMUNITY_CHANGE) and row.is_open,
    }


def _standing(request: ActorRequest, row: Community) -> PlanStanding:
    standing = plan_of(request.actor, [row.pk])
    if standing is None:
        raise Http404
    return standing


@require_safe
@needs(Permission.COMMUNITY_READ)
def plan(request: ActorRequest, ref: str) -> HttpResponse:
    """Show a community's plan with its reviews; answers 404 where there is none or none to be known."""
    row = found(request, ref)
    return render(request, "communities/plan.html", _shown(request, row, _standing(request, row)))


@require_safe
@needs(Permission.COMMUNITY_READ)
def print_plan(request: ActorRequest, ref: str) -> HttpResponse:
    """Show a community's plan as a sheet to print: what it says, how closely it is held, until when it holds."""
    row = found(request, ref)
    return render(request, "communities/plan_sheet.html", _shown(request, row, _standing(request, row)))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.COMMUNITY_CHANGE)
def write_plan(request: ActorRequest, ref: str) -> HttpResponse:
    """Write a plan, or write it anew; what somebody else changed meanwhile is shown, not overwritten."""
    row = found(request, ref)
    standing = plan_of(request.actor, [row.pk])
    now = _initial(request, row, standing)

    def make(initial: Mapping[str, Any], data: Mapping[str, Any] | None) -> PlanForm:
        return PlanForm(data, actor=request.actor, initial=dict(initial))

    form = make(now, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            _written(request, row, form)
        except Stale as refusal:
            then = _as_read(standing, form.cleaned_data["version"], now)
            again, differences = mended(form, refusal, then=then, now=now, make=make)
            return _write_page(request, row, again, differences)
        except NotFound:
            raise
        except Refusal as refusal:
            tell(form, refusal)
        else:
            return done(request, _("The plan is on record."), "communities:plan", row.reference)
    return _write_page(request, row, form, [])


def _initial(request: ActorRequest, row: Community, standing: PlanStanding | None) -> dict[str, Any]:
    if standing is not None:
        return initial_of_plan(standing.facts, standing.plan.version) | {"written_on": today(request.clock)}
    level = min(max(1, row.sensitivity), int(request.actor.clearance))
    return {"version": 0, "written_on": today(request.clock), "sensitivity": level}


def _as_read(standing: PlanStanding | None, version: int, now: dict[str, Any]) -> dict[str, Any]:
    """Return what the revision said from which the form was filled."""
    for one in standing.revisions if standing else ():
        if one.number == version:
            return initial_of_plan(plan_from(one.facts), one.number)
    return now


def _written(request: ActorRequest, row: Community, form: PlanForm) -> None:
    write_protection_plan(
        actor=request.actor,
        clock=request.clock,
        community=row.reference,
        version=form.cleaned_data["version"],
        facts=form.facts(),
    )


def _write_page(request: ActorRequest, row: Community, form: Any, differences: list[Difference]) -> HttpResponse:
    return asked(
        request,
        form,
        page=FORM,
        title=_("Protection plan"),
        kicker=row.name,
        lead=_("What people themselves will do, and what the mission does. Every earlier version is kept."),
        differences=differences,
        back=reverse("communities:community", args=[row.reference]),
        back_label=row.name,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.COMMUNITY_CHANGE)
def review_plan(request: ActorRequest, ref: str) -> HttpResponse:
    """Put on record that somebody looked a plan through."""
    row = found(request, ref)
    standing = _standing(request, row)
    form = ReviewForm(
        request.POST if request.method == "POST" else None,
        initial={"reviewed_on": today(request.clock), "version": standing.plan.version},
    )
    if request.method == "POST" and carried_out(form, lambda: _reviewed(request, row, form)):
        return done(request, _("The review is on record."), "communities:plan", row.reference)
    return asked(
        request,
        form,
        title=_("Review the plan"),
        kicker=row.name,
        lead=_("Walk it with those whose plan it is. It is due again after the time that the mission sets."),
        back=reverse("communities:plan", args=[row.reference]),
        back_label=_("Protection plan"),
    )


def _reviewed(request: ActorRequest, row: Community, form: ReviewForm) -> None:
    review_protection_plan(
        actor=request.actor,
        clock=request.clock,
        community=row.reference,
        version=form.cleaned_data["version"],
        reviewed_on=form.cleaned_data["reviewed_on"],
        still_holds=form.holds,
        note=form.cleaned_data["note"],
    )
