"""The three formats of a product under one name, with its file name and media type."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tutela.account.products.rendering.document import compose
from tutela.account.products.rendering.docx import docx_bytes
from tutela.account.products.rendering.html import html_fragment
from tutela.account.products.rendering.pdf import pdf_bytes
from tutela.account.products.rules.content import QuarterlyAssessment


class Format(StrEnum):
    """The formats that a product can be had in."""

    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"


MEDIA_TYPES = {
    Format.HTML: "text/html; charset=utf-8",
    Format.PDF: "application/pdf",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True, slots=True)
class Rendered:
    """A product as a file."""

    name: str
    media_type: str
    body: bytes


def render(content: QuarterlyAssessment, language: str, kind: Format, font_dir: Path) -> Rendered:
    """Render the content in a language and format; the same inputs give the same bytes.

    `font_dir` holds the document fonts. Raises NoFonts when a PDF is asked for and none of them is there.
    """
    document = compose(content, language, font_dir)
    if kind is Format.PDF:
        body = pdf_bytes(document, font_dir)
    elif kind is Format.DOCX:
        body = docx_bytes(document, font_dir)
    else:
        body = html_fragment(document).encode()
    code = "".join(letter for letter in content.mission.code if letter.isalnum()) or "mission"
    name = f"{code}-threat-assessment-{content.quarter}-{language}.{kind}"
    return Rendered(name, MEDIA_TYPES[kind], body)
