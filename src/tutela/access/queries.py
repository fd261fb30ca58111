"""Reading people and posts, and the one way out of a table: `visible_to(actor)`."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q

from tutela.access.models import Holding, Person, Post
from tutela.access.permissions import Permission
from tutela.access.rules import Actor, Sensitivity

M = TypeVar("M", bound=models.Model)


class ScopedQuerySet(models.QuerySet[M]):
    """A queryset that lets out only what an actor may see. Subclasses say how their table is scoped.

    `view_permission` is needed to see anything at all; `mission_field`, `area_field`, `sensitivity_field` and
    `compartment_field` name the columns (or paths) that narrow it, None where the table has no such column.
    """

    view_permission: ClassVar[Permission]
    mission_field: ClassVar[str] = "mission_id"
    area_field: ClassVar[str | None] = None
    sensitivity_field: ClassVar[str | None] = None
    compartment_field: ClassVar[str | None] = None

    def visible_to(self, actor: Actor) -> Self:
        """Return the rows that the actor may know about; none without the permission."""
        if not actor.may(self.view_permission):
            return self.none()
        rows = self.filter(**{self.mission_field: actor.mission})
        if self.area_field and actor.area_path:
            rows = rows.filter(**{f"{self.area_field}__path__startswith": actor.area_path})
        if self.sensitivity_field:
            rows = rows.filter(**{f"{self.sensitivity_field}__lte": int(actor.clearance)})
        if self.compartment_field:
            open_rooms = ["", *sorted(actor.compartments)]
            rows = rows.filter(**{f"{self.compartment_field}__in": open_rooms})
        return rows


def actor_for(post: Post, person: Person | None) -> Actor:
    """Return the actor that a person is while acting in a post."""
    return Actor(
        mission=post.mission,
        post=post.slug,
        label=post.title,
        permissions=frozenset(post.permissions),
        person=person.pk if person else None,
        person_name=person.name if person else "",
        area_path=post.area_path,
        component=post.component,
        clearance=Sensitivity(post.clearance),
        compartments=frozenset(post.compartments),
    )


def _holdings_on(day: date) -> models.QuerySet[Holding]:
    in_force = Q(from_on__lte=day) & (Q(to_on__isnull=True) | Q(to_on__gte=day))
    return Holding.objects.filter(in_force, person__is_active=True).select_related("post", "person")


def posts_held_by(person: Person, *, on: date) -> list[Post]:
    """Return the posts that a person holds on a day, in the order they were taken up."""
    return [held.post for held in _holdings_on(on).filter(person=person).order_by("from_on", "pk")]


def acting_in(person: Person, post_id: int, *, on: date) -> Actor | None:
    """Return the actor for a person in a post they hold that day, or None when they do not hold it."""
    held = _holdings_on(on).filter(person=person, post_id=post_id).first()
    return actor_for(held.post, held.person) if held else None


def holders_in_post(post_id: int, *, on: date) -> list[tuple[Person, Actor]]:
    """Return who holds a post on a day, each with the actor they are in it: for an address that stands for a holder."""
    return [(held.person, actor_for(held.post, held.person)) for held in _holdings_on(on).filter(post_id=post_id)]


def actor_by_slug(mission: str, slug: str, *, on: date) -> Actor | None:
    """Return the actor for the named post of a mission, with its holder that day when it has one.

    For the command line and for scenarios, where the operator names the post that acts.
    """
    post = Post.objects.filter(mission=mission, slug=slug).first()
    if post is None:
        return None
    held = _holdings_on(on).filter(post=post).order_by("from_on", "pk").first()
    return actor_for(post, held.person if held else None)


def posts_of(actor: Actor) -> models.QuerySet[Post]:
    """Return the mission's posts, for anybody who may read the mission."""
    if not actor.may(Permission.MISSION_READ):
        return Post.objects.none()
    return Post.objects.filter(mission=actor.mission).order_by("component", "title", "pk")


def demo_holdings(*, on: date) -> list[Holding]:
    """Return every held post of every mission, for the sign-in of an exercise; the caller guards it."""
    return list(_holdings_on(on).order_by("post__mission", "pk"))


def role_of(actor: Actor) -> str:
    """Return the role (of `policy/roles.toml`) of the post that an actor acts in; empty for the software itself."""
    held = Post.objects.filter(mission=actor.mission, slug=actor.post)
    return held.values_list("role", flat=True).first() or ""
