"""Taking a call: what was told becomes an alert, who told it is locked away, and nothing that was typed is lost."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from tests.people import MISSION, base, put_in_post, sign_in
from tutela.exchange.doors.phone.answers import CONCERNS, Answers, report_from
from tutela.exchange.doors.phone.words import ROUTES
from tutela.know.alerts.models import Alert, Allegation
from tutela.know.alerts.rules.report import rooms_of
from tutela.know.sources.models import Source
from tutela.ledger.models import Entry

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from tests.people import Known, People

ADDRESS = "/know/alerts/new/"
CALLER = {"who": "Ondravelle Quist", "number": "+999 555 0199", "may_call_back": "on"}
CALL: dict[str, Any] = {
    "submission_key": "0b3f7f1c-5c58-7d86-9a53-6a2f0f1f9a01",
    "what": ["armed_presence", "people_fleeing"],
    "timing": "imminent",
    "place": "Ombral",
    "place_choice": "area:OV0202",
    "people": "about 2 000",
    "text": "Armed people near the wells.",
    "language": "en",
    "channel": "phone",
}


@pytest.fixture
def officer(people: People, client: Client) -> Client:
    return sign_in(client, people.in_charge)


@pytest.fixture
def duty(people: People) -> Known:
    return put_in_post(MISSION, "joc_duty_officer", people.clock)


def call(client: Client, **changed: Any) -> Answer:
    return client.post(ADDRESS, {**CALL, **changed})


def test_a_call_becomes_an_alert(officer: Client) -> None:
    response = call(officer)
    assert (response.status_code, response["Location"]) == (302, f"{ADDRESS}?taken=1")
    row = Alert.objects.get()
    assert (row.channel, row.timing, row.people_at_risk, row.text) == ("phone", "imminent", 2000, CALL["text"])
    assert row.area is not None
    assert row.area.code == "OV0202"
    assert {one.what for one in Allegation.objects.all()} == set(CALL["what"])


def test_sent_five_times_it_is_one_alert(officer: Client) -> None:
    for _time in range(5):
        assert call(officer, **CALLER).status_code == 302
    assert Alert.objects.count() == 1
    assert Source.objects.count() == 1
    assert Entry.objects.filter(event="know.alerts.alert_received").count() == 1
    assert "It was in already:" in officer.get(f"{ADDRESS}?taken=1").content.decode()


def test_who_calls_goes_into_the_vault_and_nowhere_else(officer: Client) -> None:
    call(officer, **CALLER)
    source = Source.objects.get()
    assert Alert.objects.get().source_id == source.pk
    shown = officer.get(f"{ADDRESS}?taken=1").content.decode() + json.dumps(dict(officer.session))
    shown += "".join(f"{entry.payload}{entry.reason}" for entry in Entry.objects.all())
    assert "Ondravelle" not in shown
    assert "0199" not in shown


def test_a_name_in_the_words_is_blanked(officer: Client) -> None:
    call(officer, **CALLER, text="Ondravelle Quist saw them at the wells.")
    assert Alert.objects.get().text == "[…] saw them at the wells."


def test_the_receipt_says_what_happens_next(officer: Client) -> None:
    call(officer)
    page = officer.get(f"{ADDRESS}?taken=1").content.decode()
    assert "A-000001" in page
    assert "It waits for somebody at the desk to acknowledge it." in page
    assert "Due at" in page


def test_what_goes_to_a_closed_room_is_said_and_not_shown(duty: Known, client: Client) -> None:
    call(sign_in(client, duty), concerns=["sexual_violence"], text="Vexolandry")
    assert {row.compartment for row in Alert.objects.all()} == {"", "sexual_violence"}
    page = client.get(f"{ADDRESS}?taken=1").content.decode()
    assert "This goes to the Women’s Protection Adviser." in page
    assert "You will not see it on the desk." in page
    assert "Vexolandry" not in page


def test_the_case_of_one_person_goes_to_human_rights_alone(duty: Known, client: Client) -> None:
    call(sign_in(client, duty), concerns=["one_case"])
    assert [row.compartment for row in Alert.objects.all()] == ["human_rights_cases"]


def test_of_a_harmed_child_the_words_go_to_the_adviser_and_the_desk_gets_act_and_place(
    duty: Known, client: Client
) -> None:
    call(sign_in(client, duty), what=["killing"], concerns=["child"], text="Vexolandry")
    opened, closed = Alert.objects.order_by("pk")
    assert (opened.compartment, opened.headline, opened.place_name, opened.text) == ("", "killing", "Ombral", "")
    assert (closed.compartment, closed.text) == ("child_protection", "Vexolandry")
    page = client.get(f"{ADDRESS}?taken=1").content.decode()
    assert "This goes to the Child Protection Adviser." in page
    assert "Vexolandry" not in page


def test_the_recruitment_of_a_child_can_still_be_chosen_as_what_happens(duty: Known, client: Client) -> None:
    call(sign_in(client, duty), what=["child_recruitment"])
    assert [(row.compartment, row.headline) for row in Alert.objects.all()] == [
        ("child_protection", "child_recruitment")
    ]


@pytest.mark.parametrize("concern", CONCERNS)
@pytest.mark.parametrize("what", [(), ("killing",)])
def test_the_room_that_a_page_names_is_the_one_that_a_concern_leads_to(
    people: People, concern: str, what: tuple[str, ...]
) -> None:
    answers = Answers(channel="phone", submission_key="k", text="x", what=what, concerns=(concern,))
    rooms = rooms_of(report_from(answers, actor=people.in_charge.actor, now=people.clock.now()))
    keeps_desk = bool(what) and ROUTES[concern]["kind"] != "case"
    assert rooms == (*([""] if keeps_desk else []), ROUTES[concern]["room"])


@pytest.mark.parametrize(
    ("typed", "place"), [("Three Wells 5.02, 23.51", (5.02, 23.51, "Three Wells")), ("34N", (None, None, "34N"))]
)
def test_a_point_may_be_typed_where_the_name_goes(officer: Client, typed: str, place: tuple[object, ...]) -> None:
    call(officer, place=typed, place_choice="")
    row = Alert.objects.get()
    assert (row.latitude, row.longitude, row.place_name) == place


@pytest.mark.parametrize("choice", ["base:gate", "", "base:gone"])
def test_a_base_is_known_by_its_name(officer: Client, people: People, choice: str) -> None:
    from tutela.mission.commands import import_bases

    import_bases(actor=people.in_charge.actor, clock=people.clock, bases=[base("gate", 22.5)])
    call(officer, place="base Gate", place_choice=choice)
    row = Alert.objects.get()
    assert (row.latitude, row.longitude, row.place_precision) == (5.0, 22.5, 2)


def test_a_choice_whose_name_was_typed_over_is_none(officer: Client) -> None:
    call(officer, place="Somewhere else", place_choice="area:OV0202")
    row = Alert.objects.get()
    assert row.area is None
    assert "place_unclear" in row.flags


@pytest.mark.parametrize(
    ("answers", "days_ago", "precision"),
    [
        ({"timing": "over", "day": "today"}, 0, "day"),
        ({"timing": "over", "day": "yesterday"}, 1, "day"),
        ({"timing": "over", "day": "this_week"}, 3, "week"),
        ({"timing": "under_way"}, 0, "hour"),
    ],
)
def test_when_it_was_is_kept_as_precisely_as_it_was_said(
    officer: Client, answers: dict[str, str], days_ago: int, precision: str
) -> None:
    call(officer, **answers)
    row = Alert.objects.get()
    assert row.occurred_at is not None
    assert ((row.received_at - row.occurred_at).total_seconds() + 43200) // 86400 in {days_ago, days_ago + 1}
    assert row.occurred_precision == precision
    assert row.occurred_at <= row.received_at


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"what": [], "text": " "}, "Say what happens"),
        ({"place": "97.5, 21.5"}, "These coordinates lie nowhere"),
        ({"people": "20 or 30"}, "Write one number"),
        ({"people": "99999999999"}, "Write one number"),
        ({"timing": "whenever"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(officer: Client, change: dict[str, Any], words: str) -> None:
    response = call(officer, **CALLER, **change)
    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert 'value="Ondravelle Quist"' in page
    assert CALL["submission_key"] in page
    assert response["Cache-Control"] == "no-store"
    assert not Alert.objects.exists()


def test_no_answer_of_the_page_is_kept_by_a_browser(officer: Client) -> None:
    assert officer.get(ADDRESS)["Cache-Control"] == "no-store"
    assert call(officer)["Cache-Control"] == "no-store"


def test_a_post_that_may_not_keep_sources_is_not_asked_for_one(people: People, client: Client) -> None:
    sign_in(client, put_in_post(MISSION, "police", people.clock))
    page = client.get(ADDRESS).content.decode()
    assert 'name="who"' not in page
    assert "Your post may not lock away who calls." in page
    assert call(client, **CALLER).status_code == 302
    assert not Source.objects.exists()


def test_a_script_is_told_where_to_go_on(officer: Client) -> None:
    response = officer.post(ADDRESS, CALL, headers={"X-Tutela-Script": "1"})
    assert response.json() == {"next": f"{ADDRESS}?taken=1"}


def test_a_call_that_waited_on_the_line_was_known_when_it_was_told(officer: Client) -> None:
    call(officer, told_at="2031-05-13T09:00:00Z", device_at="2031-05-13T11:00:00Z")
    row = Alert.objects.get()
    assert round((row.received_at - row.known_at).total_seconds()) == 7200
    assert {"late", "clock_off"} <= set(row.flags)


def test_every_place_can_be_found_by_its_other_names(officer: Client) -> None:
    rows = officer.get(f"{ADDRESS}places.json").json()["places"]
    assert ["area:OV01", "Sambéré-Loï", "", "Samberi Loi"] in rows
    assert ["area:OV0102", "Loï", "Sambéré-Loï"] in rows


def test_somebody_of_another_mission_gets_their_own_places(people: People, client: Client) -> None:
    sign_in(client, people.outsider)
    assert client.get(f"{ADDRESS}places.json").json()["places"] == []


def test_the_most_frequent_come_after_those_with_a_key(officer: Client) -> None:
    for number in range(3):
        call(officer, submission_key=f"k-{number}", what=["torture"])
    page = officer.get(ADDRESS).content.decode()
    assert page.index('value="protection_requested"') < page.index('value="torture"') < page.index('value="uttered_thr')
