"""What is asked about messages after they were written: may this one still be sent, and who must be told next."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from tutela.access.models import Holding
from tutela.access.permissions import Permission
from tutela.access.queries import actor_for
from tutela.access.rules import Actor
from tutela.kernel.ids import number_in, reference
from tutela.know.alerts.models import Alert, NoticeChoice
from tutela.know.alerts.queries.reading import alert_named
from tutela.know.alerts.rules.clocks import Step as Waiting
from tutela.know.alerts.rules.clocks import targets_from
from tutela.know.alerts.rules.notices import ENDING, LONGEST_WAIT, Purpose, Step, step_due
from tutela.know.alerts.rules.words import State
from tutela.ledger.models import Entry
from tutela.ledger.outbox import told_of
from tutela.mission.queries import parameter_values

RAISED = "know.alerts.notice_raised"
LATER = "later"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A message that is about to be sent: to whom, in which post, by which way, why and about what.

    `is_late` says that it could not be sent when it was written: quiet hours, or a gateway that was down.
    """

    mission: str
    person: int
    post: str
    channel: str
    address: str
    purpose: str
    about: str
    is_late: bool = False


def why_withhold(pending: Pending, *, now: datetime) -> str:
    """Return by a code why a message must not be sent, `later` when it must wait for another, or nothing.

    The rules that bind the desk are asked again: the post must still be held and carry the right, the way must still be
    chosen, and the alert must still be open to the post.
    """
    actor = _actor(pending, now.date())
    if actor is None:
        return "not_in_post"
    if not _is_chosen(pending):
        return "choice_changed"
    if not actor.may(Permission.ALERT_READ):
        return "not_allowed"
    return _about_alert(pending, actor) if pending.about else ""


def _actor(pending: Pending, day: date) -> Actor | None:
    rows = Holding.objects.filter(
        person_id=pending.person, post__mission=pending.mission, post__slug=pending.post, person__is_active=True
    )
    for held in rows.filter(from_on__lte=day).select_related("person", "post"):
        if held.to_on is None or held.to_on >= day:
            return actor_for(held.post, held.person)
    return None


def _is_chosen(pending: Pending) -> bool:
    rows = NoticeChoice.objects.filter(mission_id=pending.mission, person_id=pending.person, post__slug=pending.post)
    return rows.filter(channel=pending.channel, address=pending.address).exists()


def _about_alert(pending: Pending, actor: Actor) -> str:
    alert = alert_named(actor, pending.about)
    if alert is None:
        return "not_allowed"
    if pending.purpose in ENDING:
        return _about_ending(pending, alert)
    if not alert.is_open:
        return "alert_over"
    may_pass = pending.purpose in {Purpose.NEW, Purpose.REMINDER}
    is_overtaken = may_pass and alert.acknowledged_at is not None
    if is_overtaken and (pending.is_late or pending.purpose == Purpose.REMINDER):
        return "alert_acknowledged"
    return ""


def _about_ending(pending: Pending, alert: Alert) -> str:
    """Return whether what takes a message back has something to take back, and whether it was true to the end."""
    if alert.is_open:
        return "alert_open_again"
    told = told_of(pending.mission, pending.about, person=pending.person, without=ENDING)
    if told.is_sent:
        return ""
    return LATER if told.is_being_sent else "never_told"


def told_persons(mission: str, about: str) -> frozenset[int]:
    """Return the keys of the persons who were told of an alert, or may be being told at this very moment."""
    return told_of(mission, about, without=ENDING).persons


def reminders_due(mission: str, *, now: datetime) -> list[tuple[str, Step]]:
    """Return the alerts that nobody has acknowledged in time, each with the step that is due and was not taken.

    For the software itself. A step that was missed while nothing ran is not made up for: the furthest one counts.
    """
    targets = targets_from(parameter_values(mission, at=now))
    rows = Alert.objects.filter(
        mission_id=mission, is_open=True, state=State.RECEIVED, acknowledged_at__isnull=True,
        received_at__gte=now - LONGEST_WAIT,
    )  # fmt: skip
    due: dict[str, Step] = {}
    for key, urgency, received_at in rows.order_by("urgency", "pk").values_list("pk", "urgency", "received_at"):
        step = step_due(now - received_at, targets.within(Waiting.ACKNOWLEDGE, urgency))
        if step is not None:
            due[reference("A", number_in(key))] = step
    taken = steps_taken(mission, due)
    return [(alert, step) for alert, step in due.items() if step > taken.get(alert, 0)]


def steps_taken(mission: str, references: Iterable[str]) -> dict[str, int]:
    """Return the furthest step that was taken for each of some alerts, by reference; by what the ledger says."""
    rows = Entry.objects.filter(mission=mission, event=RAISED, subject__in=list(references)).order_by()
    found: dict[str, int] = {}
    for subject, facts in rows.values_list("subject", "payload"):
        found[subject] = max(found.get(subject, 0), int(json.loads(facts)["step"]))
    return found
