"""Taking a mail in: one call for the page and the command line."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import datetime

from tutela.access.rules import Actor
from tutela.exchange.doors.incoming import too_large
from tutela.exchange.doors.keys import private_key
from tutela.exchange.doors.languages import language_of
from tutela.exchange.doors.limits import LARGEST_MAIL
from tutela.exchange.doors.mail.reading import Mail, mail_in, told_at
from tutela.exchange.doors.masking import masked
from tutela.exchange.doors.places import place_in
from tutela.exchange.doors.sms.words import coded
from tutela.exchange.doors.takings import Taken, take_in_with_files
from tutela.kernel.clock import Clock
from tutela.know.alerts.rules.report import LONGEST_PLACE, Channel, Flag, Report
from tutela.know.sources.rules import Identity, SourceFacts

_PREFIX = re.compile(r"^(?:\s*(?:re|fwd?|tr|rép|aw|wg)\s*:\s*)+", re.IGNORECASE)
PLACE_SEARCHED = 2_000


def take_mail(raw: bytes, *, actor: Actor, clock: Clock) -> Taken:
    """Take in a mail as it lies in a file of its own (.eml). The same mail again changes nothing.

    Raises NotAMail, TooLarge, StoreFull, or what `take_in` raises.
    """
    if len(raw) > LARGEST_MAIL:
        raise too_large(LARGEST_MAIL)
    mail = mail_in(raw)
    source = _source(mail)
    names = tuple(name for name, _address in mail.senders)
    report = masked(_report(mail, raw, actor, clock.now()), source, names=names, all_addresses=True)
    return take_in_with_files(actor=actor, clock=clock, report=report, source=source, contents=mail.files)


def _report(mail: Mail, raw: bytes, actor: Actor, now: datetime) -> Report:
    subject = _PREFIX.sub("", " ".join(mail.subject.split()))
    body = "\n\n".join(mail.text)
    text = "\n\n".join(part for part in (subject, body) if part)
    said, place = coded(f"{subject}\n{body}"), place_in(actor, f"{subject}\n{body[:PLACE_SEARCHED]}")
    told, is_doubtful = told_at(mail, now)
    flags = {
        Flag.CLOCK_OFF: is_doubtful,
        Flag.TEXT_CLEANED: mail.is_odd,
        Flag.FILE_MISSING: mail.is_broken,
    }
    report = Report(
        channel=Channel.MAIL,
        submission_key=private_key("mail", mail.message_id or hashlib.sha256(raw).hexdigest()),
        text=text,
        language=language_of(text),
        what=said.what,
        timing=said.timing,
        people_at_risk=said.people,
        place_name=place.name[:LONGEST_PLACE],
        area_code=place.area_code,
        told_at=told,
        flags=tuple(sorted(flag for flag, is_so in flags.items() if is_so)),
    )
    return report if text.strip() or mail.files else replace(report, text="(…)")


def _source(mail: Mail) -> SourceFacts | None:
    """Return who wrote it: the first sender by name and address, whatever else tells of people as a note."""
    if not mail.senders and not mail.asides:
        return None
    (name, address), *others = mail.senders or [("", "")]
    more = [f"{shown} <{where}>".strip() for shown, where in others]
    note = "\n".join([*more, *mail.asides])
    return SourceFacts(identity=Identity(name=name, contact=address, note=note))
