"""A report: what somebody told the mission, in the one shape that every door hands in (paras 29, 42, 50 and 77)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from math import isfinite

from tutela.kernel.places import PlacePrecision
from tutela.kernel.printable import printable
from tutela.kernel.sentences import Sentence
from tutela.policy.vocabulary import Term, terms

LONGEST_TEXT = 10_000
LONGEST_PLACE = 300
LONGEST_NAME = 200
MOST_PEOPLE = 10_000_000
CLOCK_TOLERANCE = timedelta(minutes=10)
"""How far a telephone's clock may be off before the report says so."""
_KEY = re.compile(r"[\x21-\x7e]{1,80}")
# Characters that show nothing and can hide what a word says; the two that join letters in some scripts are kept.
_HIDDEN = re.compile("[\u200b\u200e\u200f\u2060-\u2064\ufeff\u00ad\u180e]")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


class Channel(StrEnum):
    """How a report came in."""

    PHONE = "phone"
    VISIT = "visit"
    RADIO = "radio"
    CAPTURE = "capture"
    ODK = "odk"
    SMS = "sms"
    MAIL = "mail"
    TABLE = "table"
    API = "api"


class Timing(StrEnum):
    """When, seen from the call, it happens: what decides most about how fast to act."""

    UNDER_WAY = "under_way"
    IMMINENT = "imminent"
    SOON = "soon"
    OVER = "over"
    UNKNOWN = "unknown"


