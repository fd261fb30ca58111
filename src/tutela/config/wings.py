"""Pages that belong to no app: the wing that is still to be built, and the policy's words and demands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tutela.access.gate import ActorRequest, for_anybody_in_a_post
from tutela.access.permissions import Permission
from tutela.account.timeline.pages.wording import event_words
from tutela.ledger.events import EVENTS
from tutela.policy.catalogue import demand_ids, paragraph
from tutela.policy.parameters import parameters
from tutela.policy.vocabulary import LISTS, terms

Words = str | Promise

LIST_WORDS: dict[str, Words] = {
    "actor_kinds": _("Kinds of actors"),
    "acts": _("Kinds of violence"),
    "components": _("Parts of a mission"),
    "groups_at_risk": _("Groups at risk"),
    "harm_kinds": _("Kinds of harm"),
    "phases": _("Phases"),
    "tiers": _("Tiers of action"),
}


@dataclass(frozen=True, slots=True)
class Plan:
    """What a part of the wing will hold, and the paragraphs that ask for it."""

    title: Words
    words: Words
    paragraphs: tuple[str, ...]


PLANS = (
    Plan(
        _("Decisions"),
        _("What was decided about a threat, by whom, with which options across the three tiers; doing nothing needs "
          "a reason too."),
        ("17", "34", "52", "57"),
    ),
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


@dataclass(frozen=True, slots=True)
class Demand:
    """A cited demand: its id, its paragraph, and what in the software rests on it."""

    id: str
    paragraph: str
    users: tuple[str, ...]


@require_safe
@for_anybody_in_a_post
def act(request: ActorRequest) -> HttpResponse:
    """Say what this wing will hold, and that it is not built yet."""
    return render(request, "wings/act.html", {"plans": PLANS})


@require_safe
@for_anybody_in_a_post
def policy(request: ActorRequest) -> HttpResponse:
    """Show the closed lists with their terms, and every demand that something here rests on."""
    language = get_language() or "en"
    lists = [
        (name, LIST_WORDS.get(name, name), [(term.label(language), cited(term.cites)) for term in terms(name).values()])
        for name in LISTS
    ]
    demands = cited_demands(language)
    context = {
        "lists": lists,
        "demands": demands,
        "cited_count": sum(len(held) for _paragraph, held in demands),
        "all_demands": len(demand_ids()),
        "may_see_parameters": request.actor.may(Permission.MISSION_READ),
    }
    return render(request, "wings/policy.html", context)


def cited(cites: Iterable[str]) -> list[str]:
    """Return the paragraphs of some demands, each once, in the order given."""
    return list(dict.fromkeys(paragraph(demand) for demand in cites))


def cited_demands(language: str) -> list[tuple[str, list[Demand]]]:
    """Return the demands that a term, a parameter or an event cites, by paragraph in the policy's order."""
    users: dict[str, list[str]] = {}
    for demand, user in _uses(language):
        users.setdefault(demand, []).append(user)
    by_paragraph: dict[str, list[Demand]] = {}
    for demand in sorted(users, key=_in_order):
        name = paragraph(demand)
        by_paragraph.setdefault(name, []).append(Demand(demand, name, tuple(dict.fromkeys(users[demand]))))
    return list(by_paragraph.items())


def _uses(language: str) -> Iterator[tuple[str, str]]:
    for name in LISTS:
        for term in terms(name).values():
            yield from ((demand, f"{LIST_WORDS.get(name, name)}: {term.label(language)}") for demand in term.cites)
    for parameter in parameters().values():
        told = gettext("Parameter: %(name)s") % {"name": parameter.label(language)}
        yield from ((demand, told) for demand in parameter.cites)
    for event in EVENTS.values():
        told = gettext("Ledger: %(event)s") % {"event": event_words(event.event_name)}
        yield from ((demand, told) for demand in event.answers)


def _in_order(demand: str) -> list[tuple[int, str]]:
    """Sort numbers as numbers, and the paragraphs (P) before the annexes (A)."""
    spaced = "".join(f" {letter} " if letter.isalpha() or letter == "." else letter for letter in demand)
    parts = [part for part in spaced.split() if part != "."]
    return [(int(part), "") if part.isdigit() else (-1, {"P": "", "A": "~"}.get(part, part)) for part in parts]
