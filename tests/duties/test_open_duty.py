"""One duty: its rule, how it stands and why, and the forms that answer it, set it off and excuse it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from tests.duties.scene import MEETS, MET, happen, head_of_mission, later, meet, stands, today
from tests.page_access import PageAccess, said, text_of
from tests.people import Known, People, sign_in
from tutela.access.permissions import Permission
from tutela.ledger.models import Entry
from tutela.policy.duties import State

if TYPE_CHECKING:
    from django.test import Client


@pytest.fixture(autouse=True)
def _at_the_clock(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutela.config.middleware.SYSTEM_CLOCK", people.clock)


def address(name: str = MEETS) -> str:
    return reverse("duties:duty", args=[name])


def shown(client: Client, known: Known, name: str = MEETS, query: str = "") -> str:
    return said(sign_in(client, known).get(f"{address(name)}{query}"))


class TestDuty(PageAccess):
    permission = Permission.DUTY_READ
    content = "The protection forum at mission headquarters meets."
    of_the_mission = "It was last done 2031-05-10"

    def address(self, people: People) -> str:
        meet(people, today(people).replace(day=10))
        return address()

    def grow(self, people: People) -> None:
        for day in range(1, 10):
            meet(people, today(people).replace(day=day))


def test_it_tells_state_reason_rule_and_clock(client: Client, people: People) -> None:
    meet(people, today(people))
    page = shown(client, people.in_charge)
    assert "It was last done 2031-05-14." in page
    assert "Minutes of the forum, kept by its secretary" in page
    assert "Owed by Protection of Civilians Adviser" in page
    assert "30 days" in page


def test_what_decided_it_leads_to_the_ledger(client: Client, people: People) -> None:
    meet(people, today(people))
    decided = stands(people, MEETS).decided_by[0]
    page = text_of(sign_in(client, people.in_charge).get(address()))
    assert f'href="{reverse("timeline:entry", args=[decided])}"' in page
    assert f'href="{reverse("mission:parameter", args=["forum_days"])}"' in page


def test_an_unknown_duty_is_not_there(client: Client, people: People) -> None:
    assert sign_in(client, people.in_charge).get(address("no_such_duty")).status_code == 404


def test_the_deed_that_answers_it_is_recorded_there(client: Client, people: People) -> None:
    later(people, 40)
    assert stands(people, MEETS).state is State.OVERDUE
    sent = {"deed-what": "deed", "deed-kind": MET, "deed-day": today(people).isoformat(), "deed-evidence": "Minutes"}
    response = sign_in(client, people.in_charge).post(address(), sent)
    assert response.status_code == 302
    assert stands(people, MEETS).state is State.MET


def test_only_the_deeds_that_answer_it_are_offered(client: Client, people: People) -> None:
    sent = {"deed-what": "deed", "deed-kind": "exercise_of_force", "deed-day": "2031-05-14", "deed-evidence": "Minutes"}
    response = sign_in(client, people.in_charge).post(address(), sent)
    assert response.status_code == 422
    assert not Entry.objects.filter(event="account.duties.deed_recorded").exists()


def test_what_was_typed_stays_when_something_is_missing(client: Client, people: People) -> None:
    sent = {"deed-what": "deed", "deed-kind": MET, "deed-day": "2031-06-14", "deed-evidence": "Minutes of June"}
    response = sign_in(client, people.in_charge).post(address(), sent)
    assert response.status_code == 422
    assert "Minutes of June" in text_of(response)
    assert "It cannot lie in the future." in text_of(response)


def test_an_occurrence_that_sets_it_off_is_recorded_there(client: Client, people: People) -> None:
    name = "escalate_to_headquarters"
    sent = {
        "occurrence-what": "occurrence",
        "occurrence-kind": "threat_exceeds_office",
        "occurrence-day": "2031-05-14",
        "occurrence-note": "More than the office can hold",
    }
    assert sign_in(client, people.in_charge).post(address(name), sent).status_code == 302
    assert stands(people, name).state is State.DUE
    assert "O-000001" in shown(client, people.in_charge, name)


def test_the_only_open_occasion_is_filled_in(client: Client, people: People) -> None:
    happen(people, "threat_exceeds_office", today(people))
    page = text_of(sign_in(client, people.in_charge).get(address("escalate_to_headquarters")))
    assert 'name="deed-about" value="O-000001"' in page


def test_an_occasion_is_excused_with_a_reason(client: Client, people: People) -> None:
    happen(people, "threat_exceeds_office", today(people))
    name, head = "escalate_to_headquarters", head_of_mission(people)
    sent = {"excuse-what": "excuse", "excuse-occasion": "O-000001", "excuse-reason": "Headquarters asked first."}
    for _time in range(2):
        assert sign_in(client, head).post(address(name), sent).status_code == 302
    assert Entry.objects.filter(event="account.duties.duty_excused").count() == 1
    assert "1 excused" in stands(people, name).reasons[0]


def test_who_may_not_excuse_is_neither_offered_nor_obeyed(client: Client, people: People) -> None:
    happen(people, "threat_exceeds_office", today(people))
    name = "escalate_to_headquarters"
    sent = {"excuse-what": "excuse", "excuse-occasion": "O-000001", "excuse-reason": "No."}
    assert "Excuse it this once" not in shown(client, people.in_charge, name)
    assert sign_in(client, people.in_charge).post(address(name), sent).status_code == 403


def test_on_a_past_day_it_is_read_only(client: Client, people: People) -> None:
    later(people, 10)
    meet(people, today(people))
    page = shown(client, people.in_charge, query="?on=2031-05-14")
    assert "It has not been done yet since the record began." in page
    assert "Put it on record" not in page
    sent = {"deed-what": "deed", "deed-kind": MET, "deed-day": "2031-05-14", "deed-evidence": "Minutes"}
    assert sign_in(client, people.in_charge).post(f"{address()}?on=2031-05-14", sent).status_code == 302
    assert Entry.objects.filter(event="account.duties.deed_recorded").count() == 1
