"""Signing in and choosing the post to act in. In an exercise, one click enters any of its posts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tutela.access.gate import ActorRequest, for_anybody_in_a_post
from tutela.access.models import Holding, Person
from tutela.access.queries import demo_holdings, posts_held_by
from tutela.config.forms import ChangePassword
from tutela.config.middleware import POST_KEY
from tutela.kernel.clock import SYSTEM_CLOCK
from tutela.mission.commands.passwords import change_own_password, sign_in_actor
from tutela.mission.models import Mission
from tutela.mission.queries import missions
from tutela.mission.staffing import StaffedPost, staffed
from tutela.policy.vocabulary import terms


class Adapter(DefaultAccountAdapter):
    """People are added by a command of the mission, never by signing up."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": gettext_lazy(
            "The name or the password is not right. Both are asked for again so that nobody learns which."
        ),
        "too_many_login_attempts": gettext_lazy(
            "Too many wrong tries. Wait five minutes, then try again; whoever manages posts in your mission can "
            "give you a new password."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say no."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Person | None:
        """Return the person whose name and password these are; somebody who left is told what a stranger is."""
        person = super().authenticate(request, **credentials)
        return person if isinstance(person, Person) and person.is_active else None

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing about signing in and out: the next page shows it."""


@dataclass(frozen=True, slots=True)
class Card:
    """A post on offer: where its button leads, in which mission, held by whom."""

    key: int
    staffed: StaffedPost
    mission: str
    person: str
    is_current: bool = False


def mission_names() -> dict[str, str]:
    """Return the missions' names by code, in the reader's language."""
    return {mission.code: mission_name(mission) for mission in missions()}


def mission_name(mission: Mission) -> str:
    """Return a mission's name in the reader's language."""
    return mission.name_fr if mission.name_fr and (get_language() or "").startswith("fr") else mission.name


@never_cache
@require_GET
def posts(request: HttpRequest) -> HttpResponse:
    """Show the posts that the person who signed in holds, to choose the one to act in."""
    if not isinstance(request.user, Person):
        return redirect(settings.LOGIN_URL)
    held = posts_held_by(request.user, on=SYSTEM_CLOCK.now().date())
    names = mission_names()
    actor = getattr(request, "actor", None)
    cards = [
        Card(
            key=one.post.pk,
            staffed=one,
            mission=names.get(one.post.mission, one.post.mission),
            person=request.user.name,
            is_current=actor is not None and (actor.mission, actor.post) == (one.post.mission, one.post.slug),
        )
        for one in staffed(held, [], get_language() or "en")
    ]
    layout = "components/base.html" if actor else "components/bare.html"
    return render(request, "sign_in/posts.html", {"cards": cards, "layout": layout})


@require_POST
def choose_post(request: HttpRequest, post_id: int) -> HttpResponse:
    """Act in one of the posts that the person holds from now on; answer 404 for any other."""
    if not isinstance(request.user, Person):
        return redirect(settings.LOGIN_URL)
    held = {post.pk for post in posts_held_by(request.user, on=SYSTEM_CLOCK.now().date())}
    if post_id not in held:
        raise Http404
    request.session[POST_KEY] = post_id
    return redirect(settings.LOGIN_REDIRECT_URL)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@for_anybody_in_a_post
def password(request: ActorRequest) -> HttpResponse:
    """Change one's own password; the ledger shows that it was changed."""
    person = request.user
    if not isinstance(person, Person):
        raise Http404
    if request.method == "POST" and not ratelimit.consume(request, action="change_password", user=person):
        return render(request, "429.html", status=429)
    form = ChangePassword(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        actor = sign_in_actor(request.actor.mission, person)
        changed = change_own_password(
            actor=actor, clock=request.clock, person=person, password=form.cleaned_data["new"]
        )
        update_session_auth_hash(request, changed)
        messages.success(request, _("Your password is changed."))
        return redirect("access:posts")
    return render(request, "sign_in/password.html", {"form": form}, status=422 if form.errors else 200)


def _exercise_holdings() -> list[Holding]:
    if not settings.TUTELA_DEMO:
        raise Http404
    exercises = {mission.code for mission in missions() if mission.is_exercise}
    held = demo_holdings(on=SYSTEM_CLOCK.now().date())
    return [holding for holding in held if holding.post.mission in exercises]


@never_cache
@require_GET
def demo(request: HttpRequest) -> HttpResponse:
    """Show the posts of the exercise, each with a button that enters it. Answers 404 outside an exercise."""
    held = _exercise_holdings()
    names = mission_names()
    language = get_language() or "en"
    by_post = {one.post.pk: one for one in staffed({row.post_id: row.post for row in held}.values(), held, language)}
    cards = [Card(row.pk, by_post[row.post_id], names[row.post.mission], row.person.name) for row in held]
    return render(request, "sign_in/demo.html", {"missions": grouped(cards)})


def grouped(cards: Iterable[Card]) -> list[tuple[str, list[tuple[str, list[Card]]]]]:
    """Group cards by mission, the one with most posts first, and then by the parts of the mission."""
    found: dict[str, dict[str, list[Card]]] = {}
    for card in cards:
        found.setdefault(card.mission, {}).setdefault(card.staffed.component, []).append(card)
    largest_first = sorted(found.items(), key=lambda pair: -sum(len(held) for held in pair[1].values()))
    return [(mission, sorted(components.items(), key=_rank)) for mission, components in largest_first]


def _rank(component: tuple[str, list[Card]]) -> int:
    """Put the parts of the mission in the order of the vocabulary."""
    order = list(terms("components"))
    code = component[1][0].staffed.post.component
    return order.index(code) if code in order else len(order)


@require_POST
def demo_enter(request: HttpRequest, holding_id: int) -> HttpResponse:
    """Sign in as the holder of a post of the exercise. Answers 404 for anything else."""
    for held in _exercise_holdings():
        if held.pk == holding_id:
            login(request, held.person, backend=settings.AUTHENTICATION_BACKENDS[0])
            request.session[POST_KEY] = held.post.pk
            return redirect(settings.LOGIN_REDIRECT_URL)
    raise Http404
