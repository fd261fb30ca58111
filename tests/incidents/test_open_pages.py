"""Who may open the pages of incidents, what a page shows of each revision, and recording in a form."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from tests.exchange.taking import ged_file, take_events
from tests.incidents.scene import DAY, before_today, correct, full, in_the_east, newest, opened, shown_in
from tests.page_access import PageAccess, said, stripped_of
from tests.people import People, base, sign_in
from tests.products_app.scene import record, told
from tutela.access.permissions import Permission
from tutela.know.incidents.models import Incident
from tutela.know.incidents.queries import harm_of, revisions_of
from tutela.know.incidents.rules import NOBODY, ActorName
from tutela.mission.commands import import_bases

if TYPE_CHECKING:
    from django.test import Client

    from tests.people import Known

TYPED = {
    "act": "abduction",
    "place_name": "Weir",
    "deaths_best": "0",
    "place_precision": "3",
    "occurred_from": f"{DAY}",
}


class TestList(PageAccess):
    permission = Permission.INCIDENT_READ
    content = "Killing, Loumé"

    def address(self, people: People) -> str:
        record(people, told("a", DAY))
        return reverse("incidents:list")

    def grow(self, people: People) -> None:
        for number in range(5):
            record(people, told(f"more {number}", DAY, actor_a=ActorName(f"Sail {number}")))


class TestIncident(PageAccess):
    permission = Permission.INCIDENT_READ
    content = "They came at night."
    elsewhere = 404
    row: Incident

    def address(self, people: People) -> str:
        self.row = record(people, full())
        return reverse("incidents:incident", args=[self.row.reference])

    def grow(self, people: People) -> None:
        for number in range(3):
            self.row = correct(people, self.row, full(narrative=f"They came at night, {number}."))


class TestCorrect(PageAccess):
    permission = Permission.INCIDENT_CORRECT
    content = "They came at night."
    elsewhere = 404
    row: Incident

    def address(self, people: People) -> str:
        self.row = record(people, full())
        return reverse("incidents:correct", args=[self.row.reference])

    def grow(self, people: People) -> None:
        for number in range(3):
            self.row = correct(people, self.row, full(narrative=f"They came at night, {number}."))


class TestNew(PageAccess):
    permission = Permission.INCIDENT_RECORD
    content = "On which day did it begin?"
    of_the_mission = "Loumé"

    def address(self, people: People) -> str:
        return reverse("incidents:new")


def page(client: Client, known: Known, row: Incident) -> Any:
    return sign_in(client, known).get(reverse("incidents:incident", args=[row.reference]))


def test_every_revision_is_shown_with_its_reason(people: People, client: Client) -> None:
    row = record(people, full())
    correct(people, row, full(narrative="The mill stands."), reason="The miller came back.")
    response = page(client, people.in_charge, row)
    told_lines = [(line.title, line.detail) for line in response.context["history"]]
    assert ("Revision 2", "The miller came back.") in told_lines
    assert ("Revision 1", "") in told_lines
    assert "The mill stands." in said(response)
    assert "They came at night" not in said(response)


def test_a_revision_that_was_closed_is_shown_to_nobody_else(people: People, client: Client) -> None:
    row = record(people, in_the_east(full(sensitivity=2)))
    correct(people, row, in_the_east(full()), reason="Open now.")
    lines = [line.title for line in page(client, people.colleague, row).context["history"]]
    assert "Revision 2" in lines
    assert "Revision 1" not in lines
    row.refresh_from_db()
    assert revisions_of(people.outsider.actor, row) == []
    assert harm_of(people.outsider.actor, row) == []


def test_its_history_speaks_french(people: People, client: Client) -> None:
    row = record(people, full())
    address = reverse("incidents:incident", args=[row.reference])
    response = sign_in(client, people.in_charge).get(address, headers={"accept-language": "fr"})
    assert "Ce qui a été consigné" in said(response)
    assert "What was recorded" not in said(response)


def test_what_the_harm_leaves_open_is_said(people: People, client: Client) -> None:
    row = record(people, full())
    told_back = said(page(client, people.in_charge, row))
    assert "the sex of 60% and the age of 60% is not known" in told_back.replace("\xa0", "").replace("\u202f", "")


def test_an_imported_incident_shows_the_row_of_its_source(people: People, client: Client, tmp_path: Path) -> None:
    stood = base("there", 20.51, (date(2010, 1, 1), None))
    import_bases(actor=people.in_charge.actor, clock=people.clock, bases=[stood])
    change = {"type_of_violence": "2", "side_b": "Brown Sail", "deaths_a": "2", "deaths_civilians": "5"}
    take_events(people, ged_file(tmp_path, change), release="25.1")
    response = page(client, people.in_charge, Incident.objects.get())
    words = said(response)
    assert ("relid", "VEL-1") in response.context["original"]
    assert "1 of them of unknown status, counted as civilians (para 15)" in words
    for told_back in (
        "UCDP GED · 2 reports",
        "from ucdp 25.1",
        "Base there, 1.1 km",
        "near a base as the mission sets",
    ):
        assert told_back in words


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"date_precision": 2}, "known to within six days"),
        ({"date_precision": None}, "how precisely is not recorded"),
        ({"actor_a": NOBODY}, "By not known"),
        ({"latitude": None, "longitude": None, "place_precision": 6}, "cannot be told"),
        ({"place_precision": 7}, "At sea, in the air or across a border"),
        ({"attempted": True}, "attempted"),
    ],
)
def test_what_is_not_known_is_said(people: People, client: Client, more: dict[str, Any], words: str) -> None:
    assert words in said(page(client, people.in_charge, record(people, told("a", DAY, **more))))


@pytest.mark.parametrize("reference", ["I-000009", "I-0", "T-000001", "rubbish"])
def test_what_is_not_there_is_told_alike(people: People, client: Client, reference: str) -> None:
    address = reverse("incidents:incident", args=[reference])
    assert sign_in(client, people.in_charge).get(address).status_code == 404


def test_whoever_may_not_correct_is_offered_no_correction(people: People, client: Client) -> None:
    row = record(people, full())
    correction = reverse("incidents:correct", args=[row.reference])
    assert correction in page(client, people.in_charge, row).content.decode()
    reader = stripped_of(people.in_charge, Permission.INCIDENT_CORRECT)
    assert correction not in page(client, reader, row).content.decode()


def test_what_was_typed_is_recorded(people: People, client: Client) -> None:
    address = reverse("incidents:new")
    data = opened(client, before_today(people).in_charge, address) | TYPED
    response = client.post(address, data | {"killed_female_child": "2", "deaths_best": "4", "fighters": "1"})
    row = Incident.objects.get()
    assert response["Location"] == reverse("incidents:incident", args=[row.reference])
    facts = newest(row)
    assert (facts.act, facts.place_name, facts.place_precision, facts.occurred_to) == ("abduction", "Weir", 3, DAY)
    assert (facts.deaths_best, facts.civilians_best, [one.best for one in facts.harm]) == (4, 3, [2])


def test_sent_twice_it_is_recorded_once(people: People, client: Client) -> None:
    address = reverse("incidents:new")
    data = opened(client, people.in_charge, address) | TYPED
    answers = {client.post(address, data)["Location"] for _again in range(2)}
    assert answers == {reverse("incidents:incident", args=["I-000001"])}
    assert Incident.objects.count() == 1


def test_what_belongs_into_a_closed_room_goes_there(people: People, client: Client) -> None:
    address = reverse("incidents:new")
    client.post(address, opened(client, people.in_charge, address) | TYPED | {"act": "sexual_violence"})
    row = Incident.objects.get()
    assert (row.compartment, row.sensitivity) == ("sexual_violence", 1)


def test_what_one_may_not_keep_is_refused_and_stays_in_the_form(people: People, client: Client) -> None:
    address = reverse("incidents:new")
    data = opened(client, people.colleague, address) | TYPED | {"latitude": "5", "longitude": "22.5"}
    response = client.post(address, data | {"act": "sexual_violence"})
    assert response.status_code == 422
    assert "Your post may not keep a record as sensitive as this." in said(response)
    assert (shown_in(response)["place_name"], Incident.objects.count()) == ("Weir", 0)


def test_an_empty_form_is_refused_field_by_field(people: People, client: Client) -> None:
    response = sign_in(client, people.in_charge).post(reverse("incidents:new"), {"place_name": ""})
    assert response.status_code == 422
    wrong = set(response.context["form"].errors)
    assert {"occurred_from", "act", "place_name", "deaths_best", "place_precision"} <= wrong
    assert "reason" not in response.context["form"].fields
