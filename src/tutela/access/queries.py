"""Reading people and posts, and the one way out of a table: `visible_to(actor)`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Exists, OuterRef, Q

from tutela.access.models import TOKEN, Holding, Person, Post, Token
from tutela.access.permissions import Permission
from tutela.access.rules import Actor, Sensitivity, narrowed
from tutela.access.tokens import PERSONS_ONLY, digest_of
from tutela.kernel.ids import number_of

M = TypeVar("M", bound=models.Model)

# What the ledger keeps of a label.
LONGEST_LABEL = 200


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


def _in_force(day: date) -> Q:
    return Q(from_on__lte=day) & (Q(to_on__isnull=True) | Q(to_on__gte=day))


def _holdings_on(day: date) -> models.QuerySet[Holding]:
    return Holding.objects.filter(_in_force(day), person__is_active=True).select_related("post", "person")


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


class TokenSet(ScopedQuerySet[Token]):
    """Tokens of the mission, for those who issue them."""

    view_permission: ClassVar[Permission] = Permission.TOKEN_ISSUE
    mission_field: ClassVar[str] = "mission"


def tokens(actor: Actor) -> TokenSet:
    """Return the tokens of the mission, the newest first, each with its post and who answers for it."""
    return TokenSet(Token).visible_to(actor).select_related("post", "person").order_by("-number")


def token_named(actor: Actor, reference: str) -> Token | None:
    """Return a token by its reference, or None when there is none that the actor may know of."""
    number = number_of(TOKEN, reference)
    return None if number is None else tokens(actor).filter(number=number).first()


@lru_cache(maxsize=2)
def _tokens_on(day: date) -> models.QuerySet[Token, Token]:
    """Return the question for tokens with whether their person holds the post that day, put together once a day.

    It is never answered itself, only narrowed: that takes a third of the time of putting it together anew.
    """
    mine = Holding.objects.filter(_in_force(day), person_id=OuterRef("person_id"), post_id=OuterRef("post_id"))
    return Token.objects.select_related("post", "person").annotate(is_answered_for=Exists(mine))


def acting_by_token(secret: str, *, at: datetime) -> Actor | None:
    """Return the actor that a program is who shows a secret, or None for one that opens nothing; one query.

    The post's rights are read each time and narrowed to the token's scope. A revoked or expired token opens nothing,
    nor does one whose person no longer holds the post. The ledger shows the post and the token's reference.
    """
    # The store compares digests, not secrets: how long it takes tells nothing that helps to guess one.
    token = next(iter(_tokens_on(at.date()).filter(digest=digest_of(secret))), None)
    if token is None or not token.is_in_force(at):
        return None
    if token.person is not None and not (getattr(token, "is_answered_for", False) and token.person.is_active):
        return None
    actor = narrowed(actor_for(token.post, token.person), frozenset(token.scope) - PERSONS_ONLY)
    return replace(actor, label=f"{token.post.title} ({token.reference})"[:LONGEST_LABEL])
