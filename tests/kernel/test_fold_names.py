"""Names of places compare whatever their accents, capitals, marks and words of administration."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.kernel.names import fold, index_names, is_administrative, place_key, same_place_name


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ombréval-Kadéï", "ombreval kadei"),
        ("  N'Quill  moor ", "nquill moor"),
        ("QUILLMOOR (east)", "quillmoor east"),
        ("Tārsīv_Ḩay’", "tarsiv hay"),
        ("Øst Łódka Straße", "ost lodka strasse"),
        ("", ""),
        ("— ? —", ""),
    ],
)
def test_it_folds(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ombréval-Kadéi province", "Ombreval-Kadei"),
        ("Ombreval-Kadei", "Ombréval-Kadéï"),
        ("Province de l’Ombreval", "Ombreval"),
        ("Ombreval, Prefecture de l'", "OMBREVAL"),
        ("Northern Bar el Tarsiv", "North Bar-al-Tarsiv state"),
        ("Nord-Tarsiv", "North Tarsiv"),
        ("N'Quill", "Nquill district"),
        ("La Ville", "la ville"),
    ],
)
def test_two_ways_to_write_a_name_are_one(one: str, other: str) -> None:
    assert same_place_name(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Tarsiv state", "Tarssiv"), ("Upper Tarsiv", "Lower Tarsiv"), ("North Tarsiv", "South Tarsiv"), ("", "")],
)
def test_two_spellings_are_not_one_name(one: str, other: str) -> None:
    assert not same_place_name(one, other)


@pytest.mark.parametrize(
    ("text", "administrative"),
    [("Prefecture de la", True), ("", True), ("Ville", True), ("Central", False), ("Ombreval province", False)],
)
def test_it_knows_words_without_a_name(text: str, administrative: bool) -> None:
    assert is_administrative(text) is administrative


def test_an_index_finds_a_place_by_any_of_its_names_and_shows_shared_ones() -> None:
    index = index_names([("V1", "Tarrap"), ("V1", "Tarap"), ("V2", "Tarsiv county"), ("V3", "Tarsiv"), ("V4", "")])
    assert index[place_key("Tarrap state")] == {"V1"}
    assert index[place_key("TARSIV")] == {"V2", "V3"}
    assert set(index) == {"tarap", "tarrap", "tarsiv"}


@given(st.text(max_size=40))
def test_a_key_is_its_own_key(text: str) -> None:
    assert place_key(place_key(text)) == place_key(text)
