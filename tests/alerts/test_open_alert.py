"""An alert's page: everything about it in words, for those who may know, and what can be done from here."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from tests.alerts.scene import EAST, WEST, told
from tests.page_access import PageAccess, said, stripped_of, text_of
from tests.people import Known, People, sign_in
from tutela.access.permissions import Permission
from tutela.know.alerts.commands import (
    acknowledge_alert,
    add_note,
    advance_response,
    attach_files,
    decide_no_response,
    decide_response,
    escalate_alert,
    merge_alert,
    offer_alert,
    set_urgency,
    tell_community,
    verify_allegation,
)
from tutela.know.alerts.rules.report import StoredFile

if TYPE_CHECKING:
    from django.test import Client

    from tutela.know.alerts.models import Alert


@pytest.fixture(autouse=True)
def _now(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutela.config.middleware.SYSTEM_CLOCK", people.clock)


def opened(client: Client, known: Known, alert: Alert) -> Any:
    return sign_in(client, known).get(reverse("alerts:alert", args=[alert.reference]))


def given(people: People, alert: Alert) -> dict[str, Any]:
    return {"actor": people.in_charge.actor, "clock": people.clock, "alert": alert.reference}


class TestAlert(PageAccess):
    permission = Permission.ALERT_READ
    content = "Armed people on motorbikes near the wells."
    elsewhere = 404

    def address(self, people: People) -> str:
        return reverse("alerts:alert", args=[told(people).reference])

    def grow(self, people: People) -> None:
        for number in range(5):
            add_note(
                actor=people.in_charge.actor, clock=people.clock, alert="A-000001", kind="more", text=f"N {number}"
            )


def test_it_says_what_was_told_where_when_and_of_whom(people: People, client: Client) -> None:
    alert = told(people, people_at_risk=40, groups=("women",), actor_name="Grey Sail", flags=("late",), language="fr")
    page = opened(client, people.in_charge, alert)
    words = said(page)
    for part in ("1 Immediate", "Nobody has acknowledged it yet", "Violence is expected within hours.", "Three Wells",
                 "Tesqué-Ville", "Near the named place", "5.0000, 22.5000", "40", "Women", "Grey Sail", "Telephone",
                 "Came late.", "More than an hour passed", "F Cannot be judged", "6 Cannot be judged"):  # fmt: skip
        assert part in words, part
    assert 'dir="auto" lang="fr"' in text_of(page)


def test_what_was_typed_is_shown_and_never_run(people: People, client: Client) -> None:
    alert = told(people, text="<script>alert(1)</script>", place_name='"><img src=x>')
    text = text_of(opened(client, people.in_charge, alert))
    assert "<script>alert(1)" not in text
    assert "<img" not in text
    assert "&lt;script&gt;" in text


def test_its_clocks_say_how_they_stand_and_whose_they_are(people: People, client: Client) -> None:
    alert = told(people)
    people.clock.advance(timedelta(minutes=3))
    acknowledge_alert(**given(people, alert))
    people.clock.advance(timedelta(minutes=60))
    words = said(opened(client, people.in_charge, alert))
    assert "in time, after 3 min" in words
    assert "3 min over" in words
    assert f"Who answers for them: {people.in_charge.actor.label}." in words


def test_each_thing_that_it_says_has_its_own_finding(people: People, client: Client) -> None:
    alert = told(people, what=("killing", "pillage"))
    verify_allegation(**given(people, alert), version=1, number=1, outcome="confirmed", grade=2, reason="A grave.")
    words = said(opened(client, people.in_charge, alert))
    assert "Killing Confirmed Information 2 Probably true A grave." in words
    assert "Pillage Not judged yet" in words or "Not judged yet" in words


def test_a_response_shows_its_steps_and_the_next_ones_as_buttons(people: People, client: Client) -> None:
    alert = told(people)
    decide_response(**given(people, alert), responder="mission_force", tier="physical", means="armed", note="By road.")
    advance_response(**given(people, alert), number=1, step="ordered")
    text = text_of(opened(client, people.in_charge, alert))
    words = said(opened(client, people.in_charge, alert))
    assert "The mission: the force II Physical protection Armed" in words
    assert [step in text for step in ('value="ordered"', 'value="moved"', 'value="arrived"')] == [False, True, True]


def test_why_nobody_responds_is_said(people: People, client: Client) -> None:
    alert = told(people)
    decide_no_response(**given(people, alert), why="access", reason="The bridge is down.")
    words = said(opened(client, people.in_charge, alert))
    assert "Access: road, weather, mines or distance" in words
    assert "The bridge is down." in words


def test_notes_tellings_and_what_was_judged_stand_on_it(people: People, client: Client) -> None:
    alert = told(people)
    add_note(**given(people, alert), kind="question", text="How many are there?")
    tell_community(**given(people, alert), means="visit", text="A patrol is on its way.")
    set_urgency(**given(people, alert), version=3, urgency=2, reason="They left again.")
    words = said(opened(client, people.in_charge, alert))
    for part in ("Question to whoever told it", "How many are there?", "In person", "A patrol is on its way.",
                 "2 Urgent", "They left again.", "The urgency of the alert A-000001 was set to 2."):  # fmt: skip
        assert part in words, part


def test_an_offer_waits_for_the_answer_of_the_post_it_was_made_to(people: People, client: Client) -> None:
    alert = told(people, longitude=WEST)
    offer_alert(**given(people, alert), version=1, to_post=people.colleague.actor.post, reason="They are nearer.")
    assert "Take it over" in said(opened(client, people.colleague, alert))
    mine = said(opened(client, people.in_charge, alert))
    assert "Take the offer back" in mine
    assert "Take it over" not in mine


def test_what_was_joined_can_be_taken_apart_from_both_sides(people: People, client: Client) -> None:
    one, two = told(people, "a"), told(people, "b")
    merge_alert(**given(people, one), version=1, into=two.reference, reason="The same motorbikes.")
    assert "The same motorbikes." in said(opened(client, people.in_charge, one))
    text = text_of(opened(client, people.in_charge, two))
    assert f'href="/know/alerts/{one.reference}/take-apart/"' in text


def test_files_are_listed_and_never_shown_in_the_page(people: People, client: Client) -> None:
    alert = told(people)
    stored = StoredFile(key="k" * 20, media_type="image/jpeg", size=2048, sha256="a" * 64, note="Place removed.")
    attach_files(actor=people.in_charge.actor, clock=people.clock, submission_key="r-1", files=(stored,))
    text = text_of(opened(client, people.in_charge, alert))
    assert "image/jpeg" in text
    assert "Place removed." in text
    assert "k" * 20 not in text
    assert "<img" not in text


def test_the_source_is_a_reference_for_those_who_may_read_sources_alone(people: People, client: Client) -> None:
    from tutela.know.sources.commands import keep_source
    from tutela.know.sources.rules import Identity, SourceFacts

    facts = SourceFacts(
        kind="witness", reliability="B", language="fr", area_code="", risk="high",
        identity=Identity(name="Quillmarin Zarq", phone="+2430000001"), consents=("contact_back",),
    )  # fmt: skip
    kept = keep_source(actor=people.in_charge.actor, clock=people.clock, submission_key="s-1", facts=facts)
    alert = told(people, source=kept.reference, source_grade="B")
    text = text_of(opened(client, people.in_charge, alert))
    assert kept.reference in text
    assert "Quillmarin" not in text
    assert kept.reference not in text_of(opened(client, stripped_of(people.in_charge, Permission.SOURCE_READ), alert))


def test_the_part_in_a_closed_room_shows_to_those_inside_alone(people: People, client: Client) -> None:
    alert = told(people, what=("armed_presence", "sexual_violence"), text="Kept apart.")
    inside = said(opened(client, people.in_charge, alert))
    assert "kept in a closed room" in inside
    outside = text_of(opened(client, people.colleague, alert))
    assert "closed room" not in outside
    assert "Kept apart." not in outside


def test_an_alert_of_a_closed_room_is_not_there_for_others(people: People, client: Client) -> None:
    alert = told(people, what=("sexual_violence",))
    assert opened(client, people.colleague, alert).status_code == 404
    page = opened(client, people.in_charge, alert)
    assert "Kept in a closed room" in said(page)
    assert reverse("alerts:tell_desk", args=[alert.reference]) in text_of(page)


@pytest.mark.parametrize("longitude", [EAST, WEST])
def test_an_office_reads_its_own_area(people: People, client: Client, longitude: float) -> None:
    alert = told(people, longitude=longitude)
    assert opened(client, people.colleague, alert).status_code == (200 if longitude == EAST else 404)


@pytest.mark.parametrize(
    ("lost", "shown"),
    [
        (Permission.ALERT_HANDLE, "set-aside/"),
        (Permission.ALERT_VERIFY, "verify/"),
        (Permission.RESPONSE_RECORD, "respond/"),
        (Permission.ALERT_TELL, "tell/"),
        (Permission.ALERT_RECEIVE, "notes/"),
    ],
)
def test_it_offers_only_what_the_post_may_do(people: People, client: Client, lost: Permission, shown: str) -> None:
    alert = told(people)
    address = f'href="/know/alerts/{alert.reference}/{shown}'
    assert address in text_of(opened(client, people.in_charge, alert))
    assert address not in text_of(opened(client, stripped_of(people.in_charge, lost), alert))


def test_what_was_escalated_is_not_escalated_again(people: People, client: Client) -> None:
    alert = told(people)
    escalate_alert(**given(people, alert), reason="No helicopter.")
    text = text_of(opened(client, people.in_charge, alert))
    assert "Escalated to headquarters" in text
    assert "/escalate/" not in text


def test_the_way_back_leads_to_the_desk_as_it_was(people: People, client: Client) -> None:
    alert = told(people)
    page = sign_in(client, people.in_charge).get(f"/know/alerts/{alert.reference}/?desk=view%3Dmine")
    assert page.context["back"] == f"/know/alerts/?view=mine#{alert.reference}"


def test_an_open_page_is_told_when_somebody_worked_on_it(people: People, client: Client) -> None:
    alert = told(people)
    etag = opened(client, people.in_charge, alert).context["mark"]
    address = reverse("alerts:alert_mark", args=[alert.reference])
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304
    acknowledge_alert(**given(people, alert))
    assert client.get(address, headers={"If-None-Match": etag}).json() == {"version": 2}
    assert sign_in(client, people.outsider).get(address).status_code == 404
