"""The queue as the desk draws it: lean rows in the order of the work, counts for its views, and a mark of change."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet, Sum
from django.db.models.functions import Substr

from tutela.access.models import Post
from tutela.access.permissions import Permission
from tutela.access.queries import posts_of
from tutela.access.rules import Actor
from tutela.kernel.clock import instant
from tutela.kernel.ids import number_in
from tutela.kernel.ids import reference as named
from tutela.know.alerts.models import Alert, Allegation, Response
from tutela.know.alerts.queries.narrowing import AlertFilters, filtered_alerts
from tutela.know.alerts.queries.reading import AlertSet, key_of
from tutela.know.alerts.rules.words import State

LONGEST_EXCERPT = 160
MOST_ROWS = 500
"""So many open alerts stand on one page of the desk."""
OVERLAP = timedelta(seconds=5)
"""Changes that are this much older than what a desk has seen are told again: writers may finish out of order."""

_COLUMNS = (
    "pk", "urgency", "state", "headline", "excerpt", "language", "place_name",
    "area__name", "received_at", "people_at_risk", "next_step", "due_at", "worked_by", "worked_post", "desk",
    "offered_to", "escalated_at", "flags", "compartment",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One open alert on the desk: what it says in codes, and where its work stands. `excerpt` is how it begins."""

    key: int
    urgency: int
    state: str
    headline: str
    excerpt: str
    language: str
    place_name: str
    area: str
    received_at: datetime
    people_at_risk: int | None
    next_step: str
    due_at: datetime | None
    worked_by: str
    worked_post: str
    desk: str
    offered_to: str
    escalated_at: datetime | None
    flags: tuple[str, ...]
    compartment: str
    what: tuple[str, ...]

    @property
    def reference(self) -> str:
        """The reference that people use."""
        return named("A", number_in(self.key))


@dataclass(frozen=True, slots=True)
class Queue:
    """A page of the queue. `order` holds every reference of the page, `rows` all of them or only those that changed.

    `has_more` says that more are open than fit on the page.
    """

    order: tuple[str, ...]
    rows: tuple[DeskRow, ...]
    has_more: bool = False


@dataclass(frozen=True, slots=True)
class Pulse:
    """How the actor's whole queue stands at a moment: counts for the views of the desk, and since when.

    `mark` changes whenever anything in it comes, goes, changes or runs out; it tells nothing to who cannot read it.
    """

    open: int
    mine: int
    unacknowledged: int
    overdue: int
    escalated: int
    flagged: int
    changed_at: datetime | None
    mark: str


def desk_pulse(actor: Actor, *, now: datetime) -> Pulse:
    """Return how the actor's queue stands; one query over what is open."""
    rows = AlertSet(Alert).visible_to(actor).filter(is_open=True).order_by()
    own = Q(desk=actor.post) | Q(offered_to=actor.post) | Q(worked_post=actor.post)
    seen = rows.aggregate(
        open=Count("pk"),
        mine=Count("pk", filter=own),
        unacknowledged=Count("pk", filter=Q(state=State.RECEIVED)),
        overdue=Count("pk", filter=Q(due_at__lt=now)),
        escalated=Count("pk", filter=Q(escalated_at__isnull=False)),
        flagged=Count("pk", filter=~Q(flags=[])),
        changed_at=Max("changed_at"),
        versions=Sum("version"),
        newest=Max("pk"),
    )
    versions, newest = seen.pop("versions"), seen.pop("newest")
    changed = seen["changed_at"]
    told = [seen[name] for name in sorted(seen) if name != "changed_at"]
    mark = sha256(repr((told, versions, newest, instant(changed) if changed else "")).encode()).hexdigest()[:24]
    return Pulse(**seen, mark=mark)


def desk_queue(
    actor: Actor, wanted: AlertFilters, *, page: int = 1, changed_since: datetime | None = None, size: int = MOST_ROWS
) -> Queue:
    """Return a page of the queue (the first is 1): the most urgent first, then what runs out first.

    With `changed_since` the rows are only those that changed since then, the order is still whole. Two queries, or
    three when the desk asks what changed.
    """
    ordered = _in_order(actor, wanted)
    start = (max(page, 1) - 1) * size
    if changed_since is None:
        found = list(ordered.values_list(*_COLUMNS)[start : start + size + 1])
        rows = _rows(found[:size])
        return Queue(tuple(row.reference for row in rows), rows, len(found) > size)
    keys = list(ordered.values_list("pk", flat=True)[start : start + size + 1])
    since = changed_since - OVERLAP
    changed = list(ordered.filter(pk__in=keys[:size], changed_at__gte=since).values_list(*_COLUMNS))
    return Queue(tuple(named("A", number_in(key)) for key in keys[:size]), _rows(changed), len(keys) > size)


