"""Forms: what is typed is recorded once, what is refused is told at its field, and nothing that was typed is lost."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from tests.communities.scene import (
    EAST,
    WEST,
    added,
    consulted,
    liaison,
    locked,
    mechanism,
    place,
    placed,
    pointed,
    served,
    shown_in,
    written,
)
from tests.page_access import said, text_of
from tests.people import People, sign_in
from tutela.kernel.clock import SYSTEM_CLOCK
from tutela.know.communities.models import (
    AlertNetwork,
    Community,
    Consultation,
    Feedback,
    FocalPoint,
    LiaisonPlacement,
    Mechanism,
    MechanismSupport,
    NetworkTest,
    ProtectionPlan,
)
from tutela.know.communities.queries import communities_named, groups_met_in, plan_of

if TYPE_CHECKING:
    from django.test import Client

    from tests.people import Known

TODAY = SYSTEM_CLOCK.now().date()
CONSULTATION: dict[str, Any] = {
    "contact_risk": "Whoever speaks with us is watched.",
    "mitigation": "Many at once.",
    "risk_weighed_on": f"{TODAY}",
    "held_on": f"{TODAY}",
    "manner": "visit",
    "stage": "planning",
    "met_women": "12",
    "met_youth": "3",
    "concerns": "The path to the well.",
    "sensitivity": "0",
}


@pytest.fixture(autouse=True)
def _today(people: People) -> None:
    """Let the recorded things lie a little before the clock of the pages."""
    people.clock.moment = SYSTEM_CLOCK.now() - timedelta(minutes=5)


def at(name: str, *args: str) -> str:
    return reverse(f"communities:{name}", args=args)


def sent(client: Client, known: Known, address: str, **typed: Any) -> Any:
    """Open a form as somebody, change some of it, and send it."""
    shown: dict[str, Any] = shown_in(sign_in(client, known).get(address))
    return client.post(address, shown | typed)


def test_a_community_is_added_once_however_often_it_is_sent(people: People, client: Client) -> None:
    address = at("new")
    shown: dict[str, Any] = shown_in(sign_in(client, people.in_charge).get(address))
    typed = shown | {"name": "Loumé", "area_code": WEST, "languages": "Sango; français", "population_best": "90"}
    typed["groups"] = ["women", "displaced"]
    for _time in range(2):
        assert client.post(address, typed).status_code == 302
    row = Community.objects.get()
    assert (row.name, row.languages, row.population_high) == ("Loumé", ["Sango", "français"], 90)
    assert row.groups_present == ("women", "displaced")


def test_what_is_refused_is_told_at_its_field_and_stays_in_the_form(people: People, client: Client) -> None:
    typed = {"name": "Loumé", "area_code": WEST, "latitude": "5", "longitude": "22.5"}
    response = sent(client, people.in_charge, at("new"), **typed)
    assert response.status_code == 422
    assert "These coordinates lie in Tesqué-Ville" in said(response)
    assert shown_in(response)["name"] == "Loumé"
    assert Community.objects.count() == 0


def test_what_one_may_not_keep_is_refused_in_the_form(people: People, client: Client) -> None:
    response = sent(client, people.colleague, at("new"), name="Loumé", area_code="", latitude="5", longitude="20.5")
    assert response.status_code == 422
    assert "This lies outside the area of your post." in said(response)


def test_only_areas_and_levels_of_the_post_are_offered(people: People, client: Client) -> None:
    form = sign_in(client, people.colleague).get(at("new")).context["form"]
    assert [code for code, _words in form.fields["area_code"].choices] == ["", "OV02", "OV0201", "OV0202"]
    assert [code for code, _words in form.fields["sensitivity"].choices] == ["0", "1"]


def test_a_community_is_changed(people: People, client: Client) -> None:
    row = added(people, place(other_names=("Lume",), languages=("Sango",)))
    response = sent(client, people.in_charge, at("change", row.reference), kind="town", reason="It grew.")
    assert response["Location"] == at("community", row.reference)
    row.refresh_from_db()
    assert (row.version, row.kind, row.other_names, row.languages) == (2, "town", ["Lume"], ["Sango"])


def test_what_somebody_else_changed_meanwhile_is_shown_and_kept(people: People, client: Client) -> None:
    from tests.communities.test_change_community import changed

    row = added(people, place(languages=("Sango",)))
    address = at("change", row.reference)
    shown = shown_in(sign_in(client, people.in_charge).get(address))
    changed(people, row, facts=place("New Loumé", languages=("Sango", "Fulfulde"), groups=("displaced",)))
    response = client.post(address, shown | {"kind": "town"})
    assert response.status_code == 422
    told = {(one.label, one.read, one.now) for one in response.context["differences"]}
    assert ("Which languages do people speak?", "Sango", "Sango, Fulfulde") in told
    mended = shown_in(response)
    assert (mended["kind"], mended["name"], mended["languages"], mended["version"]) == (
        "town", "New Loumé", "Sango, Fulfulde", "2",
    )  # fmt: skip
    assert client.post(address, mended | {"groups": ["displaced"]}).status_code == 302
    row.refresh_from_db()
    assert (row.version, row.kind, row.name, row.groups) == (3, "town", "New Loumé", "|displaced|")


@pytest.mark.parametrize(("first", "then"), [("close", "reopen")])
def test_a_community_is_closed_and_opened_again(people: People, client: Client, first: str, then: str) -> None:
    row = added(people)
    for name, is_open in ((first, False), (then, True)):
        assert sent(client, people.in_charge, at(name, row.reference), reason="The flood.").status_code == 302
        row.refresh_from_db()
        assert row.is_open is is_open


def test_a_consultation_is_recorded_once_however_often_it_is_sent(people: People, client: Client) -> None:
    row = added(people)
    address = at("new_consultation", row.reference)
    typed = shown_in(sign_in(client, people.in_charge).get(address)) | CONSULTATION
    for _time in range(2):
        assert client.post(address, typed).status_code == 302
    kept = Consultation.objects.get()
    assert (kept.stage, kept.held_on) == ("planning", TODAY)
    assert groups_met_in(people.in_charge.actor, [kept.pk]) == {kept.pk: [("women", 12), ("youth", 3)]}


@pytest.mark.parametrize("field", ["contact_risk", "mitigation", "risk_weighed_on"])
def test_without_the_risk_of_the_contact_the_form_is_refused(people: People, client: Client, field: str) -> None:
    address = at("new_consultation", added(people).reference)
    response = sent(client, people.in_charge, address, **(CONSULTATION | {field: ""}))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert shown_in(response)["concerns"] == "The path to the well."


def test_a_consultation_with_nobody_is_refused_above_the_form(people: People, client: Client) -> None:
    nobody = CONSULTATION | {"met_women": "", "met_youth": ""}
    response = sent(client, people.in_charge, at("new_consultation", added(people).reference), **nobody)
    assert response.status_code == 422
    assert "Say who was met, and how many: one group at least." in said(response)


def test_people_are_told_back(people: People, client: Client) -> None:
    row = consulted(people, added(people))
    response = sent(client, people.in_charge, at("feedback", row.reference), told="It came.", is_last="")
    assert response["Location"] == at("consultation", row.reference)
    assert (Feedback.objects.get().told, Feedback.objects.get().is_last) == ("It came.", False)


def test_a_network_begins_with_a_community_and_those_around_it(people: People, client: Client) -> None:
    row, near = added(people), added(people, place("Ford"))
    far = added(people, place("Weir", EAST))
    address = f"{at('new_network')}?community={row.reference}"
    form = sign_in(client, people.in_charge).get(address).context["form"]
    assert [code for code, _words in form.fields["members"].choices] == [row.reference, near.reference]
    typed: dict[str, Any] = {"name": "Callers", "members": [row.reference, near.reference], "means": ["phone"]}
    assert sent(client, people.in_charge, address, others=far.reference, **typed).status_code == 302
    network = AlertNetwork.objects.get()
    response = client.get(at("network", network.reference))
    assert [one.name for one in response.context["communities"]] == ["Ford", "Loumé", "Weir"]


def test_a_network_without_a_place_to_begin_is_asked_by_reference(people: People, client: Client) -> None:
    row = added(people)
    typed = {"name": "Callers", "others": row.reference, "means": ["phone"]}
    assert sent(client, people.in_charge, at("new_network"), **typed).status_code == 302
    assert communities_named(people.in_charge.actor, (row.reference,)) == [row]
    assert sent(client, people.in_charge, at("new_network"), **(typed | {"others": "C-000099"})).status_code == 422


def test_a_test_is_recorded_in_the_mission_s_time(people: People, client: Client) -> None:
    row = served(people, added(people))
    typed = {"tested_at": "2026-01-05T08:30", "result": "failed", "means": "phone", "note": "The mast."}
    assert sent(client, people.in_charge, at("test", row.reference), **typed).status_code == 302
    kept = NetworkTest.objects.get()
    assert (kept.tested_at.isoformat(), kept.result, kept.minutes) == ("2026-01-05T08:30:00+00:00", "failed", None)


def test_a_focal_point_is_named_and_ended(people: People, client: Client) -> None:
    row = served(people, added(people))
    typed = {"source": locked(people), "role": "caller", "sex": "female", "age": "youth"}
    assert sent(client, people.in_charge, at("new_point", row.reference), **typed).status_code == 302
    point = FocalPoint.objects.get()
    assert sent(client, people.in_charge, at("end_point", point.reference), why="moved").status_code == 302
    point.refresh_from_db()
    assert point.ended_why == "moved"


def test_a_name_typed_for_a_reference_is_not_sent_back_in_words(people: People, client: Client) -> None:
    row = served(people, added(people))
    response = sent(client, people.in_charge, at("new_point", row.reference), source="Ysolande B.", role="caller")
    assert response.status_code == 422
    assert text_of(response).count("Ysolande") == 0


def test_a_network_is_ended(people: People, client: Client) -> None:
    row = served(people, added(people))
    assert sent(client, people.in_charge, at("end_network", row.reference), reason="No mast.").status_code == 302
    row.refresh_from_db()
    assert row.ended_why == "No mast."


def test_a_plan_is_written_written_anew_and_reviewed(people: People, client: Client) -> None:
    row = added(people)
    typed: dict[str, Any] = {"routes": "Over the hill.", "status": "agreed", "made_with": ["women"]}
    assert sent(client, people.in_charge, at("write_plan", row.reference), **typed).status_code == 302
    typed["shelters"] = "The school."
    assert sent(client, people.in_charge, at("write_plan", row.reference), **typed).status_code == 302
    assert sent(client, people.in_charge, at("review_plan", row.reference), still_holds="yes").status_code == 302
    standing = plan_of(people.in_charge.actor, [row.pk])
    assert standing is not None
    assert (standing.plan.version, standing.facts.routes, standing.facts.shelters) == (
        2,
        "Over the hill.",
        "The school.",
    )
    assert (standing.plan.sensitivity, len(standing.reviews)) == (1, 1)


def test_two_people_who_write_a_plan_at_once_lose_nothing(people: People, client: Client) -> None:
    row = added(people)
    written(people, row)
    address = at("write_plan", row.reference)
    shown = shown_in(sign_in(client, people.in_charge).get(address))
    written(people, row, 1, shelters="The mill.")
    response = client.post(address, shown | {"routes": "Over the hill."})
    assert response.status_code == 422
    mended = shown_in(response)
    assert (mended["routes"], mended["shelters"], mended["version"]) == ("Over the hill.", "The mill.", "2")
    assert client.post(address, mended).status_code == 302


def test_a_mechanism_is_added_and_backed(people: People, client: Client) -> None:
    row = added(people)
    typed: dict[str, Any] = {"name": "Council", "kind": "elders", "groups": ["older_persons"], "is_active": "on"}
    assert sent(client, people.in_charge, at("new_mechanism", row.reference), **typed).status_code == 302
    held = Mechanism.objects.get()
    assert (held.kind, held.groups) == ("elders", ["older_persons"])
    typed = {"kind": "training", "told": "Two days."}
    assert sent(client, people.in_charge, at("support", held.reference), **typed).status_code == 302
    assert MechanismSupport.objects.get().told == "Two days."


def test_a_liaison_assistant_is_placed_checked_and_ended(people: People, client: Client) -> None:
    liaison(people)
    row = added(people)
    typed: dict[str, Any] = {"post": "liaison-1", "areas": [EAST], "equipment": "working", "languages": "Sango"}
    address = f"{at('new_liaison')}?community={row.reference}"
    assert sent(client, people.in_charge, address, **typed).status_code == 302
    held = LiaisonPlacement.objects.get()
    assert sent(client, people.in_charge, at("check_liaison", held.reference), equipment="missing").status_code == 302
    assert sent(client, people.in_charge, at("end_liaison", held.reference)).status_code == 302
    held.refresh_from_db()
    assert (held.languages, held.equipment, held.ended_on) == (["Sango"], "missing", TODAY)
    assert client.get(at("check_liaison", held.reference)).status_code == 404


def test_a_refusal_that_belongs_to_no_field_stands_above_the_form(people: People, client: Client) -> None:
    placed(people)
    liaison(people, "liaison-2")
    address = at("new_liaison")
    shown = shown_in(sign_in(client, people.in_charge).get(address)) | {"areas": [EAST], "equipment": "working"}
    placed(people, "liaison-2")
    response = client.post(address, shown | {"post": "liaison-2"})
    assert response.status_code == 422
    assert response.context["form"].errors


def test_forms_of_what_is_not_there_are_not_found(people: People, client: Client) -> None:
    sign_in(client, people.in_charge)
    for name in ("change", "new_consultation", "write_plan"):
        assert client.get(at(name, "C-000099")).status_code == 404
    for name, reference in (("test", "CAN-000099"), ("feedback", "CON-000099"), ("support", "LPM-000099")):
        assert client.get(at(name, reference)).status_code == 404
    assert mechanism(people, added(people)).reference == "LPM-000001"
    assert pointed(people, served(people, added(people))).reference == "FP-000001"
    assert ProtectionPlan.objects.count() == 0
    assert date(2026, 1, 1) < TODAY


def test_a_change_that_cannot_be_is_told_at_its_field(people: People, client: Client) -> None:
    row = added(people)
    response = sent(client, people.in_charge, at("change", row.reference), latitude="5", longitude="")
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["longitude"]
    assert response.context["differences"] == []


def test_a_plan_that_cannot_be_is_told_at_its_field(people: People, client: Client) -> None:
    row = added(people)
    response = sent(client, people.in_charge, at("write_plan", row.reference), routes="x", status="agreed")
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["made_with"]
