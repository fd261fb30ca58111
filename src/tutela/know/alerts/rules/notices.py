"""Who is told of an alert, when, and by which of the ways that they chose."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import IntEnum, StrEnum
from zoneinfo import ZoneInfo

from tutela.access.rules import Actor, Sensitivity
from tutela.kernel.sentences import Sentence

MAIL, SMS = "mail", "sms"
READING = "know.alerts:alert:read"
"""The permission to read alerts, by its name: the list of permissions speaks to people, and so knows Django."""
CHANNELS = (MAIL, SMS)
MOST_URGENT, LEAST_URGENT = 1, 4
FLOOD_LIMIT = 20
"""So many messages in FLOOD_SPAN reach a person by one way; what comes on top is told by one more, as a whole."""
FLOOD_SPAN = timedelta(minutes=10)
_MAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)
_NUMBER = re.compile(r"\+[1-9][0-9]{6,14}")


class Purpose(StrEnum):
    """Why somebody is told."""

    NEW = "new"
    AGAIN = "again"
    OFFERED = "offered"
    DECLINED = "declined"
    ESCALATED = "escalated"
    REMINDER = "reminder"
    OVER = "over"
    JOINED = "joined"
    FLOOD = "flood"
    TEST = "test"


ENDING = frozenset({Purpose.OVER, Purpose.JOINED})
"""What takes an earlier message back: only those hear it who heard the first."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What decides who may know of an alert."""

    sensitivity: int
    compartment: str
    area_path: str

    @property
    def is_bare(self) -> bool:
        """Whether a message may say no more than that something waits."""
        return bool(self.compartment) or self.sensitivity >= Sensitivity.STRICTLY_CONFIDENTIAL


def may_know(actor: Actor, marks: Marks) -> bool:
    """Return whether an alert with these marks is open to an actor; the rule of the desk's own list."""
    return (
        actor.may(READING)
        and actor.covers(marks.area_path)
        and int(actor.clearance) >= marks.sensitivity
        and actor.enters(marks.compartment)
    )


@dataclass(frozen=True, slots=True)
class Way:
    """One way to be told: `channel` is mail or sms, `least_urgency` from 1 to 4, quiet hours by the mission's clock.

    `address` is a mail address or a number with its country code. It does not show itself.
    """

    channel: str
    address: str = field(repr=False)
    least_urgency: int = LEAST_URGENT
    quiet_from: time | None = None
    quiet_to: time | None = None

    def wants(self, urgency: int) -> bool:
        """Return whether something of this urgency is to be told this way."""
        return urgency <= self.least_urgency

    def due_at(self, urgency: int, now: datetime, zone: ZoneInfo) -> datetime:
        """Return when to tell: at once, or at the end of the quiet hours; what is most urgent knows no quiet hours."""
        if urgency <= MOST_URGENT or self.quiet_from is None or self.quiet_to is None:
            return now
        local = now.astimezone(zone)
        if not _is_within(local.time(), self.quiet_from, self.quiet_to):
            return now
        day = local.date() if local.time() < self.quiet_to else local.date() + timedelta(days=1)
        return datetime.combine(day, self.quiet_to, tzinfo=zone).astimezone(now.tzinfo)


def _is_within(moment: time, start: time, end: time) -> bool:
    """Return whether a time of day lies in a span, which may go over midnight; the same time twice is no span."""
    if start <= end:
        return start <= moment < end
    return moment >= start or moment < end


def tidy_address(channel: str, text: str) -> str:
    """Return an address as it is kept: a number without blanks and signs, a mail address without blanks around it."""
    if channel != SMS:
        return text.strip()
    number = re.sub(r"[\s().\-/]", "", text)
    return f"+{number[2:]}" if number.startswith("00") else number


def domain_is_among(address: str, domains: Collection[str]) -> bool:
    """Return whether a mail address lies in one of some domains or under it; without any, all are right."""
    domain = address.rpartition("@")[2].strip().lower()
    wanted = [one.strip().lower().lstrip("@.") for one in domains]
    return not wanted or any(domain == one or domain.endswith(f".{one}") for one in wanted)


def problems_of(ways: Collection[Way], domains: Collection[str] = ()) -> dict[str, str]:
    """Return what cannot be: `channel_field` to a sentence. No sentence holds an address."""
    found: dict[str, str] = {}
    for way in ways:
        found.update({f"{way.channel}_{name}": words for name, words in _wrong_with(way, domains).items()})
    if len({way.channel for way in ways}) != len(ways):
        found["channel"] = Sentence("Each way to be told is chosen once.")
    return found


def _wrong_with(way: Way, domains: Collection[str]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    if way.channel not in CHANNELS:
        found["channel"] = Sentence("This is not one of the choices.")
    elif way.channel == SMS and not _NUMBER.fullmatch(way.address):
        found["address"] = Sentence("Give the number with its country code, like +243 000 000 000.")
    elif way.channel == MAIL and not (_MAIL.fullmatch(way.address) and len(way.address) <= 254):
        found["address"] = Sentence("Give a mail address, like name@mission.example.")
    elif way.channel == MAIL and not domain_is_among(way.address, domains):
        found["address"] = Sentence("Mail goes only to addresses of the mission.")
    if not MOST_URGENT <= way.least_urgency <= LEAST_URGENT:
        found["least_urgency"] = Sentence("This is not one of the choices.")
    if (way.quiet_from is None) != (way.quiet_to is None):
        found["quiet_to"] = Sentence("Quiet hours need a beginning and an end.")
    elif way.quiet_from is not None and way.quiet_from == way.quiet_to:
        found["quiet_to"] = Sentence("Quiet hours need an end that differs from the beginning.")
    return found


class Step(IntEnum):
    """Who is told next while nobody acknowledges an alert."""

    AGAIN = 1
    HEADQUARTERS = 2
    LEADERSHIP = 3


STEPS: dict[Step, tuple[int, frozenset[str]]] = {
    Step.AGAIN: (1, frozenset()),
    Step.HEADQUARTERS: (2, frozenset({"joc_duty_officer"})),
    Step.LEADERSHIP: (4, frozenset({"joc_duty_officer", "poc_adviser", "mission_focal_point", "head_of_field_office"})),
}
"""After how many times the target each step is due, and the roles that it tells whatever urgency they chose to hear of.

Everybody who may know of the alert and chose to hear of its urgency is told at every step as well.
"""
LONGEST_WAIT = timedelta(hours=48)
"""What nobody has acknowledged for longer is no longer a matter of a message: the desk shows it as overdue."""


def step_due(waited: timedelta, target: timedelta) -> Step | None:
    """Return the furthest step that is due for an alert that has waited so long, None while its time runs."""
    if waited > LONGEST_WAIT:
        return None
    due = [step for step, (times, _roles) in STEPS.items() if waited >= target * times]
    return max(due, default=None)


def roles_of(step: int) -> frozenset[str]:
    """Return the roles that a step tells whatever they chose."""
    return STEPS[Step(step)][1]
