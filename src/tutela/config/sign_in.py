"""Signing in and choosing the post to act in. In an exercise, one click enters any of its posts."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from tutela.access.models import Person
from tutela.access.queries import demo_holdings, posts_held_by
from tutela.config.middleware import POST_KEY
from tutela.kernel.clock import SYSTEM_CLOCK
from tutela.mission.queries import missions


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """People are added by a command of the mission, never by signing up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say no."""
        return False


@never_cache
@require_GET
def posts(request: HttpRequest) -> HttpResponse:
    """Show the posts that the person who signed in holds, to choose the one to act in."""
    if not isinstance(request.user, Person):
        return redirect(settings.LOGIN_URL)
    held = posts_held_by(request.user, on=SYSTEM_CLOCK.now().date())
    names = {mission.code: mission.name for mission in missions()}
    shown = [{"post": post, "mission": names.get(post.mission, post.mission)} for post in held]
    return render(request, "sign_in/posts.html", {"held": shown})


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


def _exercise_holdings() -> list[Any]:
    if not settings.TUTELA_DEMO:
        raise Http404
    exercises = {mission.code for mission in missions() if mission.is_exercise}
    held = demo_holdings(on=SYSTEM_CLOCK.now().date())
    return [holding for holding in held if holding.post.mission in exercises]


@never_cache
@require_GET
def demo(request: HttpRequest) -> HttpResponse:
    """Show the posts of the exercise, each with a button that enters it. Answers 404 outside an exercise."""
    names = {mission.code: mission.name for mission in missions()}
    shown = [{"holding": held, "mission": names[held.post.mission]} for held in _exercise_holdings()]
    return render(request, "sign_in/demo.html", {"held": shown})


@require_POST
def demo_enter(request: HttpRequest, holding_id: int) -> HttpResponse:
    """Sign in as the holder of a post of the exercise. Answers 404 for anything else."""
    for held in _exercise_holdings():
        if held.pk == holding_id:
            login(request, held.person, backend=settings.AUTHENTICATION_BACKENDS[0])
            request.session[POST_KEY] = held.post.pk
            return redirect(settings.LOGIN_REDIRECT_URL)
    raise Http404
