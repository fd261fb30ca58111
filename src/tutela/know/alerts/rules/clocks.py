"""The clocks of an alert: what must happen next, within what time, and whether it did.

The moments are received, acknowledged, verified, decided, ordered, moved, arrived, told back and closed. Targets are
mission parameters: the policy says timely and rapidly, the mission says how long that is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from tutela.know.alerts.rules.urgency import Urgency

DUE_SOON_SHARE = 0.25
"""A clock is due soon when less than this share of its time is left."""


class Step(StrEnum):
    """What an alert waits for."""

    ACKNOWLEDGE = "acknowledge"
    VERIFY = "verify"
    DECIDE = "decide"
    MOVE = "move"
    TELL = "tell"
    CLOSE = "close"


class Moments(Protocol):
    """What is read of an alert."""

    @property
    def urgency(self) -> int:
        """The level, 1 first."""

    @property
    def received_at(self) -> datetime:
        """When it came in."""

    @property
    def acknowledged_at(self) -> datetime | None:
        """When somebody took notice, None while nobody has."""

    @property
    def verified_at(self) -> datetime | None:
        """When it was verified, None while nobody has."""

    @property
    def decided_at(self) -> datetime | None:
        """When it was decided what is done, None while nobody has."""

    @property
    def ordered_at(self) -> datetime | None:
        """When a response was ordered, None while nobody has."""

    @property
    def moved_at(self) -> datetime | None:
        """When it set out, None while nobody has."""

    @property
    def told_at(self) -> datetime | None:
        """When the community was told, None while nobody has."""


@dataclass(frozen=True, slots=True)
class Targets:
    """How long each step may take, for what presses and for the rest."""

    pressing: Mapping[Step, timedelta]
    others: Mapping[Step, timedelta]

    def within(self, step: Step, urgency: int) -> timedelta:
        """Return how long a step may take."""
        return (self.pressing if Urgency(urgency).is_pressing else self.others)[step]


PARAMETERS: Mapping[Step, tuple[str, str]] = {
    Step.ACKNOWLEDGE: ("alert_acknowledge_urgent_minutes", "alert_acknowledge_minutes"),
    Step.VERIFY: ("alert_verify_urgent_minutes", "alert_verify_minutes"),
    Step.DECIDE: ("alert_decide_urgent_minutes", "alert_decide_minutes"),
    Step.MOVE: ("alert_move_urgent_minutes", "alert_move_minutes"),
    Step.TELL: ("alert_tell_urgent_hours", "alert_tell_hours"),
}
"""The parameters behind each step: for what presses, and for the rest."""


def targets_from(values: Mapping[str, object]) -> Targets:
    """Return the targets that a mission's parameters set, by the parameters' names."""
    return Targets(
        pressing={step: _span(names[0], values) for step, names in PARAMETERS.items()},
        others={step: _span(names[1], values) for step, names in PARAMETERS.items()},
    )


def _span(name: str, values: Mapping[str, object]) -> timedelta:
    number = float(str(values[name]))
    return timedelta(hours=number) if name.endswith("_hours") else timedelta(minutes=number)


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock: from when, until when, and when it was met; `done_at` is None while it runs."""

    step: Step
    started_at: datetime
    due_at: datetime
    done_at: datetime | None

    @property
    def is_met(self) -> bool | None:
        """Whether the step came in time; None while that is open."""
        return None if self.done_at is None else self.done_at <= self.due_at

    def state(self, now: datetime) -> str:
        """Return `overdue`, `due_soon` or `in_time`; a clock that was met or missed says how it ended."""
        moment = self.done_at or now
        if moment > self.due_at:
            return "overdue"
        left, whole = self.due_at - moment, self.due_at - self.started_at
        return "due_soon" if self.done_at is None and left < whole * DUE_SOON_SHARE else "in_time"


def clocks_of(alert: Moments, targets: Targets) -> list[Clock]:
    """Return the clocks that run or ran for an alert, in the order of the work."""
    found = [
        _clock(Step.ACKNOWLEDGE, alert.received_at, alert.acknowledged_at, alert, targets),
        _clock(Step.VERIFY, alert.received_at, alert.verified_at, alert, targets),
        _clock(Step.DECIDE, alert.received_at, alert.decided_at, alert, targets),
    ]
    if alert.ordered_at is not None:
        found.append(_clock(Step.MOVE, alert.ordered_at, alert.moved_at, alert, targets))
    begun = min((moment for moment in (alert.verified_at, alert.decided_at) if moment), default=None)
    if begun is not None:
        found.append(_clock(Step.TELL, begun, alert.told_at, alert, targets))
    return found


def _clock(step: Step, start: datetime, done: datetime | None, alert: Moments, targets: Targets) -> Clock:
    return Clock(step, start, start + targets.within(step, alert.urgency), done)


def next_due(alert: Moments, targets: Targets) -> tuple[Step, datetime | None]:
    """Return what an open alert waits for most, and when that runs out; closing waits for nobody.

    Of the steps that are not done the one that runs out first counts; one that somebody has overtaken (decided before
    it was acknowledged) is done by that.
    """
    open_clocks = [clock for clock in clocks_of(alert, targets) if clock.done_at is None]
    if not open_clocks:
        return Step.CLOSE, None
    nearest = min(open_clocks, key=lambda clock: clock.due_at)
    return nearest.step, nearest.due_at
