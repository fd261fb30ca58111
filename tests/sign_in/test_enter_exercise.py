"""One click enters a post of an exercise, and only of an exercise."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.page_access import said
from tests.people import People, put_in_post, set_up_mission
from tutela.access.models import Holding
from tutela.mission.commands import give_up_post
from tutela.mission.commands.setup import setup_actor

EXERCISE = "drill"


@pytest.fixture
def exercise(people: People) -> People:
    """Set an exercise up beside two missions that are none."""
    set_up_mission(EXERCISE, "Drill Mission", people.clock, is_exercise=True)
    put_in_post(EXERCISE, "joc_duty_officer", people.clock)
    put_in_post(EXERCISE, "poc_adviser", people.clock, slug="drill-adviser")
    return people


def holding(mission: str) -> Holding:
    return Holding.objects.filter(post__mission=mission).order_by("pk")[0]


def enter(client: Client, held: Holding) -> Any:
    return client.post(reverse("access:demo_enter", args=[held.pk]))


def test_it_offers_the_posts_of_the_exercise_grouped_and_nothing_else(
    exercise: People, client: Client, settings: Any
) -> None:
    settings.TUTELA_DEMO = True
    response = client.get(reverse("access:demo"))
    page = said(response)
    for words in (
        "Drill Mission",
        "Joint operations centre",
        "JOC Duty Officer",
        "Holder of joc-duty-officer",
        "Exercise",
    ):
        assert words in page
    assert "Orvane" not in page
    components = [component for component, _cards in response.context["missions"][0][1]]
    assert components == ["Protection of civilians adviser", "Joint operations centre"]


def test_one_click_acts_in_the_post(exercise: People, client: Client, settings: Any) -> None:
    settings.TUTELA_DEMO = True
    assert enter(client, holding(EXERCISE)).status_code == 302
    assert client.get("/mission/").context["shell"].actor.post == "joc-duty-officer"


def test_a_mission_that_is_no_exercise_cannot_be_entered(exercise: People, client: Client, settings: Any) -> None:
    settings.TUTELA_DEMO = True
    assert enter(client, holding("orvane")).status_code == 404
    assert client.get("/mission/").status_code == 302


def test_without_the_mark_of_an_exercise_there_is_no_such_door(exercise: People, client: Client, settings: Any) -> None:
    settings.TUTELA_DEMO = False
    assert client.get(reverse("access:demo")).status_code == 404
    assert enter(client, holding(EXERCISE)).status_code == 404
    assert "one click" not in said(client.get(reverse("account_login")))


def test_a_post_that_was_given_up_is_not_offered(exercise: People, client: Client, settings: Any) -> None:
    settings.TUTELA_DEMO = True
    held = holding(EXERCISE)
    give_up_post(
        actor=setup_actor(EXERCISE),
        clock=exercise.clock,
        person=held.person,
        slug=held.post.slug,
        to_on=date(2020, 2, 1),
    )
    assert enter(client, held).status_code == 404
    assert "JOC Duty Officer" not in said(client.get(reverse("access:demo")))


def test_an_exercise_that_is_not_set_up_says_how(db: None, client: Client, settings: Any) -> None:
    settings.TUTELA_DEMO = True
    assert "tutela demo" in said(client.get(reverse("access:demo")))
