"""Templates keep the strict content policy, stay short and name files that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import tutela

SOURCE = Path(tutela.__file__).parent
COMPONENTS = SOURCE / "web/components"
TEMPLATES = sorted(path for path in SOURCE.rglob("templates/**/*.html"))
STYLES = sorted((COMPONENTS / "static/components").glob("*.css"))
SCRIPTS = sorted((COMPONENTS / "static/components").glob("*.mjs"))
FORBIDDEN = {
    "an inline style": re.compile(r"\sstyle\s*="),
    "a style block": re.compile(r"<style"),
    "an inline handler": re.compile(r"\son[a-z]+\s*="),
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)"),
    "an address elsewhere": re.compile(r"""(?:src|href|action)=["'](?:https?:)?//"""),
    "htmx that evaluates": re.compile(r"hx-(?:on|vals=['\"]js:|vars)"),
}


def name(path: Path) -> str:
    return str(path.relative_to(SOURCE))


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
@pytest.mark.parametrize("what", list(FORBIDDEN))
def test_no_template_breaks_the_content_policy(template: Path, what: str) -> None:
    assert not FORBIDDEN[what].search(template.read_text(encoding="utf-8"))


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_no_template_outgrows_120_lines(template: Path) -> None:
    assert len(template.read_text(encoding="utf-8").splitlines()) <= 120


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_every_file_of_ours_that_a_template_names_exists(template: Path) -> None:
    named = re.findall(r"{% static '(components/[^']+)' %}", template.read_text(encoding="utf-8"))
    assert [one for one in named if not (COMPONENTS / "static" / one).exists()] == []


@pytest.mark.parametrize("style", STYLES, ids=name)
def test_styles_keep_to_logical_sides_and_to_the_tokens(style: Path) -> None:
    text = style.read_text(encoding="utf-8")
    assert not re.search(r"(?<![\w-])(?:margin|padding|border)-(?:left|right|top|bottom)\s*:", text)
    assert not re.search(r"(?<![\w-])(?:left|right)\s*:", text)
    assert "text-align: left" not in text
    assert style.name in {"tokens.css", "print.css"} or len(re.findall(r"#[0-9a-f]{6}\b", text)) <= 8


@pytest.mark.parametrize("script", SCRIPTS, ids=name)
def test_scripts_are_small_modules_that_evaluate_nothing(script: Path) -> None:
    text = script.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400
    assert not re.search(r"\beval\(|new Function|document\.write|insertAdjacentHTML|outerHTML\s*=", text)
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", text)
