"""Protection plans of communities: written, written anew, reviewed."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.kernel.clock import Clock
from tutela.kernel.refusals import NotFound, Stale
from tutela.know.communities.commands.records import (
    found_community,
    known_on,
    not_below,
    number,
    refuse,
    require_clearance,
    room_of,
)
from tutela.know.communities.events import ProtectionPlanRecorded, ProtectionPlanReviewed
from tutela.know.communities.models import Community, PlanReview, PlanRevision, ProtectionPlan
from tutela.know.communities.queries.scope import PlanSet
from tutela.know.communities.rules import PlanFacts, cleaned, facts_digest, facts_json
from tutela.know.communities.rules.checking import latest_day, past_problem, text_problem, wrong_in_plan
from tutela.know.communities.rules.words import PlanStatus
from tutela.ledger.command import Done, Outcome, Unchanged, command
from tutela.mission.queries import parameter_value

REVIEW_DAYS = "plan_review_days"


@command(Permission.COMMUNITY_CHANGE)
def write_protection_plan(
    *, actor: Actor, clock: Clock, community: str, version: int, facts: PlanFacts
) -> Outcome[ProtectionPlan]:
    """Write a community's protection plan, or a new revision of it; `version` is what was read, 0 for none yet.

    Raises NotFound, Stale when somebody was quicker, CommunityIsClosed, Invalid for what cannot be, NotAllowed above
    the post's clearance. It is held as closely as the community, at least.
    """
    place, said, now = found_community(actor, community), cleaned(facts), clock.now()
    refuse(wrong_in_plan(said, latest_day(now)))
    sensitivity = not_below(said.sensitivity, place)
    require_clearance(actor, sensitivity)
    plan = _read_at(actor, place, version)
    if plan.version and facts_digest(said) == _newest(plan).digest:
        return Unchanged(plan)
    plan.version += 1
    plan.status, plan.sensitivity, plan.changed_at = said.status, sensitivity, now
    plan.reviewed_on, plan.next_review_on = _due(actor, said.written_on, now)
    plan.save(force_insert=plan.version == 1)
    PlanRevision.objects.create(
        plan=plan,
        number=plan.version,
        facts=facts_json(said),
        digest=facts_digest(said),
        sensitivity=sensitivity,
        recorded_at=now,
        recorded_by=actor.label,
    )
    recorded = ProtectionPlanRecorded(
        subject=plan.reference,
        related=(place.reference,),
        known_at=known_on(said.written_on, now),
        version=plan.version,
        status=said.status,
        groups=list(said.made_with),
        digest=facts_digest(said),
        **room_of(place, sensitivity),
    )
    return Done(plan, recorded)


def _newest(plan: ProtectionPlan) -> PlanRevision:
    return PlanRevision.objects.get(plan=plan, number=plan.version)


def _due(actor: Actor, reviewed_on: date, now: datetime) -> tuple[date, date]:
    days = float(parameter_value(actor.mission, REVIEW_DAYS, at=now))
    return reviewed_on, reviewed_on + timedelta(days=int(days))


def _read_at(actor: Actor, community: Community, version: int) -> ProtectionPlan:
    """Return the plan as it was read, or a new one. Raises Stale; a plan that is closed to the actor is one too."""
    plan = ProtectionPlan.objects.filter(community=community).first()
    if plan is None and version == 0:
        key = number(actor.mission, ProtectionPlan.KIND)
        return ProtectionPlan(id=key, mission_id=actor.mission, community=community, version=0)
    if plan is None or plan.version != version or plan.sensitivity > actor.clearance:
        raise Stale(
            _("Somebody has written this plan anew since you read it."),
            remedy=_("Read it as it is now, then write what is still missing."),
        )
    return plan


@command(Permission.COMMUNITY_CHANGE)
def review_protection_plan(
    *,
    actor: Actor,
    clock: Clock,
    community: str,
    version: int,
    reviewed_on: date,
    still_holds: bool,
    note: str = "",
) -> Done[ProtectionPlan]:
    """Put on record that somebody looked a plan through, and set when it is looked at again.

    What no longer holds needs change. Raises NotFound, Stale, CommunityIsClosed, Invalid for a day that has not come or
    lies before the last review, or a plan that no longer holds without saying why.
    """
    place, now, told = found_community(actor, community), clock.now(), note.strip()
    plan = PlanSet(ProtectionPlan).visible_to(actor).filter(community=place).first()
    if plan is None:
        raise NotFound(_("There is no plan to review."), remedy=_("Write the protection plan first."))
    plan = _read_at(actor, place, version)
    problems = {
        "reviewed_on": past_problem(reviewed_on, latest_day(now)),
        "note": text_problem(told, needed=not still_holds),
    }
    refuse({name: problem for name, problem in problems.items() if problem})
    if reviewed_on < plan.reviewed_on:
        refuse({"reviewed_on": _("It was looked at after that day already.")})
    PlanReview.objects.create(
        plan=plan,
        version=plan.version,
        reviewed_on=reviewed_on,
        still_holds=still_holds,
        note=told,
        recorded_at=now,
        recorded_by=actor.label,
    )
    plan.reviewed_on, plan.next_review_on = _due(actor, reviewed_on, now)
    plan.status = plan.status if still_holds else PlanStatus.NEEDS_CHANGE
    plan.changed_at = now
    plan.save(update_fields=["reviewed_on", "next_review_on", "status", "changed_at"])
    return Done(plan, _reviewed(plan, place, still_holds=still_holds, now=now))


def _reviewed(plan: ProtectionPlan, place: Community, *, still_holds: bool, now: datetime) -> ProtectionPlanReviewed:
    return ProtectionPlanReviewed(
        subject=plan.reference,
        related=(place.reference,),
        known_at=known_on(plan.reviewed_on, now),
        version=plan.version,
        status=plan.status,
        still_holds=still_holds,
        reviewed_on=plan.reviewed_on.isoformat(),
        next_review_on=plan.next_review_on.isoformat(),
        **room_of(place, plan.sensitivity),
    )
