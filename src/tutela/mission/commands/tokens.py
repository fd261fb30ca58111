"""Tokens with which programs act in a post. They stand here and not in `access`, like posts (ADR 0001)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from tutela.access.models import TOKEN, Holding, Person, Post, Token
from tutela.access.permissions import Permission
from tutela.access.queries import token_named
from tutela.access.rules import Actor
from tutela.access.tokens import PERSONS_ONLY, digest_of, new_secret
from tutela.kernel.clock import Clock, instant
from tutela.kernel.printable import printable
from tutela.kernel.refusals import Invalid, NotAllowed, NotFound
from tutela.ledger.command import Done, Outcome, Unchanged, allocate, command
from tutela.mission.events import TokenIssued, TokenRevoked

LONGEST_NAME = 80
LONGEST_REASON = 500
LONGEST_DAYS = 366


@dataclass(frozen=True, slots=True)
class Issued:
    """A new token with its secret, which is shown now and never again."""

    token: Token
    secret: str = field(repr=False)


def offered_scope(actor: Actor, post: Post) -> list[Permission]:
    """Return what a token for the post could be given by this actor: what both carry, without what only people do."""
    carried = set(post.permissions) & actor.permissions
    return [one for one in Permission if one in carried and one not in PERSONS_ONLY]


def is_beyond(actor: Actor, post: Post) -> bool:
    """Return whether a post sees more than the actor: other areas, a higher level, or rooms closed to the actor.

    Whoever issues a token is shown its secret, so it must not show them anything that they may not see.
    """
    rooms = set(post.compartments) <= actor.compartments
    return not (actor.covers(post.area_path) and post.clearance <= actor.clearance and rooms)


@command(Permission.TOKEN_ISSUE)
def issue_token(
    *,
    actor: Actor,
    clock: Clock,
    post: str,
    name: str,
    scope: Collection[str],
    days: int = 90,
    person: Person | None = None,
) -> Done[Issued]:
    """Issue a token for a post of one's own mission, in force for some days (366 at most).

    `scope` names permissions; `person` holds the post and answers for the token, which ends when they give it up.
    Raises NotFound for an unknown post, NotAllowed for one that sees more than the actor's own, Invalid for a blank
    name, a scope that is empty or more than `offered_scope`, a span out of bounds, or a person who does not hold the
    post.
    """
    held = _post(actor, post)
    if is_beyond(actor, held):
        raise NotAllowed(
            _("That post sees more than yours, and a token would show it to you."),
            remedy=_("Ask somebody whose post sees all that the token is to see."),
        )
    now, clean = clock.now(), printable(name).strip()
    problems = {
        **_problems(clean, days),
        **_scope_problems(actor, held, scope),
        **_person_problems(held, person, now.date()),
    }
    if problems:
        raise Invalid(_("The token was not issued."), remedy=_("Mend what is named."), problems=problems)
    secret = new_secret()
    token = Token.objects.create(
        mission=actor.mission,
        number=allocate(actor.mission, TOKEN)[0],
        post=held,
        person=person,
        name=clean,
        digest=digest_of(secret),
        scope=sorted(set(scope)),
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    return Done(Issued(token, secret), _issued(token))


def _issued(token: Token) -> TokenIssued:
    return TokenIssued(
        subject=token.reference,
        related=(f"post:{token.post.slug}",),
        post=token.post.title,
        person=token.person_id or 0,
        scope=token.scope,
        until=instant(token.expires_at)[:10],
    )


@command(Permission.TOKEN_ISSUE)
def revoke_token(*, actor: Actor, clock: Clock, token: str, reason: str = "") -> Outcome[Token]:
    """End a token at once; one that was revoked before stays as it is. Raises NotFound for an unknown reference."""
    row = token_named(actor, token)
    if row is None:
        raise NotFound(_("There is no such token."), remedy=_("Look at the list of tokens."))
    if row.revoked_at is not None:
        return Unchanged(row)
    row.revoked_at = clock.now()
    row.save(update_fields=["revoked_at"])
    happened = TokenRevoked(
        subject=row.reference,
        related=(f"post:{row.post.slug}",),
        reason=printable(reason).strip()[:LONGEST_REASON],
        post=row.post.title,
    )
    return Done(row, happened)


def _post(actor: Actor, slug: str) -> Post:
    post = Post.objects.filter(mission=actor.mission, slug=slug).first()
    if post is None:
        raise NotFound(
            _("There is no post %(code)s.") % {"code": slug}, remedy=_("Look at the mission's list of posts.")
        )
    return post


def _problems(name: str, days: int) -> dict[str, str]:
    found: dict[str, str] = {}
    if not 1 <= len(name) <= LONGEST_NAME:
        found["name"] = _("Say in 1 to %(most)s characters which program or device it is for.") % {"most": LONGEST_NAME}
    if not 1 <= days <= LONGEST_DAYS:
        found["days"] = _("From 1 to {most} days.").format(most=LONGEST_DAYS)
    return found


def _scope_problems(actor: Actor, post: Post, scope: Collection[str]) -> dict[str, str]:
    beyond = sorted(set(scope) - set(offered_scope(actor, post)))
    if beyond:
        words = {"permissions": ", ".join(beyond)[:200]}
        return {"scope": _("Not for this token: %(permissions)s. Both posts must carry it.") % words}
    return {} if scope else {"scope": _("Say what the program may do.")}


def _person_problems(post: Post, person: Person | None, day: date) -> dict[str, str]:
    if person is None:
        return {}
    held = Holding.objects.filter(Q(to_on__isnull=True) | Q(to_on__gte=day), post=post, person=person, from_on__lte=day)
    return {} if held.exists() else {"person": _("That person does not hold that post.")}
