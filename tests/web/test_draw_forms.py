"""A form asks in words, ties help and errors to the control, and loses nothing."""

from __future__ import annotations

import re

import pytest
from django.template.loader import render_to_string

from tutela.web.components.forms import described_by, draw_control
from tutela.web.components.gallery.samples import SampleForm

SENT = {"title": "", "area": "Nowhere", "source": "call", "account": "Heard at dawn."}


def drawn(form: SampleForm) -> str:
    return render_to_string("components/form.html", {"form": form})


def test_every_control_has_a_label_or_a_legend() -> None:
    html = drawn(SampleForm())
    ids = set(re.findall(r'<(?:input|select|textarea)[^>]* id="([^"]+)"', html))
    assert ids <= set(re.findall(r'<label[^>]* for="([^"]+)"', html))
    assert html.count("<fieldset") == html.count("<legend") == 1


def test_an_error_is_at_the_top_and_beside_its_field() -> None:
    html = drawn(SampleForm(SENT))
    assert "2 things need mending" in html
    assert 'href="#id_title"' in html
    assert html.count('aria-invalid="true"') == 2
    assert 'id="id_title_error"' in html


def test_what_was_typed_is_still_there() -> None:
    assert "Heard at dawn." in drawn(SampleForm(SENT))


def test_help_and_error_describe_the_control() -> None:
    field = SampleForm(SENT)["title"]
    assert described_by(field) == "id_title_helptext id_title_error"
    assert 'aria-describedby="id_title_helptext id_title_error"' in draw_control(field)


def test_every_description_exists() -> None:
    html = drawn(SampleForm(SENT))
    wanted = {name for text in re.findall(r'aria-describedby="([^"]+)"', html) for name in text.split()}
    assert wanted <= set(re.findall(r' id="([^"]+)"', html))


@pytest.mark.parametrize(
    ("name", "css"), [("title", "form-control"), ("area", "form-select"), ("urgent", "form-check-input")]
)
def test_each_kind_of_control_gets_its_look(name: str, css: str) -> None:
    assert css in draw_control(SampleForm()[name])


def test_a_form_without_errors_says_nothing_of_errors() -> None:
    assert "mending" not in drawn(SampleForm())
