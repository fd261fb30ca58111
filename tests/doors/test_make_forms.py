"""The alert form for telephones: whole in two languages, asking nothing of the telephone, told apart by versions."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET  # made here

import pytest

from tutela.exchange.doors.openrosa.forms import form_of, xform_of, xlsx_of
from tutela.exchange.doors.openrosa.workbook import LANGUAGES, Workbook, asked, list_named, questions, workbook_for
from tutela.exchange.doors.queries import AreaChoice
from tutela.know.alerts.rules.report import Precision, Timing, what_terms
from tutela.know.sources.rules import KINDS

if TYPE_CHECKING:
    from tests.people import People

X, H, JR = "{http://www.w3.org/2002/xforms}", "{http://www.w3.org/1999/xhtml}", "{http://openrosa.org/javarosa}"
AREAS = (AreaChoice("A", "Ville & <Port>", 1, ""), AreaChoice("A1", "=Nord", 2, "A"))


def parsed(people: People) -> ET.Element:
    return ET.fromstring(xform_of(people.in_charge.actor))  # noqa: S314  # made here


def texts(form: ET.Element) -> dict[str, dict[str, str]]:
    """Return the words of each language by their ids."""
    return {
        one.get("lang", ""): {
            text.get("id", ""): "".join(value.text or "" for value in text.iter(f"{X}value"))
            for text in one.iter(f"{X}text")
        }
        for one in form.iter(f"{X}translation")
    }


def test_every_word_is_there_in_both_languages(people: People) -> None:
    found = texts(parsed(people))
    assert set(found) == set(LANGUAGES.values())
    english, french = (found[name] for name in LANGUAGES.values())
    assert english.keys() == french.keys()
    assert all(english.values())
    assert all(french.values())
    alike = {words for words in english.values() if words in french.values()}
    assert alike <= {area.name for area in _areas(people)} | {"Torture", "Pillage"}


def _areas(people: People) -> tuple[AreaChoice, ...]:
    from tutela.exchange.doors.queries import area_choices

    return area_choices(people.in_charge.actor)


def test_english_comes_first_and_french_is_a_choice(people: People) -> None:
    (first, second) = parsed(people).iter(f"{X}translation")
    assert (first.get("lang"), first.get("default")) == ("English (en)", "true()")
    assert second.get("default") is None


def test_everything_that_is_shown_points_to_something(people: People) -> None:
    form = parsed(people)
    known = texts(form)["English (en)"]
    references = [one.get("ref", "") for one in form.iter() if one.tag in {f"{X}label", f"{X}hint"}]
    asked_for = [re.findall(r"itext\('([^']+)'\)", reference) for reference in references]
    assert [name for names in asked_for for name in names if name not in known] == []
    data = form.find(f".//{X}instance")
    assert data is not None
    leaves = {leaf.tag.removeprefix(X) for leaf in data[0].iter()}
    binds = {bind.get("nodeset", "").rpartition("/")[2] for bind in form.iter(f"{X}bind")}
    assert binds <= leaves


def test_only_what_decides_where_an_alert_goes_must_be_answered(people: People) -> None:
    must = [
        bind.get("nodeset", "").rpartition("/")[2] for bind in parsed(people).iter(f"{X}bind") if bind.get("required")
    ]
    assert must == ["what", "timing"]


def test_nothing_of_the_telephone_or_its_holder_is_asked(people: People) -> None:
    text = xform_of(people.in_charge.actor).decode()
    for word in (
        "deviceid",
        "subscriberid",
        "simserial",
        "phonenumber",
        "username",
        "email",
        "audit",
        "start-geopoint",
    ):
        assert f'jr:preloadParams="{word}"' not in text
    preloads = {bind.get(f"{JR}preload") for bind in parsed(people).iter(f"{X}bind")}
    assert preloads == {None, "timestamp", "uid"}


@pytest.mark.parametrize(
    ("name", "codes"),
    [("what", what_terms()), ("timing", list(Timing)), ("precision", list(Precision)), ("source_kinds", KINDS)],
)
def test_the_choices_are_those_of_a_report(name: str, codes: object) -> None:
    assert list(list_named(name)) == list(codes)  # type: ignore[call-overload]


def test_every_limit_says_in_both_languages_what_is_wrong() -> None:
    for row in questions():
        for limit in ("constraint", "required"):
            if row.get(limit):
                assert row[f"{limit}_en"]
                assert row[f"{limit}_fr"]


def test_areas_are_asked_level_by_level(people: People) -> None:
    form = parsed(people)
    sets = [one.get("nodeset", "") for one in form.iter(f"{X}itemset")]
    assert "instance('areas_1')/root/item" in sets
    assert any(
        re.fullmatch(r"instance\('areas_2'\)/root/item\[parent =  ?/data/where_group/area_1 ?\]", one) for one in sets
    )


def test_a_mission_without_areas_has_a_form_all_the_same(people: People) -> None:
    form = ET.fromstring(xform_of(people.outsider.actor))  # noqa: S314  # made here
    assert not [one for one in form.iter() if one.tag == f"{X}area_1"]


def test_the_version_says_what_is_asked_and_which_areas_are_offered() -> None:
    made = workbook_for("m", "Mission", AREAS)
    other = workbook_for("m", "Mission", AREAS[:1])
    assert made.version == workbook_for("m", "Mission", AREAS).version
    assert made.version != other.version
    assert made.version.partition("-")[0] == other.version.partition("-")[0] == asked()


def test_the_same_version_is_the_same_bytes(people: People) -> None:
    from tutela.exchange.doors.openrosa import forms

    once = xform_of(people.in_charge.actor)
    forms._xform.cache_clear()
    assert xform_of(people.in_charge.actor) == once


def test_names_that_are_markup_stay_names(people: People) -> None:
    from pyxform.xls2xform import convert  # type: ignore[import-untyped]

    made: Workbook = workbook_for("m", "Mission <b>&", AREAS)
    text = convert(xlsform={name: [dict(row) for row in rows] for name, rows in made.sheets.items()}).xform
    form = ET.fromstring(text)  # noqa: S314  # made here
    assert {"Ville & <Port>", "=Nord"} <= set(texts(form)["English (en)"].values())


def test_the_workbook_makes_the_same_form_on_another_server(people: People) -> None:
    from pyxform.xls2xform import convert

    book = xlsx_of(people.in_charge.actor)
    made = convert(xlsform=io.BytesIO(book), form_name="data", file_type=".xlsx").xform
    # Reading a workbook, the converter makes plain blanks of those that keep French signs with their words.
    assert made == xform_of(people.in_charge.actor).decode().replace("\u00a0", " ")
    assert form_of(people.in_charge.actor).form_id in made
