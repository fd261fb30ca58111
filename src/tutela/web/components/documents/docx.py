"""The document as DOCX: real heading styles, repeated table heads, described pictures, the same bytes every time.

The file is built from code, so no template is stored, and text is set as text: nothing a person wrote is markup.
"""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tutela.web.components.documents import drawing, word_parts
from tutela.web.components.documents.blocks import (
    Block,
    Bullets,
    Card,
    Document,
    Facts,
    Figure,
    Heading,
    Paragraph,
    Role,
    Table,
    Tiles,
)

if TYPE_CHECKING:
    from docx.document import Document as Word

TEXT_WIDTH_CM = 17.2
FULL_WIDTH_PIXELS = 660
FIXED_DATE = (1980, 1, 1, 0, 0, 0)
PARAGRAPH_STYLES = {
    Role.BODY: "Normal",
    Role.LEAD: "Normal",
    Role.NOTE: "Note",
    Role.ADVICE: "Advice",
    Role.AUTHOR: "Author",
    Role.EMPTY: "Nothing recorded",
}


def docx_bytes(document: Document, font_dir: Path) -> bytes:
    """Render the document as DOCX; drawings become PNG with the fonts of `font_dir`."""
    word = word_parts.blank(document)
    word_parts.running_lines(word, document)
    _cover(word, document)
    for section in document.sections:
        word.add_heading(f"{section.number}. {section.title}", level=1)
        for block in section.blocks:
            _add(word, block, font_dir)
    _core_properties(word, document)
    word_parts.drop_thumbnail(word)
    buffer = io.BytesIO()
    word.save(buffer)
    return settled(buffer.getvalue())


def settled(package: bytes) -> bytes:
    """Write the zip anew with one fixed date on every part: a file must not depend on when it was made."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(out, "w") as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            part = zipfile.ZipInfo(name, FIXED_DATE)
            part.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(part, source.read(name), compresslevel=6)
    return out.getvalue()


def _cover(word: Word, document: Document) -> None:
    word.add_paragraph(document.mission_code, style="Note")
    word.add_paragraph(document.mission, style="Normal")
    word.add_paragraph(document.title, style="Title")
    word.add_paragraph(document.subtitle, style="Subtitle")
    if document.exercise:
        word.add_paragraph(document.exercise, style="Exercise")
    word_parts.add_facts(word, document.facts)
    word_parts.add_contents(word, document)
    word.add_page_break()  # type: ignore[no-untyped-call]


def _core_properties(word: Word, document: Document) -> None:
    core = word.core_properties
    core.title = f"{document.mission_code} – {document.title} – {document.subtitle}"
    core.subject = document.subtitle
    core.language = document.language
    core.author = document.author
    core.last_modified_by = ""
    core.keywords = ", ".join(document.keywords)
    core.comments = ""
    core.revision = 1
    core.created = core.modified = datetime.fromisoformat(document.prepared_at).replace(tzinfo=None)


def _add(word: Word, block: Block, font_dir: Path) -> None:
    """Add one block; a card is its heading and its blocks."""
    if isinstance(block, Paragraph):
        _add_paragraph(word, block)
    elif isinstance(block, Bullets):
        _add_bullets(word, block)
    elif isinstance(block, Table):
        word_parts.add_table(word, block)
    elif isinstance(block, Figure):
        _add_figure(word, block, font_dir)
    elif isinstance(block, Facts):
        word_parts.add_facts(word, block)
    elif isinstance(block, Tiles):
        word_parts.add_tiles(word, block)
    elif isinstance(block, Heading):
        word.add_heading(block.text, level=2)
    else:
        _add_card(word, block, font_dir)


def _add_paragraph(word: Word, block: Paragraph) -> None:
    style = PARAGRAPH_STYLES[block.role]
    if block.mark:
        mark = word.add_paragraph(style=style)
        mark.add_run(block.mark).bold = True
        mark.paragraph_format.keep_with_next = True
    added = word.add_paragraph(style=style)
    word_parts.say(added, block.text, block.language)


def _add_bullets(word: Word, block: Bullets) -> None:
    style = "Advice list" if block.role is Role.ADVICE else "List Bullet"
    if block.mark:
        mark = word.add_paragraph(style="Advice")
        mark.add_run(block.mark).bold = True
        mark.paragraph_format.keep_with_next = True
    for item in block.items:
        word.add_paragraph(item, style=style)


def _add_figure(word: Word, block: Figure, font_dir: Path) -> None:
    from docx.shared import Cm

    caption = word.add_paragraph(block.caption, style="Caption")
    caption.paragraph_format.keep_with_next = True
    picture = block.picture
    share = min(1.0, picture.width / FULL_WIDTH_PIXELS)
    image = io.BytesIO(drawing.png(picture.svg, font_dir, width=round(2000 * share)))
    inline = word.add_picture(image, width=Cm(TEXT_WIDTH_CM * share))
    word_parts.describe(inline, picture)
    if block.note:
        word.add_paragraph(block.note, style="Note")


def _add_card(word: Word, block: Card, font_dir: Path) -> None:
    heading = word.add_heading(level=2)
    word_parts.say(heading, block.title, block.language)
    tag = word.add_paragraph(block.tag, style="Note")
    tag.paragraph_format.keep_with_next = True
    for part in block.blocks:
        _add(word, part, font_dir)
