"""Who holds which post on a day, and that people carry nothing by themselves."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.people import MISSION, TAKEN_UP_ON, People
from tutela.access.models import Holding, Person, Post
from tutela.access.permissions import Permission
from tutela.access.queries import acting_in, actor_by_slug, demo_holdings, posts_held_by, posts_of
from tutela.access.rules import Sensitivity
from tutela.ledger.command import maintenance
from tutela.mission.commands import give_up_post, take_up_post

DAY = date(2031, 5, 14)


def test_the_actor_is_the_person_in_the_post(people: People) -> None:
    known = people.colleague
    actor = acting_in(known.person, known.post.pk, on=DAY)
    assert actor == known.actor
    assert (actor.mission, actor.area_path, actor.component) == (MISSION, "OV02/", "field_office")
    assert (actor.label, actor.person_name) == ("Head of Field Office", "Holder of head-of-field-office")
    assert (actor.clearance, actor.compartments) == (Sensitivity.CONFIDENTIAL, frozenset())


def test_nobody_acts_in_a_post_they_do_not_hold(people: People) -> None:
    assert acting_in(people.colleague.person, people.in_charge.post.pk, on=DAY) is None
    assert acting_in(people.outsider.person, people.in_charge.post.pk, on=DAY) is None


def test_a_post_is_held_from_its_first_day_to_its_last(people: People) -> None:
    known = people.colleague
    give_up_post(actor=people.in_charge.actor, clock=people.clock, person=known.person, slug=known.post.slug, to_on=DAY)
    held = {
        day: posts_held_by(known.person, on=day)
        for day in (TAKEN_UP_ON - timedelta(days=1), TAKEN_UP_ON, DAY, DAY + timedelta(days=1))
    }
    assert [len(posts) for posts in held.values()] == [0, 1, 1, 0]


def test_somebody_who_may_not_sign_in_holds_nothing(people: People) -> None:
    with maintenance("a test"):
        Person.objects.filter(pk=people.colleague.person.pk).update(is_active=False)
    assert posts_held_by(people.colleague.person, on=DAY) == []
    assert people.colleague.person.pk not in {held.person.pk for held in demo_holdings(on=DAY)}


def test_a_post_acts_under_its_holder_or_alone(people: People) -> None:
    assert actor_by_slug(MISSION, "poc-adviser", on=DAY) == people.in_charge.actor
    alone = actor_by_slug(MISSION, "poc-adviser", on=TAKEN_UP_ON - timedelta(days=1))
    assert alone is not None
    assert (alone.person, alone.person_name) == (None, "")
    assert actor_by_slug("lithe", "head-of-field-office", on=DAY) is None


def test_the_posts_are_listed_in_the_order_they_were_taken_up(people: People) -> None:
    person = people.colleague.person
    take_up_post(
        actor=people.in_charge.actor, clock=people.clock, person=person, slug="poc-adviser", from_on=date(2019, 1, 1)
    )
    assert [post.slug for post in posts_held_by(person, on=DAY)] == ["poc-adviser", "head-of-field-office"]


def test_the_staffing_table_stays_in_the_mission(people: People) -> None:
    assert {post.mission for post in posts_of(people.in_charge.actor)} == {MISSION}
    assert not posts_of(people.in_charge.actor.__class__("orvane", "x", "x", frozenset())).exists()


def test_no_person_is_staff_or_superuser(people: People) -> None:
    person = people.in_charge.person
    assert not person.is_staff
    assert not person.is_superuser
    assert person.last_login is None
    assert not hasattr(person, "has_perm")


def test_people_and_posts_are_told_by_their_names(people: People) -> None:
    holding = Holding.objects.get(person=people.in_charge.person)
    assert str(holding) == "Holder of poc-adviser · Protection of Civilians Adviser"
    assert Person.objects.get_by_natural_key("orvane-poc-adviser") == people.in_charge.person
    with pytest.raises(Person.DoesNotExist):
        Person.objects.get_by_natural_key("nobody")


def test_checking_a_password_writes_nothing(people: People) -> None:
    from tutela.mission.commands import add_person

    person = add_person(
        actor=people.in_charge.actor, clock=people.clock, username="new", name="N. N.", password="a long sentence"
    )
    assert person.check_password("a long sentence")
    assert not person.check_password("another")
    assert not people.in_charge.person.check_password("")


def test_the_permissions_of_a_post_are_its_templates(people: People) -> None:
    post = Post.objects.get(pk=people.in_charge.post.pk)
    assert Permission.PRODUCT_ISSUE in post.permissions
    assert post.permissions == sorted(post.permissions)
