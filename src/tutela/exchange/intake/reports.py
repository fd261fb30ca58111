"""The report of an import: counts on the screen, every corrected and refused row in a file.

The file is written while rows are read, so that an import that is cut off has it up to the last piece that is in the
ledger; when the import is taken up again, lines after that piece are cut away and written anew.
"""

from __future__ import annotations

import csv
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from tutela.exchange.readers.problems import Correction, Remark, RowRefusal

HEADS = ("row", "verdict", "column", "was", "now", "why", "remedy")
CORRECTED, REFUSED, LOOK, ELSEWHERE = "corrected", "refused", "look", "elsewhere"
SHOWN_LINES = 200


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
    _file: IO[str] | None = None
    _writer: Any = None

    def open(self, *, after_row: int) -> None:
        """Open the file for lines after a row; what an earlier try wrote beyond it is cut away."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        kept = list(self._kept(after_row))
        self._file = self.path.open("w", encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._file)
        self._writer.writerow(HEADS)
        last_row = {CORRECTED: -1, REFUSED: -1, ELSEWHERE: -1}
        for line in kept:
            self._writer.writerow(line)
            self._count(int(line[0]), line[1], line[2], line[5], line)
            if line[1] in last_row and last_row[line[1]] != int(line[0]):
                last_row[line[1]] = int(line[0])
                setattr(self, line[1], getattr(self, line[1]) + 1)

    def _kept(self, after_row: int) -> Iterator[list[str]]:
        if not after_row or not self.path.exists():
            return
        with self.path.open(encoding="utf-8-sig", newline="") as file:
            for line in csv.reader(file):
                if len(line) == len(HEADS) and line[0].isdigit() and int(line[0]) <= after_row:
                    yield line

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

    def away(self, row: int, where: str) -> None:
        """Note a row that lies outside the mission and was left out."""
        self.elsewhere += 1
        self._line(row, ELSEWHERE, "", where, "", "The place lies outside the mission's areas.", "")

    def _line(self, row: int, verdict: str, column: str, was: str, now: str, why: str, remedy: str) -> None:
        line = [str(row), verdict, column, _neutral(was), _neutral(now), why, remedy]
        if self._writer is not None:
            self._writer.writerow(line)
        self._count(row, verdict, column, why, line)

    def _count(self, row: int, verdict: str, column: str, why: str, line: list[str]) -> None:
        self.reasons[verdict, column, why] += 1
        if verdict == REFUSED and len(self.shown) < SHOWN_LINES:
            self.shown.append(dict(zip(HEADS, line, strict=True)) | {"row": row})

    def settle(self) -> None:
        """Bring what was written to the disk, before the piece that it tells of is committed."""
        if self._file is not None:
            self._file.flush()
            os.fsync(self._file.fileno())

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self.settle()
            self._file.close()
            self._file = self._writer = None

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
    return f"'{text}" if text[:1] in {"=", "+", "-", "@"} and not _is_number(text) else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def report_path(folder: Path, mission: str, run: str) -> Path:
    """Return where the report of a run lies below the folder of kept files."""
    return folder / "imports" / mission / f"{run}.csv"
