"""Lists of communities: narrowed by what the address asks, and what stands beside each row, in few queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from tutela.access.rules import Actor
from tutela.kernel.names import fold
from tutela.know.communities.models import (
    CONTACT_COLUMNS,
    Community,
    GroupMet,
    NetworkMember,
    ProtectionPlan,
)
from tutela.know.communities.queries.scope import CommunitySet, PlanSet, communities, keys_behind, seen
from tutela.know.communities.rules import NEVER, looked_back_from
from tutela.mission.models import Area

CLOSED, EVERY = "closed", "all"


@dataclass(frozen=True, slots=True)
class CommunityWanted:
    """How a list of communities is narrowed; what is empty does not narrow. Closed ones are left out unless asked for.

    `quiet_before` keeps those last heard from before that day, and those never heard from; `never_heard` only these.
    `unheard` is a group that was not met within a year before `today`. `standing` is `closed` or `all`. `last_alerts`
    tells by the area's key when the last alert came from it.
    """

    text: str = ""
    area: str = ""
    kind: str = ""
    group: str = ""
    quiet_before: date | None = None
    never_heard: bool = False
    unheard: str = ""
    today: date = field(default=NEVER)
    without_network: bool = False
    without_plan: bool = False
    standing: str = ""
    last_alerts: Mapping[int, datetime] = field(default_factory=dict)


ALL = CommunityWanted()


def listed_communities(actor: Actor, wanted: CommunityWanted = ALL) -> CommunitySet:
    """Return the communities that fit, by name. What is counted against them is what the actor may know of."""
    rows = communities(actor)
    if wanted.standing != EVERY:
        rows = rows.filter(closed_at__isnull=wanted.standing != CLOSED)
    if wanted.text.strip():
        rows = rows.filter(_means(actor, wanted.text))
    if wanted.area:
        path = Area.objects.filter(mission_id=actor.mission, code=wanted.area).values_list("path", flat=True).first()
        rows = rows.filter(area__path__startswith=path) if path else rows.none()
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.group:
        rows = rows.filter(groups__contains=f"|{wanted.group}|")
    return _by_work(actor, _by_silence(actor, rows, wanted), wanted)


def _means(actor: Actor, text: str) -> Q:
    """Return what words may mean: a reference, a name or a language of the community, or its area."""
    keys = keys_behind(actor, Community.KIND, (text,))
    if keys:
        return Q(pk__in=keys)
    key = fold(text)
    named = Area.objects.filter(mission_id=actor.mission).values_list("pk", "name")
    return Q(search__contains=key) | Q(area_id__in=[pk for pk, name in named if key in fold(name)])


def _by_silence(actor: Actor, rows: CommunitySet, wanted: CommunityWanted) -> CommunitySet:
    column = contact_column(actor)
    if wanted.never_heard:
        rows = rows.filter(**{column: NEVER})
    if wanted.quiet_before is not None:
        rows = rows.filter(**{f"{column}__lt": wanted.quiet_before})
        heard = [area for area, at in wanted.last_alerts.items() if at.date() >= wanted.quiet_before]
        rows = rows.exclude(area_id__in=heard) if heard else rows
    return rows


def _by_work(actor: Actor, rows: CommunitySet, wanted: CommunityWanted) -> CommunitySet:
    if wanted.unheard:
        met = GroupMet.objects.filter(
            community=OuterRef("pk"),
            group=wanted.unheard,
            held_on__gte=looked_back_from(wanted.today),
            sensitivity__lte=int(actor.clearance),
        )
        rows = rows.exclude(Exists(met))
    if wanted.without_network:
        rows = rows.exclude(Exists(_in_use(actor).filter(community=OuterRef("pk"))))
    if wanted.without_plan:
        plans = ProtectionPlan.objects.filter(community=OuterRef("pk"), sensitivity__lte=int(actor.clearance))
        rows = rows.exclude(Exists(plans))
    return rows


def _in_use(actor: Actor) -> QuerySet[NetworkMember]:
    """Return who is served by networks in use that are open to the actor; the caller has narrowed the communities."""
    return NetworkMember.objects.filter(network__ended_at__isnull=True, network__sensitivity__lte=int(actor.clearance))


def contact_column(actor: Actor) -> str:
    """Return the column that holds the last contact as far as the actor may know of it."""
    return CONTACT_COLUMNS[int(actor.clearance)]


@dataclass(frozen=True, slots=True)
class Beside:
    """What a list shows beside a community: networks in use and how many of them were never tested, and its plan."""

    networks: int = 0
    untested: int = 0
    plan_status: str = ""
    next_review_on: date | None = None


def beside(actor: Actor, keys: list[int]) -> dict[int, Beside]:
    """Return what stands beside some communities by key: two queries, whatever their number."""
    members = _in_use(actor).filter(seen(actor, "community"), community__in=keys)
    tested: dict[int, list[date]] = {}
    for key, last in members.values_list("community_id", "network__last_tested_on"):
        tested.setdefault(key, []).append(last)
    plans = PlanSet(ProtectionPlan).visible_to(actor).filter(community__in=keys)
    standing = {plan.community_id: plan for plan in plans}
    found = {}
    for key in keys:
        days, plan = tested.get(key, []), standing.get(key)
        found[key] = Beside(
            networks=len(days),
            untested=sum(day == NEVER for day in days),
            plan_status=plan.status if plan else "",
            next_review_on=plan.next_review_on if plan else None,
        )
    return found
