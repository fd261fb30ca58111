"""People: giving somebody a way to sign in, and a new password when the old one is forgotten."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.mission.commands import add_person
from tutela.mission.commands.passwords import set_password
from tutela.mission.forms import NewPasswordForm, PersonForm
from tutela.mission.pages.acting import asked, carried_out, done
from tutela.mission.staffing import person_of


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@needs(Permission.POST_CHANGE)
def new_person(request: ActorRequest) -> HttpResponse:
    """Give a person a way to sign in; without a password they cannot until one is set."""
    form = PersonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and carried_out(form, lambda: _added(request, form)):
        return done(request, _("The person can now be put into a post."), "mission:posts")
    return asked(
        request,
        form,
        title=_("Add a person"),
        lead=_(
            "The ledger holds the person's number, never the name. What they may do follows from the posts they hold."
        ),
        back=reverse("mission:posts"),
        back_label=_("Posts"),
    )


def _added(request: ActorRequest, form: PersonForm) -> None:
    given = form.cleaned_data
    add_person(
        actor=request.actor,
        clock=request.clock,
        username=given["username"].strip(),
        name=given["name"],
        language=given["language"],
        password=given["password"] or None,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@needs(Permission.POST_CHANGE)
def new_password(request: ActorRequest, key: int) -> HttpResponse:
    """Set a new password for one of the mission's people; 404 for anybody else."""
    person = person_of(request.actor, key)
    if person is None:
        raise Http404
    form = NewPasswordForm(request.POST if request.method == "POST" else None)
    form.fields["password"].required = True
    if request.method == "POST" and carried_out(
        form,
        lambda: set_password(
            actor=request.actor, clock=request.clock, person=person, password=form.cleaned_data["password"]
        ),
    ):
        return done(request, _("The password is set. Tell it to the person in private."), "mission:posts")
    return asked(
        request,
        form,
        title=_("Set a new password"),
        kicker=person.name,
        lead=_("The person's sessions end. The ledger shows that you set it, never what it is."),
        back=reverse("mission:posts"),
        back_label=_("Posts"),
    )
