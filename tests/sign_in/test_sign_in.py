"""Signing in, being stopped after wrong tries, signing out, choosing a post: all under the guard of the ledger."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.page_access import said
from tests.people import ELSEWHERE, MISSION, People, sign_in
from tutela.access.models import Person
from tutela.ledger.command import maintenance
from tutela.ledger.models import Entry
from tutela.mission.commands import add_person, give_up_post, take_up_post
from tutela.mission.commands.passwords import change_own_password, sign_in_actor
from tutela.mission.commands.setup import setup_actor

PASSWORD = "seven quiet lanterns"
OTHER = "eight louder lanterns"
HOME = "/mission/"


FAST = "django.contrib.auth.hashers.MD5PasswordHasher"


@pytest.fixture(autouse=True)
def forget_tries(db: None, settings: Any) -> None:
    """Start without wrong tries on record, and hash fast where the hash is not the question."""
    cache.clear()
    settings.PASSWORD_HASHERS = [FAST, *settings.PASSWORD_HASHERS]


@pytest.fixture
def person(people: People) -> Person:
    """Return somebody with a password and one post."""
    setup, clock = setup_actor(MISSION), people.clock
    made = add_person(actor=setup, clock=clock, username="duty", name="Duty Officer", password=PASSWORD)
    take_up_post(actor=setup, clock=clock, person=made, slug="poc-adviser", from_on=date(2020, 1, 1))
    return made


def enter(client: Client, username: str, password: str, then: str = HOME) -> Any:
    data = {"login": username, "password": password, "next": then}
    return client.post(reverse("account_login"), data)


def test_name_and_password_lead_to_the_page_that_was_asked_for(person: Person, client: Client) -> None:
    asked = client.get(HOME)
    assert asked["Location"] == f"/sign-in/?next={HOME}"
    assert enter(client, "duty", PASSWORD)["Location"] == HOME
    assert client.get(HOME).status_code == 200


def test_the_name_is_read_without_regard_to_case_and_blanks(person: Person, client: Client) -> None:
    assert enter(client, " DUTY ", PASSWORD).status_code == 302


def test_signing_in_writes_nothing_even_when_the_stored_hash_is_of_an_older_kind(
    person: Person, client: Client, settings: Any
) -> None:
    settings.PASSWORD_HASHERS = [*reversed(settings.PASSWORD_HASHERS)]
    before = Entry.objects.count()
    stored = Person.objects.values().get(pk=person.pk)
    enter(client, "duty", PASSWORD)
    assert Person.objects.values().get(pk=person.pk) == stored
    assert Entry.objects.count() == before


@pytest.mark.parametrize(("username", "password"), [("duty", "wrong"), ("nobody", PASSWORD)])
def test_a_wrong_name_and_a_wrong_password_are_told_alike(
    person: Person, client: Client, username: str, password: str
) -> None:
    response = enter(client, username, password)
    assert response.status_code == 200
    assert "The name or the password is not right." in said(response)
    assert f'value="{username}"' in response.content.decode()
    assert password not in response.content.decode().replace(f'value="{username}"', "")


def test_after_five_wrong_tries_even_the_right_password_waits(person: Person, client: Client) -> None:
    told = [said(enter(client, "duty", "wrong")) for _try in range(6)]
    assert ["Too many wrong tries" in page for page in told] == [False] * 5 + [True]
    assert "Too many wrong tries" in said(enter(client, "duty", PASSWORD))
    assert client.get(HOME).status_code == 302


def test_wrong_tries_of_one_do_not_stop_another(person: Person, people: People, client: Client) -> None:
    setup = setup_actor(MISSION)
    add_person(actor=setup, clock=people.clock, username="other", name="Other", password=PASSWORD)
    for _try in range(6):
        enter(client, "duty", "wrong")
    assert enter(client, "other", PASSWORD).status_code == 302


def test_somebody_who_left_cannot_sign_in(person: Person, client: Client) -> None:
    with maintenance("a test"):
        person.is_active = False
        person.save()
    assert "The name or the password is not right." in said(enter(client, "duty", PASSWORD))


def test_it_never_leads_to_another_site(person: Person, client: Client) -> None:
    assert enter(client, "duty", PASSWORD, then="https://elsewhere.example/")["Location"] == "/"


def test_signing_out_ends_the_session(person: Person, client: Client) -> None:
    enter(client, "duty", PASSWORD)
    assert client.get(reverse("account_logout")).status_code == 200
    assert client.get(HOME).status_code == 200
    client.post(reverse("account_logout"))
    assert client.get(HOME).status_code == 302


def test_nobody_signs_up(client: Client, db: None) -> None:
    assert client.get("/sign-up/").status_code in {302, 404}
    assert not Person.objects.exists()


def test_somebody_with_one_post_acts_in_it_at_once(person: Person, client: Client) -> None:
    enter(client, "duty", PASSWORD)
    assert "Protection of Civilians Adviser" in said(client.get(HOME))


def two_posts(people: People, person: Person) -> None:
    actor = setup_actor(MISSION)
    take_up_post(actor=actor, clock=people.clock, person=person, slug="head-of-field-office", from_on=date(2021, 1, 1))


def test_somebody_with_two_posts_chooses_and_may_change(person: Person, people: People, client: Client) -> None:
    two_posts(people, person)
    enter(client, "duty", PASSWORD)
    assert client.get(HOME)["Location"] == reverse("access:posts")
    page = said(client.get(reverse("access:posts")))
    assert "Head of Field Office" in page
    assert "Tesqué" in page
    client.post(reverse("access:choose_post", args=[people.colleague.post.pk]))
    assert client.get(HOME).context["shell"].actor.post == "head-of-field-office"
    client.post(reverse("access:choose_post", args=[people.in_charge.post.pk]))
    assert client.get(HOME).context["shell"].actor.post == "poc-adviser"


def test_a_post_that_one_does_not_hold_cannot_be_chosen(person: Person, people: People, client: Client) -> None:
    enter(client, "duty", PASSWORD)
    for post in (people.colleague.post, people.outsider.post):
        assert client.post(reverse("access:choose_post", args=[post.pk])).status_code == 404
    assert client.get(HOME).context["shell"].actor.post == "poc-adviser"


def test_a_post_that_was_given_up_ends_at_once(person: Person, people: People, client: Client) -> None:
    enter(client, "duty", PASSWORD)
    give_up_post(
        actor=setup_actor(MISSION), clock=people.clock, person=person, slug="poc-adviser", to_on=date(2020, 2, 1)
    )
    assert client.get(HOME)["Location"] == reverse("access:posts")
    assert "You hold no post now" in said(client.get(reverse("access:posts")))


def test_the_list_of_posts_is_for_those_who_signed_in(client: Client, people: People) -> None:
    assert client.get(reverse("access:posts"), follow=True).request["PATH_INFO"] == "/sign-in/"
    assert client.post(reverse("access:choose_post", args=[people.in_charge.post.pk])).status_code == 302


def change(client: Client, old: str, new: str, again: str) -> Any:
    return client.post(reverse("access:password"), {"old": old, "new": new, "again": again})


def test_one_changes_ones_own_password_and_stays_signed_in(person: Person, client: Client) -> None:
    enter(client, "duty", PASSWORD)
    assert change(client, PASSWORD, OTHER, OTHER).status_code == 302
    assert client.get(HOME).status_code == 200
    person.refresh_from_db()
    assert person.check_password(OTHER)
    entry = Entry.objects.get(mission=MISSION, event="mission.password_set")
    assert (entry.label, entry.person, entry.subject) == ("Tutela (sign-in)", str(person.pk), f"person:{person.pk}")
    assert OTHER not in entry.payload


def test_a_changed_password_ends_the_other_sessions(person: Person, client: Client) -> None:
    elsewhere = Client()
    for one in (client, elsewhere):
        enter(one, "duty", PASSWORD)
    change(client, PASSWORD, OTHER, OTHER)
    assert elsewhere.get(HOME).status_code == 302


@pytest.mark.parametrize(
    ("old", "new", "again", "told"),
    [
        ("wrong", OTHER, OTHER, "This is not your password."),
        (PASSWORD, "brief", "brief", "at least 12 characters"),
        (PASSWORD, "Duty Officer", "Duty Officer", "too similar"),
        (PASSWORD, OTHER, PASSWORD, "The two are not the same."),
    ],
)
def test_a_change_that_does_not_fit_is_refused(
    person: Person, client: Client, old: str, new: str, again: str, told: str
) -> None:
    enter(client, "duty", PASSWORD)
    response = change(client, old, new, again)
    assert response.status_code == 422
    assert told in said(response)
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_the_old_password_cannot_be_guessed_for_ever(person: Person, client: Client) -> None:
    enter(client, "duty", PASSWORD)
    answers = [change(client, "wrong", OTHER, OTHER).status_code for _try in range(6)]
    assert answers == [422] * 5 + [429]


def test_only_the_software_for_that_person_changes_their_own_password(person: Person, people: People) -> None:
    from tutela.kernel.refusals import NotAllowed

    theirs: dict[str, Any] = {"clock": people.clock, "person": person, "password": OTHER}
    for actor in (people.in_charge.actor, sign_in_actor(MISSION, people.colleague.person)):
        with pytest.raises(NotAllowed):
            change_own_password(actor=actor, **theirs)
    assert change_own_password(actor=sign_in_actor(MISSION, person), **theirs).check_password(OTHER)


def test_the_page_of_the_password_is_for_those_who_act_in_a_post(client: Client, people: People) -> None:
    assert client.get(reverse("access:password")).status_code == 302
    assert sign_in(client, people.outsider).get(reverse("access:password")).status_code == 200
    assert people.outsider.actor.mission == ELSEWHERE
