"""The pages in docs/ that list things list all of them, and nothing that is gone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils import translation

from tools.reference import PAGES
from tutela.config.environment import VARIABLES

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.mark.parametrize("name", PAGES)
def test_a_reference_page_is_what_the_code_says(name: str) -> None:
    with translation.override("en"):
        wanted = PAGES[name]()
    assert (DOCS / name).read_text(encoding="utf-8") == wanted, "run .venv/bin/python tools/reference.py"


def test_every_variable_of_the_surroundings_is_in_the_settings_page() -> None:
    text = (DOCS / "settings.md").read_text(encoding="utf-8")
    rows = re.findall(r"(?m)^\| `([A-Z_]+)` \| (\S[^|]+) \| (\S[^|]*) \|$", text)
    assert [name for name, _default, _what in rows] == list(VARIABLES)


def test_every_decision_is_one_page_that_can_be_quoted() -> None:
    pages = sorted((DOCS / "adr").glob("*.md"))
    assert [page.name[:4] for page in pages] == [f"{number:04d}" for number in range(1, len(pages) + 1)]
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert re.match(r"# \d{4} · \S", text), page.name
        assert "\n> " in text, f"{page.name} has no decision that can be quoted"
        assert len(text.splitlines()) <= 80, f"{page.name} is longer than a page"


def test_links_between_pages_lead_somewhere() -> None:
    links = [
        (page, target)
        for page in sorted(DOCS.rglob("*.md"))
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
        if "://" not in target
    ]
    assert [f"{page.name} -> {target}" for page, target in links if not (page.parent / target).exists()] == []
