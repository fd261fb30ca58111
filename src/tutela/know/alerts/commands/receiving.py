"""Taking in what somebody told the mission: once, whatever the line did, and in the room it belongs to."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from tutela.access.permissions import Permission
from tutela.access.rules import Actor, Sensitivity
from tutela.kernel.canonical import canonical_json, digest
from tutela.kernel.clock import Clock, instant
from tutela.kernel.ids import key_for
from tutela.kernel.refusals import Invalid, NotFound
from tutela.know.alerts.commands.records import columns
from tutela.know.alerts.events import AlertReceived, FilesAttached
from tutela.know.alerts.models import Alert, Allegation, Attachment
from tutela.know.alerts.queries.ground import Place, place_of
from tutela.know.alerts.queries.reading import submission_mark
from tutela.know.alerts.rules.clocks import Targets, next_due, targets_from
from tutela.know.alerts.rules.report import Report, StoredFile, cleaned, known_at, part_for, problems_of, rooms_of
from tutela.know.alerts.rules.urgency import Judged, urgency_of
from tutela.know.alerts.rules.words import Outcome as Found
from tutela.know.alerts.rules.words import State
from tutela.know.sources.queries import source_key
from tutela.ledger.command import Done, Outcome, Unchanged, allocate, command
from tutela.mission.models import Mission
from tutela.mission.queries import parameter_values


@dataclass(frozen=True, slots=True)
class Received:
    """What was taken in: the references of the alerts that a report became, and when the mission received it.

    `digest` covers what was told; whoever sent it can show later that this was it. `is_repeat` says that it was there
    already. Nothing here tells more than who sent it knows.
    """

    references: tuple[str, ...]
    received_at: datetime
    digest: str
    is_repeat: bool = False


@dataclass(frozen=True, slots=True)
class _Taking:
    """What all parts of one report share."""

    actor: Actor
    mission: Mission
    now: datetime
    place: Place
    targets: Targets
    reach_km: float
    source: int | None


@command(Permission.ALERT_RECEIVE)
def receive_alert(*, actor: Actor, clock: Clock, report: Report) -> Outcome[Received]:
    """Take in a report as one alert for each room that its content belongs to; return the receipt.

    The same `submission_key` is the same report: sent again it changes nothing and gets the same receipt. Nobody is
    refused for where it happened or how secret it is: what somebody heard is taken in, and who may read it is another
    question (paras 31, 32 and 46). Raises Invalid for a report that makes no sense, NotFound for a source that is not
    in the vault.
    """
    sound = cleaned(report)
    problems = problems_of(sound)
    if problems:
        raise Invalid(
            _("The report cannot be as it is."),
            remedy=_("Mend what is marked, then send it again."),
            problems=problems,
        )
    there = Alert.objects.filter(mission_id=actor.mission, submission_key=submission_mark(sound.submission_key))
    if known := list(there.only("id", "received_at")):
        return Unchanged(_receipt(known, sound, is_repeat=True))
    taking = _taking(actor, clock.now(), sound)
    rooms = rooms_of(sound)
    numbers = allocate(actor.mission, "A", len(rooms))
    parts = [_part(taking, part_for(sound, room), room, number) for room, number in zip(rooms, numbers, strict=True)]
    rows = [row for row, _event in parts]
    first, *more = (event for _row, event in parts)
    return Done(_receipt(rows, sound), first, tuple(more))


def _receipt(rows: list[Alert], report: Report, *, is_repeat: bool = False) -> Received:
    rows = sorted(rows, key=lambda row: row.pk)
    return Received(tuple(row.reference for row in rows), rows[0].received_at, _digest(report), is_repeat)


def _digest(report: Report) -> str:
    """Return the digest of what was told, without who told it."""
    told = asdict(replace(report, submission_key="", source="", flags=(), device_at=None))
    moments = {name: instant(told[name]) if told[name] else "" for name in ("occurred_at", "told_at")}
    return digest(canonical_json({**told, **moments}))


def _taking(actor: Actor, now: datetime, report: Report) -> _Taking:
    values = parameter_values(actor.mission, at=now)
    source = source_key(actor.mission, report.source) if report.source else None
    if report.source and source is None:
        raise NotFound(_("There is no such source."), remedy=_("Leave the source out; the report is taken in."))
    return _Taking(
        actor=actor,
        mission=Mission.objects.only("code", "serial").get(pk=actor.mission),
        now=now,
        place=place_of(actor.mission, report, now.date()),
        targets=targets_from(values),
        reach_km=float(values["presence_range_km"]),
        source=source,
    )


def _part(taking: _Taking, report: Report, room: str, number: int) -> tuple[Alert, AlertReceived]:
    """Write the part of a report that belongs to one room; return its row and its event."""
    knew, odd = known_at(report, taking.now)
    flags = sorted({*report.flags, *odd, *taking.place.flags})
    judged = urgency_of(
        report.what,
        report.timing,
        people=report.people_at_risk,
        base_distance_km=taking.place.base_distance_km,
        reach_km=taking.reach_km,
    )
    row = _row(taking, replace(report, flags=tuple(flags)), room, number, knew, judged)
    row.next_step, row.due_at = next_due(row, taking.targets)
    row.save(force_insert=True)
    Allegation.objects.bulk_create(
        Allegation(alert=row, number=order, what=code, outcome=Found.PENDING)
        for order, code in enumerate(report.what, start=1)
    )
    _attach(row, report.files, taking.now)
    return row, _event(row, report, knew)


def _row(taking: _Taking, report: Report, room: str, number: int, knew: datetime, judged: Judged) -> Alert:
    place, now = taking.place, taking.now
    return Alert(
        id=key_for(taking.mission.serial, number),
        mission=taking.mission,
        submission_key=submission_mark(report.submission_key),
        compartment=room,
        sensitivity=Sensitivity.CONFIDENTIAL if room else Sensitivity.UNCLASSIFIED,
        channel=report.channel,
        changed_at=now,
        recorded_by=taking.actor.label,
        recorded_post=taking.actor.post,
        text=report.text,
        language=report.language[:8],
        headline=report.what[0] if report.what else "",
        timing=report.timing,
        occurred_at=report.occurred_at,
        occurred_precision=report.occurred_precision,
        place_name=report.place_name,
        latitude=report.latitude,
        longitude=report.longitude,
        place_precision=place.precision,
        cell=place.cell,
        area=place.area,
        base_id=place.base,
        base_distance_km=place.base_distance_km,
        people_at_risk=report.people_at_risk,
        groups=list(report.groups),
        actor_name=report.actor_name,
        actor_kind=report.actor_kind,
        flags=list(report.flags),
        source_id=taking.source if report.source else None,
        source_grade=report.source_grade,
        information_grade=report.information_grade,
        urgency=judged.level,
        urgency_reason="",
        state=State.RECEIVED,
        outcome=Found.PENDING,
        known_at=knew,
        received_at=now,
    )


def _event(row: Alert, report: Report, knew: datetime) -> AlertReceived:
    return AlertReceived(
        **columns(row),
        known_at=knew,
        channel=row.channel,
        what=list(report.what),
        timing=row.timing,
        urgency=int(row.urgency),
        area=row.area.code if row.area else "",
        occurred_at=instant(row.occurred_at) if row.occurred_at else "",
        people_at_risk=row.people_at_risk,
        has_source=row.source_id is not None,
        files=len(report.files),
        flags=list(row.flags),
        digest=_digest(report),
    )


@command(Permission.ALERT_RECEIVE)
def attach_files(
    *, actor: Actor, clock: Clock, submission_key: str, files: tuple[StoredFile, ...]
) -> Outcome[tuple[str, ...]]:
    """Add files to the alert that the report with this key became; return its references. A file comes once.

    Where a report went to a closed room too, its files go there alone. Raises NotFound for a report that is not there.
    """
    rows = Alert.objects.filter(
        mission_id=actor.mission, submission_key=submission_mark(submission_key)
    ).select_related("area")
    parts = list(rows.order_by("pk"))
    if not parts:
        raise NotFound(_("There is no such report."), remedy=_("Send the report first, then its files."))
    closed = [row for row in parts if row.compartment] or parts
    added = [(row, _attach(row, files, clock.now())) for row in closed]
    references = tuple(row.reference for row in parts)
    events = [
        FilesAttached(**columns(row), files=len(new), digest=digest("".join(file.sha256 for file in new)))
        for row, new in added
        if new
    ]
    if not events:
        return Unchanged(references)
    return Done(references, events[0], tuple(events[1:]))


def _attach(row: Alert, files: tuple[StoredFile, ...], now: datetime) -> list[StoredFile]:
    """Write the files that an alert does not have yet; return those."""
    if not files:
        return []
    there = dict(Attachment.objects.filter(alert=row).values_list("sha256", "number"))
    new = list({file.sha256: file for file in files if file.sha256 not in there}.values())
    Attachment.objects.bulk_create(
        Attachment(
            alert=row,
            number=number,
            key=file.key,
            media_type=file.media_type,
            size=file.size,
            sha256=file.sha256,
            note=file.note[:300],
            attached_at=now,
        )
        for number, file in enumerate(new, start=max(there.values(), default=0) + 1)
    )
    return new
