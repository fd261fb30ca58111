"""Seeding the exercise: the whole scenario in one sorted timeline, gone on with where a run was cut off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.utils import translation

from tutela.demo.country import build_country
from tutela.demo.incidents import simulate_incidents
from tutela.demo.mission import MissionProfile, build_mission
from tutela.demo.process import window_start
from tutela.demo.scenario.accounting import ENDING, accounts
from tutela.demo.scenario.deciding import decisions
from tutela.demo.scenario.reporting import reports
from tutela.demo.scenario.setting_up import SPAN, changes, setting_up
from tutela.demo.scenario.steps import EXERCISE, Cast, Step, in_time, onlooker
from tutela.demo.threats import decide
from tutela.kernel.clock import SYSTEM_CLOCK, SetClock, instant
from tutela.kernel.refusals import Refusal
from tutela.ledger.queries import entries_until
from tutela.ledger.subscriptions import deliver
from tutela.mission.commands.setup import setup_actor
from tutela.mission.queries import mission_named, missions

SEED = 4
PLANNED = 0.05
"""How much of the work is done when the scenario has been simulated and nothing has been written yet."""
DELIVERED_EVERY = timedelta(days=14)
"""How much of the exercise's time passes between two deliveries of the ledger to its subscriptions."""

Progress = Callable[[float], None]


class StoreIsNoExercise(Refusal):
    """The store holds a mission that is no exercise: nothing invented is written beside it."""

    code = "store_is_no_exercise"


class ExerciseDiffers(Refusal):
    """The exercise that was begun in this store is another one than this program would go on with."""

    code = "exercise_differs"


def seed_exercise(progress: Progress | None = None, *, until: datetime | None = None, seed: int = SEED) -> None:
    """Set the exercise mission up with its eighteen months, by the commands that people use.

    `until` is the moment at which the exercise ends (aware; the present minute when it is left out), `seed` chooses the
    country and what happens in it; `progress` is told the share of the work that is done, from 0 to 1. Does nothing
    when the exercise is there. One that was cut off is gone on with, to its own end: the ledger tells how far it came.
    Raises StoreIsNoExercise beside a real mission, ExerciseDiffers when what was begun had another seed or came from
    another version of the program.
    """
    tell = progress or _quiet
    end = _own_end() or (until or SYSTEM_CLOCK.now()).replace(second=0, microsecond=0)
    if _is_complete(end):
        tell(1.0)
        return
    steps = timeline(end, seed=seed)
    tell(PLANNED)
    done = _taken(steps)
    with translation.override("en"):
        _act_out(steps[done:], tell)
    tell(1.0)


def timeline(end: datetime, *, seed: int) -> list[Step]:
    """Return every step of the exercise that ends at a moment, in order of time, each at a moment of its own."""
    country = build_country(seed)
    profile: MissionProfile = build_mission(country, until=end)
    incidents = simulate_incidents(country, until=end, seed=seed)
    made = decide(country, incidents, until=end)
    return in_time(
        [
            *setting_up(country, profile, end),
            *changes(profile, end),
            *reports(country, incidents),
            *decisions(made, window_start(end), end),
            *accounts(country, profile.mandates, made, end),
        ]
    )


def _quiet(_share: float) -> None:
    """Tell nobody how far the work is."""


def _own_end() -> datetime | None:
    """Return when the exercise that is already begun ends, None for a store without one.

    Raises StoreIsNoExercise when a mission there is none.
    """
    for mission in missions():
        if not mission.is_exercise:
            raise StoreIsNoExercise(
                f"This store holds the mission {mission.name}, which is no exercise.",
                remedy="Give the exercise a home folder of its own (TUTELA_HOME), and leave this one alone.",
            )
    begun = mission_named(EXERCISE)
    return begun.created_at + SPAN if begun else None


def _is_complete(end: datetime) -> bool:
    newest = entries_until(onlooker(), end + ENDING).first()
    return newest is not None and newest.recorded_at == instant(end + ENDING)


def _taken(steps: Sequence[Step]) -> int:
    """Return how many steps have been taken: those up to the newest entry of the exercise's own time.

    Every entry must be from a step of this timeline, or it is the ledger of another exercise. Entries of people who
    acted in an unfinished exercise are later than its end and count for nothing here.
    """
    recorded = entries_until(onlooker(), steps[-1].at).values_list("recorded_at", flat=True)
    moments = set(recorded.order_by("recorded_at"))
    planned = [instant(step.at) for step in steps]
    if moments - set(planned):
        raise ExerciseDiffers(
            "Another exercise was begun in this store, by another version of the program or from another seed.",
            remedy="Set it up from the beginning: tutela demo --again.",
        )
    return planned.index(max(moments)) + 1 if moments else 0


def _act_out(steps: Sequence[Step], tell: Progress) -> None:
    """Take the steps, each by its post at its moment; the ledger's subscriptions follow before the last one."""
    cast = Cast(setup_actor(EXERCISE))
    delivered = steps[0].at if steps else None
    for number, step in enumerate(steps, start=1):
        clock = SetClock(step.at)
        if number == len(steps) or (delivered and step.at - delivered >= DELIVERED_EVERY):
            deliver(clock)
            delivered = step.at
        step.act(cast.actor(step), clock)
        tell(PLANNED + (1 - PLANNED) * number / len(steps))
