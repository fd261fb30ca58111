"""In which words somebody is told of an alert: as few as wake them up, because a message can be read by others.

A mail says how urgent, what kind, where, when and under which reference; a text message less, and no place where the
alert is confidential. Of what is kept in a closed compartment, or strictly confidential, both say only that it waits.
What a source is sent says nothing at all: whoever holds the telephone learns nothing from it (para 32).
"""

from __future__ import annotations

from dataclasses import dataclass

from tutela.kernel.sentences import Sentence
from tutela.know.alerts.rules.notices import FLOOD_LIMIT, FLOOD_SPAN, MAIL, Marks, Purpose
from tutela.know.alerts.rules.report import what_terms

URGENCY_WORDS: dict[int, Sentence] = {
    1: Sentence("Immediate"),
    2: Sentence("Urgent"),
    3: Sentence("Soon"),
    4: Sentence("Routine"),
}

NEUTRAL: dict[str, Sentence] = {
    "arrived": Sentence("Thank you. Your message has arrived."),
    "call": Sentence("Please call when you can."),
    "done": Sentence("Thank you. There is nothing more to do."),
}
"""All that a source can ever be sent, by name: no mission, no alert, no place, no name."""

_OPENINGS: dict[Purpose, Sentence] = {
    Purpose.AGAIN: Sentence("Alert {reference} is open again."),
    Purpose.OFFERED: Sentence("Alert {reference} is offered to your post and waits for your answer."),
    Purpose.DECLINED: Sentence("Alert {reference} was not taken over: it is still with your post."),
    Purpose.ESCALATED: Sentence("Alert {reference} was passed up to mission headquarters."),
    Purpose.REMINDER: Sentence("Nobody has acknowledged alert {reference} yet."),
    Purpose.OVER: Sentence("Alert {reference} was set aside: there is nothing more to do about it."),
    Purpose.JOINED: Sentence("Alert {reference} was joined to another: there is nothing more to do about it."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What may be told of an alert. `kinds` are codes of what it says, `received_at` is a moment in words.

    `path` is that of its page. For a test and for a flood of alerts everything but `marks` is blank.
    """

    marks: Marks
    reference: str = ""
    urgency: int = 4
    kinds: tuple[str, ...] = ()
    area: str = ""
    received_at: str = ""
    path: str = ""


def words_of(purpose: Purpose, channel: str, news: News, language: str) -> tuple[Sentence, tuple[Sentence, ...]]:
    """Return subject and lines of a message, still to be translated; the kinds are in the language already."""
    if purpose is Purpose.TEST:
        return Sentence("Test"), (Sentence("This is a test of how you are told of alerts. It arrived."),)
    if purpose is Purpose.FLOOD:
        many = Sentence(
            "More than {count} messages within {minutes} minutes: open the alert desk. Nothing more is sent for now.",
            count=FLOOD_LIMIT,
            minutes=int(FLOOD_SPAN.total_seconds() // 60),
        )
        return Sentence("Many alerts"), (many,)
    if news.marks.is_bare:
        return _bare(purpose, news)
    if channel == MAIL:
        return _mail(purpose, news, language)
    return Sentence("Alert"), (_short(purpose, news),)


def _bare(purpose: Purpose, news: News) -> tuple[Sentence, tuple[Sentence, ...]]:
    if purpose in {Purpose.OVER, Purpose.JOINED}:
        return Sentence("An alert waits no more"), (
            Sentence("Alert {reference} waits for you no more.", reference=news.reference),
        )
    return Sentence("An alert waits for you"), (
        Sentence("An alert waits for you: {reference}.", reference=news.reference),
    )


def _short(purpose: Purpose, news: News) -> Sentence:
    if purpose is not Purpose.NEW:
        return _opening(purpose, news)
    word = URGENCY_WORDS[news.urgency]
    if news.area and not news.marks.sensitivity:
        return Sentence("{urgency}: alert {reference}, {area}.", urgency=word, reference=news.reference, area=news.area)
    return Sentence("{urgency}: alert {reference}.", urgency=word, reference=news.reference)


def _mail(purpose: Purpose, news: News, language: str) -> tuple[Sentence, tuple[Sentence, ...]]:
    subject = Sentence("{urgency}: alert {reference}", urgency=URGENCY_WORDS[news.urgency], reference=news.reference)
    if purpose in {Purpose.OVER, Purpose.JOINED}:
        subject = Sentence("Nothing more to do: alert {reference}", reference=news.reference)
        return subject, (_opening(purpose, news),)
    opening = () if purpose is Purpose.NEW else (_opening(purpose, news),)
    return subject, (*opening, *_facts(news, language))


def _opening(purpose: Purpose, news: News) -> Sentence:
    return Sentence(_OPENINGS[purpose].template, reference=news.reference)


def _facts(news: News, language: str) -> tuple[Sentence, ...]:
    known = what_terms()
    kinds = ", ".join(known[code].label(language) for code in news.kinds if code in known)
    lines = [
        Sentence("How urgent: {urgency}", urgency=URGENCY_WORDS[news.urgency]),
        Sentence("What: {kinds}", kinds=kinds) if kinds else None,
        Sentence("Where: {area}", area=news.area) if news.area else None,
        Sentence("Received: {moment}", moment=news.received_at) if news.received_at else None,
        Sentence("Reference: {reference}", reference=news.reference),
        Sentence("On the desk: {path}", path=news.path) if news.path else None,
    ]
    return tuple(line for line in lines if line)
