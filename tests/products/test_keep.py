"""Keeping the content: canonical JSON there and back, one digest, no unprintable text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.products.sample import assessment, quiet
from tutela.account.products.rules.content import AuthorText, Classification, QuarterlyAssessment
from tutela.account.products.rules.stored import content_digest, from_json, to_json
from tutela.kernel.printable import all_printable, printable


@pytest.mark.parametrize("content", [assessment(), quiet()])
def test_it_comes_back_from_json_as_it_was(content: QuarterlyAssessment) -> None:
    assert from_json(to_json(content)) == content


def test_it_digests_the_same_content_alike_and_another_differently() -> None:
    assert content_digest(assessment()) == content_digest(assessment())
    assert content_digest(assessment()) != content_digest(replace(assessment(), version=2))


def test_it_refuses_a_text_that_it_did_not_write() -> None:
    with pytest.raises(KeyError):
        from_json('{"mission": {"code": "X", "name": "Y", "colour": 1}}')


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a\x00b\x0bc\x1fd", "abcd"),
        ("one\r\ntwo\rthree\tfour", "one\ntwo\nthree\tfour"),
        ("turn\u202eed\u2066", "turned"),
        ("lone \ud83d surrogate", "lone  surrogate"),
        ("é – العربية <&>", "é – العربية <&>"),
    ],
)
def test_it_drops_only_what_cannot_be_printed(text: str, clean: str) -> None:
    assert printable(text) == clean


def test_it_cleans_every_text_in_the_content_and_nothing_else() -> None:
    dirty = replace(assessment(), key_points=(AuthorText("no\x00where", "po\x1fst"),))
    clean = all_printable(dirty)
    assert clean.key_points == (AuthorText("nowhere", "post"),)
    assert clean.classification is Classification.CONFIDENTIAL
    assert replace(clean, key_points=assessment().key_points) == assessment()
