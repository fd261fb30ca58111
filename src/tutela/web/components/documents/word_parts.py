"""The parts of a Word document that need its XML: styles, tables, running lines, fields, descriptions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tutela.web.components.documents.blocks import Align, Cell, Document, Facts, Picture, Table, Tiles
from tutela.web.components.documents.html import scale

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.shape import InlineShape
    from docx.table import Table as WordTable
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph as WordParagraph

FONT = "Arial"
INK = "16324F"
QUIET = "56636F"
WASH = "F3F6F9"
LINE = "C3CCD6"
TEXT_WIDTH = 9752  # twentieths of a point: 17.2 cm
# Word wants the parts of a style in its own order.
AFTER_FRAME = ("w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl")
LOCALES = {"en": "en-GB", "fr": "fr-FR", "ar": "ar-SA"}


def blank(document: Document) -> Word:
    """Return an empty A4 document with our styles, in the document's language."""
    import docx
    from docx.shared import Cm

    word = docx.Document()
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.9)
    section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.2)
    _style_everything(word)
    _set_language(word, document.language)
    return word


def drop_thumbnail(word: Word) -> None:
    """Remove the preview picture that the library's empty document brings along: it shows something else."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    relations = word.part.package.rels
    for key in [key for key, rel in relations.items() if rel.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del relations[key]


def _style_everything(word: Word) -> None:
    from docx.shared import Pt

    _style(word, "Normal", 9.5, after=5)
    _style(word, "Title", 26, bold=True, color=INK, before=60, after=2)
    _style(word, "Subtitle", 15, color=INK, after=18)
    _style(word, "Heading 1", 15, bold=True, color=INK, before=18, after=6)
    _style(word, "Heading 2", 11, bold=True, color=INK, before=12, after=4)
    _style(word, "Caption", 9, bold=True, color=INK, before=8, after=3)
    _style(word, "List Bullet", 9.5, after=3)
    for name, base in (("Note", "Normal"), ("Advice", "Normal"), ("Author", "Normal"), ("Exercise", "Normal")):
        _new_style(word, name, base)
    _new_style(word, "Nothing recorded", "Normal")
    _new_style(word, "Advice list", "List Bullet")
    _style(word, "Note", 8, color=QUIET, after=6)
    _style(word, "Exercise", 15, bold=True, color=INK, after=12)
    word.styles["Nothing recorded"].font.italic = True
    for name, kind, fill in (("Advice", "dotted", WASH), ("Advice list", "dotted", WASH), ("Author", "single", "")):
        _frame(word, name, kind, fill)
    word.styles["Normal"].paragraph_format.line_spacing = 1.1
    word.styles["Advice"].paragraph_format.left_indent = Pt(6)


def _new_style(word: Word, name: str, base: str) -> None:
    from docx.enum.style import WD_STYLE_TYPE

    added = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    added.base_style = word.styles[base]


def _style(
    word: Word, name: str, size: float, *, bold: bool = False, color: str = "", before: float = 0, after: float = 0
) -> None:
    """Set a style's font (Latin, Arabic and East Asian alike), ink and spacing in points."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style: Any = word.styles[name]
    style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, Pt(size), bold, False
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for slot in ("w:cs", "w:eastAsia"):
        fonts.set(qn(slot), FONT)
    if color:
        style.font.color.rgb = RGBColor.from_string(color)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)


def _frame(word: Word, name: str, kind: str, fill: str) -> None:
    """Give a style the bar on its left that marks whose words it holds."""
    properties = word.styles[name].element.get_or_add_pPr()
    border = element("w:pBdr")
    border.append(element("w:left", val=kind, sz="18", space="6", color=INK))
    properties.insert_element_before(border, "w:shd", *AFTER_FRAME)
    if fill:
        shade = element("w:shd", val="clear", color="auto", fill=fill)
        properties.insert_element_before(shade, *AFTER_FRAME)


