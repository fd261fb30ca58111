"""What was sent to oneself: a person reads their own messages in their post, by the rules of the desk."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db.models import Q

from tutela.access.permissions import Permission
from tutela.access.queries import ScopedQuerySet
from tutela.access.rules import Actor
from tutela.ledger.models import Message
from tutela.ledger.outbox import Channel, to_person, way_out
from tutela.mission.queries import mission_named


class OwnMessageSet(ScopedQuerySet[Message]):
    """Messages to one person in one post, about what the post may still know of."""

    view_permission: ClassVar[Permission] = Permission.NOTICE_CHOOSE
    mission_field: ClassVar[str] = "mission"
    sensitivity_field: ClassVar[str | None] = "sensitivity"
    compartment_field: ClassVar[str | None] = "compartment"

    def visible_to(self, actor: Actor) -> Self:
        """Return the actor's own messages; none for the software itself."""
        if actor.person is None:
            return self.none()
        rows = super().visible_to(actor).filter(recipient=to_person(actor.person), post=actor.post)
        if actor.area_path:
            rows = rows.filter(Q(area_path="") | Q(area_path__startswith=actor.area_path) | Q(purpose="offered"))
        return rows


def my_messages(actor: Actor) -> OwnMessageSet:
    """Return what was written to the actor in this post, newest first, without words and addresses."""
    return OwnMessageSet(Message).visible_to(actor).defer("body", "subject", "address").order_by("-created_at", "-pk")


def ways_out(actor: Actor) -> dict[str, str]:
    """Return for each channel whether its messages leave: `ready`, `exercise` or a code that says why they wait."""
    mission = mission_named(actor.mission)
    is_exercise = bool(mission and mission.is_exercise)
    return {channel.value: way_out(channel, is_exercise=is_exercise) for channel in Channel}
