"""What a filled form says, as a report, and who told it, as facts for the vault: kept apart from here on."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from math import isfinite
from zoneinfo import ZoneInfo

from tutela.exchange.doors.keys import private_key
from tutela.exchange.doors.languages import language_of
from tutela.exchange.doors.moments import moment_in
from tutela.exchange.doors.openrosa.reading import Submission
from tutela.exchange.doors.openrosa.workbook import asked, list_named, questions
from tutela.kernel.places import PlacePrecision
from tutela.know.alerts.rules.report import MOST_PEOPLE, Channel, Flag, Precision, Report, Timing
from tutela.know.sources.rules import Identity, Kind, Purpose, SourceFacts

# What clients add about the telephone and whoever holds it; nobody asked for it, so it is not kept.
NOT_KEPT = frozenset(
    """
    start end today deviceid device_id subscriberid simserial phonenumber username email audit background-audio
    timeStart timeEnd userID deviceID deprecatedID start-geopoint __version__ formhub uuid
    """.split()
)
# A question of a form that is not ours and that, by its name, asks who somebody is.
ASKS_WHO = re.compile(
    r"name|nom|phone|tel|mobile|contact|numero|number|reporter|informa|source|respondent|repondant|enquet",
    re.IGNORECASE,
)
CONSENTS = {
    "call_back": Purpose.CONTACT_BACK,
    "share_within": Purpose.SHARE_WITHIN_MISSION,
    "share_partners": Purpose.SHARE_WITH_PARTNERS,
}
_UUID = re.compile(r"uuid:[0-9A-Fa-f-]{36}")
EXACT_METRES = 500


@dataclass(slots=True)
class _Filled:
    """The answers that are still to be understood, and what was found odd about those that were."""

    answers: dict[str, str]
    zone: ZoneInfo
    areas: Collection[str]
    flags: set[str] = field(default_factory=set)
    leftover: dict[str, str] = field(default_factory=dict)
    private: dict[str, str] = field(default_factory=dict)

    def take(self, name: str) -> str:
        """Return an answer and cross it off."""
        return self.answers.pop(name, "").strip()

    def odd(self, name: str, answer: str) -> None:
        """Keep an answer that makes no sense, and say so: among the words, or with whoever told it if it is of them."""
        self.flags.add(Flag.UNKNOWN_ANSWER)
        (self.private if name.startswith("source_") or name in CONSENTS else self.leftover)[name] = answer

    def codes(self, name: str) -> tuple[str, ...]:
        """Return the known codes of a question with several answers."""
        choices = list_named(_LISTS[name])
        given = self.take(name).split()
        strange = [code for code in given if code not in choices]
        if strange:
            self.odd(name, " ".join(strange))
        return tuple(dict.fromkeys(code for code in given if code in choices))

    def code(self, name: str, default: str = "") -> str:
        """Return the code of a question with one answer."""
        given = self.take(name)
        if given and given not in list_named(_LISTS[name]):
            self.odd(name, given)
            return default
        return given or default

    def moment(self, name: str) -> datetime | None:
        """Return a moment."""
        given = self.take(name)
        found = moment_in(given, self.zone) if given else None
        if given and found is None:
            self.odd(name, given)
        return found[0] if found else None


_LISTS = {row["name"]: row["choices"] for row in questions() if "choices" in row}


def key_of(submission: Submission, xml: bytes) -> str:
    """Return the key of a submission: the instance's own random name; of any other name, or none, a keyed digest."""
    if _UUID.fullmatch(submission.instance_id):
        return f"odk:{submission.instance_id}"
    return private_key("odk", submission.instance_id or hashlib.sha256(xml).hexdigest())


def report_of(
    submission: Submission,
    *,
    key: str,
    zone: ZoneInfo,
    areas: Collection[str] = (),
    device_at: datetime | None = None,
    names_of_files: Collection[str] = (),
    is_incomplete: bool = False,
) -> tuple[Report, SourceFacts | None]:
    """Return what a submission says and who told it, None where it does not say.

    `areas` are the codes that there are. `names_of_files` are those that came with it; one that it names and that is
    not among them is missing, unless more is announced (`is_incomplete`). Nothing makes a submission unreadable: what
    is not understood stays among the words.
    """
    filled = _Filled(dict(submission.answers), zone, areas)
    if submission.asked != asked():
        filled.flags.add(Flag.UNKNOWN_FORM)
    wanted = [filled.take(name) for name in ("photo", "audio")]
    if any(name and name not in names_of_files for name in wanted) and not is_incomplete:
        filled.flags.add(Flag.FILE_MISSING)
    started, ended = filled.moment("start"), filled.moment("end")
    source = _source(filled, submission)
    report = _what_was_told(filled, key)
    report = replace(
        report,
        told_at=filled.moment("told") or started or ended,
        device_at=device_at,
        text=_with_leftover(report.text, filled, names_of_files),
    )
    if source is not None:
        source = replace(source, language=report.language, area_code=report.area_code)
    return replace(report, flags=tuple(sorted(filled.flags))), source


