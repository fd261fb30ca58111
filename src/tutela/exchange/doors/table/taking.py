"""Taking a table in, some rows at a time, so that a page can say how far it has come."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.exchange.doors.flags import in_words
from tutela.exchange.doors.queries import area_choices
from tutela.exchange.doors.table.columns import head_of
from tutela.exchange.doors.table.reading import Row, Table, rows_of, table_in
from tutela.exchange.doors.table.runs import REFUSED, REPEATED, TAKEN, Result, Run, save_run, table_of
from tutela.exchange.doors.takings import take_in_with_files
from tutela.exchange.doors.zones import zone_of
from tutela.kernel.clock import Clock
from tutela.kernel.refusals import Invalid, Refusal
from tutela.know.alerts.queries import alert_named
from tutela.web.components.errors import in_readers_language, said

SECONDS = 1.5
ROWS = 200
FORMULAS = frozenset("=+-@\t\r")
STATES = {TAKEN: lazy("Taken in"), REPEATED: lazy("In already"), REFUSED: lazy("Refused")}


def looked_over(table: Table, *, actor: Actor) -> list[Row]:
    """Return every row as it would be taken in, or what is wrong with it; nothing is written."""
    return list(rows_of(table, zone=zone_of(actor), areas=area_choices(actor)))


def go_on(run: Run, *, actor: Actor, clock: Clock, seconds: float = SECONDS, most: int = ROWS) -> Run:
    """Take in the next rows of a run, until the time or the number is up; each row by itself, and none twice.

    Raises NotFound when the table is gone. A row that is refused is told of and the next one taken.
    """
    if run.is_over:
        return run
    table = table_in(table_of(run, mission=actor.mission))
    until = time.monotonic() + seconds
    rows = rows_of(table, zone=zone_of(actor), areas=area_choices(actor), first=run.position)
    for done, row in enumerate(rows, start=1):
        run.results.append(_taken(row, actor, clock))
        run.position = row.number - 1
        if done >= most or time.monotonic() > until:
            break
    else:
        run.position = run.total
    save_run(run, mission=actor.mission)
    return run


def _taken(row: Row, actor: Actor, clock: Clock) -> Result:
    if row.report is None:
        return Result(row.number, REFUSED, why=told(row))
    try:
        receipt = take_in_with_files(actor=actor, clock=clock, report=row.report, source=row.source).receipt
    except Invalid as no:
        return Result(row.number, REFUSED, why=_told(no.problems) or {"": said(no)})
    except Refusal as no:
        return Result(row.number, REFUSED, why={"": said(no)})
    references = [receipt.reference, *receipt.more]
    state = REPEATED if receipt.is_repeat else TAKEN
    return Result(row.number, state, references=references, flags=_flags(actor, references[0]))


def told(row: Row) -> dict[str, str]:
    """Return what is wrong with a row in the reader's language: the head of a column to a sentence."""
    return _told(row.problems)


def _told(problems: Mapping[str, str]) -> dict[str, str]:
    language = get_language() or "en"
    return {head_of(name, language): str(in_readers_language(sentence)) for name, sentence in problems.items()}


def _flags(actor: Actor, reference: str) -> list[str]:
    """Return what is odd about an alert, to whoever may read it."""
    alert = alert_named(actor, reference) if actor.may(Permission.ALERT_READ) else None
    return list(alert.flags) if alert else []


def as_csv(run: Run) -> bytes:
    """Return what came of every row as a table; no cell can run as a formula."""
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    writer.writerow([_("Row"), _("State"), _("Alerts"), _("Flags"), _("Why")])
    for result in run.results:
        why = " ".join(f"{column}: {sentence}" if column else sentence for column, sentence in result.why.items())
        cells = [str(result.row), str(STATES[result.state]), " ".join(result.references), in_words(result.flags), why]
        writer.writerow([_neutral(cell) for cell in cells])
    return ("\ufeff" + target.getvalue()).encode("utf-8")


def _neutral(cell: str) -> str:
    return f"'{cell}" if cell[:1] in FORMULAS else cell
