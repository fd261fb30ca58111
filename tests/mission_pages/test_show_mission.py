"""What the mission's pages say: the mandate's words and clock, outlines, periods, permissions in sentences."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.page_access import said
from tests.people import MISSION, NOW, People, area, base, put_in_post, sign_in, square
from tutela.kernel.clock import SYSTEM_CLOCK
from tutela.mission.commands import import_areas, import_bases, set_mandate, set_parameter
from tutela.mission.models import Area
from tutela.mission.outlines import picture
from tutela.mission.pages.overview import clauses
from tutela.mission.pages.wording import countdown, period_words, value_words
from tutela.mission.queries import mandate_on
from tutela.mission.rules import BasePeriodFacts
from tutela.policy.parameters import parameters

TODAY = SYSTEM_CLOCK.now().date()


def by(people: People) -> dict[str, Any]:
    return {"actor": people.in_charge.actor, "clock": people.clock}


def page(client: Client, people: People, name: str, query: str = "", *arguments: str) -> Any:
    response = sign_in(client, people.in_charge).get(reverse(f"mission:{name}", args=arguments) + query)
    assert response.status_code == 200
    return response


@pytest.mark.parametrize(
    ("days", "state", "words"),
    [
        (91, "in_time", "91 days left"),
        (90, "due_soon", "90 days left"),
        (1, "due_soon", "1 day left"),
        (-2, "overdue", "2 days past"),
    ],
)
def test_the_clock_to_the_renewal(days: int, state: str, words: str) -> None:
    assert countdown(TODAY + timedelta(days=days), TODAY) == (state, words)


@pytest.mark.parametrize(("flag", "words"), [(True, "speak of imminent threats"), (False, "need not be imminent")])
def test_the_wording_of_the_mandate_is_told_with_its_paragraphs(people: People, flag: bool, words: str) -> None:
    set_mandate(
        **by(people), resolution="R", adopted_on=NOW.date(), renewal_on=date(2032, 1, 1),
        chapter_vii=not flag, all_necessary_means=flag, imminence_required=flag,
    )  # fmt: skip
    mandate = mandate_on(MISSION, NOW.date())
    assert mandate is not None
    told = clauses(mandate)
    assert any(words in clause.words for clause in told)
    assert any("all necessary means" in clause.words for clause in told)
    assert all(clause.paragraphs for clause in told)


def test_the_overview_shows_the_mandate_in_force_today(people: People, client: Client) -> None:
    set_mandate(
        **by(people), resolution="Resolution of now", adopted_on=TODAY - timedelta(days=10),
        renewal_on=TODAY + timedelta(days=30), chapter_vii=True, imminence_required=False,
    )  # fmt: skip
    told = said(page(client, people, "overview"))
    assert "Resolution of now" in told
    assert "days left" in told
    assert "para 12" in told


def test_areas_are_found_by_another_name_and_by_code(people: People, client: Client) -> None:
    assert "Sambéré-Loï" in said(page(client, people, "areas", "?q=samberi loi"))
    assert "Ombral" in said(page(client, people, "areas", "?q=0202"))
    assert "Nothing matches" in said(page(client, people, "areas", "?q=atlantis"))


def test_areas_are_narrowed_by_level_and_standing(people: People, client: Client) -> None:
    table = page(client, people, "areas", "?level=1").context["table"]
    assert [row.code for row in table.page.rows] == ["OV01", "OV02"]
    table = page(client, people, "areas", "?disputed=1").context["table"]
    assert [row.code for row in table.page.rows] == ["OV0102"]


def test_an_area_shows_its_names_versions_areas_and_bases(people: People, client: Client) -> None:
    import_bases(**by(people), bases=[base("west", 20.5), base("east", 22.5)])
    import_areas(**by(people), areas=[area("OV01", "Grand Sambéré", 20, 22, pcode_generated=True)])
    told = said(page(client, people, "area", "", "OV01"))
    for words in ("Grand Sambéré", "Samberi Loi", "Haut-Sambéré", "Base west", "not an official code"):
        assert words in told
    assert "Base east" not in told
    versions = page(client, people, "area", "", "OV01").context["versions"]
    assert [row.version for row in versions.page.rows] == [2, 1]


def outlines(client: Client, people: People, query: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(page(client, people, "areas_json", query).content)["features"]
    return found


@pytest.mark.parametrize(
    ("query", "count"), [("", 4), ("?level=1", 2), ("?level=all", 6), ("?level=9", 0), ("?level=x", 4)]
)
def test_outlines_cover_the_ground_once_unless_a_level_is_asked(
    people: People, client: Client, query: str, count: int
) -> None:
    assert len(outlines(client, people, query)) == count


def test_an_outline_says_what_the_map_needs(people: People, client: Client) -> None:
    loi = next(one for one in outlines(client, people) if one["properties"]["code"] == "OV0102")
    assert loi["geometry"]["type"] == "Polygon"
    key = Area.objects.get(mission_id=MISSION, code="OV0102").pk
    assert loi["properties"] == {
        "id": "OV0102", "key": key, "code": "OV0102", "name": "Loï", "level": 2, "disputed": True, "label": [21.5, 5.0],
    }  # fmt: skip


def test_outlines_are_fetched_again_only_after_a_change(people: People, client: Client) -> None:
    first = page(client, people, "areas_json")
    address = reverse("mission:areas_json")
    assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 304
    import_areas(**by(people), areas=[area("OV03", "New", 24, 25)])
    assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_the_mark_of_the_outlines_is_not_told_to_who_may_not_see_them(people: People, client: Client) -> None:
    mark = page(client, people, "areas_json")["ETag"]
    answer = sign_in(client, people.outsider).get(reverse("mission:areas_json"), headers={"if-none-match": mark})
    assert (answer.status_code, json.loads(answer.content)["features"]) == (200, [])


def test_the_picture_leaves_out_what_is_too_small_to_draw(people: People) -> None:
    whole, speck = (
        Area(name="<b>", west=0, south=0, east=9, north=9),
        Area(name="dot", west=0, south=0, east=1, north=1),
    )
    for one, size in ((whole, 9.0), (speck, 0.0001)):
        one.outline = {"type": "MultiPolygon", "coordinates": [[[[0, 0], [size, 0], [size, size], [0, 0]]]]}
    drawn = picture([whole, speck], [], "Map")
    assert "<title>&lt;b&gt;</title>" in drawn
    assert 'd="M' in drawn
    assert 'd=""' in drawn
    assert picture([], [], "Map") == ""
    assert square(0, 0, 1, 1)


PERIODS = ((date(2015, 1, 1), date(2016, 12, 31)), (date(2018, 1, 1), None))


@pytest.mark.parametrize(("day", "stands"), [("2016-12-31", True), ("2017-01-01", False), ("2018-01-01", True)])
def test_bases_are_asked_for_a_day(people: People, client: Client, day: str, stands: bool) -> None:
    import_bases(**by(people), bases=[base("gate", 22.5, *PERIODS)])
    table = page(client, people, "bases", f"?on={day}").context["table"]
    assert [row.stands for row in table.page.rows] == [stands]
    features = json.loads(page(client, people, "bases_json", f"?on={day}").content)["features"]
    assert [one["properties"]["code"] for one in features] == ["gate"] * stands


def test_a_base_on_the_map_says_its_kind_area_and_period(people: People, client: Client) -> None:
    import_bases(**by(people), bases=[base("gate", 22.5)])
    feature = json.loads(page(client, people, "bases_json", "?on=2020-01-01").content)["features"][0]
    assert feature["geometry"]["coordinates"] == [22.5, 5.0]
    assert feature["properties"]["lines"] == ["Base", "Tesqué-Ville", "since 1 Jan 2015, 120 uniformed"]


def test_a_day_that_is_none_is_refused_by_the_map_and_told_by_the_list(people: People, client: Client) -> None:
    sign_in(client, people.in_charge)
    assert client.get(reverse("mission:bases_json") + "?on=soon").status_code == 422
    listed = client.get(reverse("mission:bases") + "?on=soon")
    assert listed.status_code == 200
    assert "Enter a day like" in said(listed)


def test_a_period_is_told_with_what_is_known_of_it() -> None:
    from tutela.mission.models import BasePeriod

    facts = BasePeriodFacts(date(2015, 1, 1), date(2015, 3, 1))
    period = BasePeriod(valid_from=facts.valid_from, valid_to=facts.valid_to, troops=facts.troops)
    assert period_words(period) == "from 1 Jan 2015 to 1 Mar 2015"


def test_posts_are_listed_with_holders_and_vacancies(people: People, client: Client) -> None:
    from tutela.mission.commands import create_post

    create_post(**by(people), slug="police", role="police")
    told = said(page(client, people, "posts"))
    assert "Holder of head-of-field-office" in told
    assert "Vacant" in told
    rows = page(client, people, "posts", "?vacant=1").context["table"].page.rows
    assert [row.post.slug for row in rows] == ["police"]
    rows = page(client, people, "posts", "?q=holder of head&sort=-title").context["table"].page.rows
    assert [row.post.slug for row in rows] == ["head-of-field-office"]


def test_a_post_tells_its_permissions_in_sentences(people: People, client: Client) -> None:
    told = said(page(client, people, "post", "", "head-of-field-office"))
    assert "Raise, merge, reject or close a threat." in told
    assert "Create posts" not in told
    assert "Tesqué" in told


def test_a_post_of_annex_a_is_called_in_the_language_of_the_reader(people: People, client: Client) -> None:
    client.cookies["django_language"] = "fr"
    table = page(client, people, "posts").context["table"]
    assert {row.title for row in table.page.rows} == {
        "Conseiller ou conseillère pour la protection des civils",
        "Chef de bureau de terrain",
    }


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("near_base_km", 12.5, "12.5 km"),
        ("near_base_km", 12.0, "12 km"),
        ("impact_method", "mean", "the mean of the parts"),
    ],
)
def test_values_are_written_with_their_units(name: str, value: Any, words: str) -> None:
    assert value_words(parameters()[name], value) == words


def test_a_parameter_shows_its_mark_its_default_and_its_history(people: People, client: Client) -> None:
    people.clock.moment = SYSTEM_CLOCK.now() - timedelta(hours=1)
    set_parameter(**by(people), name="near_base_km", value=12, reason="Dry season.")
    told = said(page(client, people, "parameter", "", "near_base_km"))
    for words in ("Set by the mission, not by the policy", "12 km", "Dry season.", "The default is 10 km", "87"):
        assert words in told


def test_each_parameter_is_listed_and_each_choice_has_words(people: People, client: Client) -> None:
    rows = page(client, people, "parameters").context["table"].page.rows
    assert {row.name for row in rows} == set(parameters())
    for parameter in parameters().values():
        for choice in parameter.choices:
            assert "_" not in value_words(parameter, choice)


def test_who_may_only_read_is_offered_no_change(people: People, client: Client) -> None:
    known = put_in_post(MISSION, "gender", people.clock)
    sign_in(client, known)
    for name, words in (("posts", "Create a post"), ("units", "Add a unit"), ("overview", "Record a mandate")):
        assert words not in said(client.get(reverse(f"mission:{name}")))
    assert "Set the parameter" not in said(client.get(reverse("mission:parameter", args=["near_base_km"])))
    assert client.post(reverse("mission:parameter", args=["near_base_km"]), {"value": 5}).status_code == 403
