"""A file that cannot be used is refused in the reader's language; on the command line in English."""

from __future__ import annotations

from django.utils.translation import override

from tools import messages
from tutela.exchange.readers import refusals
from tutela.exchange.readers.problems import REMEDIES, Look, Reason, Why
from tutela.kernel.sentences import Sentence
from tutela.web.components.errors import said


def test_it_says_in_french_what_is_wrong_and_what_to_do() -> None:
    refusal = refusals.FileTruncated(name="a.zip", where=Sentence("it stops before its end"))
    with override("fr"):
        told = said(refusal)
    assert told == (
        "a.zip s’arrête trop tôt\N{NO-BREAK SPACE}: il s’arrête avant la fin. "
        "Téléchargez-le ou copiez-le de nouveau\N{NO-BREAK SPACE}; il en manque une partie."
    )
    assert (
        str(refusal)
        == "a.zip ends too early: it stops before its end. Download or copy it again; part of it is missing."
    )


def test_every_sentence_about_a_row_is_in_the_catalogue() -> None:
    catalogue = messages.read_catalogue(messages.catalogue_path("fr"), "fr")
    translated = {entry.msgid for entry in catalogue.translated_entries()}
    assert {str(words) for words in (*Why, *Look, *Reason, *REMEDIES.values())} <= translated
