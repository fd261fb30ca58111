"""A way in is changed by the person or by who staffs posts, and the ledger shows it without showing the password."""

from __future__ import annotations

from datetime import date

import pytest

from tests.people import MISSION, People
from tutela.access.models import Person
from tutela.access.permissions import Permission
from tutela.access.rules import Actor, system_actor
from tutela.kernel.refusals import NotAllowed
from tutela.ledger.models import Entry
from tutela.mission.commands import give_up_post, take_up_post
from tutela.mission.commands.passwords import change_own_password, set_password, sign_in_actor

SECRET = "a sentence that nobody guesses"


def stored(person: Person) -> Person:
    return Person.objects.get(pk=person.pk)


def newest() -> Entry:
    return Entry.objects.filter(mission=MISSION).latest("sequence")


def put(people: People, person: Person, by: Actor | None = None) -> Person:
    return set_password(actor=by or people.in_charge.actor, clock=people.clock, person=person, password=SECRET)


def test_who_staffs_posts_gives_a_new_password(people: People) -> None:
    put(people, people.colleague.person)
    assert stored(people.colleague.person).check_password(SECRET)
    assert newest().subject == f"person:{people.colleague.person.pk}"
    assert SECRET not in " ".join(str(value) for value in vars(newest()).values())


def test_a_person_changes_their_own(people: People) -> None:
    person = people.colleague.person
    change_own_password(actor=sign_in_actor(MISSION, person), clock=people.clock, person=person, password=SECRET)
    assert stored(person).check_password(SECRET)
    assert (newest().post, newest().person) == ("system:sign-in", str(person.pk))


def test_nobody_changes_anothers_in_the_name_of_signing_in(people: People) -> None:
    mine = sign_in_actor(MISSION, people.colleague.person)
    part = system_actor("test", MISSION, frozenset(Permission))
    for actor in (mine, part, people.in_charge.actor):
        with pytest.raises(NotAllowed):
            change_own_password(actor=actor, clock=people.clock, person=people.outsider.person, password=SECRET)
    assert not stored(people.outsider.person).check_password(SECRET)


def test_a_mission_cannot_open_the_door_of_another(people: People) -> None:
    with pytest.raises(NotAllowed, match="another mission"):
        put(people, people.outsider.person)
    assert not stored(people.outsider.person).check_password(SECRET)


def test_a_post_given_up_elsewhere_no_longer_counts(people: People) -> None:
    person, slug = people.outsider.person, people.outsider.post.slug
    give_up_post(actor=people.outsider.actor, clock=people.clock, person=person, slug=slug, to_on=date(2031, 5, 13))
    take_up_post(actor=people.in_charge.actor, clock=people.clock, person=person, slug=slug, from_on=date(2031, 5, 14))
    assert put(people, person).check_password(SECRET)


def test_only_a_post_that_may_sets_a_password(people: People) -> None:
    with pytest.raises(NotAllowed):
        put(people, people.colleague.person, by=people.colleague.actor)
