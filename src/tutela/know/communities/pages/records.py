"""One community: what is known, who was heard, who warns whom, what was agreed, and how long it has been silent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.kernel.clock import from_instant
from tutela.know.communities.models import AlertNetwork, Community, CommunityRevision, Mechanism, MechanismSupport
from tutela.know.communities.pages.acting import today
from tutela.know.communities.pages.drawing import picture_of
from tutela.know.communities.pages.hearing import Told, told_consultations
from tutela.know.communities.pages.lists import heard_on
from tutela.know.communities.pages.wording import (
    due_words,
    figure_of,
    group_label,
    groups_in_words,
    heard_mark,
    level_mark,
    post_title,
    several,
    silence_words,
    trial_words,
    word,
)
from tutela.know.communities.queries import (
    PointsCount,
    community_named,
    coverage_of,
    liaison_for,
    mechanisms_of,
    networks_of,
    plan_of,
    points_in,
    recent_alerts,
    revisions_of,
    support_of,
)
from tutela.know.communities.rules import Since, day_or_none, since, state_of
from tutela.know.communities.rules.words import KINDS, MEANS, MECHANISM_KINDS, PLAN_STATUSES, REPLIES, SUPPORT_KINDS
from tutela.ledger.queries import entries_about, sentence
from tutela.mission.queries import parameter_values
from tutela.mission.standing import bases_within
from tutela.web.components import marks
from tutela.web.components.figures import number

CHANGES = {
    "added": gettext_lazy("Put on record"),
    "changed": gettext_lazy("Changed"),
    "closed": gettext_lazy("Closed"),
    "reopened": gettext_lazy("Opened again"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of what is known."""

    label: str
    value: object
    note: str = ""


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the record's history."""

    moment: datetime
    title: str
    who: str
    detail: str = ""
    address: str = ""
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NetworkLine:
    """A network as the page of a community shows it."""

    network: AlertNetwork
    means: str
    trial: str
    state: str
    result: str
    points: PointsCount


@dataclass(frozen=True, slots=True)
class MechanismLine:
    """A local mechanism with how it was backed last."""

    mechanism: Mechanism
    kind: str
    groups: str
    support: tuple[tuple[MechanismSupport, str], ...]


@require_safe
@needs(Permission.COMMUNITY_READ)
def community(request: ActorRequest, ref: str) -> HttpResponse:
    """Show a community; answers 404 for one that is not there or not to be known."""
    row = community_named(request.actor, ref)
    if row is None:
        raise Http404
    numbers, day = parameter_values(request.actor.mission, at=request.clock.now()), today(request.clock)
    alerts = recent_alerts(request.actor, request.clock.now())
    clock = since(
        heard_on(request.actor, row, alerts),
        day,
        every=float(numbers["community_days"]),
        warn=float(numbers["short_notice_days"]),
    )
    heard = coverage_of(request.actor, [row.pk], day)[row.pk]
    context = {
        "community": row,
        "clock": clock,
        "clock_words": silence_words(clock),
        "contact_on": day_or_none(row.contact_on(int(request.actor.clearance))),
        "alert_at": alerts.get(row.area_id),
        "every": int(float(numbers["community_days"])),
        "facts": _facts(row),
        "coverage": [(group_label(one.group), heard_mark(one), one) for one in heard],
        "gaps": [group_label(one.group) for one in heard if one.is_gap],
        "consultations": _consultations(request, row, day),
        "networks": _networks(request, row, day, numbers),
        "plan": _plan(request, row, day, numbers),
        "mechanisms": _mechanisms(request, row),
        "liaison": [
            (post_title(one.title), one.placement) for one in liaison_for(request.actor, [row.pk], row.area.path)
        ],
        "picture": picture_of(row, bases_within(request.actor, row.area)),
        "history": _history(request, row),
        "may_change": request.actor.may(Permission.COMMUNITY_CHANGE),
        "may_record": request.actor.may(Permission.CONSULTATION_RECORD) and row.is_open,
    }
    return render(request, "communities/community.html", context)


def _facts(row: Community) -> list[Fact]:
    figure = figure_of(row)
    return [
        Fact(_("Kind"), word(KINDS, row.kind)),
        Fact(_("Other names"), ", ".join(row.other_names) or marks.NOTHING),
        Fact(_("Area"), row.area.name),
        Fact(_("Where"), _where(row)),
        Fact(_("Place known to"), marks.precision(row.precision)),
        Fact(_("Nearest base"), *_base(row)),
        Fact(_("People"), marks.figure(figure), _year(row) if figure else ""),
        Fact(_("Languages"), ", ".join(row.languages) or marks.NOTHING),
        Fact(_("Groups noted as living here"), groups_in_words(row.groups_present) or marks.NOTHING),
        Fact(_("Sensitivity"), level_mark(row.sensitivity)),
    ]