def alert_version(actor: Actor, reference: str) -> int | None:
    """Return the version that an alert stands at, or None when there is none that the actor may know of."""
    key = key_of(actor.mission, reference)
    if key is None:
        return None
    return AlertSet(Alert).visible_to(actor).filter(pk=key).values_list("version", flat=True).first()


def _in_order(actor: Actor, wanted: AlertFilters) -> QuerySet[Alert]:
    # What waits for nobody has no moment that it runs out; it comes last on both stores.
    rows = filtered_alerts(actor, wanted).order_by("urgency", F("due_at").asc(nulls_last=True), "pk")
    return rows.annotate(excerpt=Substr("text", 1, LONGEST_EXCERPT + 1))


def _rows(found: Collection[tuple[Any, ...]]) -> tuple[DeskRow, ...]:
    said: dict[int, list[str]] = {}
    keys = [row[0] for row in found]
    told = Allegation.objects.filter(alert_id__in=keys).order_by("alert_id", "number")
    for key, what in told.values_list("alert_id", "what"):
        said.setdefault(key, []).append(what)
    return tuple(_row(values, tuple(said.get(values[0], ()))) for values in found)


def _row(values: tuple[Any, ...], what: tuple[str, ...]) -> DeskRow:
    given = dict(zip(_COLUMNS, values, strict=True))
    given["key"], given["area"] = given.pop("pk"), given.pop("area__name") or ""
    given["flags"] = tuple(given["flags"])
    return DeskRow(**given, what=what)


def posts_to_offer(actor: Actor, alert: Alert) -> list[tuple[str, str]]:
    """Return slug and title of the posts that may take an alert over: those that may handle and know of such a one."""
    return [(post.slug, post.title) for post in posts_of(actor) if post.slug != actor.post and _may_take(post, alert)]


def _may_take(post: Post, alert: Alert) -> bool:
    is_cleared = post.clearance >= alert.sensitivity
    is_inside = not alert.compartment or alert.compartment in post.compartments
    return is_cleared and is_inside and Permission.ALERT_HANDLE in post.permissions


def post_titles(actor: Actor, slugs: Collection[str]) -> dict[str, str]:
    """Return the titles of some posts by their short names."""
    wanted = [slug for slug in slugs if slug]
    return dict(posts_of(actor).filter(slug__in=wanted).values_list("slug", "title")) if wanted else {}


@dataclass(frozen=True, slots=True)
class What:
    """What an alert says and who responded how, in codes; `may_know_target`: the alert it is joined to is known."""

    said: tuple[str, ...] = ()
    responders: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    means: tuple[str, ...] = ()
    may_know_target: bool = False


CHUNK = 2000


def alerts_with_what(actor: Actor, wanted: AlertFilters, *, limit: int) -> Iterator[tuple[Alert, What]]:
    """Yield the newest alerts that fit, each with what it says and what was done; so many queries for each `CHUNK`."""
    held: list[Alert] = []
    for row in filtered_alerts(actor, wanted)[:limit].iterator(chunk_size=CHUNK):
        held.append(row)
        if len(held) == CHUNK:
            yield from _with_what(actor, held)
            held = []
    yield from _with_what(actor, held)


def _with_what(actor: Actor, rows: list[Alert]) -> Iterator[tuple[Alert, What]]:
    if not rows:
        return
    keys = [row.pk for row in rows]
    said: dict[int, list[str]] = {}
    for key, what in Allegation.objects.filter(alert_id__in=keys).order_by("number").values_list("alert_id", "what"):
        said.setdefault(key, []).append(what)
    done: dict[int, list[tuple[str, str, str]]] = {}
    made = Response.objects.filter(alert_id__in=keys).order_by("number")
    for key, *told in made.values_list("alert_id", "responder", "tier", "means"):
        done.setdefault(key, []).append((told[0], told[1], told[2]))
    targets = {row.merged_into_id for row in rows if row.merged_into_id}
    known = set(AlertSet(Alert).visible_to(actor).filter(pk__in=targets).order_by().values_list("pk", flat=True))
    for row in rows:
        columns = list(zip(*done.get(row.pk, []), strict=True)) or [(), (), ()]
        responders, tiers, means = (tuple(dict.fromkeys(column)) for column in columns)
        yield row, What(tuple(said.get(row.pk, ())), responders, tiers, means, row.merged_into_id in known)
