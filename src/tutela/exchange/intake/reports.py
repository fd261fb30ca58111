"""The report of an import: counts on the screen, every corrected and refused row in a file.

The file is written beside its place while rows are read and put there when the import has ended, so that it is always
whole. An import that is taken up again tells of every row again: what it says depends on the file alone.
"""

from __future__ import annotations

import csv
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from tutela.exchange.readers.problems import Correction, Remark, RowRefusal
from tutela.kernel.refusals import Refusal

HEADS = ("row", "verdict", "column", "was", "now", "why", "remedy")
CORRECTED, REFUSED, LOOK, ELSEWHERE = "corrected", "refused", "look", "elsewhere"
OUTSIDE = "The place lies outside the mission's areas."
OUTSIDE_EXCHANGED = "The place lies outside the mission's areas; with latitude and longitude exchanged it would not."
SHOWN_LINES = 200
# What a spreadsheet takes for the beginning of a formula.
FORMULAS = frozenset("=+-@\t\r")


class ImportGoesOn(Refusal):
    """The same file is being imported at this moment."""

    code = "import_goes_on"


@dataclass(slots=True)
class ImportReport:
    """What came of a file. `reasons` counts corrections, remarks and refusals by column and sentence.

    `shown` holds the first refusals for the screen; the file at `path` holds every line.
    """

    path: Path
    rows: int = 0
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    corrected: int = 0
    refused: int = 0
    elsewhere: int = 0
    reasons: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    shown: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    _writer: Any = None

    @contextmanager
    def being_written(self) -> Iterator[None]:
        """Keep the file open; it stands in its place when all went well, and nowhere when not.

        Raises ImportGoesOn where the system says that another process is writing the same report.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        part = self.path.with_name(f"{self.path.name}.part")
        try:
            # A new file under the same name: a process that was overtaken goes on writing into the old one.
            part.unlink(missing_ok=True)
            file = part.open("x", encoding="utf-8-sig", newline="")
        except (PermissionError, FileExistsError) as held:
            raise ImportGoesOn(
                _("The same file is being imported by another process."),
                remedy=_("Wait until that import has ended."),
            ) from held
        try:
            with file:
                self._writer = csv.writer(file)
                self._writer.writerow(HEADS)
                yield
                file.flush()
                os.fsync(file.fileno())
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        finally:
            self._writer = None
        part.replace(self.path)
        _settle(self.path.parent)

    def corrections(self, row: int, corrections: tuple[Correction, ...], remarks: tuple[Remark, ...]) -> None:
        """Note what was changed in a row, and what should be looked at."""
        if corrections:
            self.corrected += 1
        for one in corrections:
            self._line(row, CORRECTED, one.column, one.was, one.now, str(one.why), "")
        for look in remarks:
            self._line(row, LOOK, look.column, look.value, look.value, str(look.look), "")

    def refusal(self, refused: RowRefusal) -> None:
        """Note a row that was not taken, with all that is wrong with it."""
        self.refused += 1
        for one in (refused, *refused.also):
            self._line(one.row_number, REFUSED, one.column, one.value, "", str(one.reason), one.remedy)

    def away(self, row: int, where: str, why: str = OUTSIDE) -> None:
        """Note a row that lies outside the mission and was left out."""
        self.elsewhere += 1
        self._line(row, ELSEWHERE, "", where, "", why, "")

    def _line(self, row: int, verdict: str, column: str, was: str, now: str, why: str, remedy: str) -> None:
        line = [str(row), verdict, column, _neutral(was), _neutral(now), why, remedy]
        if self._writer is not None:
            self._writer.writerow(line)
        self.reasons[verdict, column, why] += 1
        if verdict == REFUSED and len(self.shown) < SHOWN_LINES:
            self.shown.append(dict(zip(HEADS, line, strict=True)) | {"row": row})

    def as_json(self) -> dict[str, Any]:
        """Return the report as it is kept and printed."""
        return {
            "rows": self.rows,
            "new": self.new,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "corrected": self.corrected,
            "refused": self.refused,
            "elsewhere": self.elsewhere,
            "reasons": [
                {"verdict": verdict, "column": column, "why": why, "lines": count}
                for (verdict, column, why), count in sorted(self.reasons.items())
            ],
            "refused_rows": self.shown,
            "notes": self.notes,
            "file": self.path.name,
        }


def _neutral(text: str) -> str:
    return f"'{text}" if text[:1] in FORMULAS and not _is_number(text) else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _settle(folder: Path) -> None:
    """Bring a folder's list of names to the disk, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def report_path(folder: Path, mission: str, run: str) -> Path:
    """Return where the report of a run lies below the folder of kept files."""
    return folder / "imports" / mission / f"{run}.csv"
