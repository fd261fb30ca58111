"""The composed document: every section, every threat, every unknown, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.products.sample import AREAS, assessment, figures, map_picture, near_bases, quiet, threat
from tutela.account.products.rendering import numbers
from tutela.account.products.rendering.document import compose
from tutela.account.products.rules.baseline import baseline_outlook
from tutela.account.products.rules.content import Mandate, Mission, QuarterlyAssessment
from tutela.account.products.rules.figures import UNKNOWN_FIGURES, Comparison, DeathRange, Trend
from tutela.account.products.rules.people import HarmGrid
from tutela.account.products.rules.places import MapPicture
from tutela.account.products.rules.threats import AreaPhase, Phase, Score, ThreatState
from tutela.web.components.documents.blocks import Document


def texts(value: Any) -> Iterator[str]:
    """Yield every text of a document except drawings."""
    if isinstance(value, dict):
        for key, part in value.items():
            if key not in {"svg", "kind", "role", "align", "language", "name"}:
                yield from texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from texts(part)
    elif isinstance(value, str):
        yield value


def words(document: Document, section: str = "") -> str:
    """Return the text of a document or of one section of it."""
    parts = [part for part in document.sections if section in ("", part.name)]
    return "\n".join(texts([asdict(part) for part in parts]))


def composed(content: QuarterlyAssessment, language: str) -> Document:
    """Return the document, drawn with the fonts of documents."""
    return compose(content, language, Path(settings.FONT_DIR))


def test_it_has_twelve_sections_with_the_same_anchors_in_every_language() -> None:
    english, french = composed(assessment(), "en"), composed(assessment(), "fr")
    assert [section.number for section in english.sections] == list(range(1, 13))
    assert [section.name for section in english.sections] == [section.name for section in french.sections]
    assert [len(section.blocks) for section in english.sections] == [len(section.blocks) for section in french.sections]


def test_it_speaks_french_to_its_readers() -> None:
    french = composed(assessment(), "fr")
    assert (french.title, french.subtitle) == ("Évaluation trimestrielle des menaces", "4e trimestre 2018")
    assert french.marking == "Confidentiel · EXERCICE"
    assert "T4 2018" in words(french, "trend")
    assert "1er novembre 2018" in words(french, "context")
    assert "hausse de\xa0101 (+59\u202f%)" in words(french, "key-messages")
    assert french.ledger.startswith("Entrée 12\u202f345 du journal")


def test_it_marks_an_exercise_and_a_draft_on_every_page() -> None:
    document = composed(replace(assessment(), is_draft=True), "en")
    assert document.marking == "Confidential · Draft · EXERCISE"
    assert document.exercise == "EXERCISE"
    assert composed(quiet(), "en").marking == "Unclassified"


def test_it_shows_every_threat_whatever_its_rank() -> None:
    many = tuple(threat(n, n if n <= 20 else None, f"Threat number {n}") for n in range(1, 61))
    found = words(composed(replace(assessment(), threats=many), "en"), "threats")
    assert all(f"T-{n:03d}" in found for n in range(1, 61))
    assert found.count("Scores of T-") == 20
    assert found.count("Watched; no incident since August.") == 40


def test_it_says_that_no_incident_is_recorded_and_that_this_proves_nothing() -> None:
    document = composed(quiet(), "en")
    assert "That is not proof that none happened" in words(document, "key-messages")
    assert "This may be peace, or silence." in words(document, "trend")
    assert "The register holds no threat" in words(document, "threats")
    assert "No outlines of areas are loaded" in words(document, "map")


def test_it_writes_unknown_figures_as_not_known() -> None:
    unknown = Trend(Comparison(UNKNOWN_FIGURES, figures(3, 9), UNKNOWN_FIGURES))
    document = composed(replace(assessment(), trend=unknown), "en")
    assert "not known" in words(document, "trend")
    assert "cannot be compared" in words(document, "trend")
    assert "The data do not cover this quarter" in words(document, "key-messages")
    assert "None" not in words(document)


def test_it_shows_both_tests_of_paragraph_17_with_their_reasons() -> None:
    found = words(composed(assessment(), "en"), "threats")
    assert "Impact (para 17, first test)" in found
    assert "Destabilising effect (para 17, second test)" in found
    assert "Potential for mass atrocities" in found
    assert "prior warnings and a cut road" in found


def test_it_says_when_a_score_or_a_reason_is_missing() -> None:
    bare = threat(1, 1, "Bare", likelihood=Score(None, 5), owner="", risk_reason="Likelihood times impact.")
    found = words(composed(replace(assessment(), threats=(bare,)), "en"), "threats")
    assert "not scored" in found
    assert "no reason recorded" in found
    assert "not recorded" in found
    assert "1 threat is not scored and so not shown." not in found  # a matrix of nothing is not drawn
    assert "Likelihood times impact." in found


def test_it_tells_imminent_from_not_imminent_only_for_potential_threats() -> None:
    shown = (
        threat(1, 1, "a", state=ThreatState.ONGOING, is_imminent=True),
        threat(2, 2, "b", state=ThreatState.POTENTIAL, is_imminent=True),
        threat(3, 3, "c", state=ThreatState.POTENTIAL, is_imminent=None),
    )
    found = words(composed(replace(assessment(), threats=shown), "en"), "threats").splitlines()
    assert found.count("Potential, imminent") == 1
    assert "Ongoing, imminent" not in found


def test_it_asks_for_a_review_where_paragraph_87_does() -> None:
    found = words(composed(assessment(), "en"), "near-bases")
    assert "due, not opened" in found
    assert "Review opened" in found
    assert "not required" in found
    assert "within 10 km" in found
    assert "set by the mission" in found
    half = replace(assessment(), near_base_km=2.5, near_bases=near_bases()[:1])
    assert "within 2.5 km" in words(composed(half, "en"), "near-bases")


def test_it_labels_the_outlook_as_a_simple_baseline_with_its_record() -> None:
    found = words(composed(assessment(), "en"), "outlook")
    assert "Advice: a simple baseline, not a forecast engine" in found
    assert "Track record: replayed over the last 8 quarters" in found
    assert "80% is what it promises" in found


def test_it_shows_how_much_of_sex_and_age_is_not_recorded() -> None:
    found = words(composed(assessment(), "en"), "harm")
    assert "Sex is not recorded for 54% of these people, age for 59%." in found
    assert "They may point at single persons" in found
    whole = replace(assessment(), harm=(HarmGrid("killed"),))
    assert "nobody is recorded for this quarter" in words(composed(whole, "en"), "harm")
    assert "the share not recorded is 100%" in words(composed(quiet(), "en"), "harm")


def test_it_names_what_is_not_known_of_each_group() -> None:
    found = words(composed(quiet(), "en"), "groups")
    assert found.count("no source says") == found.count("Nothing recorded.") >= 11


@pytest.mark.parametrize(
    ("mandate", "stated"),
    [
        (Mandate("S/RES/0000 (2018)", False, True), "Chapter VII not invoked in words; the threat must be imminent"),
        (Mandate("", True, False), "Chapter VII invoked; the threat need not be imminent"),
        (Mandate(), "not recorded"),
    ],
)
def test_it_states_the_mandate_as_far_as_it_is_recorded(mandate: Mandate, stated: str) -> None:
    facts = composed(replace(quiet(), mission=Mission("M", "Mission", mandate)), "en").facts
    assert stated in dict(facts.pairs)["Mandate"]


def test_it_numbers_tables_and_figures_through_the_document() -> None:
    found = words(composed(assessment(), "en"))
    assert "Table 1. Events that changed the context" in found
    assert "Figure 2. Civilian deaths by area" in found
    assert "Table 15." not in found


def test_it_prints_the_hash_chain_and_the_digest_of_its_content() -> None:
    found = words(composed(assessment(), "en"), "method")
    assert "3f9ac1d2" * 8 in found
    assert "12,345" in found


def test_it_leaves_no_area_with_harm_out_of_the_trend() -> None:
    found = words(composed(assessment(), "en"), "trend")
    assert all(name in found for name in AREAS if name != "Lowen")


def test_it_is_the_same_document_for_the_same_content() -> None:
    assert composed(assessment(), "fr") == composed(assessment(), "fr")
    assert composed(assessment(), "fr") != composed(replace(assessment(), prepared_by="x"), "fr")


def test_it_orders_the_events_by_date() -> None:
    found = words(composed(assessment(), "en"), "context")
    assert found.index("4 October 2018") < found.index("1 November 2018")


@pytest.mark.parametrize(
    ("share", "shown"),
    [(None, "not known"), (0, "0%"), (0.004, "under 1%"), (0.5, "50%"), (0.997, "over 99%"), (1, "100%")],
)
def test_it_keeps_none_and_all_for_what_is_truly_none_and_all(share: float | None, shown: str) -> None:
    assert numbers.percent(share) == shown


@pytest.mark.parametrize(("value", "shown"), [(None, "not known"), (0, "0"), (0.3, "under 1"), (12345.5, "12,346")])
def test_it_never_shows_a_fraction_as_nothing(value: float | None, shown: str) -> None:
    assert numbers.count(value) == shown


@pytest.mark.parametrize(
    ("deaths", "shown"),
    [
        (DeathRange(), "not known"),
        (DeathRange(3, 3, 3), "3"),
        (DeathRange(1, 3, 9), "3 (1–9)"),
        (DeathRange(None, 3, None), "3 (?–?)"),
    ],
)
def test_it_writes_deaths_as_a_range_with_what_is_missing(deaths: DeathRange, shown: str) -> None:
    assert numbers.death_range(deaths) == shown


def test_it_counts_threats_that_wait_for_a_place() -> None:
    waiting = replace(assessment(), threats=(threat(4, None, "a"), threat(5, None, "b")))
    document = composed(waiting, "en")
    assert "No threat has been prioritised yet; 2 are in the register." in words(document, "key-messages")
    assert "No threat has been prioritised for this quarter." in words(document, "threats")
    every = composed(replace(assessment(), threats=(threat(1, 1, "a"),)), "en")
    assert "Every threat in the register is prioritised." in words(every, "threats")


def test_it_names_a_few_areas_in_response_and_counts_the_rest() -> None:
    many = tuple(AreaPhase(name, Phase.RESPONSE) for name in AREAS[:7])
    found = words(composed(replace(assessment(), phases=many), "en"), "key-messages")
    assert "7 areas are in the response phase: Aldera, Bentiva, Corvane and 4 others." in found


def test_it_does_not_give_a_share_of_a_handful() -> None:
    few = Trend(Comparison(figures(2, 4), figures(2, 4), figures(2, 4)), by_area=assessment().trend.by_area)
    found = words(composed(replace(assessment(), trend=few), "en"), "key-messages")
    assert "Most recorded civilian deaths are in" in found
    assert "of the total" not in found


def test_it_says_when_the_baseline_has_no_past_to_be_tested_on() -> None:
    young = baseline_outlook({"a": [1.0] * 13, "b": [0.0] * 13}, {"a": "Aldera", "b": "Bentiva"})
    found = words(composed(replace(assessment(), outlook=young), "en"), "outlook")
    assert "There is no earlier quarter" in found
    assert "1 further area has a chance below 10%" in found


def test_it_says_that_every_place_is_known_well_enough() -> None:
    precise = MapPicture(map_picture().areas)
    found = words(composed(replace(assessment(), map=precise), "en"), "map")
    assert "Every incident of the quarter has a place known better than province level." in found


def test_it_claims_nothing_about_acts_and_areas_without_data() -> None:
    uncovered = Trend(Comparison(UNKNOWN_FIGURES, UNKNOWN_FIGURES, UNKNOWN_FIGURES))
    found = words(composed(replace(assessment(), trend=uncovered), "en"), "trend")
    assert "No incident is recorded" not in found
