"""Focal points of alert networks: named by the vault's reference, and ended."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.kernel.clock import Clock
from tutela.kernel.refusals import NotFound
from tutela.kernel.sentences import Sentence
from tutela.know.communities.commands.records import found_network, number, refuse, room_of_network
from tutela.know.communities.events import FocalPointEnded, FocalPointNamed
from tutela.know.communities.models import FocalPoint
from tutela.know.communities.queries.scope import focal_point_named
from tutela.know.communities.rules.checking import wrong_source
from tutela.know.communities.rules.words import AGE_BANDS, END_REASONS, ROLES, SEXES
from tutela.know.sources.queries import source_named
from tutela.ledger.command import Done, Outcome, Unchanged, command


@command(Permission.COMMUNITY_CHANGE)
def name_focal_point(
    *, actor: Actor, clock: Clock, network: str, source: str, role: str, sex: str = "unknown", age: str = "unknown"
) -> Outcome[FocalPoint]:
    """Name a focal point of a network by the vault's reference (SRC-000001); `sex` and `age` are for counting.

    The same source in the same network again is the same focal point. Raises NotFound, NetworkHasEnded, NotAllowed for
    whoever may not read references of the vault, Invalid for a text that is no reference: a name is never kept here.
    """
    actor.require(Permission.SOURCE_READ)
    row = found_network(actor, network)
    named = source.strip().upper()
    refuse(_wrong(actor, named, role, sex, age))
    known = FocalPoint.objects.filter(network=row, source=named, ended_at__isnull=True).first()
    if known is not None:
        return Unchanged(known)
    point = FocalPoint.objects.create(
        id=number(actor.mission, FocalPoint.KIND),
        mission_id=actor.mission,
        network=row,
        role=role,
        source=named,
        sex=sex,
        age=age,
        named_at=clock.now(),
        named_by=actor.label,
    )
    return Done(point, FocalPointNamed(subject=point.reference, related=(row.reference,), **room_of_network(row)))


def _wrong(actor: Actor, source: str, role: str, sex: str, age: str) -> dict[str, Sentence]:
    found: dict[str, Sentence] = {}
    held = None if wrong_source(source) else source_named(actor, source)
    # What was typed may be a name: it is never repeated.
    if wrong_source(source):
        found["source"] = Sentence("Enter a reference like SRC-000001. Who it is belongs into the vault alone.")
    elif held is None:
        found["source"] = Sentence("There is no such source that your post may know of.")
    elif held.erased_at is not None:
        found["source"] = Sentence("Who it was has been erased: nobody could call them.")
    for field, code, choices in (("role", role, ROLES), ("sex", sex, SEXES), ("age", age, AGE_BANDS)):
        if code not in choices:
            found[field] = Sentence("There is no such choice.")
    return found


@command(Permission.COMMUNITY_CHANGE)
def end_focal_point(*, actor: Actor, clock: Clock, focal_point: str, why: str) -> Outcome[FocalPoint]:
    """Put on record that somebody is a focal point no longer; `why` is a code, since a sentence could say who.

    Raises NotFound, Invalid for an unknown code.
    """
    point = focal_point_named(actor, focal_point)
    if point is None:
        raise NotFound(_("There is no such focal point."), remedy=_("Look for it on the page of its network."))
    if why not in END_REASONS:
        refuse({"why": Sentence("There is no such choice.")})
    if point.ended_at is not None:
        return Unchanged(point)
    point.ended_at, point.ended_by, point.ended_why = clock.now(), actor.label, why
    point.save(update_fields=["ended_at", "ended_by", "ended_why"])
    ended = FocalPointEnded(
        subject=point.reference, related=(point.network.reference,), **room_of_network(point.network)
    )
    return Done(point, ended)
