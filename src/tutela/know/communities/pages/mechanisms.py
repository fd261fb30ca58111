"""Local mechanisms: adding one to the inventory, and how it was backed."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.kernel.ids import time_ordered_uuid
from tutela.know.communities.commands import add_mechanism, support_mechanism
from tutela.know.communities.forms import MechanismForm, SupportForm
from tutela.know.communities.pages.acting import asked, carried_out, done, today
from tutela.know.communities.pages.places import found
from tutela.know.communities.queries import mechanism_named


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.COMMUNITY_CHANGE)
def new_mechanism(request: ActorRequest, ref: str) -> HttpResponse:
    """Put a local mechanism into the inventory. Sent twice, it is recorded once."""
    row, made = found(request, ref), time_ordered_uuid(request.clock.now())
    form = MechanismForm(request.POST if request.method == "POST" else None, initial={"record_key": made})
    if request.method == "POST" and carried_out(form, lambda: _added(request, row.reference, form, made)):
        return done(request, _("The mechanism is on record."), "communities:community", row.reference)
    return asked(
        request,
        form,
        title=_("Add a local mechanism"),
        kicker=row.name,
        lead=_(
            "What people have of their own comes first: the mission backs it, and does not replace it (paras 29, 42)."
        ),
        back=reverse("communities:community", args=[row.reference]),
        back_label=row.name,
    )


def _added(request: ActorRequest, community: str, form: MechanismForm, made: UUID) -> None:
    add_mechanism(
        actor=request.actor,
        clock=request.clock,
        community=community,
        facts=form.facts(),
        record_key=str(form.cleaned_data.get("record_key") or made),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.CONSULTATION_RECORD)
def new_support(request: ActorRequest, ref: str) -> HttpResponse:
    """Put on record how a local mechanism was backed."""
    row = mechanism_named(request.actor, ref)
    if row is None:
        raise Http404
    form = SupportForm(
        request.POST if request.method == "POST" else None, initial={"supported_on": today(request.clock)}
    )
    if request.method == "POST" and carried_out(
        form,
        lambda: support_mechanism(
            actor=request.actor, clock=request.clock, mechanism=row.reference, **form.cleaned_data
        ),
    ):
        return done(request, _("The support is on record."), "communities:community", row.community.reference)
    return asked(
        request,
        form,
        title=_("Record support"),
        kicker=row.name,
        lead=_("Say also who goes on with it when the mission does not (para 29)."),
        back=reverse("communities:community", args=[row.community.reference]),
        back_label=row.community.name,
    )
