"""What was told, as the questions of the telephone form and of the field page put it, and the report that it makes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from django.utils import timezone

from tutela.access.rules import Actor
from tutela.exchange.doors.phone.queries import AREA, BASE, base_called, is_area_called
from tutela.exchange.doors.phone.spots import NoSpot, spot_in
from tutela.kernel.places import PlacePrecision
from tutela.know.alerts.rules.report import Flag, Precision, Report, Timing, known_at
from tutela.know.sources.rules import Identity, Kind, Purpose, SourceFacts

TODAY, YESTERDAY, THIS_WEEK, LONGER_AGO = "today", "yesterday", "this_week", "longer_ago"
DAYS = (TODAY, YESTERDAY, THIS_WEEK, LONGER_AGO)
"""When something that is over happened, as a caller says it."""

SEXUAL_VIOLENCE, CHILD, ONE_CASE = "sexual_violence", "child", "one_case"
CONCERNS = (SEXUAL_VIOLENCE, CHILD, ONE_CASE)
"""What sends a report to specialists: an act of the vocabulary, a child, or the case of one person."""
FORMER_CONCERNS = ("child_recruitment",)
"""What pages asked before, as acts of the vocabulary: a telephone may still hold reports that were sealed with them."""
EXACT_METRES, NEAR_METRES = 1_000, 25_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """A point as a telephone measured it; `metres` is how far it may be off."""

    latitude: float
    longitude: float
    metres: float

    @property
    def precision(self) -> int:
        """The step of the scale of places that this is."""
        if self.metres <= EXACT_METRES:
            return int(PlacePrecision.EXACT)
        return int(PlacePrecision.NEAR if self.metres <= NEAR_METRES else PlacePrecision.DISTRICT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What was told about what happens. `place_choice` is a `KnownPlace.choice`, `day` one of DAYS."""

    channel: str
    submission_key: str
    text: str = ""
    language: str = "en"
    what: tuple[str, ...] = ()
    timing: str = Timing.UNKNOWN
    day: str = ""
    place: str = ""
    place_choice: str = ""
    fix: Fix | None = None
    people_at_risk: int | None = None
    actor_name: str = ""
    actor_kind: str = ""
    concerns: tuple[str, ...] = ()
    told_at: datetime | None = None
    device_at: datetime | None = None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who told it; goes into the vault and nowhere else."""

    identity: Identity = field(default_factory=Identity, repr=False)
    kind: str = Kind.UNKNOWN
    may_call_back: bool = False
    may_share: bool = False

    def as_source(self, language: str) -> SourceFacts | None:
        """Return what the vault keeps, None where nothing was told of the caller."""
        consents = tuple(
            code
            for code, is_given in (
                (Purpose.CONTACT_BACK, self.may_call_back),
                (Purpose.SHARE_WITH_PARTNERS, self.may_share),
            )
            if is_given
        )
        if not (self.identity or consents or self.kind != Kind.UNKNOWN):
            return None
        return SourceFacts(kind=self.kind, language=language, identity=self.identity, consents=consents)


def report_from(answers: Answers, *, actor: Actor, now: datetime) -> Report:
    """Return the report that answers make.

    Coordinates that lie nowhere stay in the name of the place, as they were typed: what was told is never refused for
    them here (`spot_in` lets a form say so before).
    """
    report = Report(
        channel=answers.channel,
        submission_key=answers.submission_key,
        text=answers.text,
        language=answers.language,
        what=_what(answers),
        timing=answers.timing,
        told_at=answers.told_at,
        device_at=answers.device_at,
        people_at_risk=answers.people_at_risk,
        actor_name=answers.actor_name,
        actor_kind=answers.actor_kind,
        is_rights_case=ONE_CASE in answers.concerns,
        is_child_case=CHILD in answers.concerns,
        flags=answers.flags,
    )
    # A telephone's clock may be a day off: how long ago it was told counts, as it does for when the mission knew.
    occurred_at, precision = _when(answers, known_at(report, now)[0])
    report = replace(report, occurred_at=occurred_at, occurred_precision=precision)
    return _placed(report, answers, actor, now.date())


def _what(answers: Answers) -> tuple[str, ...]:
    acts = (code for code in answers.concerns if code not in {CHILD, ONE_CASE})
    return tuple(dict.fromkeys((*answers.what, *acts)))


def _when(answers: Answers, told: datetime) -> tuple[datetime | None, str]:
    """Return when it happened and how precisely that is known, as seen from the moment of telling."""
    if answers.timing == Timing.UNDER_WAY:
        return told, Precision.HOUR
    if answers.timing != Timing.OVER:
        return None, Precision.UNKNOWN
    if answers.day in {TODAY, YESTERDAY}:
        noon = timezone.localtime(told).replace(hour=12, minute=0, second=0, microsecond=0)
        return min(noon - timedelta(days=answers.day == YESTERDAY), told), Precision.DAY
    if answers.day == THIS_WEEK:
        return told - timedelta(days=3), Precision.WEEK
    return None, Precision.UNKNOWN


def _placed(report: Report, answers: Answers, actor: Actor, day: date) -> Report:
    name = " ".join(answers.place.split())
    try:
        spot = spot_in(name)
    except NoSpot:
        return replace(report, place_name=name, flags=tuple(sorted({*report.flags, Flag.PLACE_UNCLEAR})))
    if spot is not None:
        return replace(
            report,
            place_name=spot.name,
            latitude=spot.latitude,
            longitude=spot.longitude,
            place_precision=spot.precision,
        )
    kind, _colon, code = answers.place_choice.partition(":")
    area = code if kind == AREA and is_area_called(actor, code, name) else ""
    if answers.fix is not None:
        fix = answers.fix
        return replace(
            report,
            place_name=name,
            area_code=area,
            latitude=fix.latitude,
            longitude=fix.longitude,
            place_precision=fix.precision,
        )
    base = None if area else base_called(actor, name, day, code if kind == BASE else "")
    if base is None:
        return replace(report, place_name=name, area_code=area)
    return replace(
        report,
        place_name=name,
        latitude=base.latitude,
        longitude=base.longitude,
        place_precision=int(PlacePrecision.NEAR),
    )
