"""The three formats of a document under one name, with its file name and media type."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tutela.web.components.documents.blocks import Document
from tutela.web.components.documents.docx import docx_bytes
from tutela.web.components.documents.html import html_fragment
from tutela.web.components.documents.pdf import pdf_bytes


class Format(StrEnum):
    """The formats that a document can be had in."""

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
    """A document as a file."""

    name: str
    media_type: str
    body: bytes


def rendered(document: Document, stem: str, kind: Format, font_dir: Path) -> Rendered:
    """Return a document as a file named `{mission}-{stem}-{language}.{kind}`; the same document gives the same bytes.

    `font_dir` holds the document fonts. Raises NoFonts when a PDF is asked for and none of them is there.
    """
    if kind is Format.PDF:
        body = pdf_bytes(document, font_dir)
    elif kind is Format.DOCX:
        body = docx_bytes(document, font_dir)
    else:
        body = html_fragment(document).encode()
    code = "".join(letter for letter in document.mission_code if letter.isalnum()) or "mission"
    return Rendered(f"{code}-{stem}-{document.language}.{kind}", MEDIA_TYPES[kind], body)
