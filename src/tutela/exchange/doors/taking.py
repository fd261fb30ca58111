"""The one contract behind every door: who told it into the vault, what was told onto the desk, a receipt back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.kernel.clock import Clock
from tutela.know.alerts.commands import receive_alert
from tutela.know.alerts.rules.report import Report
from tutela.know.sources.commands import keep_source
from tutela.know.sources.rules import SourceFacts


@dataclass(frozen=True, slots=True)
class Receipt:
    """What whoever sent a report gets back: proof that it is in, and nothing that they did not know.

    `more` are the references of the alerts that a report with content for several rooms became besides `reference`.
    `digest` covers what was told; `is_repeat` says that it was in already.
    """

    reference: str
    more: tuple[str, ...]
    is_repeat: bool
    received_at: datetime
    digest: str


def take_in(*, actor: Actor, clock: Clock, report: Report, source: SourceFacts | None = None) -> Receipt:
    """Take in a report that came through any door, and lock away who told it.

    Two commands, the vault's first: cut off between them, the same report sent again finds its source and goes on, and
    what nobody sent again is a locked record that no alert refers to. Raises what `keep_source` and `receive_alert`
    raise; a post that may take in alerts but not keep sources leaves the source out, and the alert is not lost.
    """
    if source is not None and actor.may(Permission.SOURCE_KEEP):
        kept = keep_source(actor=actor, clock=clock, submission_key=report.submission_key, facts=source)
        report = replace(report, source=kept.reference, source_grade=kept.reliability)
    taken = receive_alert(actor=actor, clock=clock, report=report)
    first, *more = taken.references
    return Receipt(first, tuple(more), taken.is_repeat, taken.received_at, taken.digest)
