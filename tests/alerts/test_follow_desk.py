"""What an open desk asks for each second: nothing when nothing is new, else the order and the rows that changed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from tests.alerts.scene import WEST, told
from tests.page_access import PageAccess
from tests.people import Known, People, sign_in
from tutela.access.permissions import Permission
from tutela.know.alerts.commands import acknowledge_alert, set_aside_alert

if TYPE_CHECKING:
    from django.test import Client


@pytest.fixture(autouse=True)
def _now(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutela.config.middleware.SYSTEM_CLOCK", people.clock)


def asked(client: Client, known: Known, etag: str = "", **query: str) -> Any:
    headers = {"If-None-Match": etag} if etag else {}
    return sign_in(client, known).get(reverse("alerts:mark"), query, headers=headers)


class TestMark(PageAccess):
    permission = Permission.ALERT_READ
    content = "Three Wells"

    def address(self, people: People) -> str:
        told(people)
        return reverse("alerts:mark")

    def grow(self, people: People) -> None:
        for number in range(6):
            told(people, f"more-{number}")


def test_it_answers_nothing_new_until_something_is(people: People, client: Client) -> None:
    told(people)
    first = asked(client, people.in_charge)
    assert asked(client, people.in_charge, first["ETag"]).status_code == 304
    told(people, "b")
    assert asked(client, people.in_charge, first["ETag"]).status_code == 200


def test_the_page_of_the_desk_carries_the_mark_of_what_it_shows(people: People, client: Client) -> None:
    told(people)
    page = sign_in(client, people.in_charge).get(reverse("alerts:desk"), {"view": "mine"})
    etag = f'"{page.context["etag"]}"'
    assert asked(client, people.in_charge, etag, view="mine").status_code == 304
    assert asked(client, people.in_charge, etag).status_code == 200


def test_another_language_is_another_answer(people: People, client: Client) -> None:
    told(people)
    english = asked(client, people.in_charge)["ETag"]
    client.cookies["django_language"] = "fr"
    assert asked(client, people.in_charge, english).status_code == 200


def test_it_tells_only_the_rows_that_changed_but_the_whole_order(people: People, client: Client) -> None:
    one = told(people, "a")
    people.clock.advance(timedelta(minutes=1))
    two = told(people, "b")
    since = asked(client, people.in_charge).json()["since"]
    acknowledge_alert(actor=people.in_charge.actor, clock=people.clock, alert=two.reference)
    answer = asked(client, people.in_charge, since=since).json()
    assert set(answer["order"]) == {one.reference, two.reference}
    assert f'id="{two.reference}"' in answer["html"]
    assert f'id="{one.reference}"' not in answer["html"]
    assert answer["counts"]["unacknowledged"] == 1


def test_what_ran_out_is_news_though_nobody_did_anything(people: People, client: Client) -> None:
    told(people)
    before = asked(client, people.in_charge)["ETag"]
    people.clock.advance(timedelta(minutes=6))
    answer = asked(client, people.in_charge, before)
    assert answer.json()["counts"]["overdue"] == 1


def test_what_one_may_not_know_of_moves_nothing(people: People, client: Client) -> None:
    told(people)
    before = asked(client, people.colleague)
    told(people, "west", longitude=WEST)
    told(people, "room", what=("sexual_violence",))
    assert asked(client, people.colleague, before["ETag"]).status_code == 304
    assert asked(client, people.colleague).json() == before.json()


def test_a_moment_that_makes_no_sense_gets_every_row(people: People, client: Client) -> None:
    alert = told(people)
    answer = asked(client, people.in_charge, since="yesterday").json()
    assert answer["whole"] is True
    assert alert.reference in answer["html"]


def sent(client: Client, known: Known, reference: str, act: str = "acknowledge", **headers: str) -> Any:
    return sign_in(client, known).post(reverse("alerts:act"), {act: reference, "query": "view=open"}, headers=headers)


def test_a_button_acknowledges_and_comes_back_to_the_row(people: People, client: Client) -> None:
    alert = told(people)
    answer = sent(client, people.in_charge, alert.reference)
    assert (answer.status_code, answer["Location"]) == (302, f"/know/alerts/?view=open#{alert.reference}")
    alert.refresh_from_db()
    assert alert.worked_post == people.in_charge.actor.post


def test_a_key_is_answered_with_what_changed(people: People, client: Client) -> None:
    alert = told(people)
    answer = sent(client, people.in_charge, alert.reference, **{"X-Desk": "1", "Accept": "application/json"}).json()
    assert answer["said"] == f"{alert.reference} is acknowledged. You work on it."
    assert "you" in answer["html"]


def test_a_refusal_is_told_to_the_desk_as_such(people: People, client: Client) -> None:
    alert = told(people)
    given = {"version": 1, "why": "test", "reason": "A drill."}
    set_aside_alert(actor=people.in_charge.actor, clock=people.clock, alert=alert.reference, **given)  # type: ignore[arg-type]
    answer = sent(client, people.in_charge, alert.reference, **{"X-Desk": "1", "Accept": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (409, "alert_not_open")


@pytest.mark.parametrize("reference", ["A-000001", "A-999999", "nonsense", "<b>"])
def test_nobody_acts_on_what_they_may_not_know_of(people: People, client: Client, reference: str) -> None:
    told(people, longitude=WEST)
    assert sent(client, people.colleague, reference).status_code == 404


def test_an_act_that_is_none_is_refused(people: People, client: Client) -> None:
    assert sent(client, people.in_charge, "A-000001", "drop").status_code == 422
