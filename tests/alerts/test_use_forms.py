"""The forms of the desk: what is sent is done once, what is refused is told, what changed meanwhile is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from tests.alerts.scene import WEST, told
from tests.page_access import said
from tests.people import Known, People, sign_in
from tutela.know.alerts.commands import decide_response, merge_alert, offer_alert, set_aside_alert, set_urgency
from tutela.know.alerts.models import Alert, Allegation, HandOver, Merge, Note, Response, Telling

if TYPE_CHECKING:
    from django.test import Client

REASON = {"reason": "Two reports agree."}
RESPONSE = {"responder": "mission_force", "tier": "physical", "means": "armed"}


@pytest.fixture(autouse=True)
def _now(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutela.config.middleware.SYSTEM_CLOCK", people.clock)


def send(client: Client, known: Known, name: str, *args: object, **data: Any) -> Any:
    """Fill a form as its page shows it, change what `data` says, and send it."""
    address = reverse(f"alerts:{name}", args=args)
    page = sign_in(client, known).get(address)
    form = page.context["form"]
    shown = {field.html_name: field.value() for field in form if field.value() is not None}
    return client.post(address, {**shown, **data})


def refreshed(alert: Alert) -> Alert:
    alert.refresh_from_db()
    return alert


FORMS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "urgency": ({"urgency": 3, **REASON}, {"urgency": 3, "urgency_reason": "Two reports agree."}),
    "place": ({"latitude": 5.0, "longitude": 23.5, **REASON}, {"longitude": 23.5}),
    "escalate": (REASON, {"state": "acknowledged"}),
    "set_aside": ({"why": "test", **REASON}, {"state": "set_aside", "closed_for": "test"}),
    "no_response": ({"why": "means", **REASON}, {"no_response": "means", "state": "decided"}),
    "decide": (RESPONSE, {"state": "decided"}),
    "note": ({"kind": "more", "text": "They left."}, {"state": "acknowledged"}),
    "tell": ({"means": "call", "text": "A patrol came."}, {}),
    "allege": ({"what": "pillage"}, {"outcome": "pending"}),
    "verify": ({"outcome": "probable", "grade": 2, **REASON}, {"outcome": "probable", "state": "verified"}),
}


@pytest.mark.parametrize("name", FORMS)
def test_what_is_sent_is_done_and_leads_back_to_the_alert(people: People, client: Client, name: str) -> None:
    alert = told(people)
    data, expected = FORMS[name]
    answer = send(client, people.in_charge, name, alert.reference, **data)
    assert answer.status_code == 302, said(answer)
    assert answer["Location"].startswith(f"/know/alerts/{alert.reference}/")
    now = refreshed(alert)
    assert {field: getattr(now, field) for field in expected} == expected
    assert now.version == 2


@pytest.mark.parametrize("name", ["urgency", "place", "escalate", "set_aside", "no_response", "note", "tell", "verify"])
def test_what_is_missing_is_told_beside_its_field_and_changes_nothing(
    people: People, client: Client, name: str
) -> None:
    alert = told(people)
    answer = send(client, people.in_charge, name, alert.reference, reason="", text="", why="test")
    assert answer.status_code == 422
    assert "This field is required." in said(answer)
    assert refreshed(alert).version == 1


@pytest.mark.parametrize("name", [*FORMS, "offer", "merge", "reopen", "unmerge", "close", "decline", "tell_desk"])
def test_a_form_about_an_alert_that_one_may_not_know_of_is_not_there(people: People, client: Client, name: str) -> None:
    alert = told(people, longitude=WEST)
    address = reverse(f"alerts:{name}", args=[alert.reference])
    assert sign_in(client, people.colleague).get(address).status_code == 404
    assert client.post(address, {}).status_code == 404


def test_a_form_of_the_desk_leads_back_to_the_desk(people: People, client: Client) -> None:
    alert = told(people)
    address = reverse("alerts:decide", args=[alert.reference]) + "?desk=view%3Doverdue"
    answer = sign_in(client, people.in_charge).post(address, RESPONSE)
    assert answer["Location"] == f"/know/alerts/?view=overdue#{alert.reference}"


def test_the_way_back_leads_nowhere_else(people: People, client: Client) -> None:
    alert = told(people)
    address = reverse("alerts:decide", args=[alert.reference]) + "?desk=//evil.example/%3Fa"
    answer = sign_in(client, people.in_charge).post(address, RESPONSE)
    assert answer["Location"].startswith("/know/alerts/?")


def test_what_changed_since_it_was_read_stands_beside_what_was_typed(people: People, client: Client) -> None:
    alert = told(people)
    address = reverse("alerts:set_aside", args=[alert.reference])
    page = sign_in(client, people.in_charge).get(address)
    shown = {field.html_name: field.value() for field in page.context["form"] if field.value() is not None}
    set_urgency(
        actor=people.colleague.actor,
        clock=people.clock,
        alert=alert.reference,
        version=1,
        urgency=2,
        reason="Fewer now.",
    )
    typed = {**shown, "why": "too_little", "reason": "Nobody can be asked."}
    answer = client.post(address, typed)
    words = said(answer)
    assert answer.status_code == 422
    assert "1 – Immediate 2 – Urgent" in words
    assert "The urgency of the alert A-000001 was set to 2." in words
    assert "Nobody can be asked." in words
    assert refreshed(alert).state != "set_aside"


def test_sent_again_it_answers_to_the_alert_as_it_is_now(people: People, client: Client) -> None:
    alert = told(people)
    address = reverse("alerts:urgency", args=[alert.reference])
    typed = {"version": 1, "was": "{}", "urgency": 4, "reason": "Only a rumour."}
    given = {"version": 1, "urgency": 2, "reason": "Fewer now."}
    set_urgency(actor=people.colleague.actor, clock=people.clock, alert=alert.reference, **given)  # type: ignore[arg-type]
    answer = sign_in(client, people.in_charge).post(address, typed)
    again = {field.html_name: field.value() for field in answer.context["form"]}
    assert client.post(address, again).status_code == 302
    assert (refreshed(alert).urgency, alert.urgency_reason) == (4, "Only a rumour.")


@pytest.mark.parametrize("was", ["", "no json", "[1]", '{"urgency": 7}', "x" * 9000])
def test_a_form_that_was_tampered_with_is_answered_all_the_same(people: People, client: Client, was: str) -> None:
    alert = told(people)
    address = reverse("alerts:urgency", args=[alert.reference])
    answer = sign_in(client, people.in_charge).post(address, {"version": 9, "was": was, "urgency": 2, **REASON})
    assert answer.status_code == 422
    assert refreshed(alert).version == 1


def test_each_thing_is_verified_by_itself_until_nothing_is_left(people: People, client: Client) -> None:
    alert = told(people, what=("killing", "pillage"))
    found = {"outcome": "confirmed", "grade": 1, **REASON}
    first = send(client, people.in_charge, "verify", alert.reference, **found)
    assert first["Location"] == f"/know/alerts/{alert.reference}/verify/"
    second = send(client, people.in_charge, "verify", alert.reference, **{**found, "number": 2, "outcome": "refuted"})
    assert second["Location"] == f"/know/alerts/{alert.reference}/"
    outcomes = list(Allegation.objects.order_by("number").values_list("outcome", flat=True))
    assert (outcomes, refreshed(alert).outcome) == (["confirmed", "refuted"], "confirmed")


def test_only_the_form_that_was_sent_shows_what_is_wrong(people: People, client: Client) -> None:
    alert = told(people, what=("killing", "pillage"))
    answer = send(client, people.in_charge, "verify", alert.reference, number=2, outcome="", reason="Typed.")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert page.count("form-errors-title") == 2  # one heading and one reference to it
    assert page.index('id="allegation-2"') < page.index("Typed.")


def test_an_alert_in_words_only_is_asked_what_it_says(people: People, client: Client) -> None:
    alert = told(people, what=())
    answer = sign_in(client, people.in_charge).get(reverse("alerts:verify", args=[alert.reference]))
    assert answer["Location"] == reverse("alerts:allege", args=[alert.reference])


def test_what_belongs_to_a_closed_room_is_not_offered_outside_it(people: People, client: Client) -> None:
    alert = told(people)
    page = sign_in(client, people.in_charge).get(reverse("alerts:allege", args=[alert.reference]))
    offered = {code for code, _words in page.context["form"].fields["what"].choices}
    assert "pillage" in offered
    assert "sexual_violence" not in offered


def test_a_step_is_recorded_by_one_press_and_its_end_with_its_result(people: People, client: Client) -> None:
    alert = told(people)
    decide_response(actor=people.in_charge.actor, clock=people.clock, alert=alert.reference, **RESPONSE)
    address = reverse("alerts:advance", args=[alert.reference, 1])
    sign_in(client, people.in_charge)
    assert client.post(address, {"step": "arrived"}).status_code == 302
    assert client.post(address, {"step": "ended"}).status_code == 422
    assert client.post(address, {"step": "ended", "result": "stopped", "note": "They left."}).status_code == 302
    made = Response.objects.get()
    assert (made.arrived_at, made.result, made.result_note) == (people.clock.now(), "stopped", "They left.")


def test_the_time_of_a_step_is_read_by_the_missions_clock(people: People, client: Client) -> None:
    from datetime import UTC, datetime

    from tutela.ledger.command import maintenance
    from tutela.mission.models import Mission

    with maintenance("a test"):
        Mission.objects.filter(pk="orvane").update(time_zone="Africa/Bangui")
    alert = told(people)
    decide_response(actor=people.in_charge.actor, clock=people.clock, alert=alert.reference, **RESPONSE)
    data = {"step": "ordered", "happened_at": "2031-05-14T10:20"}
    sign_in(client, people.in_charge).post(reverse("alerts:advance", args=[alert.reference, 1]), data)
    assert Response.objects.get().ordered_at == datetime(2031, 5, 14, 9, 20, tzinfo=UTC)


def test_the_mission_cannot_say_that_nobody_responds_while_it_does(people: People, client: Client) -> None:
    alert = told(people)
    decide_response(actor=people.in_charge.actor, clock=people.clock, alert=alert.reference, **RESPONSE)
    answer = send(client, people.in_charge, "no_response", alert.reference, why="means", **REASON)
    assert "The mission responds already." in said(answer)


def test_it_is_closed_only_when_it_can_be_accounted_for(people: People, client: Client) -> None:
    alert = told(people)
    answer = send(client, people.in_charge, "close", alert.reference, result="unknown")
    assert answer.status_code == 422
    assert "Nobody has responded, and nobody has said why." in said(answer)
    send(client, people.in_charge, "decide", alert.reference, **RESPONSE)
    assert send(client, people.in_charge, "close", alert.reference, result="prevented").status_code == 302
    assert refreshed(alert).state == "closed"
    assert send(client, people.in_charge, "reopen", alert.reference, reason="They came back.").status_code == 302
    assert refreshed(alert).is_open


def test_an_offer_is_made_to_posts_that_may_know_and_answered_by_one_press(people: People, client: Client) -> None:
    alert = told(people)
    page = sign_in(client, people.in_charge).get(reverse("alerts:offer", args=[alert.reference]))
    offered = {slug for slug, _title in page.context["form"].fields["to_post"].choices if slug}
    assert people.colleague.actor.post in offered
    assert people.in_charge.actor.post not in offered
    send(client, people.in_charge, "offer", alert.reference, to_post=people.colleague.actor.post, **REASON)
    assert sign_in(client, people.colleague).post(reverse("alerts:accept", args=[alert.reference])).status_code == 302
    assert refreshed(alert).desk == people.colleague.actor.post


def test_an_offer_is_declined_with_a_reason(people: People, client: Client) -> None:
    alert = told(people)
    given = {"version": 1, "to_post": people.colleague.actor.post, **REASON}
    offer_alert(actor=people.in_charge.actor, clock=people.clock, alert=alert.reference, **given)  # type: ignore[arg-type]
    assert send(client, people.colleague, "decline", alert.reference, answer="").status_code == 422
    assert send(client, people.colleague, "decline", alert.reference, answer="No car.").status_code == 302
    assert HandOver.objects.get().answer == "No car."


def test_two_that_tell_the_same_are_joined_and_taken_apart(people: People, client: Client) -> None:
    one, two = told(people, "a"), told(people, "b")
    answer = send(client, people.in_charge, "merge", one.reference, into=two.reference.lower(), **REASON)
    assert answer.status_code == 302, said(answer)
    assert refreshed(one).merged_into_id == two.pk
    send(client, people.in_charge, "unmerge", one.reference, reason="Two villages.")
    assert Merge.objects.get().undone_reason == "Two villages."
    assert refreshed(one).is_open


@pytest.mark.parametrize("into", ["A-999999", "nonsense", "A-000001"])
def test_a_slip_of_the_pen_in_joining_is_told_and_costs_nothing(people: People, client: Client, into: str) -> None:
    alert = told(people)
    answer = send(client, people.in_charge, "merge", alert.reference, into=into, **REASON)
    assert answer.status_code == 422
    assert "Two reports agree." in said(answer)


def test_what_one_may_not_know_of_cannot_be_joined_to(people: People, client: Client) -> None:
    east, west = told(people, "a"), told(people, "b", longitude=WEST)
    answer = send(client, people.colleague, "merge", east.reference, into=west.reference, **REASON)
    assert answer.status_code == 422
    assert not Merge.objects.exists()


def test_the_machine_suggests_with_its_reasons_and_a_person_decides(people: People, client: Client) -> None:
    one, two = told(people, "a"), told(people, "b")
    address = reverse("alerts:alike", args=[one.reference])
    words = said(sign_in(client, people.in_charge).get(address))
    assert "worked out by the machine, for a person to decide" in words
    assert two.reference in words
    assert "For it:" in words
    page = client.get(reverse("alerts:merge", args=[one.reference]), {"into": two.reference})
    assert page.context["form"].initial["reason"]
    assert not Merge.objects.exists()


def test_what_is_not_the_same_is_suggested_no_more(people: People, client: Client) -> None:
    one, two = told(people, "a"), told(people, "b")
    sign_in(client, people.in_charge).post(reverse("alerts:not_same", args=[one.reference]), {"other": two.reference})
    for alert, other in ((one, two), (two, one)):
        assert other.reference not in said(client.get(reverse("alerts:alike", args=[alert.reference])))


def test_a_specialist_asks_the_desk_with_no_more_than_it_needs(people: People, client: Client) -> None:
    alert = told(people, what=("sexual_violence",), text="Kept apart.")
    data = {"what": "protection_requested", "request": "Escort a family tonight."}
    page = sign_in(client, people.in_charge).get(reverse("alerts:tell_desk", args=[alert.reference]))
    choices = dict(page.context["form"].fields["what"].choices)
    data["what"] = next(code for code in choices if code)
    assert send(client, people.in_charge, "tell_desk", alert.reference, **data).status_code == 302
    made = Alert.objects.get(compartment="")
    assert (made.text, made.compartment) == ("Escort a family tonight.", "")


def test_the_community_is_told_once_however_often_it_is_sent(people: People, client: Client) -> None:
    alert = told(people)
    for _time in range(2):
        send(client, people.in_charge, "tell", alert.reference, means="call", text="A patrol came.")
        send(client, people.in_charge, "note", alert.reference, kind="more", text="They left.")
    assert (Telling.objects.count(), Note.objects.count()) == (1, 1)


def test_what_is_not_open_says_so_and_keeps_what_was_typed(people: People, client: Client) -> None:
    alert = told(people)
    given = {"version": 1, "why": "test", "reason": "A drill."}
    set_aside_alert(actor=people.in_charge.actor, clock=people.clock, alert=alert.reference, **given)  # type: ignore[arg-type]
    answer = send(client, people.in_charge, "decide", alert.reference, **RESPONSE, note="By road.")
    assert "This alert is not open any more." in said(answer)
    assert "By road." in said(answer)


def test_a_merged_alert_cannot_be_taken_up_but_taken_apart(people: People, client: Client) -> None:
    one, two = told(people, "a"), told(people, "b")
    given = {"version": 1, "into": two.reference, **REASON}
    merge_alert(actor=people.in_charge.actor, clock=people.clock, alert=one.reference, **given)  # type: ignore[arg-type]
    answer = send(client, people.in_charge, "reopen", one.reference, reason="Again.")
    assert "This alert is joined to another." in said(answer)
