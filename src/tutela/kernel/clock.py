"""Time as an argument: a clock is handed down from the edge, so that every rule can be tested on any day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Anything that can say what time it is, as an aware UTC datetime."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        ...


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The computer's own clock."""

    def now(self) -> datetime:
        """Return the present moment in UTC, with microseconds."""
        return datetime.now(UTC)


@dataclass(slots=True)
class SetClock:
    """A clock that stands where it is put: for tests and for replaying a scenario."""

    moment: datetime

    def now(self) -> datetime:
        """Return the moment it was set to."""
        return self.moment

    def advance(self, step: timedelta) -> None:
        """Move the clock by `step` (a negative step is allowed: recorded time is not known time)."""
        self.moment += step


SYSTEM_CLOCK: Clock = SystemClock()


def instant(moment: datetime) -> str:
    """Write an aware datetime as fixed-width UTC text with microseconds, which sorts as it reads.

    Raises ValueError for a naive datetime: a moment without a zone is not a moment.
    """
    if moment.tzinfo is None:
        raise ValueError("A moment needs a time zone.")
    # Not strftime: on some systems it writes years before 1000 with fewer digits.
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def from_instant(text: str) -> datetime:
    """Read what `instant` wrote. Raises ValueError for any other text."""
    moment = datetime.fromisoformat(text)
    if instant(moment) != text:
        raise ValueError(f"{text!r} is not an instant.")
    return moment
