"""What the alert desk of the exercise holds when people sit down at it: something of everything they have to learn."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from tests.demo.conftest import SEED, UNTIL
from tutela.access.permissions import Permission
from tutela.access.queries import actor_by_slug
from tutela.access.rules import system_actor
from tutela.demo.alerts import CLOSED_ROOMS, Call, simulate_calls
from tutela.demo.country import Country
from tutela.demo.incidents import Incident
from tutela.demo.people import OFFICE_SECTORS
from tutela.demo.scenario.alerting import alarms, offices_of
from tutela.demo.scenario.setting_up import setting_up
from tutela.demo.scenario.steps import EXERCISE, Cast, in_time
from tutela.demo.scenario.story import Story, tell_story
from tutela.kernel.clock import SetClock
from tutela.know.alerts.queries import alerts, open_alerts
from tutela.mission.commands.setup import setup_actor

EVERYTHING = system_actor("test", EXERCISE, frozenset(Permission))


@pytest.fixture(scope="module")
def desk(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Story]:
    """Return the story of an exercise of which the alerts alone were acted out; the store is empty again afterwards."""
    story = tell_story(UNTIL, seed=SEED)
    cast = Cast(setup_actor(EXERCISE))
    steps = [*setting_up(story.country, story.profile, UNTIL), *alarms(story.country, story.calls, SEED, UNTIL)]
    with django_db_blocker.unblock(), transaction.atomic():
        for step in in_time(steps):
            step.act(cast.actor(step), SetClock(step.at))
        yield story
        transaction.set_rollback(True)


def test_the_same_seed_gives_the_same_calls(country: Country, incidents: tuple[Incident, ...]) -> None:
    once, again, other = (calls(country, incidents, seed) for seed in (SEED, SEED, SEED + 1))
    assert once == again
    assert once != other


def calls(country: Country, incidents: tuple[Incident, ...], seed: int) -> list[Call]:
    return simulate_calls(country, incidents, offices_of(country), until=UNTIL, seed=seed)


@pytest.mark.django_db
def test_each_call_is_kept_once(desk: Story) -> None:
    kept = sorted(alerts(EVERYTHING).values_list("submission_key", flat=True))
    assert len(kept) == len(set(kept)) == len(desk.calls)


@pytest.mark.django_db
def test_open_alerts_wait_in_both_languages_and_in_every_office(desk: Story) -> None:
    waiting = open_alerts(EVERYTHING)
    assert {"en", "fr"} <= set(waiting.values_list("language", flat=True))
    for office in OFFICE_SECTORS:
        head = actor_by_slug(EXERCISE, f"field-office-{office}", on=UNTIL.date())
        assert head is not None
        assert open_alerts(head).exists(), office


@pytest.mark.django_db
def test_open_alerts_stand_at_different_steps(desk: Story) -> None:
    assert len(set(open_alerts(EVERYTHING).values_list("state", flat=True))) >= 3


@pytest.mark.django_db
def test_some_alerts_were_joined_to_another_about_the_same(desk: Story) -> None:
    joined = alerts(EVERYTHING).filter(merged_into__isnull=False)
    assert joined.count() >= 5
    assert all(row.merged_into and row.merged_into.place_name == row.place_name for row in joined)


@pytest.mark.django_db
def test_alerts_of_closed_rooms_are_open_and_hidden_from_the_field_offices(desk: Story) -> None:
    closed = open_alerts(EVERYTHING).exclude(compartment="")
    assert set(closed.values_list("compartment", flat=True)) == {str(room) for room in CLOSED_ROOMS}
    for office in OFFICE_SECTORS:
        head = actor_by_slug(EXERCISE, f"field-office-{office}", on=UNTIL.date())
        assert head is not None
        assert not alerts(head).exclude(compartment="").exists()
