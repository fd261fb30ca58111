"""Sentences of pure code read as English and can be told in another language with the same facts."""

from __future__ import annotations

from tutela.kernel.sentences import Sentence

FRENCH = {
    "The area {name} lies in {parent}.": "La zone {name} se trouve dans {parent}.",
    "{name} ends too early: {where}.": "{name} s’arrête trop tôt : {where}.",
    "it holds {count} files": "il contient {count} fichiers",
}


def in_french(words: str) -> str:
    return FRENCH.get(words, words)


def test_it_reads_as_english_with_its_facts() -> None:
    assert Sentence("The area {name} lies in {parent}.", name="A1", parent="A") == "The area A1 lies in A."


def test_it_is_told_with_the_same_facts() -> None:
    said = Sentence("The area {name} lies in {parent}.", parent="A", name="A1")
    assert said.told(in_french) == "La zone A1 se trouve dans A."


def test_a_phrase_inside_is_told_too() -> None:
    where = Sentence("it holds {count} files", count=3)
    said = Sentence("{name} ends too early: {where}.", name="a.zip", where=where)
    assert said == "a.zip ends too early: it holds 3 files."
    assert said.told(in_french) == "a.zip s’arrête trop tôt : il contient 3 fichiers."


def test_a_fact_is_never_taken_for_words() -> None:
    said = Sentence("{name} ends too early: {where}.", name="it holds {count} files", where="here")
    assert said.told(in_french) == "it holds {count} files s’arrête trop tôt : here."


def test_without_facts_braces_are_braces() -> None:
    said = Sentence("it does not begin with {")
    assert said == "it does not begin with {"
    assert said.told(lambda words: words.upper()) == "IT DOES NOT BEGIN WITH {"
