"""What all doors do with a report that has files: put them away, take it in, and leave nothing unused behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tutela.access.rules import Actor
from tutela.exchange.doors.files import FileNotTaken, discard, put_away
from tutela.exchange.doors.masking import masked
from tutela.exchange.doors.taking import Receipt, take_in
from tutela.kernel.clock import Clock
from tutela.kernel.refusals import Refusal
from tutela.know.alerts.commands import attach_files
from tutela.know.alerts.rules.report import Flag, Report
from tutela.know.sources.rules import SourceFacts


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a report: the receipt, and why files were left out of it."""

    receipt: Receipt
    refused: tuple[FileNotTaken, ...] = ()


def take_in_with_files(
    *,
    actor: Actor,
    clock: Clock,
    report: Report,
    source: SourceFacts | None = None,
    contents: Sequence[bytes] = (),
    has_over: bool = False,
) -> Taken:
    """Take in a report with its files; files that were not there when it came before are added to it.

    What the words say of who told it is blanked (see `masking`). Files that are not taken are told of and flagged
    (`has_over`: some were over a limit and are not here), and the report is taken in without them. Raises what
    `take_in` raises, or StoreFull: then nothing was kept.
    """
    report = masked(report, source)
    put = put_away(contents, mission=actor.mission, submission_key=report.submission_key)
    if put.refused or has_over:
        report = replace(report, flags=tuple(sorted({*report.flags, Flag.FILE_REFUSED})))
    try:
        receipt = take_in(actor=actor, clock=clock, report=replace(report, files=put.files), source=source)
        if receipt.is_repeat and put.files:
            attach_files(actor=actor, clock=clock, submission_key=report.submission_key, files=put.files)
    except Refusal:
        # The same report will be refused again. After any other fault its files wait for it to be sent once more, and
        # are cleared away after a day when it is not.
        discard(put.new, mission=actor.mission)
        raise
    return Taken(receipt, put.refused)
