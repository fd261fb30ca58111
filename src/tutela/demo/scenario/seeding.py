"""Seeding the exercise: its story acted out step by step, gone on with where an earlier run was cut off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.utils import translation

from tutela.demo.country import Country
from tutela.demo.scenario.accounting import ENDING
from tutela.demo.scenario.setting_up import SPAN, boundaries
from tutela.demo.scenario.steps import EXERCISE, Cast, Step, onlooker
from tutela.demo.scenario.story import tell_story
from tutela.kernel.canonical import digest
from tutela.kernel.clock import SYSTEM_CLOCK, SetClock, instant
from tutela.kernel.refusals import Refusal
from tutela.ledger.queries import entries_until
from tutela.ledger.subscriptions import deliver
from tutela.mission.commands.setup import setup_actor
from tutela.mission.queries import missions, snapshots

SEED = 4
TOLD = 0.05
"""How much of the work is done when the story has been simulated and nothing has been written yet."""
DELIVERED_EVERY = timedelta(days=14)
"""How much of the exercise's time passes between two deliveries of the ledger to its subscriptions."""

Progress = Callable[[float], None]


class StoreIsNoExercise(Refusal):
    """The store holds a mission that is no exercise: nothing invented is written beside it."""

    code = "store_is_no_exercise"


class ExerciseDiffers(Refusal):
    """The exercise that was begun in this store is another one than this program would go on with."""

    code = "exercise_differs"

    def __init__(self) -> None:
        super().__init__(
            "Another exercise was begun in this store, by another version of the program or from another seed.",
            remedy="Set it up from the beginning: tutela demo --again.",
        )


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
    if not _is_complete(end):
        story = tell_story(end, seed=seed)
        _require_same_ground(story.country)
        steps = story.steps()
        left = steps[_taken(steps) :]
        with translation.override("en"):
            _act_out(left, tell)
    tell(1.0)


def _quiet(_share: float) -> None:
    """Tell nobody how far the work is."""


def _own_end() -> datetime | None:
    """Return when the exercise that is already begun ends, None for a store without one.

    Raises StoreIsNoExercise when a mission there is none.
    """
    held = missions()
    for mission in held:
        if not mission.is_exercise:
            raise StoreIsNoExercise(
                f"This store holds the mission {mission.name}, which is no exercise.",
                remedy="Give the exercise a home folder of its own (TUTELA_HOME), and leave this one alone.",
            )
    return next((mission.created_at + SPAN for mission in held if mission.code == EXERCISE), None)


def _is_complete(end: datetime) -> bool:
    newest = entries_until(onlooker(), end + ENDING).first()
    return newest is not None and newest.recorded_at == instant(end + ENDING)


def _require_same_ground(country: Country) -> None:
    """Raise ExerciseDiffers when the areas that were taken in are those of another country."""
    held = snapshots(onlooker()).filter(kind="areas").first()
    if held is not None and held.sha256 != digest(boundaries(country)):
        raise ExerciseDiffers


def _taken(steps: Sequence[Step]) -> int:
    """Return how many steps have been taken: those up to the newest entry of the exercise's own time.

    Every entry must be from one of the steps, or ExerciseDiffers is raised. Entries of people who acted in an
    unfinished exercise are later than its end and count for nothing here.
    """
    recorded = entries_until(onlooker(), steps[-1].at).values_list("recorded_at", flat=True)
    moments = set(recorded)
    planned = [instant(step.at) for step in steps]
    if moments - set(planned):
        raise ExerciseDiffers
    return planned.index(max(moments)) + 1 if moments else 0


def _act_out(steps: Sequence[Step], tell: Progress) -> None:
    """Take the steps, each by its post at its moment; the ledger's subscriptions follow, last before the last step."""
    cast = Cast(setup_actor(EXERCISE))
    delivered = steps[0].at
    for number, step in enumerate(steps, start=1):
        tell(TOLD + (1 - TOLD) * (number - 1) / len(steps))
        clock = SetClock(step.at)
        if number == len(steps) or step.at - delivered >= DELIVERED_EVERY:
            deliver(clock)
            delivered = step.at
        step.act(cast.actor(step), clock)
