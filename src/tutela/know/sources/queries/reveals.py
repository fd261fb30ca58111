"""Who asked to see who a source is, what was decided, and who opened it when."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.know.sources.models import REQUEST, Reading, RevealRequest, Source
from tutela.know.sources.queries.scope import key_named, sees_reveals, source_named, sources


def requests(actor: Actor) -> QuerySet[RevealRequest]:
    """Return the requests that the actor may read, newest first.

    A custodian reads all that concern sources they may know of, a post those about sources it recorded and its own.
    """
    known = sources(actor).order_by().values("pk")
    rows = RevealRequest.objects.filter(source__in=known).select_related("source", "source__area")
    if not actor.may(Permission.IDENTITY_DECIDE):
        rows = rows.filter(Q(source__recorded_post=actor.post) | Q(asked_post=actor.post))
    return rows.order_by("-asked_at", "-id")


def request_named(actor: Actor, reference: str) -> RevealRequest | None:
    """Return a request by its reference, or None when there is none that the actor may read."""
    key = key_named(actor.mission, REQUEST, reference)
    return None if key is None else requests(actor).filter(pk=key).first()


def waiting_requests(actor: Actor) -> QuerySet[RevealRequest]:
    """Return what waits for a custodian, the oldest first; nothing for anybody else."""
    if not actor.may(Permission.IDENTITY_DECIDE):
        return RevealRequest.objects.none()
    waiting = requests(actor).filter(is_granted__isnull=True, source__erased_at__isnull=True)
    return waiting.order_by("asked_at", "id")


def waiting_count(actor: Actor) -> int:
    """Return how many requests wait that the actor may decide on, their own left out: for the navigation."""
    others = waiting_requests(actor).exclude(asked_post=actor.post)
    if actor.person is not None:
        others = others.exclude(asked_person=actor.person)
    return others.order_by().count()


def grants_in_force(actor: Actor, now: datetime) -> QuerySet[RevealRequest]:
    """Return the grants that are open now, the first to end first; nothing for anybody but custodians."""
    if not actor.may(Permission.IDENTITY_DECIDE):
        return RevealRequest.objects.none()
    return _open(requests(actor), now).order_by("expires_at", "id")


def grant_for(actor: Actor, reference: str, now: datetime) -> RevealRequest | None:
    """Return the grant under which this very post and person may open who a source is now, or None."""
    source = source_named(actor, reference)
    return None if source is None else grant_of(source, actor, now)


def grant_of(source: Source, actor: Actor, now: datetime) -> RevealRequest | None:
    """Return the same for a source that was found before."""
    return _open(own_requests(source, actor), now).order_by("-expires_at").first()


def own_requests(source: Source, actor: Actor) -> QuerySet[RevealRequest]:
    """Return what this post and person asked about a source, newest first."""
    rows = RevealRequest.objects.filter(source=source, asked_post=actor.post, asked_person=actor.person)
    return rows.filter(source__mission_id=actor.mission).order_by("-asked_at", "-id")


def requests_about(source: Source, actor: Actor) -> list[RevealRequest]:
    """Return every request about a source for its owner and for custodians, one's own for anybody else."""
    if not sees_reveals(source, actor):
        return list(own_requests(source, actor))
    return list(RevealRequest.objects.filter(source=source).order_by("-asked_at", "-id"))


def readings_about(source: Source, actor: Actor) -> list[Reading]:
    """Return every opening of a source's identity, newest first: for its owner and for custodians."""
    if not sees_reveals(source, actor):
        return []
    return list(Reading.objects.filter(request__source=source).select_related("request").order_by("-read_at", "-id"))


def _open(rows: QuerySet[RevealRequest], now: datetime) -> QuerySet[RevealRequest]:
    return rows.filter(is_granted=True, revoked_at__isnull=True, expires_at__gt=now, source__erased_at__isnull=True)
