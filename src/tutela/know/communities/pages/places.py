"""Putting a community on record, changing what is said of it, closing it and opening it again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.kernel.ids import time_ordered_uuid
from tutela.kernel.refusals import NotFound, Refusal, Stale
from tutela.know.communities.commands import add_community, change_community, close_community, reopen_community
from tutela.know.communities.forms import CommunityForm, VersionReasonForm, initial_of_community
from tutela.know.communities.models import Community
from tutela.know.communities.pages.acting import asked, carried_out, done, tell
from tutela.know.communities.pages.differing import Difference, mended
from tutela.know.communities.queries import community_named, revisions_of
from tutela.know.communities.rules import community_from
from tutela.mission.queries import areas

FORM = "communities/community_form.html"
INDENT = "\u2002"


def area_choices(actor: Actor) -> list[tuple[str, str]]:
    """Return the areas that the post covers as choices of a form, each set in below the one that holds it."""
    rows = areas(actor).filter(path__startswith=actor.area_path).values_list("code", "name", "level")
    return [(code, f"{INDENT * (level - 1)}{name} ({code})") for code, name, level in rows]


def found(request: ActorRequest, ref: str) -> Community:
    """Return the community that an address names; answers 404 for one that is not there or not to be known."""
    row = community_named(request.actor, ref)
    if row is None:
        raise Http404
    return row


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.COMMUNITY_CHANGE)
def new_community(request: ActorRequest) -> HttpResponse:
    """Put a community on record. Sent twice, it is recorded once: the page carries the record's key."""
    made, rows = time_ordered_uuid(request.clock.now()), list[Community]()
    form = CommunityForm(
        request.POST if request.method == "POST" else None,
        actor=request.actor,
        areas=area_choices(request.actor),
        initial={"record_key": made, "precision": 1},
    )
    if request.method == "POST" and carried_out(form, lambda: rows.append(_added(request, form, made))):
        told = _("%(reference)s is on record.") % {"reference": rows[0].reference}
        return done(request, told, "communities:community", rows[0].reference)
    return asked(
        request,
        form,
        page=FORM,
        title=_("Add a community"),
        lead=_("Write what is known now; the rest can follow."),
        back=reverse("communities:list"),
        back_label=_("Communities"),
    )


def _added(request: ActorRequest, form: CommunityForm, made: UUID) -> Community:
    return add_community(
        actor=request.actor,
        clock=request.clock,
        facts=form.facts(),
        record_key=str(form.cleaned_data.get("record_key") or made),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.COMMUNITY_CHANGE)
def change(request: ActorRequest, ref: str) -> HttpResponse:
    """Say anew what is known of a community; what somebody else changed meanwhile is shown, not overwritten."""
    row = found(request, ref)
    told = {
        one.number: initial_of_community(community_from(one.facts), one.number)
        for one in revisions_of(request.actor, [row.pk])
    }
    now = told[row.version]

    def make(initial: Mapping[str, Any], data: Mapping[str, Any] | None) -> CommunityForm:
        choices = area_choices(request.actor)
        return CommunityForm(data, actor=request.actor, areas=choices, changing=True, initial=dict(initial))

    form, differences = make(now, request.POST if request.method == "POST" else None), list[Difference]()
    if request.method == "POST" and form.is_valid():
        try:
            _changed(request, row, form)
        except Stale as refusal:
            then = told.get(form.cleaned_data["version"] or 0, now)
            again, differences = mended(form, refusal, then=then, now=now, make=make)
            return _change_page(request, row, again, differences)
        except NotFound:
            raise
        except Refusal as refusal:
            tell(form, refusal)
        else:
            saved = _("%(reference)s is changed.") % {"reference": row.reference}
            return done(request, saved, "communities:community", row.reference)
    return _change_page(request, row, form, differences)


def _changed(request: ActorRequest, row: Community, form: CommunityForm) -> None:
    change_community(
        actor=request.actor,
        clock=request.clock,
        community=row.reference,
        version=form.cleaned_data["version"] or 0,
        facts=form.facts(),
        reason=form.cleaned_data["reason"],
    )


def _change_page(request: ActorRequest, row: Community, form: Form, differences: list[Difference]) -> HttpResponse:
    return asked(
        request,
        form,
        page=FORM,
        title=_("Change %(name)s") % {"name": row.name},
        kicker=row.reference,
        differences=differences,
        back=reverse("communities:community", args=[row.reference]),
        back_label=row.name,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.COMMUNITY_CHANGE)
def close(request: ActorRequest, ref: str) -> HttpResponse:
    """Close a community, with a reason."""
    return _stand(
        request,
        ref,
        close_community,
        title=_("Close this community"),
        lead=_(
            "Say why: where people went, and who goes on with what was begun (para 29). Everything stays on record."
        ),
        submit_label=_("Close"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.COMMUNITY_CHANGE)
def reopen(request: ActorRequest, ref: str) -> HttpResponse:
    """Open a closed community again, with a reason."""
    return _stand(
        request,
        ref,
        reopen_community,
        title=_("Open this community again"),
        lead=_("Everything that was on record of it is there again."),
        submit_label=_("Open again"),
    )


def _stand(request: ActorRequest, ref: str, act: Callable[..., Community], **words: str) -> HttpResponse:
    row = found(request, ref)
    form = VersionReasonForm(request.POST if request.method == "POST" else None, initial={"version": row.version})
    if request.method == "POST" and carried_out(
        form, lambda: act(actor=request.actor, clock=request.clock, community=row.reference, **form.cleaned_data)
    ):
        told = _("%(reference)s is changed.") % {"reference": row.reference}
        return done(request, told, "communities:community", row.reference)
    back = reverse("communities:community", args=[row.reference])
    return asked(request, form, kicker=row.name, back=back, back_label=row.name, **words)
