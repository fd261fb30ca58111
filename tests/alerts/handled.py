"""Alerts as the figures of the response count them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import strategies as st

from tutela.kernel.periods import Month
from tutela.know.alerts.rules.figures import Handled, Outcome

Pair = tuple[str, str]
NOON = datetime(2031, 3, 4, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
SPLITTING = ("area", "month", "urgency", "channel")
FORCE, POLICE = ("mission_force", "physical"), ("mission_police", "dialogue")
ARMY, OTHERS = ("state_forces", "physical"), ("humanitarian", "environment")
STAGES = ("acknowledged_at", "verified_at", "decided_at", "first_moved_at", "first_arrived_at", "closed_at", "told_at")


def alert(
    outcome: str = "verified", *responders: tuple[str, str], after: int | None = None, **facts: object
) -> Handled:
    """Return an alert that was received at noon; `after` is how many minutes later the first responders moved."""
    moved = None if after is None else NOON + timedelta(minutes=after)
    row = Handled(month=Month(2031, 3), area="A", channel="phone", urgency=1, received_at=NOON, outcome=outcome)
    return replace(row, responders=responders, first_moved_at=moved, **facts)  # type: ignore[arg-type]


def moments() -> st.SearchStrategy[datetime | None]:
    return st.none() | st.integers(-5, 400).map(lambda minutes: NOON + timedelta(minutes=minutes))


def alerts() -> st.SearchStrategy[Handled]:
    """Return any alert, sensible or not."""
    return st.builds(
        Handled,
        month=st.sampled_from([Month(2031, 3), Month(2031, 4)]),
        area=st.sampled_from("ABC"),
        channel=st.sampled_from(["phone", "sms"]),
        urgency=st.integers(1, 3),
        received_at=st.just(NOON) | st.none(),
        outcome=st.sampled_from([*Outcome, "verified", "verified"]),
        responders=st.lists(st.sampled_from([FORCE, POLICE, ARMY, OTHERS]), max_size=3).map(tuple),
        no_response_reason=st.sampled_from(["", "means", "access"]),
        mission_moved_at=moments(),
        **{stage: moments() for stage in STAGES},
    )


def many(number: int, outcome: str = "verified", *responders: Pair, **facts: object) -> list[Handled]:
    return [alert(outcome, *responders, after=10, **facts) for _ in range(number)]


def any_rows(size: int) -> Iterator[Handled]:
    """Yield as many alerts, few of them from far areas."""
    random = Random(size)  # noqa: S311
    for _ in range(size):
        responders = random.choices([FORCE, POLICE, ARMY, OTHERS], k=random.choice([0, 1, 1, 2]))
        yield alert(
            random.choices([*Outcome], [6, 60, 5, 8, 10, 11])[0],
            *responders,
            after=random.randrange(200),
            area=f"{int(random.expovariate(0.2)):02}",
            month=Month(2031, random.randint(1, 6)),
            urgency=random.randint(1, 4),
            channel=random.choice(["phone", "sms", "odk"]),
            no_response_reason=random.choice(["", "access", "means"]),
        )