def _set_language(word: Word, language: str) -> None:
    from docx.oxml.ns import qn

    locale = LOCALES.get(language, language)
    defaults = word.styles.element.find(qn("w:docDefaults"))
    for lang in list(defaults.iter(qn("w:lang"))):
        lang.set(qn("w:val"), locale)
        lang.set(qn("w:bidi"), LOCALES["ar"])


def element(name: str, **attributes: str) -> Any:
    """Return an XML element with attributes in Word's own namespace."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made: Any = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def say(paragraph: WordParagraph, text: str, language: str) -> None:
    """Add text in a language of its own, so that spelling and speech follow it."""
    run = paragraph.add_run(text)
    if language:
        run._r.get_or_add_rPr().append(element("w:lang", val=LOCALES.get(language, language)))


def running_lines(word: Word, document: Document) -> None:
    """Set the lines that stand on every page: marking and title above, ledger, marking and page below."""
    section = word.sections[0]
    head = section.header.paragraphs[0]
    _tabs(head)
    head.add_run(f"{document.mission_code} · {document.title}\t")
    head.add_run(document.marking.upper()).bold = True
    head.add_run(f"\t{document.subtitle}")
    foot = section.footer.paragraphs[0]
    _tabs(foot)
    foot.add_run(f"{document.ledger}\t")
    foot.add_run(document.marking.upper()).bold = True
    foot.add_run("\t")
    before, _, rest = document.page_of.partition("{page}")
    between, _, after = rest.partition("{pages}")
    foot.add_run(before)
    _field(foot, "PAGE", "1")
    foot.add_run(between)
    _field(foot, "NUMPAGES", "1")
    foot.add_run(after)


def _tabs(paragraph: WordParagraph) -> None:
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Pt, Twips

    stops = paragraph.paragraph_format.tab_stops
    # The library's own stops are made for another width.
    paragraph.style.paragraph_format.tab_stops.clear_all()  # type: ignore[union-attr]
    stops.add_tab_stop(Twips(TEXT_WIDTH // 2), WD_TAB_ALIGNMENT.CENTER)
    stops.add_tab_stop(Twips(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.style.font.size = Pt(7.5)  # type: ignore[union-attr]


def _field(paragraph: WordParagraph, instruction: str, shown: str) -> None:
    """Add a field that Word computes, with the text it shows until then."""
    for kind in ("begin", "instruction", "separate", "text", "end"):
        run = paragraph.add_run(shown if kind == "text" else "")
        if kind == "instruction":
            code = element("w:instrText")
            code.text = instruction
            run._r.append(code)
        elif kind != "text":
            run._r.append(element("w:fldChar", fldCharType=kind))


def add_contents(word: Word, document: Document) -> None:
    """Add the list of sections as a field that Word can turn into page numbers; until then it shows the titles."""
    word.add_paragraph(document.contents_title, style="Caption")
    paragraph = word.add_paragraph()
    lines = "\n".join(f"{section.number}. {section.title}" for section in document.sections)
    _field(paragraph, 'TOC \\o "1-1" \\h \\z', lines)


def add_facts(word: Word, facts: Facts) -> None:
    """Add names and values as a table without lines, read as pairs."""
    table = word.add_table(rows=0, cols=2)
    longest = max((len(name) for name, _ in facts.pairs), default=0)
    share = 0.42 if longest > 32 else 0.28
    _fix_widths(table, (share, 1 - share))
    for place, (name, value) in enumerate(facts.pairs, start=1):
        row = table.add_row()
        _row_rule(row._tr, "w:cantSplit")
        _fill(row.cells[0], Cell(name), Align.START)
        _fill(row.cells[1], Cell(value), Align.START)
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = place < len(facts.pairs)
    _after_table(word)


def add_tiles(word: Word, tiles: Tiles) -> None:
    """Add the headline figures as a table of one row; each cell reads label, figure, comparisons."""
    from docx.shared import Pt

    table = word.add_table(rows=1, cols=len(tiles.tiles))
    _fix_widths(table, tuple(1 / len(tiles.tiles) for _ in tiles.tiles))
    for cell, tile in zip(table.rows[0].cells, tiles.tiles, strict=True):
        _fill(cell, Cell(tile.label), Align.START)
        figure = cell.add_paragraph()
        run = figure.add_run(tile.value)
        run.bold, run.font.size = True, Pt(12 if len(tile.value) > 8 else 18)
        for note in tile.notes:
            cell.add_paragraph(note, style="Note").paragraph_format.space_after = Pt(0)
        _borders(cell, top=(INK, 16))
    _after_table(word)


def add_table(word: Word, table: Table) -> None:
    """Add a table with its caption above; the head row repeats on each page and no row is torn apart."""
    caption = word.add_paragraph(table.caption, style="Caption")
    caption.paragraph_format.keep_with_next = True
    made = word.add_table(rows=1, cols=len(table.columns))
    weights = sum(column.weight for column in table.columns)
    _fix_widths(made, tuple(column.weight / weights for column in table.columns))
    made._tbl.tblPr.append(element("w:tblCaption", val=table.caption))
    for cell, column in zip(made.rows[0].cells, table.columns, strict=True):
        _fill(cell, Cell(column.title, strong=True), column.align)
        _borders(cell, top=(INK, 8), bottom=(INK, 6))
        cell._tc.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill=WASH))
    _row_rule(made.rows[0]._tr, "w:cantSplit", "w:tblHeader")
    for row in table.rows:
        added = made.add_row()
        _row_rule(added._tr, "w:cantSplit")
        for word_cell, cell, column in zip(added.cells, row, table.columns, strict=True):
            _fill(word_cell, cell, column.align)
            _borders(word_cell, bottom=(LINE, 4))
    if table.note:
        word.add_paragraph(table.note, style="Note")
    else:
        _after_table(word)


def _row_rule(row: Any, *names: str) -> None:
    properties = row.get_or_add_trPr()
    for name in names:
        properties.append(element(name))


def _fix_widths(table: WordTable, shares: tuple[float, ...]) -> None:
    """Fix the columns' widths by their shares: Word must not make room for a long word by pushing others out."""
    from docx.shared import Twips

    table.autofit = False
    margins = element("w:tblCellMar")
    margins.extend(element(f"w:{side}", w="70", type="dxa") for side in ("left", "right"))
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook", "w:tblCaption")
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Twips(round(TEXT_WIDTH * share))
    for row in table.rows:
        for cell, share in zip(row.cells, shares, strict=True):
            cell.width = Twips(round(TEXT_WIDTH * share))


