"""Clocks of this app: how long a community has been silent, when a network or a plan is looked at again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

NEVER = date(1900, 1, 1)
"""Stands in a column for a day that has not come: the longest silence sorts first, and no row is without a value."""


class State(StrEnum):
    """Where a clock stands; the codes are those that pages draw as marks."""

    IN_TIME = "in_time"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Since:
    """How long ago something was last done. `last_on` is None when it never was; `due_on` is when it is due again."""

    last_on: date | None
    due_on: date | None
    state: State
    days: int | None


def day_or_none(stored: date) -> date | None:
    """Return a stored day, None for one that has not come."""
    return None if stored <= NEVER else stored


def since(stored: date, today: date, *, every: float, warn: float) -> Since:
    """Return where a clock stands that is to run `every` days at most, with `warn` days of notice.

    What was never done is overdue at once: nobody has spoken with those people yet.
    """
    last = day_or_none(stored)
    if last is None:
        return Since(None, None, State.OVERDUE, None)
    due = last + timedelta(days=int(every))
    return Since(last, due, state_of(due, today, warn), (today - last).days)


def state_of(due: date, today: date, warn: float) -> State:
    """Return where a clock stands against the day until which something is owed; that day itself is in time."""
    if today > due:
        return State.OVERDUE
    return State.DUE_SOON if today > due - timedelta(days=int(warn)) else State.IN_TIME


def quiet_before(today: date, every: float) -> date:
    """Return the day before which the last contact is too long ago."""
    return today - timedelta(days=int(every))
