"""The document as PDF by typst: tagged (PDF/UA-1), fonts embedded from our own folder, the same bytes every time."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from tutela.web.components.documents.blocks import Document

FAMILIES = ("IBM Plex Sans", "IBM Plex Sans Arabic", "DejaVu Sans")
LONGEST_WORD = 16  # letters that fit a narrow column; only longer words may be cut, so that names stay whole
LONGEST_CODE = 22  # hashes and addresses
PIECE = 9
SOFT_HYPHEN, BREAK = "\u00ad", "\u200b"
_WORD = re.compile(rf"[^\W\d_]{{{LONGEST_WORD + 1},}}")
_CODE = re.compile(rf"[^\s{BREAK}{SOFT_HYPHEN}]{{{LONGEST_CODE + 1},}}")


class NoFonts(RuntimeError):
    """The folder holds none of the document's fonts, so no document can be made."""


def pdf_bytes(document: Document, font_dir: Path) -> bytes:
    """Render the document as PDF/UA-1 with the fonts of `font_dir`. Raises NoFonts when it holds none of ours."""
    import typst

    fonts, families = _fonts(str(font_dir))
    inputs = {"document": json.dumps(typst_data(document)), "families": json.dumps(families)}
    made = typst.compile(
        _template(),
        font_paths=fonts,
        ignore_system_fonts=True,
        sys_inputs=inputs,
        pdf_standards=["ua-1"],
        timestamp=datetime.fromisoformat(document.prepared_at),
    )
    if not isinstance(made, bytes):
        raise TypeError("typst returned no single document.")
    return made


def typst_data(document: Document) -> dict[str, Any]:
    """Return the document as plain values with break points in long words; drawings stay as they are."""
    return {key: _breakable(value) for key, value in asdict(document).items()}


def _breakable(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: part if key in {"svg", "kind"} else _breakable(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_breakable(part) for part in value]
    return break_long(value) if isinstance(value, str) else value


def break_long(text: str) -> str:
    """Allow line breaks inside very long words (with a hyphen) and codes (without): nothing may leave its column."""
    hyphenated = _WORD.sub(lambda match: SOFT_HYPHEN.join(_pieces(match[0])), text)
    return _CODE.sub(lambda match: BREAK.join(_pieces(match[0])), hyphenated)


def _pieces(word: str) -> list[str]:
    return [word[start : start + PIECE] for start in range(0, len(word), PIECE)]


@cache
def _fonts(font_dir: str) -> tuple[Any, list[str]]:
    """Return typst's view of the folder and those of our families that it holds, in order of preference."""
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[font_dir])
    families = [family for family in FAMILIES if family in fonts.families()]
    if not families:
        raise NoFonts(f"None of the fonts {', '.join(FAMILIES)} is in the folder for document fonts.")
    return fonts, families


@cache
def _template() -> bytes:
    return files("tutela.web.components.documents").joinpath("document.typ").read_bytes()
