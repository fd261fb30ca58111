"""The wording of simulated reports: varied, finished, good French, and silent about who told."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tutela.demo.acts import Group, Harm, HarmKind, Language, Modus, Standing
from tutela.demo.incidents import Incident
from tutela.demo.randomness import stream
from tutela.demo.voice_en import English
from tutela.demo.voice_fr import French

SOURCES = re.compile(
    r"\b(informant|source|witness\w*|according to|told us|said (?:that|by)|interview\w*|"
    r"informateur|témoin\w*|selon|d'après|nous a dit)\b",
    re.IGNORECASE,
)


def texts(incidents: tuple[Incident, ...], language: Language | None = None) -> list[str]:
    chosen = [one for one in incidents if language in (None, one.language)]
    return [text for one in chosen for text in (one.narrative, *(c.narrative for c in one.corrections))]


def test_no_text_says_who_told(incidents: tuple[Incident, ...]) -> None:
    reasons = [correction.reason for one in incidents for correction in one.corrections]
    titles = [one.title for one in incidents]
    assert [text for text in (*texts(incidents), *reasons, *titles) if SOURCES.search(text)] == []


def test_the_check_for_sources_can_fail() -> None:
    assert SOURCES.search("According to a nurse, three people died.")
    assert SOURCES.search("Selon un témoin, trois personnes sont mortes.")


def test_texts_are_finished_sentences(incidents: tuple[Incident, ...]) -> None:
    for text in texts(incidents):
        assert not re.search(r"[{}]|  |\s[.,;]|\.\.|\bNone\b", text), text
        assert text.endswith(".")
        for sentence in re.split(r"(?<=\.) ", text):
            assert sentence[0].isupper() or sentence[0].isdigit(), text


def test_hardly_two_texts_are_alike(incidents: tuple[Incident, ...]) -> None:
    first = [one.narrative for one in incidents]
    assert len(set(first)) / len(first) > 0.99
    sentences = Counter(sentence for text in first for sentence in re.split(r"(?<=\.) ", text))
    assert max(sentences.values()) < 0.08 * len(first)
    openings = Counter(re.split(r"(?<=\.) ", text)[0] for text in first)
    assert max(openings.values()) <= 2


def test_french_elides_before_vowels(incidents: tuple[Incident, ...]) -> None:
    for text in texts(incidents, Language.FRENCH):
        assert not re.search(r"\b(?:de|que|le|la) (?=[AEIOUaeiouéè]\w)(?!onz)", text), text
        assert "de le " not in text
        assert "de les " not in text


def test_titles_have_no_full_stop_and_name_the_place(incidents: tuple[Incident, ...]) -> None:
    for one in incidents:
        assert not one.title.endswith(".")
        if one.place_precision == 1:
            assert one.place_name.split(" \u2013 ")[0] in one.title or "Sorrille" in one.title


def people(best: int, **known: int) -> Harm:
    return Harm(HarmKind.KILLED, Standing.CIVILIAN, best, best, best, **known)


@pytest.mark.parametrize(
    ("harm", "english", "french"),
    [
        (people(1, women=1), "A woman", "Une femme"),
        (people(1, men=1), "A man", "Un homme"),
        (people(3, boys=3), "Three boys", "Trois garçons"),
        (people(3), "Three people", "Trois personnes"),
        (people(3, women=1, men=2), "people", "(une femme et deux hommes)"),
        (people(14, women=3), "14 people", "dont trois femmes"),
    ],
)
def test_people_are_counted_in_words_that_agree(
    harm: Harm, english: str, french: str, incidents: tuple[Incident, ...]
) -> None:
    from tests.demo.facts import facts_with

    facts = facts_with(Modus.ATTACK, Group.FARMERS, (harm,))
    assert english in English().toll(stream(1), facts)[0]
    said = French().toll(stream(1), facts)[0]
    assert french in said
    assert ("tués" in said or "tué." in said or "perdu" in said) == (
        not harm.women and bool(harm.known)
    ) or "perdu" in said


def test_doubt_about_the_dead_is_said_in_both_languages() -> None:
    from tests.demo.facts import facts_with

    harm = (people(2), Harm(HarmKind.KILLED, Standing.UNKNOWN, 1, 1, 1))
    facts = facts_with(Modus.CLASH, Group.FARMERS, harm)
    assert "It is not known whether one more of the dead was a civilian." in English().toll(stream(1), facts)
    assert "On ignore si un autre mort était un civil." in French().toll(stream(1), facts)
