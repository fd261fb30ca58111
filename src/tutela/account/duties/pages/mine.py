"""What the post in which somebody acts owes, by when and why, and what it answers for (paras 83 and 84)."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.account.duties.pages.wording import DutyView, policy_address, view_of
from tutela.account.duties.queries import owed_by_role, role_of, standings_for
from tutela.account.duties.queries.wording import language, role_label
from tutela.policy.catalogue import natural, sections
from tutela.policy.duties import State
from tutela.policy.roles import responsibilities, roles

OWED = (State.OVERDUE, State.DUE)


@dataclass(frozen=True, slots=True)
class OwedView:
    """A duty of the post's own; `others` are the roles that owe it as well, `is_first` whether the post comes first."""

    duty: DutyView
    is_first: bool
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A demand that the role answers for."""

    demand: str
    paragraph: str
    text: str
    when: str
    is_binding: bool
    address: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """The demands of one section of the policy."""

    title: str
    answers: tuple[Answer, ...]


@require_safe
@needs(Permission.DUTY_READ)
def mine(request: ActorRequest) -> HttpResponse:
    """Show what the actor's post owes now, soon and at other times, and its responsibilities."""
    role = role_of(request.actor)
    own = [_owed(role, view_of(one)) for one in owed_by_role(role, standings_for(request.actor, request.clock.now()))]
    parts = {
        "owed": [one for one in own if one.duty.state in OWED],
        "soon": [one for one in own if one.duty.state is State.DUE_SOON],
        "unknown": [one for one in own if one.duty.state is State.CANNOT_TELL],
        "rest": [one for one in own if one.duty.state in {State.MET, State.NOT_APPLICABLE}],
    }
    chapters = _chapters(role) if role else []
    context = {
        **parts,
        "role": role,
        "role_label": role_label(role) if role else "",
        "serves": role_label(roles()[role].serves) if role in roles() and roles()[role].serves else "",
        "chapters": chapters,
        "answers": sum(len(one.answers) for one in chapters),
        "now": request.clock.now(),
    }
    return render(request, "duties/mine.html", context)


def _owed(role: str, view: DutyView) -> OwedView:
    meant = {role, roles()[role].serves}
    others = tuple(role_label(one) for one in view.posts if one not in meant)
    return OwedView(view, is_first=view.posts[0] in meant, others=others)


def _chapters(role: str) -> list[Chapter]:
    if role not in roles():
        return []
    held = {one.id for one in responsibilities(role)}
    found = []
    for section in sections():
        answers = tuple(
            Answer(
                one.id,
                one.paragraph,
                one.text(language()),
                one.rhythm(language()),
                one.is_binding,
                policy_address(one.id),
            )
            for one in sorted(section.demands, key=lambda row: natural(row.id))
            if one.id in held
        )
        if answers:
            found.append(Chapter(section.label(language()), answers))
    return found
