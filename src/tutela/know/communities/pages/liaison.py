"""Liaison assistants: who works where, with what."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.know.communities.commands import check_liaison, end_placement, place_liaison
from tutela.know.communities.forms import CheckForm, EndPlacementForm, PlacementForm
from tutela.know.communities.models import LiaisonPlacement
from tutela.know.communities.pages.acting import asked, carried_out, done, today
from tutela.know.communities.pages.places import area_choices
from tutela.know.communities.pages.wording import post_title, word
from tutela.know.communities.queries import (
    Working,
    community_named,
    liaison_at_work,
    liaison_posts,
    placement_named,
)
from tutela.know.communities.rules.words import EQUIPMENTS, Equipment


@dataclass(frozen=True, slots=True)
class Line:
    """A liaison assistant as the page shows them: by post, never by name."""

    working: Working
    title: str
    equipment: str
    is_equipped: bool


@require_safe
@needs(Permission.COMMUNITY_READ)
def liaison_list(request: ActorRequest) -> HttpResponse:
    """Show who works where now, and which posts of liaison assistants are placed nowhere."""
    rows = [
        Line(
            one,
            post_title(one.title),
            word(EQUIPMENTS, one.placement.equipment),
            one.placement.equipment == Equipment.WORKING,
        )
        for one in liaison_at_work(request.actor)
    ]
    context = {
        "rows": rows,
        "unplaced": [(slug, post_title(title)) for slug, title in liaison_posts(request.actor)],
        "may_change": request.actor.may(Permission.COMMUNITY_CHANGE),
    }
    return render(request, "communities/liaison.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.COMMUNITY_CHANGE)
def new_liaison(request: ActorRequest) -> HttpResponse:
    """Place a liaison assistant; `?community=C-000001` begins with that community, `?post=` with that post."""
    start = community_named(request.actor, request.GET.get("community", ""))
    posts = [(slug, f"{post_title(title)} ({slug})") for slug, title in liaison_posts(request.actor)]
    form = PlacementForm(
        request.POST if request.method == "POST" else None,
        posts=posts,
        areas=area_choices(request.actor),
        initial={
            "started_on": today(request.clock),
            "communities": (start.reference,) if start else (),
            "post": request.GET.get("post", "")[:80],
        },
    )
    if request.method == "POST" and carried_out(
        form, lambda: place_liaison(actor=request.actor, clock=request.clock, facts=form.facts())
    ):
        return done(request, _("The liaison assistant is placed."), "communities:liaison")
    return asked(
        request,
        form,
        title=_("Place a liaison assistant"),
        lead=_("By post: the page of a post says who holds it."),
        back=reverse("communities:liaison"),
        back_label=_("Liaison assistants"),
        has_many=True,
    )


def _found(request: ActorRequest, ref: str) -> LiaisonPlacement:
    row = placement_named(request.actor, ref)
    if row is None or row.ended_on is not None:
        raise Http404
    return row


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.COMMUNITY_CHANGE)
def check(request: ActorRequest, ref: str) -> HttpResponse:
    """Put on record what a liaison assistant has to work with."""
    row = _found(request, ref)
    form = CheckForm(
        request.POST if request.method == "POST" else None,
        initial={"checked_on": today(request.clock), "equipment": row.equipment},
    )
    if request.method == "POST" and carried_out(
        form,
        lambda: check_liaison(actor=request.actor, clock=request.clock, placement=row.reference, **form.cleaned_data),
    ):
        return done(request, _("It is on record."), "communities:liaison")
    return asked(
        request,
        form,
        title=_("Equipment and training"),
        kicker=row.post,
        lead=_("Whoever is to warn the mission needs a telephone that works (A.12.c)."),
        back=reverse("communities:liaison"),
        back_label=_("Liaison assistants"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.COMMUNITY_CHANGE)
def end_liaison(request: ActorRequest, ref: str) -> HttpResponse:
    """Put on record the last day of a placement."""
    row = _found(request, ref)
    form = EndPlacementForm(
        request.POST if request.method == "POST" else None, initial={"ended_on": today(request.clock)}
    )
    if request.method == "POST" and carried_out(
        form,
        lambda: end_placement(actor=request.actor, clock=request.clock, placement=row.reference, **form.cleaned_data),
    ):
        return done(request, _("The placement has ended."), "communities:liaison")
    return asked(
        request,
        form,
        title=_("End this placement"),
        kicker=row.post,
        lead=_("To work in other places, the post is placed anew afterwards."),
        submit_label=_("End the placement"),
        back=reverse("communities:liaison"),
        back_label=_("Liaison assistants"),
    )
