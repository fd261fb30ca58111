"""What the exercise holds of communities: people who were met and told back, and the gaps that somebody should see."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from tests.demo.conftest import SEED, UNTIL
from tutela.access.permissions import Permission
from tutela.access.queries import actor_by_slug
from tutela.access.rules import Actor, system_actor
from tutela.demo.country import Country, build_country
from tutela.demo.people import OFFICE_SECTORS
from tutela.demo.scenario.alerting import alarms
from tutela.demo.scenario.hearing import consultation_key, ground_of, hearing, record_key, told
from tutela.demo.scenario.setting_up import setting_up
from tutela.demo.scenario.steps import EXERCISE, Cast, Step, in_time
from tutela.demo.scenario.story import Story, tell_story
from tutela.kernel.clock import SetClock
from tutela.know.communities import queries
from tutela.ledger.queries import ledger_head
from tutela.mission.commands.setup import setup_actor

EVERYTHING = system_actor("test", EXERCISE, frozenset(Permission))
QUIET = {record_key("south-quiet"), record_key("east-quiet")}


def acted_out(story: Story) -> list[Step]:
    """Take the steps of communities, with no more of alerts than that they came in, and return those of communities."""
    cast, told_of = Cast(setup_actor(EXERCISE)), list(hearing(story.country, story.calls, story.end))
    received = {call.at for call in story.calls}
    came_in = [step for step in alarms(story.country, story.calls, SEED, UNTIL) if step.at in received]
    for step in in_time([*setting_up(story.country, story.profile, UNTIL), *came_in, *told_of]):
        step.act(cast.actor(step), SetClock(step.at))
    return told_of


@pytest.fixture(scope="module")
def steps(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[list[Step]]:
    """Return the steps of the communities once they are taken; the store is empty again after the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield acted_out(tell_story(UNTIL, seed=SEED))
        transaction.set_rollback(True)


def post(slug: str) -> Actor:
    found = actor_by_slug(EXERCISE, slug, on=UNTIL.date())
    assert found is not None
    return found


@pytest.mark.parametrize("seed", [SEED, 5, 11])
def test_every_community_has_a_settlement_of_its_own_in_the_country_of_any_seed(seed: int) -> None:
    country = build_country(seed)
    first, again = ([ground_of(country, (), row) for row in told()["communities"]] for _ in range(2))
    assert first == again
    assert len({place.name for _area, place in first}) == len(first) == 12
    for area, place in first:
        assert place in country.places_in(area)


def test_the_same_end_gives_the_same_steps(country: Country) -> None:
    first, again = ([(step.at, step.by) for step in hearing(country, (), UNTIL)] for _ in range(2))
    assert first == again
    assert max(at for at, _by in first) < UNTIL


@pytest.mark.django_db
def test_everything_told_is_on_record_and_every_office_has_some(steps: list[Step]) -> None:
    assert queries.communities(EVERYTHING).count() == len(told()["communities"])
    assert queries.consultations(post("poc-adviser")).count() == len(told()["consultations"])
    assert queries.networks(EVERYTHING).count() == 3
    assert len(queries.liaison_at_work(EVERYTHING)) == 3
    for office in OFFICE_SECTORS:
        assert queries.communities(post(f"field-office-{office}")).count() >= 3


@pytest.mark.django_db
def test_two_communities_are_not_heard_from_and_no_alert_ends_their_silence(steps: list[Step]) -> None:
    adviser = post("poc-adviser")
    alerts = queries.recent_alerts(adviser, UNTIL)
    silent = queries.communities_not_heard_from(adviser, UNTIL, last_alerts=alerts)
    assert {row.community.record_key for row in silent} == QUIET
    assert {row.days is None for row in silent} == {True, False}


@pytest.mark.django_db
def test_groups_that_nobody_asked_show_as_gaps(steps: list[Step]) -> None:
    keys = dict(queries.communities(EVERYTHING).values_list("pk", "record_key"))
    gaps = {
        keys[key]: {one.group for one in heard if one.is_gap}
        for key, heard in queries.coverage_of(EVERYTHING, list(keys), UNTIL.date()).items()
    }
    assert gaps[record_key("lakeside")] == set()
    assert {"women", "girls"} <= gaps[record_key("frontier-mine")]
    assert sum("persons_with_disabilities" in missing for missing in gaps.values()) > len(gaps) / 2


@pytest.mark.django_db
def test_most_people_were_told_back_and_one_promise_is_late(steps: list[Step]) -> None:
    adviser = post("poc-adviser")
    held = list(queries.consultations(adviser))
    answered = queries.feedback_on(adviser, [row.pk for row in held])
    assert len(held) / 2 < len(answered) < len(held)
    late = queries.promises_open(adviser, until=UNTIL.date() - timedelta(days=1))
    assert consultation_key({"community": "south-quiet", "on": 143}) in {row.record_key for row in late}


@pytest.mark.django_db
def test_one_network_and_one_plan_are_overdue(steps: list[Step]) -> None:
    adviser, today = post("poc-adviser"), UNTIL.date()
    tested = sorted(today - row.last_tested_on > timedelta(days=30) for row in queries.networks(adviser))
    assert tested == [False, False, True]
    held = [queries.plan_of(adviser, [row.pk]) for row in queries.communities(adviser)]
    assert sorted(one.plan.next_review_on < today for one in held if one) == [False, True]


@pytest.mark.django_db
def test_focal_points_are_references_that_the_vault_kept_and_one_network_has_no_woman(steps: list[Step]) -> None:
    adviser = post("poc-adviser")
    networks = list(queries.networks(adviser))
    points = queries.focal_points_of(adviser, [row.pk for row in networks])
    assert len(points) >= len(networks)
    assert all(one.source.startswith("SRC-") for one in points)
    assert queries.women_among_focal_points(adviser).without_women == 1


@pytest.mark.django_db
def test_steps_that_are_taken_again_find_what_they_wrote(steps: list[Step]) -> None:
    cast, before = Cast(setup_actor(EXERCISE)), ledger_head(EXERCISE).sequence
    for step in in_time(steps):
        step.act(cast.actor(step), SetClock(step.at))
    assert ledger_head(EXERCISE).sequence == before
