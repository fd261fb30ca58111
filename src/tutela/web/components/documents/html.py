"""The document as an HTML fragment for a page of the shell: real headings, captions, table heads; no inline style."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from xml.sax.saxutils import quoteattr

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from tutela.web.components.documents.blocks import Document, Picture

FULL, EMPTY = "■", "□"


def html_fragment(document: Document) -> SafeString:
    """Render the document as sections from `h2` down; the page brings `h1`, `main` and styles."""
    sections = [
        {"section": section, "blocks": [_view(asdict(block)) for block in section.blocks]}
        for section in document.sections
    ]
    context = {"document": document, "facts": asdict(document.facts), "sections": sections}
    with translation.override(document.language):
        return render_to_string("components/document/document.html", context)


def _view(block: dict[str, Any]) -> dict[str, Any]:
    """Return a block as the templates read it: drawings as safe text, cells beside their columns."""
    if block["kind"] == "bullets":
        block["sentences"] = block["items"]  # a template reads `block.items` as the mapping's own method
    if block["kind"] == "figure":
        block["drawing"] = inline_svg(Picture(**block["picture"]))
    if block["kind"] == "table":
        block["rows"] = [[_cell(cell, column) for cell, column in _pairs(row, block)] for row in block["rows"]]
    if block["kind"] == "card":
        block["blocks"] = [_view(part) for part in block["blocks"]]
    return block


def _pairs(row: tuple[dict[str, Any], ...], block: dict[str, Any]) -> zip[tuple[dict[str, Any], dict[str, Any]]]:
    return zip(row, block["columns"], strict=True)


def _cell(cell: dict[str, Any], column: dict[str, Any]) -> dict[str, Any]:
    return {**cell, "align": column["align"], "scale": scale(cell["filled"], cell["boxes"])}


def scale(filled: int, boxes: int) -> str:
    """Return a small scale in characters, or nothing for one too long to be read."""
    return FULL * filled + EMPTY * (boxes - filled) if 0 < boxes <= 10 else ""


def inline_svg(picture: Picture) -> SafeString:
    """Return a drawing to stand in a page, described by its words.

    Safe because every drawing is made in this package, where all text goes through an XML escape.
    """
    described = f'<svg role="img" aria-label={quoteattr(picture.alt)} '
    return mark_safe(picture.svg.replace("<svg ", described, 1))  # noqa: S308
