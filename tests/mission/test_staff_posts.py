"""People are added, posts created, taken up and given up; the ledger never learns a name."""

from __future__ import annotations

from datetime import date

import pytest

from tests.people import MISSION, People
from tutela.access.models import Holding, Person, Post
from tutela.kernel.refusals import Invalid, NotAllowed, NotFound
from tutela.ledger.models import Entry
from tutela.mission.commands import add_person, create_post, give_up_post, take_up_post
from tutela.mission.commands.posts import NameTaken

DAY = date(2031, 5, 14)


def add(people: People, username: str, name: str = "Ada Exemplary") -> Person:
    return add_person(actor=people.in_charge.actor, clock=people.clock, username=username, name=name)


def create(people: People, slug: str, role: str = "joc_duty_officer", area_code: str = "") -> Post:
    return create_post(
        actor=people.in_charge.actor, clock=people.clock, slug=slug, role=role, area_code=area_code, title=""
    )


def take_up(people: People, person: Person, slug: str, from_on: date = DAY) -> Holding:
    return take_up_post(actor=people.in_charge.actor, clock=people.clock, person=person, slug=slug, from_on=from_on)


def give_up(people: People, person: Person, slug: str, to_on: date = DAY) -> Holding:
    return give_up_post(actor=people.in_charge.actor, clock=people.clock, person=person, slug=slug, to_on=to_on)


def test_the_ledger_holds_a_number_and_never_a_name(people: People) -> None:
    person = add(people, "ada")
    take_up(people, person, "poc-adviser")
    give_up(people, person, "poc-adviser")
    entries = Entry.objects.filter(mission=MISSION).order_by("-sequence")[:3]
    text = " ".join(str(value) for entry in entries for value in vars(entry).values())
    assert f'"person":{person.pk}' in text
    assert "Ada" not in text
    assert "Exemplary" not in text


def test_without_a_password_nobody_can_sign_in(people: People) -> None:
    assert not add(people, "ada").has_usable_password()


@pytest.mark.parametrize("again", ["orvane-poc-adviser", "ORVANE-POC-ADVISER"])
def test_a_name_to_sign_in_with_is_given_once_whatever_its_case(people: People, again: str) -> None:
    with pytest.raises(NameTaken):
        add(people, again)


@pytest.mark.parametrize(("username", "name"), [("", "Ada"), ("  ", "Ada"), ("ada", " ")])
def test_a_person_needs_both_names(people: People, username: str, name: str) -> None:
    with pytest.raises(Invalid, match="needs a name"):
        add(people, username, name)


def test_a_post_carries_what_its_role_carries_in_its_area(people: People) -> None:
    post = create(people, "joc-east", area_code="OV02")
    assert (post.title, post.component, post.area_path) == ("JOC Duty Officer", "joc", "OV02/")
    assert "know.incidents:incident:record" in post.permissions


@pytest.mark.parametrize(
    ("slug", "role", "area_code"),
    [
        ("joc", "nobody", ""),
        ("joc", "force", "XX"),
        ("", "force", ""),
        ("Joc", "force", ""),
        ("j c", "force", ""),
        ("x" * 76, "force", ""),
    ],
)
def test_a_post_that_makes_no_sense_is_refused(people: People, slug: str, role: str, area_code: str) -> None:
    before = Post.objects.count()
    with pytest.raises(Invalid):
        create(people, slug, role, area_code)
    assert Post.objects.count() == before


def test_the_longest_short_name_fits_the_ledger(people: People) -> None:
    create(people, "x" * 75)
    assert Entry.objects.filter(mission=MISSION).latest("sequence").subject == f"post:{'x' * 75}"


def test_a_short_name_is_given_once_in_a_mission(people: People) -> None:
    with pytest.raises(NameTaken):
        create(people, "poc-adviser")


def test_a_post_is_not_taken_up_twice_by_the_same_person(people: People) -> None:
    person = add(people, "ada")
    take_up(people, person, "poc-adviser")
    with pytest.raises(Invalid, match="already"):
        take_up(people, person, "poc-adviser", date(2032, 1, 1))
    give_up(people, person, "poc-adviser", date(2031, 6, 1))
    with pytest.raises(Invalid, match="already"):
        take_up(people, person, "poc-adviser", date(2031, 6, 1))
    take_up(people, person, "poc-adviser", date(2031, 6, 2))
    assert Holding.objects.filter(person=person).count() == 2


def test_a_post_is_given_up_on_the_day_that_is_said(people: People) -> None:
    person = add(people, "ada")
    take_up(people, person, "poc-adviser")
    with pytest.raises(Invalid, match="only after that day"):
        give_up(people, person, "poc-adviser", date(2031, 5, 13))
    assert give_up(people, person, "poc-adviser").to_on == DAY
    entry = Entry.objects.filter(mission=MISSION).latest("sequence")
    assert '"to_on":"2031-05-14"' in entry.payload


def test_what_is_not_there_is_not_found(people: People) -> None:
    with pytest.raises(NotFound, match="no post"):
        take_up(people, people.in_charge.person, "nothing")
    with pytest.raises(NotFound, match="does not hold"):
        give_up(people, people.colleague.person, "poc-adviser")


def test_posts_of_another_mission_are_out_of_reach(people: People) -> None:
    actor = people.outsider.actor
    with pytest.raises(NotFound):
        take_up_post(
            actor=actor, clock=people.clock, person=people.outsider.person, slug="head-of-field-office", from_on=DAY
        )


def test_only_a_post_that_may_can_staff_posts(people: People) -> None:
    with pytest.raises(NotAllowed):
        add_person(actor=people.colleague.actor, clock=people.clock, username="ada", name="Ada")
