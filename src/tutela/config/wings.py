"""The page that belongs to no app: the wing that is still to be built."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tutela.access.gate import ActorRequest, for_anybody_in_a_post

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Plan:
    """What a part of the wing will hold, and the paragraphs that ask for it."""

    title: Words
    words: Words
    paragraphs: tuple[str, ...]


PLANS = (
    Plan(
        _("Plans and activities"),
        _("What the mission sets out to do in each phase, from dialogue to physical protection."),
        ("34", "35", "36", "37"),
    ),
    Plan(
        _("Tasks"),
        _("Who is sent to do what, with which means, and what came of it for the people concerned."),
        ("17", "18", "79"),
    ),
    Plan(
        _("Safeguards"),
        _("Harm that our own action could do, support to other forces, people who seek shelter, people detained."),
        ("47", "54", "58", "64"),
    ),
)  # fmt: skip


@require_safe
@for_anybody_in_a_post
def act(request: ActorRequest) -> HttpResponse:
    """Lead to the decisions, and say what this wing will hold besides that is not built yet."""
    return render(request, "wings/act.html", {"plans": PLANS})
