"""Where liaison assistants work, and with what."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from tutela.access.permissions import Permission
from tutela.access.queries import posts_of
from tutela.access.rules import Actor
from tutela.kernel.clock import Clock
from tutela.kernel.refusals import NotFound, Refusal
from tutela.kernel.sentences import Sentence
from tutela.know.communities.commands.records import number, path_over, refuse
from tutela.know.communities.events import LiaisonChecked, LiaisonPlaced, PlacementEnded
from tutela.know.communities.models import Community, LiaisonCheck, LiaisonPlacement, PlacementPlace
from tutela.know.communities.queries.ground import common_area
from tutela.know.communities.queries.scope import communities_named, placement_named
from tutela.know.communities.queries.work import LIAISON
from tutela.know.communities.rules import PlacementFacts, cleaned
from tutela.know.communities.rules.checking import latest_day, past_problem, text_problem, wrong_in_placement
from tutela.know.communities.rules.words import EQUIPMENTS
from tutela.ledger.command import Done, Outcome, command
from tutela.mission.models import Area
from tutela.mission.queries import areas


class AlreadyPlaced(Refusal):
    """The liaison assistant works somewhere already; the places are changed by ending that first."""

    code = "already_placed"


@command(Permission.COMMUNITY_CHANGE)
def place_liaison(*, actor: Actor, clock: Clock, facts: PlacementFacts) -> Done[LiaisonPlacement]:
    """Put on record in which areas and communities the liaison assistant of a post works, from a day on.

    Raises Invalid for a post that is none of a liaison assistant and for places that are not there or not to be known,
    AlreadyPlaced while the post is placed, NotAllowed for an area that the actor does not cover.
    """
    said, now = cleaned(facts), clock.now()
    held = list(areas(actor).filter(code__in=said.areas).defer("geometry", "outline"))
    members = communities_named(actor, said.communities)
    refuse({**_wrong_places(actor, said, held, members), **wrong_in_placement(said, latest_day(now))})
    for area in held:
        actor.require(Permission.COMMUNITY_CHANGE, area_path=area.path)
    if LiaisonPlacement.objects.filter(mission_id=actor.mission, post=said.post, ended_on__isnull=True).exists():
        raise AlreadyPlaced(
            _("This liaison assistant is placed already."), remedy=_("End that placement first, then place anew.")
        )
    row = LiaisonPlacement.objects.create(
        id=number(actor.mission, LiaisonPlacement.KIND),
        mission_id=actor.mission,
        post=said.post,
        languages=list(said.languages),
        equipment=said.equipment,
        trained_on=said.trained_on,
        checked_on=said.started_on,
        started_on=said.started_on,
        recorded_at=now,
    )
    places = [PlacementPlace(placement=row, area=area) for area in held]
    places += [PlacementPlace(placement=row, community=member) for member in members]
    PlacementPlace.objects.bulk_create(places)
    _keep_check(row, actor, now, "")
    placed = LiaisonPlaced(
        subject=row.reference,
        related=tuple(member.reference for member in members),
        post=row.post,
        equipment=row.equipment,
        started_on=row.started_on.isoformat(),
        trained_on=_day(row.trained_on),
        **_room_of(actor.mission, held, members),
    )
    return Done(row, placed)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _wrong_places(
    actor: Actor, facts: PlacementFacts, held: list[Area], members: list[Community]
) -> dict[str, Sentence]:
    found: dict[str, Sentence] = {}
    if not posts_of(actor).filter(slug=facts.post, role=LIAISON).exists():
        found["post"] = Sentence("There is no liaison assistant in this post.")
    if len(held) < len(facts.areas):
        found["areas"] = Sentence("There is no such area.")
    if len([one for one in members if one.is_open]) < len(facts.communities):
        found["communities"] = Sentence("There is no such community to choose.")
    return found


def _room_of(mission: str, held: list[Area], members: list[Community]) -> dict[str, Any]:
    area = common_area(mission, [*held, *(member.area for member in members)])
    sensitivity = max((member.sensitivity for member in members), default=0)
    return {"sensitivity": sensitivity, "area_path": path_over(area)}


def _room_now(row: LiaisonPlacement) -> dict[str, Any]:
    places = PlacementPlace.objects.filter(placement=row).select_related("area", "community__area")
    held = [place.area for place in places if place.area]
    return _room_of(row.mission_id, held, [place.community for place in places if place.community])


def _keep_check(row: LiaisonPlacement, actor: Actor, now: datetime, note: str) -> LiaisonCheck:
    return LiaisonCheck.objects.create(
        placement=row,
        checked_on=row.checked_on,
        equipment=row.equipment,
        trained_on=row.trained_on,
        note=note,
        recorded_at=now,
        recorded_by=actor.label,
    )


@command(Permission.COMMUNITY_CHANGE)
def check_liaison(
    *,
    actor: Actor,
    clock: Clock,
    placement: str,
    checked_on: date,
    equipment: str,
    trained_on: date | None = None,
    note: str = "",
) -> Done[LiaisonCheck]:
    """Put on record what a liaison assistant has to work with, and when the last training was (A12.c).

    Raises NotFound, Invalid for what cannot be.
    """
    row, now = found_placement(actor, placement), clock.now()
    latest = latest_day(now)
    problems = {
        "checked_on": past_problem(checked_on, latest),
        "trained_on": past_problem(trained_on, latest),
        "equipment": None if equipment in EQUIPMENTS else Sentence("There is no such choice."),
        "note": text_problem(note.strip()),
    }
    refuse({name: problem for name, problem in problems.items() if problem})
    if checked_on < row.checked_on:
        refuse({"checked_on": _("It was checked after that day already.")})
    row.checked_on, row.equipment, row.trained_on = checked_on, equipment, trained_on or row.trained_on
    row.save(update_fields=["checked_on", "equipment", "trained_on"])
    check = _keep_check(row, actor, now, note.strip())
    checked = LiaisonChecked(
        subject=row.reference,
        post=row.post,
        equipment=equipment,
        trained_on=_day(row.trained_on),
        checked_on=checked_on.isoformat(),
        **_room_now(row),
    )
    return Done(check, checked)


def found_placement(actor: Actor, reference: str) -> LiaisonPlacement:
    """Return a placement that lasts and that the actor sees. Raises NotFound."""
    row = placement_named(actor, reference)
    if row is None or row.ended_on is not None:
        raise NotFound(_("There is no such placement."), remedy=_("Look for it among the liaison assistants."))
    return row


@command(Permission.COMMUNITY_CHANGE)
def end_placement(*, actor: Actor, clock: Clock, placement: str, ended_on: date) -> Outcome[LiaisonPlacement]:
    """Put on record the last day on which a liaison assistant works in these places.

    Raises NotFound, Invalid for a day that has not come or lies before the first.
    """
    row, now = found_placement(actor, placement), clock.now()
    if problem := past_problem(ended_on, latest_day(now)):
        refuse({"ended_on": problem})
    if ended_on < row.started_on:
        refuse({"ended_on": _("It cannot lie before the first day.")})
    row.ended_on = ended_on
    row.save(update_fields=["ended_on"])
    ended = PlacementEnded(subject=row.reference, post=row.post, ended_on=ended_on.isoformat(), **_room_now(row))
    return Done(row, ended)
