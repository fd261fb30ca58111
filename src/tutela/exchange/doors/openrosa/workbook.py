"""The alert form as an XLSForm: three tables in English and French, from the questions and the mission's own areas.

Its version has two parts: what is asked, and which areas are offered. A submission of another first part was filled in
on a form that this software does not know; one of another second part is only about areas that may have changed.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from tutela.exchange.doors.queries import AreaChoice
from tutela.kernel.canonical import canonical_json, digest
from tutela.know.alerts.rules.report import what_terms
from tutela.policy.vocabulary import LISTS, Term, terms

LANGUAGES = {"en": "English (en)", "fr": "Français (fr)"}
FORM_ID = "tutela_alert"
TITLE = {"en": "Alert", "fr": "Alerte"}
MOST_INLINE = 400
"""More areas than this travel in a file beside the form: old telephones open a form with many choices slowly."""
DEEPEST = 5
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Workbook:
    """An XLSForm: its sheets by name, what travels beside it, and what it is called."""

    form_id: str
    version: str
    title: str
    sheets: Mapping[str, Sequence[Row]]
    media: Mapping[str, bytes]


@cache
def _source() -> dict[str, Any]:
    text = files("tutela.exchange.doors.openrosa").joinpath("questions.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def questions() -> list[dict[str, Any]]:
    """Return the questions in their order, as the file has them."""
    return list(_source()["question"])


@cache
def list_named(name: str) -> dict[str, dict[str, str]]:
    """Return a list of choices: code to labels by language. Raises KeyError for one that is not there."""
    if name == "what":
        return _labels(what_terms())
    if name in LISTS:
        return _labels(terms(name))
    found: dict[str, dict[str, str]] = _source()["lists"][name]
    return found


def _labels(words: Mapping[str, Term]) -> dict[str, dict[str, str]]:
    return {code: {language: term.label(language) for language in LANGUAGES} for code, term in words.items()}


@cache
def asked() -> str:
    """Return the first part of the version: a digest of what is asked and of the words it is asked in."""
    used = {row["choices"]: list_named(row["choices"]) for row in questions() if "choices" in row}
    return digest(canonical_json({"questions": questions(), "lists": used}))[:8]


def workbook_for(mission: str, mission_name: str, areas: tuple[AreaChoice, ...]) -> Workbook:
    """Return the form of a mission with the areas as they are now."""
    version = f"{asked()}-{digest(canonical_json([_plain(area) for area in areas]))[:8]}"
    form_id = f"{FORM_ID}_{mission}"
    levels = _levels(areas)
    inside = sum(len(listed) for listed in levels.values()) <= MOST_INLINE
    survey = [row for question in questions() for row in _survey_rows(question, levels, inside=inside)]
    choices = [row for name in _used_lists() for row in _choice_rows(name)]
    if inside:
        choices += [row for level, listed in levels.items() for row in _area_rows(level, listed)]
    title = f"{TITLE['en']} / {TITLE['fr']} — {mission_name}"
    settings = {
        "form_title": title,
        "form_id": form_id,
        "version": version,
        "default_language": LANGUAGES["en"],
        "allow_choice_duplicates": "no",
    }
    media = {} if inside else {f"areas_{level}.csv": _csv(listed) for level, listed in levels.items()}
    return Workbook(form_id, version, title, {"survey": survey, "choices": choices, "settings": [settings]}, media)


def _plain(area: AreaChoice) -> list[object]:
    return [area.code, area.name, area.level, area.parent]


def _levels(areas: Sequence[AreaChoice]) -> dict[int, list[AreaChoice]]:
    """Return the areas of each level, numbered from one whatever the mission's own numbers are."""
    known = sorted({area.level for area in areas})[:DEEPEST]
    return {number: [area for area in areas if area.level == level] for number, level in enumerate(known, start=1)}


def _used_lists() -> list[str]:
    return list(dict.fromkeys(row["choices"] for row in questions() if "choices" in row))


def _survey_rows(question: dict[str, Any], levels: dict[int, list[AreaChoice]], *, inside: bool) -> Iterator[Row]:
    if question["type"] == "areas":
        yield from (_area_question(question, level, inside=inside) for level in levels)
        return
    kind = f"{question['type']} {question['choices']}" if "choices" in question else question["type"]
    row = {"type": kind, "name": question["name"]}
    for column in ("appearance", "parameters", "relevant", "constraint"):
        if column in question:
            row[column] = question[column]
    if question.get("required"):
        row["required"] = "yes"
    told = {"label": "", "hint": "hint_", "constraint_message": "constraint_", "required_message": "required_"}
    for column, prefix in told.items():
        for language, name in LANGUAGES.items():
            if words := question.get(f"{prefix}{language}"):
                row[f"{column}::{name}"] = words
    yield row


def _area_question(question: dict[str, Any], level: int, *, inside: bool) -> Row:
    file = f"areas_{level}"
    row = {
        "type": f"select_one {file}" if inside else f"select_one_from_file {file}.csv",
        "name": f"area_{level}",
        "appearance": "minimal autocomplete",
    }
    for language, name in LANGUAGES.items():
        row[f"label::{name}"] = question[language].format(level=level)
    if level > 1:
        row["choice_filter"] = f"parent = ${{area_{level - 1}}}"
        row["relevant"] = f"${{area_{level - 1}}} != ''"
    return row


def _choice_rows(name: str) -> Iterator[Row]:
    for code, labels in list_named(name).items():
        yield {"list_name": name, "name": code} | {f"label::{LANGUAGES[one]}": labels[one] for one in LANGUAGES}


def _area_rows(level: int, areas: Sequence[AreaChoice]) -> Iterator[Row]:
    for area in areas:
        labels = {f"label::{name}": area.name for name in LANGUAGES.values()}
        above = {"parent": area.parent} if area.parent else {}
        yield {"list_name": f"areas_{level}", "name": area.code, **labels, **above}


def _csv(areas: Sequence[AreaChoice]) -> bytes:
    import csv
    import io

    target = io.StringIO(newline="")
    writer = csv.writer(target)
    writer.writerow(["name", "label", "parent"])
    writer.writerows([area.code, area.name, area.parent] for area in areas)
    return target.getvalue().encode("utf-8")
