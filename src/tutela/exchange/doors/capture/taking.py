"""Taking in what a telephone sealed: the words first, then its files one by one, each as often as it comes, once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.exchange.doors.capture.envelopes import REPORT, Envelope, opened
from tutela.exchange.doors.capture.parcels import Parcel
from tutela.exchange.doors.capture.reading import answers_in, caller_in, facts_in
from tutela.exchange.doors.capture.refusals import KeyGone, NotOpened, SourceNotKept
from tutela.exchange.doors.files import FileNotTaken, discard, put_away
from tutela.exchange.doors.phone.answers import report_from
from tutela.exchange.doors.takings import take_in_with_files
from tutela.kernel.clock import Clock, instant
from tutela.kernel.refusals import Refusal
from tutela.kernel.sealing import SealingError, UnknownKey
from tutela.know.alerts.commands import attach_files


@dataclass(frozen=True, slots=True)
class Attached:
    """What became of a file: whether it is kept, and why not."""

    is_kept: bool
    refusal: FileNotTaken | None = None


def take_words(parcel: Parcel, *, actor: Actor, clock: Clock) -> dict[str, Any]:
    """Take a sealed report in; return its receipt for the telephone.

    Raises KeyGone, NotOpened, NotUnderstood or SourceNotKept (the report then stays on the telephone), and what
    `take_in` raises.
    """
    facts = facts_in(_opened(parcel.envelope, actor))
    answers = answers_in(facts, submission_key=parcel.envelope.submission_key, device_at=parcel.device_at)
    source = caller_in(facts).as_source(answers.language)
    if source is not None and not actor.may(Permission.SOURCE_KEEP):
        raise SourceNotKept
    report = report_from(answers, actor=actor, now=clock.now())
    receipt = take_in_with_files(actor=actor, clock=clock, report=report, source=source).receipt
    return {
        "references": [receipt.reference, *receipt.more],
        "received_at": instant(receipt.received_at),
        "digest": receipt.digest,
        "is_repeat": receipt.is_repeat,
    }


def take_file(parcel: Parcel, *, actor: Actor, clock: Clock) -> Attached:
    """Attach a sealed file to the report that came before it. A file that is not taken is told, and is not sent again.

    Raises KeyGone, NotOpened, StoreFull, or NotFound for a report that is not there.
    """
    envelope = parcel.envelope
    content = _opened(envelope, actor)
    put = put_away([content], mission=actor.mission, submission_key=envelope.submission_key)
    if put.refused:
        return Attached(is_kept=False, refusal=put.refused[0])
    try:
        attach_files(actor=actor, clock=clock, submission_key=envelope.submission_key, files=put.files)
    except Refusal:
        discard(put.new, mission=actor.mission)
        raise
    return Attached(is_kept=True)


def is_words(parcel: Parcel) -> bool:
    """Return whether a parcel holds the words of a report rather than one of its files."""
    return parcel.envelope.part == REPORT


def _opened(envelope: Envelope, actor: Actor) -> bytes:
    try:
        return opened(envelope, mission=actor.mission, keyring=settings.VAULT_KEYS.keyring())
    except UnknownKey as gone:
        raise KeyGone from gone
    except SealingError as damaged:
        raise NotOpened from damaged
