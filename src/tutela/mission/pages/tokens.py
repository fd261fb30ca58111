"""Tokens: which programs act in which post, issuing one (its secret is shown once), and revoking it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tutela.access.gate import ActorRequest, needs
from tutela.access.models import Token
from tutela.access.permissions import Permission
from tutela.access.queries import posts_of, token_named, tokens
from tutela.access.rules import Actor
from tutela.mission.commands import issue_token, revoke_token
from tutela.mission.commands.tokens import Issued, is_beyond, offered_scope
from tutela.mission.forms import RevokeForm, TokenForm
from tutela.mission.pages.acting import asked, carried_out, done
from tutela.mission.pages.overview import today_in_mission
from tutela.mission.pages.short_tables import short_table
from tutela.mission.pages.wording import language, permission_sentences
from tutela.mission.staffing import StaffedPost, holdings_of, post_title, staffed_post, staffing
from tutela.web.components import marks
from tutela.web.components.tables import Column, TableSpec

# What a telephone, a gateway or a form needs to hand in what it was told: ticked to begin with.
USUAL = frozenset({Permission.ALERT_RECEIVE, Permission.SOURCE_KEEP})


@dataclass(frozen=True, slots=True)
class TokenView:
    """A token as the table shows it. `state` is a time state and `told` its words."""

    reference: str
    name: str
    post: str
    person: str
    scope: tuple[str, ...]
    created_at: datetime
    expires_at: datetime
    state: str
    told: str | Promise
    is_open: bool


TOKENS = TableSpec(
    key="tokens",
    caption=gettext_lazy("Tokens"),
    columns=(
        Column("reference", gettext_lazy("Token"), sort="reference", descending_first=True),
        Column("name", gettext_lazy("Program or device"), sort="name"),
        Column("post", gettext_lazy("Acts in the post"), sort="post"),
        Column("scope", gettext_lazy("May do"), template="mission/cells/scope.html"),
        Column("person", gettext_lazy("Answered for by"), value=lambda row: row.person or marks.NOTHING),
        Column("created_at", gettext_lazy("Issued when"), kind="ago", sort="created_at", descending_first=True),
        Column("expires_at", gettext_lazy("Valid until"), kind="moment", sort="expires_at"),
        Column("state", gettext_lazy("State"), template="mission/cells/token_state.html"),
    ),
    default_sort="-reference",
)


@require_safe
@needs(Permission.TOKEN_ISSUE)
def token_list(request: ActorRequest) -> HttpResponse:
    """Show every token of the mission, never its secret: what it may do now, and until when."""
    held, now = _held_on(request.actor, today_in_mission(request.clock)), request.clock.now()
    views = [_view(row, held, now) for row in tokens(request.actor)]
    table = short_table(request, TOKENS, views, empty="mission/empty_tokens.html")
    return render(request, "mission/tokens.html", {"table": table, "in_force": sum(view.is_open for view in views)})


def _held_on(actor: Actor, day: date) -> set[tuple[int, int]]:
    """Return who holds which post on a day, as keys."""
    rows = holdings_of(actor)
    return {
        (row.person_id, row.post_id) for row in rows if row.from_on <= day and (row.to_on is None or row.to_on >= day)
    }


def _view(token: Token, held: set[tuple[int, int]], now: datetime) -> TokenView:
    state, told = _state(token, held, now)
    return TokenView(
        reference=token.reference,
        name=token.name,
        post=post_title(token.post, language()),
        person=token.person.name if token.person else "",
        scope=tuple(permission_sentences(sorted(set(token.scope) & set(token.post.permissions)))),
        created_at=token.created_at,
        expires_at=token.expires_at,
        state=state,
        told=told,
        is_open=state == "in_time",
    )


def _state(token: Token, held: set[tuple[int, int]], now: datetime) -> tuple[str, str]:
    if token.revoked_at is not None:
        return "overdue", _("Revoked")
    if now >= token.expires_at:
        return "overdue", _("Expired")
    if token.person_id is not None and (token.person_id, token.post_id) not in held:
        return "overdue", _("Nobody answers for it any more")
    return "in_time", _("In force")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.TOKEN_ISSUE)
def new_token(request: ActorRequest) -> HttpResponse:
    """Ask for which post, then what for, and show the secret of the new token once: in this answer and nowhere else."""
    slug = request.GET.get("post", "")
    if not slug:
        return render(request, "mission/token_posts.html", {"posts": _posts(request.actor)})
    staffed = staffed_post(request.actor, slug, language())
    if staffed is None:
        raise Http404
    form = _form(request, staffed)
    issued: list[Issued] = []
    if request.method == "POST" and carried_out(form, lambda: issued.append(_issue(request, staffed, form))):
        context = {"token": issued[0].token, "secret": issued[0].secret, "post": staffed.title}
        return render(request, "mission/token_shown.html", context)
    return asked(
        request,
        form,
        title=_("Issue a token"),
        kicker=staffed.title,
        lead=_("A program that shows it acts in this post. Its secret is shown once, on the next page."),
        back=reverse("mission:new_token"),
        back_label=_("Choose the post"),
        submit_label=_("Issue the token"),
    )


def _posts(actor: Actor) -> list[tuple[str, str, int]]:
    """Return the posts that a token can be issued for: address, title, and how much it could be given."""
    found = {post.pk: len(offered_scope(actor, post)) for post in posts_of(actor) if not is_beyond(actor, post)}
    told = [one for one in staffing(actor, language()) if found.get(one.post.pk)]
    address = reverse("mission:new_token")
    return [(f"{address}?post={one.post.slug}", _named(one), found[one.post.pk]) for one in told]


def _named(staffed: StaffedPost) -> str:
    return f"{staffed.title} · {staffed.area}" if staffed.area else staffed.title


def _form(request: ActorRequest, staffed: StaffedPost) -> TokenForm:
    offered = sorted(offered_scope(request.actor, staffed.post), key=lambda one: one not in USUAL)
    return TokenForm(
        request.POST if request.method == "POST" else None,
        initial={"scope": [one for one in offered if one in USUAL]},
        scope=[(one.value, one.sentence) for one in offered],
        people=[held.person for held in staffed.held_on(today_in_mission(request.clock))],
    )


def _issue(request: ActorRequest, staffed: StaffedPost, form: TokenForm) -> Issued:
    given = form.cleaned_data
    people = {str(held.person_id): held.person for held in staffed.holdings}
    return issue_token(
        actor=request.actor,
        clock=request.clock,
        post=staffed.post.slug,
        name=given["name"],
        scope=given["scope"],
        days=given["days"],
        person=people.get(given["person"]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.TOKEN_ISSUE)
def end_token(request: ActorRequest, ref: str) -> HttpResponse:
    """Revoke a token, at once."""
    token = token_named(request.actor, ref)
    if token is None:
        raise Http404
    form = RevokeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and carried_out(form, lambda: _revoked(request, ref, form)):
        return done(request, _("The token is revoked."), "mission:tokens")
    return asked(
        request,
        form,
        title=_("Revoke a token"),
        kicker=f"{token.reference} · {token.name}",
        lead=_("The program can do nothing from the next moment on. What it recorded stays. This cannot be undone."),
        back=reverse("mission:tokens"),
        back_label=_("Tokens"),
        submit_label=_("Revoke the token"),
    )


def _revoked(request: ActorRequest, ref: str, form: RevokeForm) -> None:
    revoke_token(actor=request.actor, clock=request.clock, token=ref, reason=form.cleaned_data["reason"])
