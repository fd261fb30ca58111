"""Every event follows the grammar, reads as a sentence in both languages, and cites demands that exist."""

from __future__ import annotations

from dataclasses import fields
from string import Formatter

import pytest
from django.utils import translation

from tests.house.catalogue import every_module, every_refusal
from tutela.kernel.refusals import Refusal
from tutela.ledger.events import COLUMNS, EVENTS, GRAMMAR, Event
from tutela.policy.catalogue import dangling

every_module()
NAMES = sorted(EVENTS)
# What a name may end with, apart from the regular past.
IRREGULAR = {
    "set", "taken_up", "given_up", "drawn", "begun", "sent", "given", "handed_over", "set_aside", "told", "undone",
    "moved_on", "left",
}  # fmt: skip
# The server's own lack of room: nothing that the asker could mend.
LACKING = {507}


def facts_of(kind: type[Event]) -> set[str]:
    return {item.name for item in fields(kind) if item.name not in COLUMNS}


def told(kind: type[Event], language: str) -> str:
    with translation.override(language):
        return str(kind.sentence)


@pytest.mark.parametrize("name", NAMES)
def test_its_name_says_where_it_belongs_and_what_happened(name: str) -> None:
    kind = EVENTS[name]
    room, _dot, verb = name.rpartition(".")
    assert GRAMMAR.match(name)
    assert kind.__module__.startswith(f"tutela.{room}.events")
    assert "".join(part.title() for part in verb.split("_")) == kind.__name__
    assert verb.endswith("ed") or any(verb.endswith(word) for word in IRREGULAR)


@pytest.mark.parametrize("name", NAMES)
def test_it_cites_demands_that_exist(name: str) -> None:
    assert dangling(EVENTS[name].answers) == []


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", NAMES)
def test_its_sentence_tells_only_what_it_holds(name: str, language: str) -> None:
    sentence = told(EVENTS[name], language)
    places = {place for _text, place, _form, _how in Formatter().parse(sentence) if place is not None}
    assert places <= facts_of(EVENTS[name]) | {"subject"}
    assert sentence.endswith(".")
    assert sentence[0].isupper() or sentence.startswith("{")


@pytest.mark.parametrize("name", NAMES)
def test_it_holds_nothing_that_could_name_a_source(name: str) -> None:
    words = {"source_name", "source_identity", "informant", "phone", "password", "email", "username"}
    assert not facts_of(EVENTS[name]) & words


@pytest.mark.parametrize("kind", every_refusal(), ids=lambda kind: kind.__name__)
def test_a_refusal_cites_demands_that_exist(kind: type[Refusal]) -> None:
    assert dangling(kind.paragraphs) == []
    assert kind.code == kind.code.lower()
    assert 400 <= kind.status < 500 or kind.status in LACKING


def test_no_two_refusals_share_a_code() -> None:
    codes = [kind.code for kind in every_refusal()]
    assert len(codes) == len(set(codes)), sorted(codes)
