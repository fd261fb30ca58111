"""Rendering: three formats from one content, tagged, described, harmless to hostile text, the same bytes every time."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from django.conf import settings
from docx.oxml.ns import qn

from tests.products.sample import assessment, quiet, threat
from tutela.account.products.rendering.document import compose
from tutela.account.products.rendering.formats import Format, render
from tutela.account.products.rules.content import AuthorText, Mission, QuarterlyAssessment
from tutela.web.components.documents.html import scale
from tutela.web.components.documents.pdf import PIECE, NoFonts, break_long, typst_data

HOSTILE = "<script>&lt; #set page() $x$ *b* _i_ @ref \\ {{ 7*7 }} {% if %} \"q\" 'a' \x00\x1f"
ARABIC = "معسكر النازحين الكبير"
LONG = "Kirrawanderbulamontanavedarasetilamorukenda" * 3


def unpacked(pdf: bytes) -> bytes:
    """Return a PDF with its compressed streams laid open."""
    found = [pdf]
    for match in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            found.append(zlib.decompress(match[1]))
        except zlib.error:
            continue
    return b"\n".join(found)


def word_text(package: bytes) -> str:
    """Return all text of a DOCX, tables included."""
    root = docx.Document(io.BytesIO(package)).element
    return "".join(part.text or "" for part in root.iter(qn("w:t")))


def with_words(text: str) -> QuarterlyAssessment:
    """Return the sample with the same words wherever people write."""
    threats = (threat(1, 1, text, actor=text, areas=(text,), owner=text), threat(2, None, text))
    texts = (AuthorText(text, text),)
    return replace(
        assessment(), mission=Mission("M", text), prepared_by=text, threats=threats, key_points=texts, context=texts
    )


@pytest.mark.parametrize("kind", Format)
def test_it_gives_the_same_bytes_twice(kind: Format, fonts: Path) -> None:
    assert render(assessment(), "en", kind, fonts).body == render(assessment(), "en", kind, fonts).body


PROGRAM = """
import hashlib, sys
from pathlib import Path
import django
django.setup()
from tests.products.sample import assessment
from tutela.account.products.rendering.formats import Format, render
for kind in Format:
    print(hashlib.sha256(render(assessment(), "en", kind, Path(sys.argv[1])).body).hexdigest())
