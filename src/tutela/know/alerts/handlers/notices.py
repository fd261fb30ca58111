"""Telling people of alerts: from an entry of the ledger to messages in the outbox, in one transaction with the cursor.

Nothing is sent here. Who may know is asked now, by the marks of the alert, and once more when the message is sent.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from tutela.access.permissions import Permission
from tutela.access.rules import system_actor
from tutela.kernel.clock import Clock, from_instant
from tutela.know.alerts.events import (
    AlertEscalated,
    AlertMerged,
    AlertOffered,
    AlertPlaced,
    AlertReceived,
    AlertReopened,
    AlertSetAside,
    HandOverDeclined,
    MergeUndone,
    UrgencySet,
)
from tutela.know.alerts.models import Alert, HandOver
from tutela.know.alerts.queries.notice_checks import told_persons
from tutela.know.alerts.queries.notices import Occasion, drafts_for, occasion_about
from tutela.know.alerts.queries.reading import alert_named
from tutela.know.alerts.rules.notices import STEPS, Marks, Purpose, Step
from tutela.ledger.models import Entry
from tutela.ledger.outbox import enqueue
from tutela.ledger.queries import payload
from tutela.ledger.subscriptions import subscribe

OLD_NEWS = timedelta(hours=12)
"""What was recorded longer ago is told nobody: an open alert that nobody took is raised by its clock all the same."""


@subscribe(
    "know.alerts.notices",
    AlertReceived,
    UrgencySet,
    AlertPlaced,
    AlertOffered,
    HandOverDeclined,
    AlertEscalated,
    AlertSetAside,
    AlertMerged,
    AlertReopened,
    MergeUndone,
)
def tell_of_alerts(entry: Entry, clock: Clock) -> None:
    """Write a message to everybody who may know of what happened at this moment and chose to be told."""
    now = clock.now()
    if now - from_instant(entry.recorded_at) > OLD_NEWS:
        return
    occasion = _OCCASIONS[entry.event](entry)
    if occasion is not None:
        enqueue(entry.mission, drafts_for(entry.mission, occasion, now=now), clock=clock)


def _new(entry: Entry) -> Occasion:
    """Return what a new alert is told of by, from its entry alone: a hundred a second may come."""
    facts = payload(entry)
    return Occasion(
        purpose=Purpose.NEW,
        key=entry.subject,
        event=entry.event,
        reference=entry.subject,
        urgency=int(facts["urgency"]),
        marks=Marks(entry.sensitivity, entry.compartment, entry.area_path),
        kinds=tuple(facts["what"]),
        received_at=_moment(entry),
    )


def _changed(entry: Entry) -> Occasion | None:
    """Return whom a new urgency or place brings in; whoever was told already hears nothing, by the message's key."""
    alert = _alert(entry)
    if alert is None or not alert.is_open:
        return None
    return occasion_about(alert, Purpose.NEW, entry.subject, entry.event)


def _offered(entry: Entry) -> Occasion | None:
    alert = _alert(entry)
    post = str(payload(entry)["to_post"])
    if alert is None or alert.offered_to != post:
        return None
    return occasion_about(alert, Purpose.OFFERED, _each_time(entry), entry.event, posts={post})


def _declined(entry: Entry) -> Occasion | None:
    """Return that an offer was not taken, for whoever made it; nothing when they took it back themselves."""
    alert, post = _alert(entry), str(payload(entry)["to_post"])
    if alert is None or entry.post != post:
        return None
    offers = HandOver.objects.filter(alert=alert, to_post=post, is_accepted=False).order_by("-answered_at", "-pk")
    back = offers.values_list("from_post", flat=True).first()
    return occasion_about(alert, Purpose.DECLINED, _each_time(entry), entry.event, posts={back}) if back else None


def _escalated(entry: Entry) -> Occasion | None:
    """Return that headquarters is asked to act: the joint operations centre hears it whatever it chose (para 77)."""
    alert, roles = _alert(entry), STEPS[Step.HEADQUARTERS][1]
    if alert is None or not alert.is_open:
        return None
    return occasion_about(alert, Purpose.ESCALATED, _each_time(entry), entry.event, roles=roles)


def _ended(purpose: Purpose) -> Callable[[Entry], Occasion | None]:
    def occasion(entry: Entry) -> Occasion | None:
        alert = _alert(entry)
        told = told_persons(entry.mission, entry.subject)
        if alert is None or alert.is_open or not told:
            return None
        return occasion_about(alert, purpose, _each_time(entry), entry.event, recipients=told)

    return occasion


def _again(entry: Entry) -> Occasion | None:
    alert = _alert(entry)
    if alert is None or not alert.is_open:
        return None
    return occasion_about(alert, Purpose.AGAIN, _each_time(entry), entry.event)


def _each_time(entry: Entry) -> str:
    """Return a key that is another each time that the same thing happens to the same alert."""
    return f"{entry.subject}:{entry.sequence}"


def _moment(entry: Entry) -> datetime:
    return from_instant(entry.recorded_at)


def _alert(entry: Entry) -> Alert | None:
    reader = system_actor("notices", entry.mission, frozenset({Permission.ALERT_READ}))
    return alert_named(reader, entry.subject)


_OCCASIONS: dict[str, Callable[[Entry], Occasion | None]] = {
    AlertReceived.event_name: _new,
    UrgencySet.event_name: _changed,
    AlertPlaced.event_name: _changed,
    AlertOffered.event_name: _offered,
    HandOverDeclined.event_name: _declined,
    AlertEscalated.event_name: _escalated,
    AlertSetAside.event_name: _ended(Purpose.OVER),
    AlertMerged.event_name: _ended(Purpose.JOINED),
    AlertReopened.event_name: _again,
    MergeUndone.event_name: _again,
}
