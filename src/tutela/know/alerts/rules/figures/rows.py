"""What the figures of the response are counted from: one row an alert, and what of it counts where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from tutela.kernel.periods import Month
from tutela.know.alerts.rules.words import Responder

MISSION = frozenset(code for code in Responder if code.is_mission)
STATE = frozenset({Responder.STATE_FORCES, Responder.STATE_AUTHORITIES})


class Outcome(StrEnum):
    """What became of an alert, as far as counting goes."""

    OPEN = "open"
    VERIFIED = "verified"
    REFUTED = "refuted"
    NOT_VERIFIABLE = "not_verifiable"
    SET_ASIDE = "set_aside"
    MERGED = "merged"


COUNTED = (Outcome.VERIFIED, Outcome.OPEN, Outcome.NOT_VERIFIABLE, Outcome.REFUTED)
"""What is an alert of its own: a duplicate counts in the one it was merged into, what is set aside was none."""


class Count(StrEnum):
    """What of alerts is counted besides their outcome; all but the last three are parts of the verified ones."""

    ANSWERED = "answered"
    BY_MISSION = "by_mission"
    AT_ONCE = "at_once"
    BY_STATE = "by_state"
    EXPLAINED = "explained"
    UNEXPLAINED = "unexplained"
    WAITING = "waiting"
    OPEN_ANSWERED = "open_answered"
    NOT_VERIFIABLE_ANSWERED = "not_verifiable_answered"
    REFUTED_ANSWERED = "refuted_answered"


class Stage(StrEnum):
    """Up to what the time is taken, from when the alert was received."""

    ACKNOWLEDGED = "acknowledged"
    VERIFIED = "verified"
    DECIDED = "decided"
    MOVED = "moved"
    ARRIVED = "arrived"
    CLOSED = "closed"
    TOLD = "told"


@dataclass(frozen=True, slots=True, kw_only=True)
class Handled:
    """One alert and what was done about it.

    `responders` holds pairs of a code of `Responder` and one of the vocabulary `tiers`; `first_moved_at` and
    `first_arrived_at` are those of whoever was first, `mission_moved_at` of the mission's own people where that is
    known apart. Moments are aware. `area` is the area's code or a blank, `no_response_reason` a code of `NoResponse`.
    """

    month: Month
    area: str
    channel: str
    urgency: int
    received_at: datetime | None
    acknowledged_at: datetime | None = None
    verified_at: datetime | None = None
    decided_at: datetime | None = None
    first_moved_at: datetime | None = None
    first_arrived_at: datetime | None = None
    closed_at: datetime | None = None
    told_at: datetime | None = None
    outcome: str = Outcome.OPEN
    responders: tuple[tuple[str, str], ...] = ()
    no_response_reason: str = ""
    mission_moved_at: datetime | None = None

    @property
    def codes(self) -> frozenset[str]:
        """Who responded."""
        return frozenset(responder for responder, _tier in self.responders)

    @property
    def tiers(self) -> frozenset[str]:
        """In which tiers somebody responded."""
        return frozenset(tier for _responder, tier in self.responders)

    def is_at_once(self, limit: timedelta) -> bool:
        """Return whether the mission responded and set out within the limit after the alert was received.

        Where others responded too and nobody knows who set out first, it does not count: a figure never flatters.
        """
        if self.received_at is None or not self.codes & MISSION:
            return False
        moved = self.mission_moved_at
        if moved is None and self.codes <= MISSION:
            moved = self.first_moved_at or self.first_arrived_at
        return moved is not None and moved - self.received_at <= limit


def counts_of(row: Handled, at_once: timedelta) -> Iterator[str]:
    """Yield what an alert counts for besides its outcome."""
    answered = bool(row.responders)
    if row.outcome != Outcome.VERIFIED:
        if answered:
            yield f"{row.outcome}_{Count.ANSWERED}"
        return
    if not answered:
        yield _why_unanswered(row)
        return
    yield Count.ANSWERED
    if row.codes & STATE:
        yield Count.BY_STATE
    if row.codes & MISSION:
        yield Count.BY_MISSION
    if row.is_at_once(at_once):
        yield Count.AT_ONCE


def _why_unanswered(row: Handled) -> str:
    if row.no_response_reason:
        return Count.EXPLAINED
    return Count.WAITING if row.closed_at is None else Count.UNEXPLAINED


def moments_of(row: Handled) -> Iterator[tuple[Stage, datetime]]:
    """Yield the stages that an alert has reached, with when it did."""
    moments = {
        Stage.ACKNOWLEDGED: row.acknowledged_at,
        Stage.VERIFIED: row.verified_at,
        Stage.DECIDED: row.decided_at,
        Stage.MOVED: row.first_moved_at,
        Stage.ARRIVED: row.first_arrived_at,
        Stage.CLOSED: row.closed_at,
        Stage.TOLD: row.told_at,
    }
    for stage, moment in moments.items():
        if moment is not None:
            yield stage, moment
