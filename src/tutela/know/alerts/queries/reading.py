"""Finding alerts, scoped to an actor."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import ClassVar

from django.db.models import Count, F, Max, Q, Sum
from django.utils.crypto import salted_hmac

from tutela.access.permissions import Permission
from tutela.access.queries import ScopedQuerySet
from tutela.access.rules import Actor
from tutela.kernel.clock import instant
from tutela.kernel.ids import key_for, number_of
from tutela.know.alerts.models import Alert, Attachment
from tutela.mission.models import Area, Mission


class AlertSet(ScopedQuerySet[Alert]):
    """Alerts, narrowed by area, sensitivity and compartment; what was handed to a post it sees wherever it lies."""

    view_permission: ClassVar[Permission] = Permission.ALERT_READ
    sensitivity_field: ClassVar[str | None] = "sensitivity"
    compartment_field: ClassVar[str | None] = "compartment"

    def visible_to(self, actor: Actor) -> AlertSet:
        """Return what the actor may know of; a field office's areas are listed by key: no other table is met."""
        rows = super().visible_to(replace(actor, area_path=""))
        if not actor.area_path:
            return rows
        under = Area.objects.filter(mission_id=actor.mission, path__startswith=actor.area_path)
        keys = list(under.values_list("pk", flat=True))
        return rows.filter(Q(area_id__in=keys) | Q(desk=actor.post) | Q(offered_to=actor.post))


def alerts(actor: Actor) -> AlertSet:
    """Return the alerts that the actor may know of, newest first."""
    rows = AlertSet(Alert).visible_to(actor).select_related("area", "base", "merged_into")
    return rows.defer("area__geometry", "area__outline").order_by("-received_at", "-pk")


def open_alerts(actor: Actor) -> AlertSet:
    """Return the queue of the desk: what is open, the most urgent first, then what runs out first."""
    return alerts(actor).filter(is_open=True).order_by("urgency", F("due_at").asc(nulls_last=True), "pk")


def alert_named(actor: Actor, reference: str) -> Alert | None:
    """Return an alert by its reference, or None when there is none that the actor may know of."""
    key = key_of(actor.mission, reference)
    return None if key is None else alerts(actor).filter(pk=key).first()


def key_of(mission: str, reference: str) -> int | None:
    """Return the key of an alert that is called so, whether or not it is there; None for what is no reference."""
    number = number_of("A", reference)
    serial = Mission.objects.filter(pk=mission).values_list("serial", flat=True).first()
    return None if number is None or serial is None else key_for(serial, number)


def queue_mark(actor: Actor) -> str:
    """Return a text that changes whenever the actor's queue does; one query over the index of what is open.

    Count, newest change and the sum of versions: whatever comes, goes or changes moves one of them.
    """
    rows = AlertSet(Alert).visible_to(actor).filter(is_open=True).order_by()
    seen = rows.aggregate(count=Count("pk"), newest=Max("changed_at"), versions=Sum("version"), keys=Max("pk"))
    newest: datetime | None = seen["newest"]
    return f"{seen['count']}.{seen['versions'] or 0}.{seen['keys'] or 0}.{instant(newest) if newest else ''}"


def submission_mark(key: str) -> str:
    """Return what is kept of a submission's key: the key itself may name a machine, a number, a person.

    Keyed by the server's own secret, because what a key was made of could otherwise be tried out.
    """
    return salted_hmac("tutela.alerts.submission", key, algorithm="sha256").hexdigest()


def alerts_of_submission(actor: Actor, submission: str) -> AlertSet:
    """Return the alerts that a submission became and that the actor may know of, the first first."""
    return alerts(actor).filter(submission_key=submission_mark(submission)).order_by("pk")


def waiting_count(actor: Actor) -> int:
    """Return how many alerts nobody has taken notice of, up to a hundred: a number beside the desk's name."""
    rows = AlertSet(Alert).visible_to(actor).filter(is_open=True, acknowledged_at__isnull=True).order_by()
    return rows[:100].count()


def file_keys(mission: str) -> frozenset[str]:
    """Return the keys of all files that alerts of a mission refer to: for the software that clears away all others."""
    rows = Attachment.objects.filter(alert__mission_id=mission)
    return frozenset(rows.values_list("key", flat=True))
