"""Changing the mission from its pages: each form makes one command, and a refusal comes back with nothing lost."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.page_access import said
from tests.people import ELSEWHERE, MISSION, People, base, put_in_post, sign_in
from tutela.access.models import Holding, Person, Post
from tutela.kernel.clock import SYSTEM_CLOCK
from tutela.ledger.models import Entry
from tutela.ledger.queries import ledger_head
from tutela.mission.commands import import_bases
from tutela.mission.models import Mandate, Partner, Unit
from tutela.mission.queries import parameter_value

TODAY = SYSTEM_CLOCK.now().date()
PASSWORD = "seven quiet lanterns"


def send(client: Client, people: People, name: str, data: dict[str, Any], *arguments: object) -> Any:
    return sign_in(client, people.in_charge).post(reverse(f"mission:{name}", args=arguments), data)


def newest() -> Entry:
    return Entry.objects.filter(mission=MISSION).order_by("-sequence")[0]


def test_a_parameter_is_set_with_its_reason(people: People, client: Client) -> None:
    response = send(client, people, "parameter", {"value": "12.5", "reason": "Dry season."}, "near_base_km")
    assert response.status_code == 302
    assert parameter_value(MISSION, "near_base_km", at=SYSTEM_CLOCK.now() + timedelta(seconds=1)) == 12.5
    assert (newest().event, newest().reason) == ("mission.parameter_set", "Dry season.")


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("near_base_km", {"value": "12", "reason": "   "}, "This field is required."),
        ("near_base_km", {"value": "5000", "reason": "Far."}, "less than or equal to 100"),
        ("near_base_km", {"value": "far", "reason": "Far."}, "Enter a number."),
        ("scale_steps", {"value": "4.5", "reason": "Half."}, "Enter a whole number."),
        ("impact_method", {"value": "lowest", "reason": "Calm."}, "not one of the available choices"),
    ],
)
def test_a_parameter_out_of_bounds_is_refused_and_nothing_is_lost(
    people: People, client: Client, name: str, data: dict[str, str], told: str
) -> None:
    before = ledger_head(MISSION)
    response = send(client, people, "parameter", data, name)
    assert response.status_code == 422
    assert told in said(response)
    if data["reason"].strip():
        assert data["reason"] in response.content.decode()
    assert ledger_head(MISSION) == before


MANDATE = {
    "resolution": "Resolution 7 (2031)", "adopted_on": "2031-05-01", "renewal_on": "2032-05-01", "chapter_vii": "on",
    "all_necessary_means": "on", "note": "Schools first.",
}  # fmt: skip


def test_a_mandate_is_recorded_in_its_own_words(people: People, client: Client) -> None:
    assert send(client, people, "new_mandate", MANDATE).status_code == 302
    mandate = Mandate.objects.get(mission_id=MISSION, resolution="Resolution 7 (2031)")
    assert (mandate.chapter_vii, mandate.all_necessary_means, mandate.imminence_required) == (True, True, False)
    assert mandate.note == "Schools first."


def test_a_refusal_of_the_command_stands_in_the_form_with_what_was_typed(people: People, client: Client) -> None:
    response = send(client, people, "new_mandate", {**MANDATE, "renewal_on": "2031-04-01"})
    assert response.status_code == 422
    assert "The renewal lies before the adoption." in said(response)
    body = response.content.decode()
    for kept in ("Resolution 7 (2031)", "2031-04-01", "Schools first."):
        assert kept in body
    assert not Mandate.objects.filter(resolution="Resolution 7 (2031)").exists()


def test_the_form_starts_from_the_wording_in_force(people: People, client: Client) -> None:
    form = sign_in(client, people.in_charge).get(reverse("mission:new_mandate")).context["form"]
    assert form.initial["all_necessary_means"] is True


POST = {"role": "head_of_field_office", "title": "Head of Office West", "slug": "office-west", "area_code": "OV01"}


def test_a_post_is_created_from_its_role(people: People, client: Client) -> None:
    assert send(client, people, "new_post", POST)["Location"] == reverse("mission:post", args=["office-west"])
    post = Post.objects.get(mission=MISSION, slug="office-west")
    assert (post.title, post.area_path, post.component) == ("Head of Office West", "OV01/", "field_office")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"slug": "poc-adviser"}, "The mission already has a post poc-adviser."),
        ({"slug": "Office-West"}, "is not a short name for a post."),
        ({"role": "sorcerer"}, "not one of the available choices"),
        ({"area_code": "XX"}, "not one of the available choices"),
    ],
)
def test_a_post_that_does_not_fit_is_refused(people: People, client: Client, wrong: dict[str, str], told: str) -> None:
    response = send(client, people, "new_post", POST | wrong)
    assert response.status_code == 422
    assert told in said(response)
    assert "Head of Office West" in response.content.decode()


def test_a_post_is_taken_up_and_given_up(people: People, client: Client) -> None:
    send(client, people, "new_post", POST)
    person = people.colleague.person
    send(client, people, "take_up", {"person": person.pk, "from_on": "2031-01-01"}, "office-west")
    held = Holding.objects.get(post__slug="office-west")
    assert (held.person, held.from_on, held.to_on) == (person, date(2031, 1, 1), None)
    send(client, people, "give_up", {"person": person.pk, "to_on": "2031-02-01"}, "office-west")
    held.refresh_from_db()
    assert held.to_on == date(2031, 2, 1)


def test_taking_up_what_one_holds_is_refused(people: People, client: Client) -> None:
    data = {"person": people.colleague.person.pk, "from_on": "2031-01-01"}
    response = send(client, people, "take_up", data, "head-of-field-office")
    assert response.status_code == 422
    assert "That person holds that post already." in said(response)


def test_giving_up_before_taking_up_is_refused(people: People, client: Client) -> None:
    data = {"person": people.colleague.person.pk, "to_on": "2019-01-01"}
    response = send(client, people, "give_up", data, "head-of-field-office")
    assert response.status_code == 422
    assert "The post was taken up only after that day." in said(response)


def test_people_of_another_mission_are_neither_offered_nor_taken(people: People, client: Client) -> None:
    page = sign_in(client, people.in_charge).get(reverse("mission:take_up", args=["poc-adviser"]))
    assert people.colleague.person.username in said(page)
    assert people.outsider.person.username not in said(page)
    data = {"person": people.outsider.person.pk, "from_on": "2031-01-01"}
    assert send(client, people, "take_up", data, "poc-adviser").status_code == 422


NEWCOMER = {"name": "A Newcomer", "username": "newcomer", "language": "fr", "password": PASSWORD}


def test_a_person_added_here_can_sign_in_and_be_put_into_a_post(people: People, client: Client) -> None:
    assert send(client, people, "new_person", NEWCOMER).status_code == 302
    person = Person.objects.get(username="newcomer")
    assert person.check_password(PASSWORD)
    assert PASSWORD not in newest().payload
    assert "newcomer" not in newest().payload
    page = client.get(reverse("mission:take_up", args=["poc-adviser"]))
    assert "A Newcomer" in said(page)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"username": f"{MISSION}-poc-adviser"}, "Somebody already signs in as"),
        ({"password": "so-brief"}, "at least 12 characters"),
        ({"password": "password1234"}, "too common"),
        ({"name": ""}, "This field is required."),
    ],
)
def test_a_person_that_does_not_fit_is_refused(
    people: People, client: Client, wrong: dict[str, str], told: str
) -> None:
    count = Person.objects.count()
    response = send(client, people, "new_person", NEWCOMER | wrong)
    assert (response.status_code, Person.objects.count()) == (422, count)
    assert told in said(response)
    assert (NEWCOMER | wrong)["password"] not in response.content.decode()


def test_a_new_password_is_set_for_ones_own_people(people: People, client: Client) -> None:
    person = people.colleague.person
    assert send(client, people, "new_password", {"password": PASSWORD}, person.pk).status_code == 302
    person.refresh_from_db()
    assert person.check_password(PASSWORD)
    assert newest().event == "mission.password_set"


def test_a_password_is_never_set_for_who_also_serves_another_mission(people: People, client: Client) -> None:
    from tutela.mission.commands import take_up_post
    from tutela.mission.commands.setup import setup_actor

    elsewhere = put_in_post(ELSEWHERE, "gender", people.clock)
    actor = setup_actor(MISSION)
    take_up_post(actor=actor, clock=people.clock, person=elsewhere.person, slug="poc-adviser", from_on=date(2031, 1, 1))
    response = send(client, people, "new_password", {"password": PASSWORD}, elsewhere.person.pk)
    assert response.status_code == 403
    elsewhere.person.refresh_from_db()
    assert not elsewhere.person.check_password(PASSWORD)


UNIT = {
    "code": "INF-1",
    "name": "Battalion",
    "component": "force",
    "base_code": "gate",
    "area_code": "OV01",
    "strength": "640",
}


def test_a_unit_is_recorded_and_changed(people: People, client: Client) -> None:
    import_bases(actor=people.in_charge.actor, clock=people.clock, bases=[base("gate", 22.5)])
    assert send(client, people, "new_unit", UNIT).status_code == 302
    form = client.get(reverse("mission:new_unit") + "?code=INF-1").context["form"]
    assert form.initial == {**UNIT, "strength": 640}
    send(client, people, "new_unit", UNIT | {"strength": "600", "base_code": ""})
    unit = Unit.objects.get(mission_id=MISSION, code="INF-1")
    assert (unit.strength, unit.base) == (600, None)


def test_a_partner_is_recorded_and_changed(people: People, client: Client) -> None:
    data = {"name": "Lake Watch", "kind": "civil_society", "area_code": "OV01", "note": "Night watch."}
    assert send(client, people, "new_partner", data).status_code == 302
    form = client.get(reverse("mission:new_partner") + "?name=Lake Watch").context["form"]
    assert form.initial == data
    send(client, people, "new_partner", data | {"area_code": ""})
    assert Partner.objects.get(mission_id=MISSION, name="Lake Watch").area is None


@pytest.mark.parametrize("address", ["new_unit?code=NO", "new_partner?name=NO"])
def test_there_is_nothing_to_change_where_there_is_nothing(people: People, client: Client, address: str) -> None:
    name, query = address.split("?")
    assert sign_in(client, people.in_charge).get(f"{reverse(f'mission:{name}')}?{query}").status_code == 404


@pytest.mark.parametrize("name", ["new_unit", "new_partner"])
def test_an_empty_form_is_refused_field_by_field(people: People, client: Client, name: str) -> None:
    response = send(client, people, name, {})
    assert response.status_code == 422
    assert "This field is required." in said(response)
