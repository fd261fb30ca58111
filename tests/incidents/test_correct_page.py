"""The form of a correction: what nobody changed is kept, and what somebody else changed is not overwritten."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from tests.incidents.scene import DAY, before_today, correct, full, in_the_east, newest, opened, shown_in
from tests.page_access import said
from tests.people import People, sign_in
from tests.products_app.scene import record, told
from tutela.know.incidents.models import IncidentRevision
from tutela.know.incidents.rules import NOBODY, ActorName, HarmFacts

if TYPE_CHECKING:
    from django.test import Client

    from tutela.know.incidents.queries import Incident
    from tutela.know.incidents.rules import IncidentFacts

REASON = {"reason": "Another report."}
CLASH = full(
    "clash", act="armed_clash", one_sided=False, attack="", actor_b=ActorName("Brown Sail", "state_forces"),
    coding=(("type_of_violence", "1"),), civilians_best=5, civilians_high=8, harm=(),
)  # fmt: skip
AT_SEA = told("sea", DAY, place_precision=7, place_name="", narrative=" The boat sank.\n")


@pytest.fixture
def scene(people: People) -> People:
    return before_today(people)


def address(row: Incident) -> str:
    return reverse("incidents:correct", args=[row.reference])


def send(client: Client, people: People, row: Incident, changes: dict[str, str], **more: Any) -> Any:
    """Open the form, change some of it, and send it all."""
    data = opened(client, people.in_charge, address(row)) | REASON | changes
    return client.post(address(row), {name: value for name, value in data.items() if value}, **more)


@pytest.mark.parametrize("facts", [full(), CLASH, AT_SEA, told("plain", DAY)], ids=["full", "clash", "sea", "plain"])
def test_a_form_sent_as_it_was_opened_changes_nothing(scene: People, client: Client, facts: IncidentFacts) -> None:
    row = record(scene, facts)
    assert send(client, scene, row, {}).status_code == 302
    assert newest(row) == facts
    assert IncidentRevision.objects.count() == 1


CHANGES: list[tuple[dict[str, str], dict[str, Any]]] = [
    ({"place_name": "Weir"}, {"place_name": "Weir"}),
    ({"narrative": "Nobody came."}, {"narrative": "Nobody came."}),
    ({"attempted": "on"}, {"attempted": True}),
    ({"actor_a": ""}, {"actor_a": NOBODY}),
    ({"actor_a_kind": "community"}, {"actor_a": ActorName("Grey Sail", "community")}),
    ({"place_precision": "2"}, {"place_precision": 2}),
    ({"longitude": "20.75"}, {"longitude": 20.75}),
    ({"sensitivity": "1"}, {"sensitivity": 1}),
    ({"occurred_to": "2024-02-09"}, {"occurred_to": DAY + timedelta(days=6), "date_precision": 1}),
    ({"language": "en"}, {"language": "en"}),
]


@pytest.mark.parametrize(("typed", "expected"), CHANGES)
def test_what_was_changed_is_changed_and_nothing_else(
    scene: People, client: Client, typed: dict[str, str], expected: dict[str, Any]
) -> None:
    row = record(scene, full())
    assert send(client, scene, row, typed).status_code == 302
    assert newest(row) == full()._replace(**expected)


def test_what_was_emptied_is_emptied(scene: People, client: Client) -> None:
    row = record(scene, full())
    send(client, scene, row, {"latitude": "", "longitude": "", "narrative": "", "occurred_to": ""})
    said_now = newest(row)
    assert (said_now.latitude, said_now.longitude, said_now.place_precision) == (None, None, 3)
    assert (said_now.narrative, said_now.occurred_to) == ("", DAY)


def test_another_count_by_sex_and_age_keeps_every_other(scene: People, client: Client) -> None:
    women, injured, man = full().harm
    fighter = HarmFacts("killed", "fighter", "male", "adult", 1, 1, 1)
    row = record(scene, full(harm=(women, injured, man._replace(low=0, high=3), fighter)))
    send(client, scene, row, {"killed_female_adult": "", "killed_female_child": "2"})
    girls = HarmFacts("killed", "civilian", "female", "child", 2, 2, 2)
    assert newest(row).harm == (injured, man._replace(low=0, high=3), fighter, girls)


def test_what_a_source_codes_as_civilian_stays_certain_when_the_numbers_change(scene: People, client: Client) -> None:
    row = record(scene, CLASH)
    assert send(client, scene, row, {"deaths_high": "12"}).status_code == 302
    now = newest(row)
    assert (now.civilians_coded, now.civilians_low, now.civilians_best, now.civilians_high) == (2, 2, 5, 11)


def test_a_killing_that_was_not_one_sided_does_not_become_so_when_its_numbers_change(
    scene: People, client: Client
) -> None:
    mob = told("mob", DAY, 3, one_sided=False, civilians_coded=0, civilians_low=0)
    row = record(scene, mob)
    send(client, scene, row, {"deaths_best": "4", "deaths_high": "4"})
    now = newest(row)
    assert (now.one_sided, now.civilians_low, now.civilians_best) == (False, 0, 4)


def test_another_act_closes_the_record_with_it(scene: People, client: Client) -> None:
    row = record(scene, full())
    send(client, scene, row, {"act": "sexual_violence"})
    assert (newest(row).compartment, newest(row).sensitivity) == ("sexual_violence", 1)
    row.refresh_from_db()
    send(client, scene, row, {"act": "killing"})
    assert newest(row).compartment == "sexual_violence"


def test_it_asks_why(scene: People, client: Client) -> None:
    row = record(scene, full())
    response = send(client, scene, row, {"narrative": "Nobody came.", "reason": " "})
    assert response.status_code == 422
    assert "This field is required." in said(response)
    assert (newest(row), shown_in(response)["narrative"]) == (full(), "Nobody came.")


@pytest.mark.parametrize(
    ("typed", "told_back"),
    [
        ({"deaths_low": "7"}, "Low, best and high must follow each other."),
        ({"longitude": ""}, "Latitude and longitude go together: give both or none."),
        ({"latitude": "91"}, "Ensure this value is less than or equal to 90."),
        ({"occurred_to": "2024-02-01"}, "It cannot end before it begins."),
        ({"occurred_from": "2200-01-01", "occurred_to": ""}, "It cannot lie in the future."),
        ({"fighters": "7"}, "It cannot be more than were killed in all."),
        ({"killed_male_adult": "6"}, "Fewer than are counted by sex and age below."),
        ({"act": "mischief"}, "mischief is not one of the available choices."),
        ({"narrative": "half\x00"}, "Null characters are not allowed."),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_lost(
    scene: People, client: Client, typed: dict[str, str], told_back: str
) -> None:
    row = record(scene, full())
    response = send(client, scene, row, {"place_name": "Weir"} | typed)
    assert response.status_code == 422
    assert told_back in said(response)
    assert shown_in(response)["place_name"] == "Weir"
    assert newest(row) == full()


def stale(client: Client, people: People, mine: dict[str, str], theirs: dict[str, Any]) -> tuple[Incident, Any]:
    """Open the form; somebody else corrects meanwhile; send what was typed into the old form."""
    row = record(people, full())
    data = opened(client, people.in_charge, address(row)) | REASON | mine
    correct(people, row, full(**theirs))
    return row, client.post(address(row), data)


def test_what_somebody_else_changed_stands_beside_what_was_typed(scene: People, client: Client) -> None:
    row, response = stale(client, scene, {"place_name": "Weir"}, {"place_name": "Ford"})
    assert response.status_code == 422
    assert "Somebody has corrected this incident since you read it (revision 2)." in said(response)
    (difference,) = response.context["differences"]
    assert (difference.label, difference.read, difference.now, difference.typed) == (
        "Where was it?", "Loumé", "Ford", "Weir",
    )  # fmt: skip
    assert newest(row).place_name == "Ford"


def test_sent_again_it_is_a_correction_of_what_is_on_record_now(scene: People, client: Client) -> None:
    row, response = stale(client, scene, {"place_name": "Weir"}, {"place_name": "Ford"})
    again = client.post(address(row), shown_in(response))
    assert again.status_code == 302
    assert newest(row) == full(place_name="Weir")
    row.refresh_from_db()
    assert row.revision == 3


def test_sent_again_it_keeps_what_somebody_else_changed_elsewhere(scene: People, client: Client) -> None:
    theirs: dict[str, Any] = {
        "narrative": "The mill stands.",
        "attempted": True,
        "actor_a": ActorName("Brown Sail", "community"),
    }
    row, response = stale(client, scene, {"place_name": "Weir"}, theirs)
    assert {one.typed for one in response.context["differences"]} >= {"Grey Sail"}
    client.post(address(row), shown_in(response))
    assert newest(row) == full(place_name="Weir", **theirs)


def test_a_choice_is_compared_by_its_words(scene: People, client: Client) -> None:
    _row, response = stale(client, scene, {"act": "torture"}, {"act": "abduction"})
    (difference,) = response.context["differences"]
    assert (difference.read, difference.now, difference.typed) == ("Killing", "Abduction", "Torture")


def test_who_may_not_see_it_cannot_open_it(scene: People, client: Client) -> None:
    row = record(scene, full())
    for known in (scene.colleague, scene.outsider):
        assert sign_in(client, known).get(address(row)).status_code == 404
        assert client.post(address(row), REASON).status_code == 404
    assert newest(row) == full()


def test_a_field_office_is_not_offered_what_is_too_sensitive_for_it(scene: People, client: Client) -> None:
    row = record(scene, in_the_east(full()))
    response = sign_in(client, scene.colleague).get(address(row))
    levels = response.context["form"].fields["sensitivity"].choices
    assert [level for level, _words in levels] == [0, 1]


def test_a_field_office_cannot_move_it_out_of_its_own_sight(scene: People, client: Client) -> None:
    row = record(scene, in_the_east(full()))
    data = opened(client, scene.colleague, address(row)) | REASON | {"longitude": "20.5"}
    response = client.post(address(row), data)
    assert response.status_code == 422
    assert "This lies outside the area of your post." in said(response)
    assert newest(row) == in_the_east(full())


def test_it_speaks_french(scene: People, client: Client) -> None:
    row, _response = stale(client, scene, {"place_name": "Weir"}, {"place_name": "Ford"})
    sign_in(client, scene.in_charge)
    page = client.get(address(row), headers={"accept-language": "fr"})
    data = shown_in(page) | REASON | {"revision": "1"}
    refused = client.post(address(row), data, headers={"accept-language": "fr"})
    told_back = said(refused)
    for words in ("Quelqu’un", "Où", "Enregistrer"):
        assert words in told_back
    for words in ("Somebody", "Where was it?", "This field"):
        assert words not in told_back
