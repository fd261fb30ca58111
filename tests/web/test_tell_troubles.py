"""Whatever goes wrong, the page says what happened, what was kept and what to do."""

from __future__ import annotations

import json

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from tests.web.gallery_urls import Officer
from tutela.kernel.refusals import Invalid, NotAllowed
from tutela.web.components import errors

WORDS = ("What happened", "What was kept", "What to do")


def request(method: str = "get", **headers: str) -> HttpRequest:
    made: HttpRequest = getattr(RequestFactory(), method)("/x/", headers=headers)
    made.actor = Officer()  # type: ignore[attr-defined]
    return made


@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_each_error_page_tells_all_three(officer: Client, status: int) -> None:
    officer.raise_request_exception = False
    response = officer.get(f"/gallery/{status}/")
    assert response.status_code == status
    assert all(words in response.text for words in WORDS)
    assert response.text.count("<h1") == 1


def test_a_refusal_names_the_paragraphs_behind_it(officer: Client) -> None:
    html = officer.get("/gallery/refusal/").text
    assert "may not change their scores" in html
    assert '<span class="cite">P32</span>' in html


@pytest.mark.urls("tests.web.gallery_urls")
def test_a_refused_form_says_that_what_was_typed_is_safe(officer: Client) -> None:
    refusal = Invalid("The end is before the start.", remedy="Mend it.", problems={"end": "It is too early."})
    html = errors.refused(request("post"), refusal).text
    assert "What you typed is still in the form" in html
    assert "It is too early." in html


def test_a_script_gets_the_refusal_as_json() -> None:
    response = errors.refused(request(accept="application/json"), NotAllowed("No.", remedy="Ask."))
    assert (response.status_code, json.loads(response.content)["code"]) == (403, "not_allowed")


def test_only_refusals_become_pages() -> None:
    middleware = errors.RefusalPages(lambda _request: HttpResponse())
    assert middleware.process_exception(request(), ValueError("fault")) is None
    shown = middleware.process_exception(request(accept="application/json"), NotAllowed("No.", remedy="Ask."))
    assert shown is not None
    assert shown.status_code == 403


def test_an_unknown_part_is_told_like_a_hidden_one(officer: Client) -> None:
    assert officer.get("/gallery/nothing/").status_code == 404