class Precision(StrEnum):
    """How precisely a moment is known."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    UNKNOWN = "unknown"


class Flag(StrEnum):
    """What is odd about a report: it is kept all the same, and whoever reads it is told."""

    CLOCK_OFF = "clock_off"
    LATE = "late"
    FAR_AWAY = "far_away"
    PLACE_UNCLEAR = "place_unclear"
    TEXT_CLEANED = "text_cleaned"
    TEXT_CUT = "text_cut"
    UNKNOWN_FORM = "unknown_form"
    UNKNOWN_ANSWER = "unknown_answer"
    FILE_REFUSED = "file_refused"
    FILE_MISSING = "file_missing"
    POSSIBLE_NAME = "possible_name"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file that came with a report, as it was put away: cleaned, sealed, outside every folder that is served.

    `key` finds it in the store, `media_type` was read from its bytes, `size` counts bytes, `sha256` is of the bytes
    as they were put away before sealing, `note` says what was done to it.
    """

    key: str
    media_type: str
    size: int
    sha256: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was told. Codes are of the policy's vocabularies; `submission_key` is the same for the same report.

    `what` holds codes of `acts` and of `signals`. `told_at` is when the mission's own person was told, by the device
    that sends, `device_at` what that device's clock said as it sent. `is_child_case` says that a child was harmed or is
    threatened, whatever the act. `source` is a reference of the vault; who the
    source is stands nowhere here. `flags` are codes of `Flag`.
    """

    channel: str
    submission_key: str
    text: str = ""
    language: str = "en"
    what: tuple[str, ...] = ()
    timing: str = Timing.UNKNOWN
    occurred_at: datetime | None = None
    occurred_precision: str = Precision.UNKNOWN
    told_at: datetime | None = None
    device_at: datetime | None = None
    place_name: str = ""
    latitude: float | None = None
    longitude: float | None = None
    place_precision: int = int(PlacePrecision.COUNTRY)
    area_code: str = ""
    people_at_risk: int | None = None
    groups: tuple[str, ...] = ()
    actor_name: str = ""
    actor_kind: str = ""
    is_rights_case: bool = False
    is_child_case: bool = False
    source: str = ""
    source_grade: str = "F"
    information_grade: int = 6
    flags: tuple[str, ...] = ()
    files: tuple[StoredFile, ...] = ()


def what_terms() -> Mapping[str, Term]:
    """Return everything that an alert may say, by code: signs of what may come first, then acts that were done."""
    return {**terms("signals"), **terms("acts")}


def cleaned(report: Report) -> Report:
    """Return the report with texts that can be shown anywhere, cut to their lengths; what was changed is flagged."""
    flags = set(report.flags)
    text, place, actor = _clean(report.text), _clean(report.place_name), _clean(report.actor_name)
    if (text, place, actor) != (report.text.strip(), report.place_name.strip(), report.actor_name.strip()):
        flags.add(Flag.TEXT_CLEANED)
    if len(text) > LONGEST_TEXT or len(place) > LONGEST_PLACE or len(actor) > LONGEST_NAME:
        flags.add(Flag.TEXT_CUT)
    return replace(
        report,
        text=text[:LONGEST_TEXT],
        place_name=place[:LONGEST_PLACE],
        actor_name=actor[:LONGEST_NAME],
        what=tuple(dict.fromkeys(report.what)),
        groups=tuple(dict.fromkeys(report.groups)),
        flags=tuple(sorted(flags)),
    )


def _clean(text: str) -> str:
    return printable(_HIDDEN.sub("", _TURNING.sub("", text))).replace("\x00", "").strip()


def problems_of(report: Report) -> dict[str, str]:
    """Return what cannot be in a report: field name to a sentence; nothing when all is sound."""
    found = dict(_wrong_codes(report))
    if not _KEY.fullmatch(report.submission_key):
        found["submission_key"] = Sentence("It needs 1 to 80 plain characters without blanks.")
    if not (report.text.strip() or report.what or report.files):
        found["text"] = Sentence("Say what was told, in a few words.")
    if (report.latitude is None) != (report.longitude is None):
        found["latitude"] = Sentence("Latitude and longitude go together: give both or none.")
    elif report.latitude is not None and not _within(report.latitude, 90):
        found["latitude"] = Sentence("It goes from -90 to 90 degrees.")
    elif report.longitude is not None and not _within(report.longitude, 180):
        found["longitude"] = Sentence("It goes from -180 to 180 degrees.")
    if report.people_at_risk is not None and not 0 <= report.people_at_risk <= MOST_PEOPLE:
        found["people_at_risk"] = Sentence("Give a whole number from 0 to {most}.", most=MOST_PEOPLE)
    for name in ("occurred_at", "told_at", "device_at"):
        moment: datetime | None = getattr(report, name)
        if moment is not None and moment.tzinfo is None:
            found[name] = Sentence("A moment needs a time zone.")
    return found


def _wrong_codes(report: Report) -> dict[str, str]:
    known: dict[str, tuple[tuple[str, ...], object]] = {
        "channel": ((report.channel,), set(Channel)),
        "what": (report.what, what_terms()),
        "timing": ((report.timing,), set(Timing)),
        "occurred_precision": ((report.occurred_precision,), set(Precision)),
        "groups": (report.groups, terms("groups_at_risk")),
        "actor_kind": ((report.actor_kind,) if report.actor_kind else (), terms("actor_kinds")),
        "flags": (report.flags, set(Flag)),
        "source_grade": ((report.source_grade,), set("ABCDEF")),
    }
    found: dict[str, str] = {}
    for field, (given, choices) in known.items():
        strange = [code for code in given if code not in choices]  # type: ignore[operator]
        if strange:
            found[field] = Sentence("There is no choice {code}.", code=strange[0][:60])
    if report.information_grade not in range(1, 7):
        found["information_grade"] = Sentence("The grade goes from 1 (confirmed) to 6 (cannot be judged).")
    if report.place_precision not in set(PlacePrecision):
        found["place_precision"] = Sentence("There is no such precision.")
    return found


def _within(degrees: float, most: int) -> bool:
    return isfinite(degrees) and -most <= degrees <= most


def known_at(report: Report, received_at: datetime) -> tuple[datetime, frozenset[str]]:
    """Return when the mission knew, and the flags that follow.

    The mission knows once its own person was told (para 87), so a report that a telephone kept for three days was known
    three days ago. A telephone whose clock is off is believed as to how long ago it was told, not as to when: the span
    between telling and sending is taken off the moment of reception. A moment that cannot be told is reception.
    """
    flags: set[str] = set()
    told = report.told_at
    if told is None:
        return received_at, frozenset()
    if report.device_at is not None:
        if abs(report.device_at - received_at) > CLOCK_TOLERANCE:
            flags.add(Flag.CLOCK_OFF)
        told = received_at - max(report.device_at - told, timedelta(0))
    elif told > received_at + CLOCK_TOLERANCE:
        flags.add(Flag.CLOCK_OFF)
        told = received_at
    told = min(told, received_at)
    if received_at - told > timedelta(hours=1):
        flags.add(Flag.LATE)
    return told, frozenset(flags)


def rooms_of(report: Report) -> tuple[str, ...]:
    """Return the compartments that the content belongs to, in order; an empty name is the open desk.

    An act of a specialist mandate goes to its own compartment, and so do an individual's case of human rights and what
    was done to a child (paras 31, 32 and 46; A5.k, A11, A22, A23). What else the report says stays on the open desk, so
    that an attack that is under way is answered by those whose business that is.
    """
    found = [what_terms()[code].compartment for code in report.what]
    rooms = list(dict.fromkeys(room for room in found if room))
    if report.is_rights_case:
        rooms.append("human_rights_cases")
    if report.is_child_case and "child_protection" not in rooms:
        rooms.append("child_protection")
    has_open = any(not room for room in found) and not report.is_rights_case
    return (*([""] if has_open or not rooms else []), *rooms)


def part_for(report: Report, room: str) -> Report:
    """Return what of a report is kept in a room.

    The words as they were told go into the closed room only: where there is one, the open desk gets acts, place and
    time, enough to answer by, and no words, names or files.
    """
    rooms = rooms_of(report)
    if rooms == (room,):
        return report
    own = tuple(
        code for code in report.what if what_terms()[code].compartment == room or _is_told_too(report, code, room)
    )
    if room:
        return replace(report, what=own)
    return replace(
        report,
        what=own,
        text="",
        actor_name="",
        groups=(),
        files=(),
        source="",
        is_rights_case=False,
        is_child_case=False,
    )


def _is_told_too(report: Report, code: str, room: str) -> bool:
    """Return whether a room is told an open act besides its own: whoever has the case of a person must know the act."""
    if what_terms()[code].compartment:
        return False
    return room == "human_rights_cases" or (room == "child_protection" and report.is_child_case)