def _fill(cell: _Cell, content: Cell, align: Align) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    sides = {
        Align.START: WD_ALIGN_PARAGRAPH.LEFT,
        Align.END: WD_ALIGN_PARAGRAPH.RIGHT,
        Align.CENTER: WD_ALIGN_PARAGRAPH.CENTER,
    }
    paragraph = cell.paragraphs[0]
    paragraph.alignment = sides[align]
    paragraph.paragraph_format.space_after = Pt(1)
    boxes = scale(content.filled, content.boxes)
    say(paragraph, f"{boxes} {content.text}" if boxes else content.text, content.language)
    for run in paragraph.runs:
        run.font.size, run.bold = Pt(8.5), content.strong or None


def _borders(cell: _Cell, **edges: tuple[str, int]) -> None:
    borders = element("w:tcBorders")
    for edge in ("top", "bottom"):  # in the order that the format demands
        if edge in edges:
            color, size = edges[edge]
            borders.append(element(f"w:{edge}", val="single", sz=str(size), space="0", color=color))
    cell._tc.get_or_add_tcPr().append(borders)


def _after_table(word: Word) -> None:
    from docx.shared import Pt

    word.add_paragraph(style="Note").paragraph_format.space_after = Pt(2)


def describe(inline: InlineShape, picture: Picture) -> None:
    """Give a picture its description in words, for those who do not see it."""
    properties = inline._inline.docPr
    properties.set("descr", picture.alt)
    properties.set("name", picture.name)
