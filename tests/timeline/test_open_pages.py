"""Who may open the pages of the ledger, and who sees what there."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from tests.page_access import PageAccess, said, text_of
from tests.people import MISSION, People, sign_in
from tests.timeline.sample import reach_set, told
from tutela.access.permissions import Permission
from tutela.ledger.queries import ledger_head


class TestLedger(PageAccess):
    permission = Permission.LEDGER_READ
    content = "The parameter near_base_km was set to 12.0 (before: 10.0)."

    def address(self, people: People) -> str:
        reach_set(people, 12)
        return reverse("timeline:ledger")

    def grow(self, people: People) -> None:
        reach_set(people, 13, 14, 15)


class TestEntry(PageAccess):
    permission = Permission.LEDGER_READ
    content = "The parameter near_base_km was set to 12.0 (before: 10.0)."
    elsewhere = 404

    def address(self, people: People) -> str:
        reach_set(people, 12)
        return reverse("timeline:entry", args=[ledger_head(MISSION).sequence])

    def grow(self, people: People) -> None:
        reach_set(people, 13, 14, 15)


class TestAbout(PageAccess):
    permission = Permission.LEDGER_READ
    content = "Measured 12 km."

    def address(self, people: People) -> str:
        reach_set(people, 12)
        return reverse("timeline:about", args=["parameter:near_base_km"])

    def grow(self, people: People) -> None:
        reach_set(people, 13, 14, 15)


class TestVerify(PageAccess):
    permission = Permission.LEDGER_VERIFY
    content = "A head that was printed earlier"

    @property
    def of_the_mission(self) -> str:  # type: ignore[override]
        return ledger_head(MISSION).hash

    def address(self, people: People) -> str:
        return reverse("timeline:verify")

    def grow(self, people: People) -> None:
        reach_set(people, 13)


class TestCsv(PageAccess):
    permission = Permission.LEDGER_READ
    content = "Measured 12 km."

    def address(self, people: People) -> str:
        reach_set(people, 12)
        return reverse("timeline:export_csv")

    def grow(self, people: People) -> None:
        reach_set(people, 13, 14, 15)


class TestJson(TestCsv):
    def address(self, people: People) -> str:
        reach_set(people, 12)
        return reverse("timeline:export_json")


def test_it_hides_what_the_post_is_not_cleared_for(people: People, client: Client) -> None:
    told(people, "partner:1", name="Quiet Harbour", sensitivity=2)
    pages = [reverse("timeline:ledger"), reverse("timeline:export_csv"), reverse("timeline:export_json")]
    pages += [reverse("timeline:about", args=["partner:1"])]
    sign_in(client, people.colleague)
    assert not any("Quiet Harbour" in text_of(client.get(page)) for page in pages)
    sign_in(client, people.in_charge)
    assert all("Quiet Harbour" in text_of(client.get(page)) for page in pages)


def test_a_hidden_entry_is_told_like_one_that_is_not_there(people: People, client: Client) -> None:
    told(people, "partner:1", sensitivity=2)
    hidden = reverse("timeline:entry", args=[ledger_head(MISSION).sequence])
    missing = reverse("timeline:entry", args=[10**30])
    sign_in(client, people.colleague)
    answers = [client.get(page) for page in (hidden, missing)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert said(answers[0]) == said(answers[1])


def test_a_compartment_stays_closed(people: People, client: Client) -> None:
    told(people, "partner:1", name="Quiet Harbour", compartment="detention")
    sign_in(client, people.in_charge)
    assert "Quiet Harbour" not in text_of(client.get(reverse("timeline:ledger")))


def test_a_field_office_reads_of_its_own_area(people: People, client: Client) -> None:
    told(people, "partner:1", name="West Bank", area_path="OV01/")
    told(people, "partner:2", name="East Bank", area_path="OV02/")
    page = text_of(sign_in(client, people.colleague).get(reverse("timeline:ledger")))
    assert "East Bank" in page
    assert "West Bank" not in page
