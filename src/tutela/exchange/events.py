"""What happens when data come in."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from tutela.ledger.events import Event, event


@event("exchange.import_started", _("The import {subject} of {filename} was started."), "P33.5")
@dataclass(frozen=True, slots=True, kw_only=True)
class ImportStarted(Event):
    """A file began to be taken over."""

    filename: str
    snapshot: str
    rows_expected: int


@event(
    "exchange.import_finished",
    _(
        "The import {subject} ended: {rows} rows read, {new} new, {updated} updated, {corrected} corrected, "
        "{refused} refused."
    ),
    "P33.5",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ImportFinished(Event):
    """A file was taken over to its end; every row of it is in one of the counts."""

    snapshot: str
    rows: int
    new: int
    updated: int
    unchanged: int
    corrected: int
    refused: int
    elsewhere: int
