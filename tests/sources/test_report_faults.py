"""A report of a fault shows where it happened and what kind of things were there, never what they were."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from django.http import HttpRequest, QueryDict
from django.test import RequestFactory
from django.test.utils import override_settings
from django.views.debug import get_exception_reporter_class, get_exception_reporter_filter

from tests.sources.hunting import found_in
from tests.sources.scene import NAME, NOTE, PHONE, identity
from tutela.config.reports import DiscreetFilter, DiscreetReporter, described


def report(request: HttpRequest, *, html: bool) -> str:
    """Break with a name in hand, and return the report of it."""
    name, held, number = NAME, identity(), int("".join(sign for sign in PHONE if sign.isdigit()))
    try:
        raise RuntimeError("The disk is gone.")
    except RuntimeError:
        chosen: Any = get_exception_reporter_class(request)
        reporter = chosen(request, *sys.exc_info())
        del name, held, number
        return str(reporter.get_traceback_html() if html else reporter.get_traceback_text())


@pytest.mark.parametrize("html", [True, False])
@pytest.mark.parametrize("is_debug", [True, False])
def test_a_report_names_nobody_whether_faults_are_shown_or_not(html: bool, is_debug: bool) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("Kestrevaux.jpg", b"x")
    request = RequestFactory().post("/know/sources/keep/", {"name": NAME, "note": NOTE, "photo": file})
    request.COOKIES["seen"] = NAME
    with override_settings(DEBUG=is_debug):
        told = report(request, html=html)
    assert "The disk is gone." in told
    assert found_in(told.encode()) == []


def test_what_was_sent_is_told_by_name_only() -> None:
    request = RequestFactory().post("/", {"name": NAME})
    reporting = DiscreetFilter()
    assert reporting.get_post_parameters(request) == {"name": "[not shown]"}
    assert reporting.get_post_parameters(None) == {}
    assert dict(reporting.get_cleansed_multivaluedict(request, QueryDict("name=Ombeline"))) == {"name": ["[not shown]"]}
    assert isinstance(get_exception_reporter_filter(request), DiscreetFilter)
    chosen: Any = get_exception_reporter_class(request)
    assert chosen is DiscreetReporter


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (NAME, f"[builtins.str of {len(NAME)}]"),
        (b"ab", "[builtins.bytes of 2]"),
        (912345678, "[builtins.int]"),
        ({"name": NAME}, "[builtins.dict]"),
    ],
)
def test_a_thing_is_told_by_its_kind(value: Any, told: str) -> None:
    assert described(value) == told