def _where(row: Community) -> str:
    if row.latitude is None or row.longitude is None:
        return _("no coordinates known")
    return f"{row.latitude:.5f}, {row.longitude:.5f}"


def _base(row: Community) -> tuple[str, str]:
    if row.base is None or row.base_distance_km is None:
        return _("cannot be told"), _("the place is known too roughly, or no base stood that day")
    told = _("%(base)s, %(km)s km") % {"base": row.base.name, "km": number(row.base_distance_km, 1)}
    return told, _("as the crow flies, when it was last written")


def _year(row: Community) -> str:
    return _("in %(year)s") % {"year": row.population_year} if row.population_year else _("year not known")


def _consultations(request: ActorRequest, row: Community, day: date) -> list[Told]:
    return told_consultations(request.actor, [row.pk], day)


def _networks(request: ActorRequest, row: Community, day: date, numbers: dict[str, Any]) -> list[NetworkLine]:
    rows = networks_of(request.actor, [row.pk]).get(row.pk, [])
    points = points_in(request.actor, [one.pk for one in rows])
    return [network_line(one, day, numbers, points.get(one.pk, PointsCount())) for one in rows]


def network_line(row: AlertNetwork, day: date, numbers: dict[str, Any], points: PointsCount) -> NetworkLine:
    """Return a network with its clock in words."""
    clock = trial_clock(row, day, numbers)
    return NetworkLine(
        network=row,
        means=several(MEANS, row.means),
        trial=trial_words(clock),
        state="" if row.ended_at else clock.state,
        result=word(REPLIES, row.last_result) if row.last_result else "",
        points=points,
    )


def trial_clock(row: AlertNetwork, day: date, numbers: dict[str, Any]) -> Since:
    """Return the clock of a network's tests: what must never stop is to show within `shown_soon_days` (para 77)."""
    return since(
        row.last_tested_on,
        day,
        every=float(numbers["shown_soon_days"]),
        warn=float(numbers["short_notice_days"]),
    )


def _plan(request: ActorRequest, row: Community, day: date, numbers: dict[str, Any]) -> dict[str, Any] | None:
    standing = plan_of(request.actor, [row.pk])
    if standing is None:
        return None
    state = state_of(standing.plan.next_review_on, day, float(numbers["due_soon_days"]))
    return {
        "plan": standing.plan,
        "status": word(PLAN_STATUSES, standing.plan.status),
        "state": state,
        "due": due_words(standing.plan.next_review_on, state),
        "made_with": groups_in_words(standing.facts.made_with),
        "signs": standing.facts.warning_signs,
    }


def _mechanisms(request: ActorRequest, row: Community) -> list[MechanismLine]:
    rows = mechanisms_of(request.actor, [row.pk])
    support = support_of(request.actor, [one.pk for one in rows])
    return [
        MechanismLine(
            one,
            word(MECHANISM_KINDS, one.kind),
            groups_in_words(one.groups),
            tuple((held, word(SUPPORT_KINDS, held.kind)) for held in support.get(one.pk, [])[:10]),
        )
        for one in rows
    ]


def _history(request: ActorRequest, row: Community) -> list[Happening]:
    told = [_revision(revision) for revision in revisions_of(request.actor, [row.pk])]
    told += [
        Happening(
            from_instant(entry.recorded_at), sentence(entry), post_title(entry.label), address=_address(entry.subject)
        )
        for entry in entries_about(request.actor, row.reference)[:50]
        if entry.subject != row.reference
    ]
    return sorted(told, key=lambda line: line.moment, reverse=True)


def _revision(row: CommunityRevision) -> Happening:
    title = _("%(change)s, revision %(number)s") % {
        "change": CHANGES.get(row.change, row.change),
        "number": row.number,
    }
    return Happening(row.recorded_at, title, post_title(row.recorded_by), row.reason)


def _address(subject: str) -> str:
    pages = {"CON": "communities:consultation", "CAN": "communities:network"}
    page = pages.get(subject.partition("-")[0])
    return reverse(page, args=[subject]) if page else ""
