"""Light or dark is the reader's choice, kept in a cookie and nowhere else."""

from __future__ import annotations

import pytest
from django.test import Client


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_choice_is_remembered_and_shown(officer: Client, theme: str) -> None:
    officer.post("/theme/", {"theme": theme, "next": "/gallery/"})
    assert f'data-bs-theme="{theme}"' in officer.get("/gallery/").text


def test_following_the_device_forgets_the_choice(officer: Client) -> None:
    officer.post("/theme/", {"theme": "dark"})
    officer.post("/theme/", {"theme": "auto"})
    assert "data-bs-theme" not in officer.get("/gallery/").text.split("<head>")[0]


def test_a_made_up_theme_is_not_shown(officer: Client) -> None:
    officer.cookies["theme"] = "sepia"
    assert "data-bs-theme" not in officer.get("/gallery/").text.split("<head>")[0]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [("/gallery/?q=1", "/gallery/?q=1"), ("//evil.example/", "/"), ("https://evil.example/", "/"), ("", "/")],
)
def test_it_goes_back_only_to_our_own_pages(officer: Client, wanted: str, found: str) -> None:
    assert officer.post("/theme/", {"theme": "dark", "next": wanted}).headers["Location"] == found


def test_a_link_cannot_change_it(officer: Client) -> None:
    assert officer.get("/theme/?theme=dark").status_code == 405
