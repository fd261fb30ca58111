"""Reading the outbox: for whoever watches over it, and for everybody their own messages. No address is let out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Self

from django.db.models import Count, Min, Q

from tutela.access.models import Post
from tutela.access.permissions import Permission
from tutela.access.queries import ScopedQuerySet
from tutela.access.rules import Actor
from tutela.kernel.ids import number_of
from tutela.ledger.models import Message
from tutela.ledger.outbox import State
from tutela.mission.queries import mission_named, title_in


class MessageSet(ScopedQuerySet[Message]):
    """Messages, narrowed like the records that they are about; those to sources only for who may read sources."""

    view_permission: ClassVar[Permission] = Permission.OUTBOX_READ
    mission_field: ClassVar[str] = "mission"
    sensitivity_field: ClassVar[str | None] = "sensitivity"
    compartment_field: ClassVar[str | None] = "compartment"

    def visible_to(self, actor: Actor) -> Self:
        """Return what the actor may know of, without the columns that hold addresses and words."""
        rows = super().visible_to(actor)
        if actor.area_path:
            rows = rows.filter(Q(area_path="") | Q(area_path__startswith=actor.area_path))
        if not actor.may(Permission.SOURCE_READ):
            rows = rows.exclude(recipient__startswith="source:")
        return rows


@dataclass(frozen=True, slots=True)
class MessagesWanted:
    """What narrows the list of messages: a channel, states, a record that they are about; what is blank does not."""

    channel: str = ""
    states: tuple[str, ...] = ()
    about: str = ""


EVERY_MESSAGE = MessagesWanted()
NOT_LEFT = (State.WAITING.value, State.FAILED.value, State.EXPIRED.value)


def messages(actor: Actor, wanted: MessagesWanted = EVERY_MESSAGE) -> MessageSet:
    """Return the messages that the actor may know of, newest first."""
    rows = MessageSet(Message).visible_to(actor).defer("address", "subject", "body").order_by("-number")
    if wanted.channel:
        rows = rows.filter(channel=wanted.channel)
    if wanted.states:
        rows = rows.filter(state__in=wanted.states)
    return rows.filter(about=wanted.about) if wanted.about else rows


def message_named(actor: Actor, reference: str) -> Message | None:
    """Return a message by its reference, None when there is none that the actor may know of."""
    number = number_of("M", reference)
    return None if number is None else messages(actor).filter(number=number).first()


@dataclass(frozen=True, slots=True)
class Backlog:
    """How many messages of a channel are in a state, and since when the oldest of them is due."""

    channel: str
    state: str
    count: int
    oldest_due_at: datetime


def backlog(actor: Actor) -> list[Backlog]:
    """Return the messages that the actor may know of, counted by channel and state."""
    rows = MessageSet(Message).visible_to(actor).order_by("channel", "state").values("channel", "state")
    counted = rows.annotate(count=Count("pk"), oldest=Min("due_at"))
    return [Backlog(row["channel"], row["state"], row["count"], row["oldest"]) for row in counted]


def counts_of(actor: Actor) -> dict[str, int]:
    """Return how many messages that the actor may know of have not left, by state; those that did are not counted."""
    rows = MessageSet(Message).visible_to(actor).filter(state__in=NOT_LEFT).order_by()
    return {row["state"]: row["count"] for row in rows.values("state").annotate(count=Count("pk"))}


def post_titles(actor: Actor, language: str) -> dict[str, str]:
    """Return the titles of the mission's posts by short name, for those who may read the outbox."""
    if not actor.may(Permission.OUTBOX_READ):
        return {}
    rows = Post.objects.filter(mission=actor.mission).values_list("slug", "title")
    return {slug: title_in(title, language) for slug, title in rows}


def exercises(missions: list[str]) -> dict[str, bool]:
    """Return for each of some missions that exist whether it is an exercise; for the worker."""
    found = {code: mission_named(code) for code in missions}
    return {code: row.is_exercise for code, row in found.items() if row is not None}
