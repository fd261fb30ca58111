"""Focal points of alert networks, told by the vault's reference to those who may read references."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.know.communities.commands import end_focal_point, name_focal_point
from tutela.know.communities.forms import FocalPointForm, PointEndForm
from tutela.know.communities.pages.acting import asked, carried_out, done
from tutela.know.communities.pages.wording import word
from tutela.know.communities.queries import PointSeen, focal_point_named, focal_points_of, network_named
from tutela.know.communities.rules.words import AGE_BANDS, END_REASONS, ROLES, SEXES


@dataclass(frozen=True, slots=True)
class Point:
    """A focal point as the page of a network shows it."""

    point: PointSeen
    role: str
    sex: str
    age: str
    ended: str


def told_points(actor: Actor, keys: list[int]) -> list[Point]:
    """Return the focal points of some networks in words; none to whoever may not read references of the vault."""
    return [
        Point(
            row,
            word(ROLES, row.role),
            word(SEXES, row.sex),
            word(AGE_BANDS, row.age),
            word(END_REASONS, row.ended_why) if row.ended_at else "",
        )
        for row in focal_points_of(actor, keys)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.COMMUNITY_CHANGE)
def new_point(request: ActorRequest, ref: str) -> HttpResponse:
    """Name a focal point by the vault's reference. Whoever may not read references is refused."""
    request.actor.require(Permission.SOURCE_READ)
    row = network_named(request.actor, ref)
    if row is None:
        raise Http404
    form = FocalPointForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and carried_out(
        form,
        lambda: name_focal_point(actor=request.actor, clock=request.clock, network=row.reference, **form.cleaned_data),
    ):
        return done(request, _("The focal point is named."), "communities:network", row.reference)
    return asked(
        request,
        form,
        title=_("Name a focal point"),
        kicker=row.name,
        lead=_("By the vault’s reference alone. The network needs women too: they are told other things (para 77)."),
        back=reverse("communities:network", args=[row.reference]),
        back_label=row.name,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.COMMUNITY_CHANGE)
def end_point(request: ActorRequest, ref: str) -> HttpResponse:
    """Put on record that somebody is a focal point no longer."""
    point = focal_point_named(request.actor, ref)
    if point is None:
        raise Http404
    form = PointEndForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and carried_out(
        form,
        lambda: end_focal_point(
            actor=request.actor, clock=request.clock, focal_point=point.reference, **form.cleaned_data
        ),
    ):
        return done(request, _("It is on record."), "communities:network", point.network.reference)
    return asked(
        request,
        form,
        title=_("A focal point no longer"),
        kicker=point.reference,
        lead=_("Who it was stays locked away in the vault; this only ends their part in the network."),
        back=reverse("communities:network", args=[point.network.reference]),
        back_label=point.network.name,
    )
