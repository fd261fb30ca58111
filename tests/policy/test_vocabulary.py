"""The policy's closed lists: every word in English and French, resting on demands that exist."""

from __future__ import annotations

import pytest

from tutela.access.rules import Compartment
from tutela.policy.catalogue import dangling
from tutela.policy.vocabulary import LISTS, term_label, terms

EACH = [(name, code) for name in LISTS for code in terms(name)]


@pytest.mark.parametrize(("name", "code"), EACH)
def test_a_term_is_declared_in_full(name: str, code: str) -> None:
    term = terms(name)[code]
    assert set(term.labels) >= {"en", "fr"}
    assert all(label.strip() == label and label for label in term.labels.values())
    assert dangling(term.cites) == []
    assert term.compartment in {"", *Compartment}


@pytest.mark.parametrize("name", LISTS)
def test_no_two_terms_of_a_list_read_alike(name: str) -> None:
    for language in ("en", "fr"):
        labels = [term.label(language) for term in terms(name).values()]
        assert len(labels) == len(set(labels))


def test_an_unknown_list_is_a_fault() -> None:
    with pytest.raises(KeyError):
        terms("nothing")


def test_a_term_is_told_in_the_readers_language() -> None:
    assert term_label("acts", "killing", "en") == "Killing"
    assert term_label("acts", "killing", "fr-cd") == "Meurtre"
    assert term_label("acts", "killing", "ar") == "Killing"
    assert term_label("acts", "from_an_older_list", "en") == "from_an_older_list"
