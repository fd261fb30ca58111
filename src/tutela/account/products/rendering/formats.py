"""A product as a file, in each format that documents have."""

from __future__ import annotations

from pathlib import Path

from tutela.account.products.rendering.document import compose
from tutela.account.products.rules.content import QuarterlyAssessment
from tutela.web.components.documents.formats import MEDIA_TYPES, Format, Rendered, rendered

__all__ = ["MEDIA_TYPES", "Format", "Rendered", "render"]


def render(content: QuarterlyAssessment, language: str, kind: Format, font_dir: Path) -> Rendered:
    """Render the content in a language and format; the same inputs give the same bytes.

    `font_dir` holds the document fonts. Raises NoFonts when a PDF is asked for and none of them is there.
    """
    return rendered(compose(content, language, font_dir), f"threat-assessment-{content.quarter}", kind, font_dir)
