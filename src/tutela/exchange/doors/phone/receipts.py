"""What whoever took a call reads afterwards: the references, and what happens with each next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from tutela.access.rules import Actor
from tutela.exchange.doors.phone.words import GOES_TO, NOT_ON_DESK, SEEN_BY_YOU, Words
from tutela.exchange.doors.taking import Receipt
from tutela.kernel.clock import from_instant, instant
from tutela.know.alerts.queries import Alert, alert_named
from tutela.know.alerts.rules.clocks import Step
from tutela.know.alerts.rules.report import Report, rooms_of
from tutela.web.components.navigation import address_of

KEY = "phone_receipts"
KEPT = 5
URGENCY: Mapping[int, Words] = {1: lazy("Immediate"), 2: lazy("Urgent"), 3: lazy("Soon"), 4: lazy("Routine")}


@dataclass(frozen=True, slots=True)
class Line:
    """One alert that a call became; `address` is empty where the post may not read it, `due_at` where no clock runs."""

    reference: str
    words: tuple[Words, ...]
    address: str = ""
    urgency: Words = ""
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """One call that was taken: when, whether it had been before, and its alerts."""

    received_at: datetime
    digest: str
    is_repeat: bool
    lines: tuple[Line, ...]


def remember(session: SessionBase, receipt: Receipt, report: Report) -> None:
    """Keep a receipt for the next pages of this session: references, rooms and the digest, nothing that was told."""
    references = (receipt.reference, *receipt.more)
    kept = {
        "alerts": [list(pair) for pair in zip(references, rooms_of(report), strict=False)],
        "at": instant(receipt.received_at),
        "digest": receipt.digest,
        "is_repeat": receipt.is_repeat,
    }
    before = [one for one in session.get(KEY, []) if one["alerts"] != kept["alerts"]]
    session[KEY] = [kept, *before][:KEPT]


def receipts_in(session: SessionBase, actor: Actor) -> list[Taken]:
    """Return the last receipts of this session, the newest first, with what is known of each alert now."""
    kept: Iterable[Mapping[str, Any]] = session.get(KEY, [])
    return [
        Taken(
            from_instant(one["at"]),
            str(one["digest"]),
            bool(one["is_repeat"]),
            tuple(_line(actor, reference, room) for reference, room in one["alerts"]),
        )
        for one in kept
    ]


def _line(actor: Actor, reference: str, room: str) -> Line:
    goes = (GOES_TO.get(room, _("This goes to a closed room.")),) if room else ()
    row = alert_named(actor, reference)
    if row is None:
        return Line(reference, (*goes, NOT_ON_DESK))
    seen = (SEEN_BY_YOU,) if room else ()
    address = address_of("alerts:alert", reference)
    words = (*goes, *seen, _next(row))
    urgency = URGENCY.get(row.urgency, "") if row.is_open else ""
    return Line(reference, words, address, urgency, row.due_at if row.is_open else None)


def _next(row: Alert) -> str:
    if not row.is_open:
        return _("It is closed.")
    if row.next_step == Step.ACKNOWLEDGE:
        return _("It waits for somebody at the desk to acknowledge it.")
    return _("Somebody is at it.")
