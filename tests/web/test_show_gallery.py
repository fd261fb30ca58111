"""The style gallery shows every component, as sound HTML, to exercises only."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from django.test import Client

from tutela.web.components.urls import addresses

PARTS = ["", "map/", "evidence/", "confirm/", "bare/", "refusal/"]


def html(officer: Client, part: str, language: str = "en") -> str:
    return officer.get(f"/gallery/{part}", headers={"accept-language": language}).text


@pytest.mark.parametrize("part", PARTS)
def test_each_part_has_one_heading_and_no_id_twice(officer: Client, part: str) -> None:
    text = html(officer, part)
    assert text.count("<h1") == 1
    assert [name for name, count in Counter(re.findall(r'\sid="([^"]+)"', text)).items() if count > 1] == []


@pytest.mark.parametrize("part", PARTS)
def test_every_reference_between_elements_leads_somewhere(officer: Client, part: str) -> None:
    text = html(officer, part)
    ids = set(re.findall(r'\sid="([^"]+)"', text))
    wanted = re.findall(r'\s(?:for|aria-labelledby|aria-describedby|aria-controls)="([^"]+)"', text)
    assert {name for names in wanted for name in names.split()} <= ids


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("bad", [" style=", "<style", "onclick=", "{{", "{%", "None"])
def test_no_part_holds_what_the_policy_forbids_or_a_template_forgot(officer: Client, part: str, bad: str) -> None:
    assert bad not in html(officer, part)


@pytest.mark.parametrize("part", ["", "map/"])
def test_french_is_announced_and_spoken(officer: Client, part: str) -> None:
    text = html(officer, part, "fr")
    assert '<html lang="fr" dir="ltr"' in text
    assert "Clavier" in text


def test_filters_narrow_the_list_and_stay_in_its_links(officer: Client) -> None:
    text = html(officer, "?area=Kessen&sort=-civilians")
    rows = re.findall(r'data-label="Area">([^<]+)<', text)
    assert set(rows) == {"Kessen"}
    assert "?area=Kessen&amp;sort=civilians" in text


def test_the_map_says_that_borders_imply_no_position(officer: Client) -> None:
    assert "do not imply any position of the United Nations" in html(officer, "map/")


def test_the_maps_answer_has_the_shape_it_promises(officer: Client) -> None:
    answer = officer.get("/gallery/map.json/?bbox=-29.4,6.6,-24,10.9&from=2031-01&to=2031-06").json()
    assert {"type", "features", "areas", "months", "list_html", "summary"} <= set(answer)
    assert {one["properties"]["kind"] for one in answer["features"]} == {"incident", "area"}
    assert all(1 <= fact["step"] <= 5 or fact["step"] == 0 for fact in answer["areas"].values())


def test_without_an_exercise_there_is_no_gallery() -> None:
    assert [one.name for one in addresses(with_gallery=False)] == ["theme"]