def _what_was_told(filled: _Filled, key: str) -> Report:
    text, place = filled.take("text"), filled.take("place")
    latitude, longitude, precision = _point(filled)
    occurred = filled.moment("occurred")
    return Report(
        channel=Channel.ODK,
        submission_key=key,
        text=text,
        language=language_of(f"{text} {place}"),
        what=filled.codes("what"),
        timing=filled.code("timing", Timing.UNKNOWN),
        occurred_at=occurred,
        occurred_precision=filled.code("precision", Precision.MINUTE if occurred else Precision.UNKNOWN),
        place_name=place,
        latitude=latitude,
        longitude=longitude,
        place_precision=int(precision),
        area_code=_deepest_area(filled),
        people_at_risk=_people(filled),
        groups=filled.codes("groups"),
        actor_name=filled.take("actor_name"),
        actor_kind=filled.code("actor_kind"),
        is_rights_case=filled.code("rights_case") == "yes",
        is_child_case=filled.code("child_case") == "yes",
    )


def _point(filled: _Filled) -> tuple[float | None, float | None, PlacePrecision]:
    """Return a place as ODK writes it: latitude, longitude, altitude and accuracy in metres, parted by blanks."""
    given = filled.take("point")
    if not given:
        return None, None, PlacePrecision.COUNTRY
    try:
        latitude, longitude, _altitude, accuracy = (*(float(one) for one in given.split()), 0.0, 0.0)[:4]
    except ValueError:
        latitude = longitude = accuracy = float("nan")
    if not (isfinite(latitude) and isfinite(longitude) and abs(latitude) <= 90 and abs(longitude) <= 180):
        filled.odd("point", given)
        return None, None, PlacePrecision.COUNTRY
    return latitude, longitude, PlacePrecision.EXACT if accuracy <= EXACT_METRES else PlacePrecision.NEAR


def _deepest_area(filled: _Filled) -> str:
    found = ""
    for name in sorted(name for name in filled.answers if re.fullmatch(r"area_\d", name)):
        code = filled.take(name)
        if code in filled.areas:
            found = code
        elif code:
            filled.odd(name, code)
    return found


def _people(filled: _Filled) -> int | None:
    given = filled.take("people")
    if not given:
        return None
    digits = given.replace(" ", "")
    if not (digits.isascii() and digits.isdigit() and int(digits[:12]) <= MOST_PEOPLE):
        filled.odd("people", given)
        return None
    return int(digits)


def _source(filled: _Filled, submission: Submission) -> SourceFacts | None:
    """Return who told it; of a form that is not ours, whatever by the name of its question asks who somebody is."""
    kind = filled.code("source_kind", Kind.UNKNOWN)
    identity = Identity(
        name=filled.take("source_name"), phone=filled.take("source_phone"), contact=filled.take("source_contact")
    )
    consents = tuple(purpose for name, purpose in CONSENTS.items() if filled.code(name) == "yes")
    private = dict(filled.private)
    if submission.asked != asked():
        known = {row["name"] for row in questions()}
        told = [name for name in filled.answers if ASKS_WHO.search(name) and name not in known | NOT_KEPT]
        private |= {name: filled.take(name) for name in told}
    identity = replace(identity, note="\n".join(f"{name}: {answer}" for name, answer in private.items()))
    if not identity and kind == Kind.UNKNOWN:
        return None
    return SourceFacts(kind=kind, identity=identity, consents=consents)


def _with_leftover(text: str, filled: _Filled, names_of_files: Collection[str]) -> str:
    """Return the words with every answer behind them that was not understood, each under its question's name."""
    unknown: Mapping[str, str] = {
        name: answer
        for name, answer in filled.answers.items()
        if name not in NOT_KEPT and answer.strip() and answer not in names_of_files
    }
    if unknown and Flag.UNKNOWN_FORM not in filled.flags:
        filled.flags.add(Flag.UNKNOWN_ANSWER)
    lines = [f"{name}: {answer}" for name, answer in (*filled.leftover.items(), *unknown.items())]
    return "\n\n".join(part for part in (text, "\n".join(lines)) if part)