"""


def test_it_gives_the_same_bytes_in_another_process(fonts: Path) -> None:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": str(settings.SETTINGS_MODULE),
        "PYTHONHASHSEED": "7",
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }
    command = [sys.executable, "-c", PROGRAM, str(fonts)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    here = [hashlib.sha256(render(assessment(), "en", kind, fonts).body).hexdigest() for kind in Format]
    assert done.stdout.split() == here


def test_it_makes_a_tagged_pdf_with_its_fonts_and_language(fonts: Path) -> None:
    opened = unpacked(render(assessment(), "fr", Format.PDF, fonts).body)
    assert b"pdfuaid:part" in opened
    for mark in (b"/StructTreeRoot", b"/MarkInfo", b"/DisplayDocTitle", b"/TH", b"/Figure", b"/Caption", b"/Alt"):
        assert mark in opened, mark
    assert b"/Lang (fr)" in opened or b"/Lang(fr)" in opened
    assert opened.count(b"/FontFile") >= 2
    assert b"IBMPlexSans" in opened


def test_it_makes_no_pdf_without_fonts(tmp_path: Path) -> None:
    with pytest.raises(NoFonts, match="IBM Plex Sans"):
        render(quiet(), "en", Format.PDF, tmp_path)


@pytest.mark.parametrize("text", [HOSTILE, ARABIC, LONG, "two\nlines"])
@pytest.mark.parametrize("kind", Format)
def test_it_prints_whatever_people_write(kind: Format, text: str, fonts: Path) -> None:
    assert len(render(with_words(text), "en", kind, fonts).body) > 10_000


def test_it_hands_hostile_text_to_typst_as_data_only(fonts: Path) -> None:
    data = typst_data(compose(with_words("#panic() $"), "en", fonts))
    assert data["mission"] == "#panic() $"


def test_it_escapes_hostile_text_in_html(fonts: Path) -> None:
    page = render(with_words(HOSTILE), "en", Format.HTML, fonts).body.decode()
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "{{ 7*7 }}" in page
    assert "style=" not in page
    assert "onload" not in page
    assert "http://www.w3.org" in page


def test_it_keeps_hostile_text_as_text_in_docx(fonts: Path) -> None:
    found = word_text(render(with_words(HOSTILE), "en", Format.DOCX, fonts).body)
    assert "<script>&lt; #set page()" in found
    assert "{{ 7*7 }} {% if %}" in found


def test_it_lets_long_words_break_with_a_hyphen_and_codes_without() -> None:
    assert break_long("short words and interarmées stay") == "short words and interarmées stay"
    assert max(len(part) for part in break_long(LONG).split("\u00ad")) == PIECE
    assert break_long("3f9ac1d2" * 8).replace("\u200b", "") == "3f9ac1d2" * 8
    assert "\u00ad" not in break_long("3f9ac1d2" * 8)


def test_it_gives_tables_real_heads_in_html(fonts: Path) -> None:
    page = render(assessment(), "en", Format.HTML, fonts).body.decode()
    assert page.count("<caption>") == page.count("<table>") == page.count("<thead>")
    assert page.count('scope="col"') > 60
    assert page.count('scope="row"') > 60
    assert page.count('<svg role="img" aria-label="') == 4
    assert '<p dir="auto" lang="fr">La route' in page


def test_it_has_no_identifier_twice_in_html(fonts: Path) -> None:
    found = re.findall(r' id="([^"]+)"', render(assessment(), "en", Format.HTML, fonts).body.decode())
    assert len(found) == len(set(found)) > 12


def test_it_repeats_heads_and_describes_pictures_in_docx(fonts: Path) -> None:
    word = docx.Document(io.BytesIO(render(assessment(), "fr", Format.DOCX, fonts).body))
    described = [shape._inline.docPr.get("descr") for shape in word.inline_shapes]
    assert len(described) == 4
    assert all(described)
    captions = [p for p in word.paragraphs if p.style is not None and p.style.name == "Caption"]
    assert len(list(word.element.iter(qn("w:tblHeader")))) == len(list(word.element.iter(qn("w:tblCaption")))) > 12
    assert len(captions) > 12
    levels = {p.style.name for p in word.paragraphs if p.style is not None}
    assert {"Title", "Heading 1", "Heading 2", "Advice list", "Author", "Note"} <= levels


def test_it_sets_the_core_properties_of_docx_from_the_content(fonts: Path) -> None:
    core = docx.Document(io.BytesIO(render(assessment(), "fr", Format.DOCX, fonts).body)).core_properties
    assert core.title == "UNMOR – Évaluation trimestrielle des menaces – 4e trimestre 2018"
    assert (core.language, core.author) == ("fr", "Senior Protection of Civilians Adviser")
    assert core.created is not None
    assert core.created.isoformat().startswith("2019-01-09T14:30:00")


def test_it_dates_every_part_of_docx_alike(fonts: Path) -> None:
    package = zipfile.ZipFile(io.BytesIO(render(quiet(), "en", Format.DOCX, fonts).body))
    assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert not any("thumbnail" in name for name in package.namelist())


def test_it_prints_sixty_threats(fonts: Path) -> None:
    many = tuple(threat(n, n if n <= 30 else None, f"Threat {n}") for n in range(1, 61))
    content = replace(assessment(), threats=many)
    assert render(content, "en", Format.PDF, fonts).body.startswith(b"%PDF")
    found = word_text(render(content, "en", Format.DOCX, fonts).body)
    assert all(f"T-{n:03d}" in found for n in range(1, 61))


def test_it_names_the_file_after_mission_quarter_and_language(fonts: Path) -> None:
    made = render(replace(quiet(), mission=Mission("U/N ../X", "x")), "fr", Format.HTML, fonts)
    assert made.name == "UNX-threat-assessment-2019Q1-fr.html"
    assert made.media_type.startswith("text/html")


def test_it_draws_no_scale_that_could_not_be_read() -> None:
    assert scale(3, 5) == "■■■□□"
    assert scale(16, 25) == ""
    assert scale(0, 0) == ""
