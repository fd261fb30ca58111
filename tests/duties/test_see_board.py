"""The compliance board: every duty with its state, narrowed and grouped by the address, today and on past days."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from tests.duties.scene import later, meet, today
from tests.page_access import PageAccess, said, text_of
from tests.people import People, sign_in
from tutela.access.permissions import Permission
from tutela.policy.duties import duties

if TYPE_CHECKING:
    from django.test import Client

SENTENCE = "The protection forum at mission headquarters meets."


@pytest.fixture(autouse=True)
def _at_the_clock(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutela.config.middleware.SYSTEM_CLOCK", people.clock)


class TestBoard(PageAccess):
    permission = Permission.DUTY_READ
    content = SENTENCE
    of_the_mission = "It was last done 2031-05-10"

    def address(self, people: People) -> str:
        meet(people, today(people).replace(day=10))
        return reverse("duties:board")

    def grow(self, people: People) -> None:
        for day in range(1, 10):
            meet(people, today(people).replace(day=day))


def shown(client: Client, people: People, query: str = "") -> str:
    return said(sign_in(client, people.in_charge).get(f"{reverse('duties:board')}{query}"))


def rows(client: Client, people: People, query: str = "") -> list[dict[str, str]]:
    text = text_of(sign_in(client, people.in_charge).get(f"{reverse('duties:export_csv')}{query}"))
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_every_duty_is_on_it_the_worst_first(client: Client, people: People) -> None:
    later(people, 120)
    found = rows(client, people)
    assert {one["duty"] for one in found} == set(duties())
    order = ["Overdue", "Due", "Due soon", "Cannot be told", "Met", "Not applicable"]
    places = [order.index(one["state"]) for one in found]
    assert places == sorted(places)
    assert places[0] == 0


def test_counts_stand_in_words_beside_the_bar(client: Client, people: People) -> None:
    meet(people, today(people))
    found = rows(client, people)
    page = shown(client, people)
    for word in ("Due", "Cannot be told", "Met"):
        number = sum(one["state"] == word for one in found)
        assert f"{word} {number} " in page


def test_it_is_narrowed_by_state_wing_post_and_words(client: Client, people: People) -> None:
    meet(people, today(people))
    assert {one["state"] for one in rows(client, people, "?state=met")} == {"Met"}
    assert {one["wing"] for one in rows(client, people, "?wing=know")} == {"Know"}
    assert all("Force Commander" in one["owed_by"] for one in rows(client, people, "?post=force_commander"))
    assert [one["sentence"] for one in rows(client, people, "?q=forum at mission headq")] == [SENTENCE]
    assert all("73" in one["paragraphs"] for one in rows(client, people, "?q=73"))


@pytest.mark.parametrize(
    ("by", "heading"), [("wing", "Assess"), ("post", "Force Commander"), ("deadline", "Without a limit now")]
)
def test_it_is_grouped_as_the_address_asks(client: Client, people: People, by: str, heading: str) -> None:
    page = text_of(sign_in(client, people.in_charge).get(f"{reverse('duties:board')}?by={by}"))
    assert f'<h2 class="group-title">{heading} ' in page


def test_nothing_that_fits_says_so(client: Client, people: People) -> None:
    assert "Nothing matches these filters" in shown(client, people, "?q=zzzz")


def test_a_past_day_stays_as_it_was_whatever_is_recorded_later(client: Client, people: People) -> None:
    meet(people, today(people))
    day = today(people).isoformat()
    later(people, 3)
    before = rows(client, people, f"?on={day}")
    meet(people, today(people))
    assert rows(client, people, f"?on={day}") == before
    assert rows(client, people) != before


def test_a_past_day_is_said_plainly(client: Client, people: People) -> None:
    later(people, 20)
    page = shown(client, people, "?on=2031-05-20")
    assert "This is how it stood at the end of 20 May 2031" in page
    assert "A past day" not in shown(client, people)


def test_a_day_to_come_is_not_told(client: Client, people: People) -> None:
    page = shown(client, people, "?on=2031-05-15")
    assert "That day is still to come" in page
    assert "A past day" not in page


def test_a_day_that_is_none_is_told_beside_the_field(client: Client, people: People) -> None:
    assert "Enter a day like" in shown(client, people, "?on=yesterday")


def test_before_the_mission_nothing_can_be_told(client: Client, people: People) -> None:
    assert {one["state"] for one in rows(client, people, "?on=2010-01-01")} == {"Cannot be told"}


def test_a_cell_of_the_file_never_runs() -> None:
    from tutela.account.duties.rules import harmless

    assert harmless("=1+1") == "'=1+1"
    assert harmless("plain") == "plain"
    assert harmless(3) == 3


def test_it_speaks_french(client: Client, people: People) -> None:
    client.cookies["django_language"] = "fr"
    page = shown(client, people)
    assert "L’instance de protection du quartier général de la mission se réunit." in page
    assert "Indéterminable" in page
    assert "Cannot be told" not in page
