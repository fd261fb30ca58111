"""The form in the two shapes that it leaves in: an XForm for telephones, a workbook for other servers."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import lru_cache

from tutela.access.rules import Actor
from tutela.exchange.doors.openrosa.workbook import Row, Workbook, workbook_for
from tutela.exchange.doors.queries import AreaChoice, area_choices
from tutela.mission.queries import mission_named

KEPT = 8
COLUMNS_FIRST = ("type", "list_name", "name")


def form_of(actor: Actor) -> Workbook:
    """Return the alert form of the actor's mission as it is today."""
    mission = mission_named(actor.mission)
    return _workbook(actor.mission, mission.name if mission else actor.mission, area_choices(actor))


@lru_cache(maxsize=KEPT)
def _workbook(mission: str, name: str, areas: tuple[AreaChoice, ...]) -> Workbook:
    return workbook_for(mission, name, areas)


def xform_of(actor: Actor) -> bytes:
    """Return the form as the XML that ODK Collect and KoboCollect read; the same bytes for the same version."""
    mission = mission_named(actor.mission)
    return _xform(actor.mission, mission.name if mission else actor.mission, area_choices(actor))


@lru_cache(maxsize=KEPT)
def _xform(mission: str, name: str, areas: tuple[AreaChoice, ...]) -> bytes:
    # Loaded here: pyxform takes a while and most requests need none of it.
    from pyxform.xls2xform import convert  # type: ignore[import-untyped]

    made = _workbook(mission, name, areas)
    sheets = {sheet: [dict(row) for row in rows] for sheet, rows in made.sheets.items()}
    xform: str = convert(xlsform=sheets, form_name="data", validate=False, pretty_print=False).xform
    return xform.encode("utf-8")


def xlsx_of(actor: Actor) -> bytes:
    """Return the form as the workbook in which XLSForms are written, for another server to take in."""
    from openpyxl import Workbook as Book  # type: ignore[import-untyped]
    from openpyxl.writer.excel import save_workbook  # type: ignore[import-untyped]

    book = Book()
    book.remove(book.worksheets[0])
    for name, rows in form_of(actor).sheets.items():
        sheet = book.create_sheet(name)
        columns = _columns(rows)
        for number, values in enumerate([columns, *([row.get(one, "") for one in columns] for row in rows)], start=1):
            for position, value in enumerate(values, start=1):
                cell = sheet.cell(number, position, value)
                if value:
                    # A name that begins like a formula stays a name.
                    cell.data_type = "s"
    target = io.BytesIO()
    save_workbook(book, target)
    return target.getvalue()


def _columns(rows: Sequence[Row]) -> list[str]:
    found = dict.fromkeys(column for row in rows for column in row)
    return [one for one in COLUMNS_FIRST if one in found] + [one for one in found if one not in COLUMNS_FIRST]
