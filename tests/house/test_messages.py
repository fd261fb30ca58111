"""Texts are found wherever they stand and keep their translations; a catalogue that lags is refused."""

from __future__ import annotations

from collections.abc import Iterable

import polib
import pytest

from tools import messages
from tools.messages import Text

PYTHON = """
from django.utils import translation
from django.utils.translation import gettext as _, gettext_lazy as lazy, ngettext, pgettext_lazy as in_context
a = _("plain") + lazy("later" " and on")
b = ngettext("%(n)d day", "%(n)d days", n)
c = in_context("month", "May")
d = translation.gettext("through the module")
e = _(variable), other("not a text"), variable.gettext("neither")
"""
TEMPLATE = """{% load i18n %}<p title="{% translate 'A title' %}">gettext("no text")</p>
{% blocktranslate count n=people|length trimmed %}
  One person (so far)
{% plural %}
  {{ n }} people
{% endblocktranslate %}
{% translate "May" context "month" %}{{ _("In braces") }}{% include "x.html" with label=_("Don't") %}
{% comment %}{% translate "gone" %}{% endcomment %}"""


def catalogue_of(texts: Iterable[Text], old: polib.POFile | None = None) -> polib.POFile:
    places = {text: ["a.py"] for text in texts}
    return messages.extract(places, old or messages.new_catalogue("fr"), "fr")


def faults(texts: Iterable[Text], catalogue: polib.POFile) -> list[str]:
    return sorted(messages.faults_of({text: ["a.py"] for text in texts}, catalogue))


def test_it_finds_texts_in_python_under_any_name() -> None:
    assert set(messages.texts_in_python(PYTHON)) == {
        Text("plain"),
        Text("later and on"),
        Text("%(n)d day", "%(n)d days"),
        Text("May", "", "month"),
        Text("through the module"),
    }


def test_it_finds_texts_in_templates() -> None:
    assert set(messages.texts_in_template(TEMPLATE)) == {
        Text("A title"),
        Text("One person (so far)", "%(n)s people"),
        Text("May", "", "month"),
        Text("In braces"),
        Text("Don't"),
    }


def test_it_finds_the_sentences_of_pure_code() -> None:
    source = """
from tutela.kernel.sentences import Sentence
a = Sentence("The area {name} lies in itself.", name=name)
b = Refusal(Sentence("first"), remedy=Sentence("second"))
c = Sentence(variable)
"""
    assert set(messages.texts_in_python(source)) == {
        Text("The area {name} lies in itself."),
        Text("first"),
        Text("second"),
    }


def test_it_finds_the_constants_of_classes_and_tables_but_no_code() -> None:
    source = '''
"""What the module does."""
LIMIT = "not a text"
class Why(StrEnum):
    """What the class is for."""
    ONE = "It was mended."
class Empty(Refusal):
    code = "file_empty"
    status = 422
    sentence: str = "{name} is empty."
REMEDIES = {Why.ONE: "Mend it yourself.", Why.TWO: variable}
'''
    found = {text.words for text in messages.texts_in_constants(source)}
    assert found == {"It was mended.", "{name} is empty.", "Mend it yourself."}


def test_it_finds_why_a_parameter_has_its_default() -> None:
    source = 'unit = "days"\nreason = "A quarter has ninety days."\n[label]\nen = "Days"\nfr = "Jours"\n'
    assert list(messages.texts_in("policy/parameters/days.toml", source)) == [Text("A quarter has ninety days.")]


def test_constants_are_texts_only_where_that_is_agreed() -> None:
    source = 'class Why:\n    ONE = "It was mended."\n'
    assert list(messages.texts_in("exchange/readers/problems.py", source)) == [Text("It was mended.")]
    assert list(messages.texts_in("exchange/readers/files.py", source)) == []


def test_every_file_of_constants_is_there_and_holds_texts() -> None:
    for place in messages.CONSTANTS:
        assert list(messages.texts_in_constants((messages.SOURCE / place).read_text(encoding="utf-8")))


def test_it_keeps_the_context_apart() -> None:
    catalogue = catalogue_of([Text("May", "", "month"), Text("May", "", "verb"), Text("May")])
    assert {entry.msgctxt for entry in catalogue} == {"month", "verb", None}


def test_it_keeps_translations_and_marks_those_of_lost_texts_obsolete() -> None:
    old = catalogue_of([Text("stays"), Text("goes")])
    for entry in old:
        entry.msgstr = f"fr {entry.msgid}"
    new = catalogue_of([Text("stays"), Text("comes")], old)
    assert {(entry.msgid, entry.msgstr, bool(entry.obsolete)) for entry in new} == {
        ("stays", "fr stays", False),
        ("goes", "fr goes", True),
        ("comes", "", False),
    }


def test_it_gives_the_same_file_twice() -> None:
    texts = [Text("b"), Text("a"), Text("%(n)d day", "%(n)d days")]
    once = catalogue_of(texts)
    assert str(once) == str(catalogue_of(reversed(texts), once))


@pytest.mark.parametrize(
    ("translation", "fault"),
    [
        ("", "not translated"),
        ("%(nom)s est là", "its blanks differ from the original's"),
        ("est là", "its blanks differ from the original's"),
    ],
)
def test_it_refuses_a_translation(translation: str, fault: str) -> None:
    texts = [Text("%(name)s is here")]
    catalogue = catalogue_of(texts)
    catalogue[0].msgstr = translation
    assert faults(texts, catalogue) == [f"'%(name)s is here': {fault}"]


def test_it_refuses_a_fuzzy_translation() -> None:
    catalogue = catalogue_of([Text("yes")])
    catalogue[0].msgstr = "oui"
    assert faults([Text("yes")], catalogue) == []
    catalogue[0].flags.append("fuzzy")
    assert faults([Text("yes")], catalogue) == ["'yes': marked as fuzzy"]


def test_it_refuses_a_catalogue_that_lags_behind() -> None:
    catalogue = catalogue_of([Text("old")])
    catalogue[0].msgstr = "vieux"
    assert faults([Text("new")], catalogue) == [
        "'new': new in a.py; run `messages extract`",
        "'old': no longer used; run `messages extract`",
    ]
