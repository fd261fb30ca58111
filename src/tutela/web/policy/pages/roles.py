"""The roles of Annex A: what each answers for, which duties it owes, and who holds it here."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tutela.access.gate import ActorRequest, for_anybody_in_a_post
from tutela.access.permissions import Permission
from tutela.kernel.refusals import NotFound
from tutela.policy.catalogue import Demand, sections
from tutela.policy.duties import duties
from tutela.policy.roles import responsibilities, roles
from tutela.web.policy.bars import bars_by_weight, key
from tutela.web.policy.leads import role_label
from tutela.web.policy.pointers import tally_of
from tutela.web.policy.showing import DemandView, RoleView, demand_view, duty_view, role_view, role_views
from tutela.web.policy.wording import language


@require_safe
@for_anybody_in_a_post
def role_list(request: ActorRequest) -> HttpResponse:
    """Show the sections of Annex A with the roles that work under each, and the posts that hold them."""
    views = {view.code: view for view in role_views(request.actor)}
    parts = [part for part in sections() if part.code.startswith("annex_a")]
    context = {
        "sections": [
            (part.label(language()), reverse("policy:section", args=[part.code]), _under(part.code, views))
            for part in parts
        ],
        "others": [view for view in views.values() if not view.sections],
        "sees_posts": request.actor.may(Permission.MISSION_READ),
    }
    return render(request, "policy/roles.html", context)


def _under(section: str, views: dict[str, RoleView]) -> list[RoleView]:
    name = f"A{int(section.removeprefix('annex_a'))}"
    return [views[code] for code, role in roles().items() if name in role.sections]


@require_safe
@for_anybody_in_a_post
def role(request: ActorRequest, role: str) -> HttpResponse:
    """Show what a role answers for, section by section, and the duties that it owes."""
    known = roles().get(role)
    if known is None:
        raise NotFound(_("The policy knows no such role."), remedy=_("Choose one in the list of roles."))
    rows = responsibilities(role)
    owed = [duty_view(duty, request.actor, {}) for duty in duties().values() if role in duty.posts]
    context = {
        "role": role_view(role, request.actor),
        "cover": role_label(known.cover) if known.cover else "",
        "serves": role_label(known.serves) if known.serves else "",
        "sections": _by_section(rows),
        "duties": owed,
        "tally": tally_of(rows),
        "bars": bars_by_weight(rows),
        "cover_key": key(),
        "sees_posts": request.actor.may(Permission.MISSION_READ),
    }
    return render(request, "policy/role.html", context)


def _by_section(rows: list[Demand]) -> list[tuple[str, list[DemandView]]]:
    labels = {part.code: part.label(language()) for part in sections()}
    return [(labels[code], [demand_view(row) for row in held]) for code, held in groupby(rows, lambda row: row.section)]
