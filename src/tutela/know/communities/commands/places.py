"""Putting a community on record, and the one way in which what is said of it is written."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.kernel.clock import Clock
from tutela.kernel.refusals import NotFound
from tutela.kernel.sentences import Sentence
from tutela.know.communities.commands.records import number, refuse, require_scope
from tutela.know.communities.events import CommunityAdded
from tutela.know.communities.models import Community, CommunityRevision
from tutela.know.communities.queries.ground import Place, area_at, is_close, place_of
from tutela.know.communities.queries.scope import communities
from tutela.know.communities.rules import CommunityFacts, cleaned, facts_digest, facts_json, marked, search_text
from tutela.know.communities.rules.checking import latest_day, wrong_in_community
from tutela.ledger.command import Done, Outcome, Unchanged, command
from tutela.mission.models import Area


@command(Permission.COMMUNITY_CHANGE)
def add_community(*, actor: Actor, clock: Clock, facts: CommunityFacts, record_key: str) -> Outcome[Community]:
    """Put a community on record. The same key again is the same community: nothing is written twice.

    Raises Invalid for facts that cannot be, NotAllowed outside the post's area or clearance, NotFound for a key that
    stands for something else.
    """
    known = Community.objects.filter(mission_id=actor.mission, record_key=record_key).first()
    if known is not None:
        return _known(actor, known)
    said, now = sound(facts, clock.now()), clock.now()
    row = Community(
        id=number(actor.mission, Community.KIND), mission_id=actor.mission, record_key=record_key, recorded_at=now
    )
    say(row, actor, said, now)
    row.save()
    write_revision(row, said, actor=actor, now=now, change="added")
    added = CommunityAdded(
        subject=row.reference,
        area=row.area.code,
        groups=list(said.groups),
        digest=facts_digest(said),
        sensitivity=row.sensitivity,
        area_path=row.area.path,
    )
    return Done(row, added)


def _known(actor: Actor, row: Community) -> Unchanged[Community]:
    seen = communities(actor).filter(pk=row.pk).first()
    if seen is None:
        raise NotFound(_("This key is taken."), remedy=_("Load the form again and send it once more."))
    return Unchanged(seen)


def sound(facts: CommunityFacts, now: datetime) -> CommunityFacts:
    """Return the facts as they are kept. Raises Invalid for what cannot be."""
    said = cleaned(facts)
    refuse(wrong_in_community(said, latest_day(now)))
    return said


def say(row: Community, actor: Actor, facts: CommunityFacts, now: datetime) -> None:
    """Give a community's row what the facts say, and find its place anew. The caller saves.

    Raises Invalid when no area is found or the point lies in another one, NotAllowed outside the post's scope.
    """
    place = place_of(actor.mission, facts, now.date())
    row.area = _sound_area(actor, facts, place)
    require_scope(actor, facts.sensitivity, row.area)
    row.name, row.search, row.other_names = facts.name, search_text(facts), list(facts.other_names)
    row.kind, row.note, row.sensitivity = facts.kind, facts.note, facts.sensitivity
    row.latitude, row.longitude, row.precision = facts.latitude, facts.longitude, facts.precision
    row.cell, row.base_id, row.base_distance_km = place.cell, place.base, place.base_distance_km
    row.population_low, row.population_best, row.population_high = _people(facts)
    row.population_year = facts.population_year
    row.languages, row.groups, row.changed_at = list(facts.languages), marked(facts.groups), now


def _people(facts: CommunityFacts) -> tuple[int | None, int | None, int | None]:
    best = facts.population_best
    low = best if facts.population_low is None else facts.population_low
    high = best if facts.population_high is None else facts.population_high
    return low, best, high


def _sound_area(actor: Actor, facts: CommunityFacts, place: Place) -> Area:
    """Return the area of the place. A point far from the area that was named is a slip that would send people wrong."""
    if place.area is None:
        field = "area_code" if facts.area_code else "latitude"
        told = Sentence("There is no such area.") if facts.area_code else Sentence("No area of the mission holds it.")
        refuse({field: told})
    area = place.area
    assert area is not None  # noqa: S101  # for the type checker
    there = area_at(actor.mission, facts) if facts.area_code and is_close(facts) else None
    if there is not None and not (there.path.startswith(area.path) or area.path.startswith(there.path)):
        refuse({"latitude": Sentence("These coordinates lie in {area}: mend them, or the area.", area=there.name)})
    return area


def write_revision(
    row: Community, facts: CommunityFacts, *, actor: Actor, now: datetime, change: str, reason: str = ""
) -> None:
    """Keep what a community's row says now as its revision. The caller has set the version and saved."""
    CommunityRevision.objects.create(
        community=row,
        number=row.version,
        change=change,
        facts=facts_json(facts),
        digest=facts_digest(facts),
        sensitivity=facts.sensitivity,
        reason=reason,
        recorded_at=now,
        recorded_by=actor.label,
    )
