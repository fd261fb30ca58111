"""What a message says, as a report; its sender's number, as facts for the vault and nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tutela.access.rules import Actor
from tutela.exchange.doors.keys import private_key
from tutela.exchange.doors.languages import DEFAULT, language_of
from tutela.exchange.doors.moments import moment_in
from tutela.exchange.doors.places import NamedPlace, place_in
from tutela.exchange.doors.sms.shapes import RESULTS, Message, NotAMessage
from tutela.exchange.doors.sms.words import Coded, coded, codes
from tutela.exchange.doors.zones import zone_of
from tutela.kernel.names import fold
from tutela.kernel.sentences import Sentence
from tutela.know.alerts.rules.report import (
    LONGEST_PLACE,
    MOST_PEOPLE,
    Channel,
    Flag,
    Report,
    Timing,
    cleaned,
    what_terms,
)
from tutela.know.sources.rules import Identity, SourceFacts

_DIGITS = re.compile(r"\d[\d\s]{0,8}")
NO_WORDS = "(…)"
_OTHER_NETWORK = re.compile(r"[a-z]+:|[^@\s]+@")
# A gateway that was cut off hands a message over later; one from another year is a clock that was never set.
OLDEST = timedelta(days=60)
LANGUAGES = {"eng": "en", "fra": "fr", "fre": "fr", "en": "en", "fr": "fr"}


@dataclass(frozen=True, slots=True)
class Understood:
    """A message as a report, with who sent it, and the language to answer in."""

    report: Report
    source: SourceFacts | None
    language: str


def understood(message: Message, actor: Actor, *, now: datetime) -> Understood:
    """Return what a message says. Raises NotAMessage for one that says nothing at all."""
    answers = _known(message)
    words = _words(message, answers)
    if not (words.strip() or message.files or message.sender):
        raise NotAMessage(
            Sentence("The message has no words."), remedy=Sentence("Send the text of the message in its field.")
        )
    language = LANGUAGES.get(message.language[:3].lower()) or language_of(words, DEFAULT)
    said, place = _coded(words, answers), _place(actor, words, answers)
    flags = {Flag.FILE_MISSING} if message.files else set()
    if message.is_odd:
        flags.add(Flag.TEXT_CLEANED)
    report = Report(
        channel=Channel.SMS,
        submission_key=key_of(message, now),
        text=words,
        language=language,
        what=said.what,
        timing=said.timing,
        place_name=place.name[:LONGEST_PLACE],
        area_code=place.area_code,
        people_at_risk=said.people,
        told_at=_told_at(message, actor, now),
        flags=tuple(sorted(flags)),
    )
    is_number = not _OTHER_NETWORK.match(message.sender)
    identity = Identity(
        name=message.name,
        phone=message.sender if is_number else "",
        contact="" if is_number else message.sender,
    )
    source = SourceFacts(language=language, identity=identity) if identity else None
    return Understood(_never_empty(report), source, language)


def _never_empty(report: Report) -> Report:
    """Return the report with words where there are none: an empty message may be all that somebody could send."""
    if cleaned(report).text or report.what:
        return report
    return replace(report, text=NO_WORDS, flags=tuple(sorted({*report.flags, Flag.TEXT_CLEANED})))


def key_of(message: Message, now: datetime) -> str:
    """Return the key of a message: its own number with its words, for a gateway may begin its numbers anew.

    Without a number the moment that the gateway gives tells two alike messages apart, else the minute in which it came.
    """
    which = message.id or message.received_at or now.strftime("%Y-%m-%dT%H:%M")
    return private_key("sms", which, message.sender, message.text, repr(sorted(message.answers.items())))


def _known(message: Message) -> dict[str, str]:
    """Return the answers of a flow by what they are about, as far as their names tell."""
    found: dict[str, str] = {}
    for about, names in RESULTS.items():
        answer = next((message.answers[name] for name in message.answers if fold(name).replace(" ", "_") in names), "")
        if answer:
            found[about] = answer
    return found


def _words(message: Message, answers: dict[str, str]) -> str:
    """Return every word of a message: its text, then each answer under its name, once."""
    text = message.text if message.text.strip() else answers.get("text", "")
    lines = [f"{name}: {answer}" for name, answer in message.answers.items() if answer.strip() not in text]
    return "\n".join(part for part in (text, *lines) if part)


def _coded(words: str, answers: dict[str, str]) -> Coded:
    """Return what the agreed words say; an answer to a question that was asked counts before words in passing."""
    said = coded(words)
    what = answers.get("what", "")
    acts = (what,) if what in what_terms() else coded(f"{what} ").what if what else ()
    when = fold(answers.get("timing", "")).replace(" ", "")
    timing = when if when in set(Timing) else codes()["timing"].get(when, said.timing)
    digits = _DIGITS.search(answers.get("people", ""))
    people = int("".join(digits[0].split())) if digits else said.people
    return replace(
        said,
        what=acts or said.what,
        timing=timing,
        people=people if people is not None and people <= MOST_PEOPLE else None,
    )


def _place(actor: Actor, words: str, answers: dict[str, str]) -> NamedPlace:
    told = answers.get("place", "").strip()
    if told:
        found = place_in(actor, told)
        return NamedPlace(told, found.area_code)
    return place_in(actor, words)


def _told_at(message: Message, actor: Actor, now: datetime) -> datetime | None:
    """Return when the gateway had the message; a moment that cannot be is none, and reception counts."""
    found = moment_in(message.received_at, zone_of(actor)) if message.received_at else None
    return found[0] if found and now - found[0] < OLDEST else None
