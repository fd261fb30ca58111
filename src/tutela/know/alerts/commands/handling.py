"""Working on an alert: taking notice, saying who works on it, adding what became known, setting place and urgency."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.kernel.canonical import digest
from tutela.kernel.clock import Clock
from tutela.kernel.places import PlacePrecision
from tutela.know.alerts.commands.records import (
    chosen,
    columns,
    held,
    held_open,
    in_reach,
    invalid,
    required,
    saved,
    taken_notice,
)
from tutela.know.alerts.events import AlertAcknowledged, AlertPlaced, NoteAdded, UrgencySet, WorkBegun, WorkLeft
from tutela.know.alerts.models import Alert, Note
from tutela.know.alerts.queries.ground import place_of
from tutela.know.alerts.rules.report import Report
from tutela.know.alerts.rules.urgency import Urgency
from tutela.know.alerts.rules.words import NoteKind
from tutela.ledger.command import Done, Outcome, Unchanged, command


@command(Permission.ALERT_HANDLE)
def acknowledge_alert(*, actor: Actor, clock: Clock, alert: str) -> Outcome[Alert]:
    """Take notice of an alert and answer for what comes next. Pressed twice, or by two, the first counts.

    Raises NotFound, AlertNotOpen.
    """
    row = held_open(actor, alert)
    fields = taken_notice(row, clock.now())
    if not fields:
        return Unchanged(row)
    row.worked_by, row.worked_post, row.worked_at = actor.label, actor.post, clock.now()
    saved(row, clock.now(), {*fields, "worked_by", "worked_post", "worked_at"})
    return Done(row, AlertAcknowledged(**columns(row), urgency=row.urgency))


@command(Permission.ALERT_HANDLE)
def work_on_alert(*, actor: Actor, clock: Clock, alert: str) -> Outcome[Alert]:
    """Show the others that this post works on an alert; whoever worked on it before is relieved.

    Raises NotFound, AlertNotOpen.
    """
    row = held_open(actor, alert)
    if row.worked_post == actor.post:
        return Unchanged(row)
    fields = taken_notice(row, clock.now())
    row.worked_by, row.worked_post, row.worked_at = actor.label, actor.post, clock.now()
    saved(row, clock.now(), {*fields, "worked_by", "worked_post", "worked_at"})
    return Done(row, WorkBegun(**columns(row)))


@command(Permission.ALERT_HANDLE)
def leave_alert(*, actor: Actor, clock: Clock, alert: str) -> Outcome[Alert]:
    """Leave an alert to others. Raises NotFound."""
    row = held(actor, alert)
    if row.worked_post != actor.post:
        return Unchanged(row)
    row.worked_by, row.worked_post, row.worked_at = "", "", None
    saved(row, clock.now(), {"worked_by", "worked_post", "worked_at"})
    return Done(row, WorkLeft(**columns(row)))


@command(Permission.ALERT_HANDLE)
def set_urgency(*, actor: Actor, clock: Clock, alert: str, version: int, urgency: int, reason: str) -> Outcome[Alert]:
    """Judge the urgency otherwise than it was computed, with a reason that stays beside it.

    Raises NotFound, Stale, AlertNotOpen, or Invalid without a reason or for a level that is none.
    """
    row = held_open(actor, alert, version)
    in_reach(actor, row)
    if urgency not in set(Urgency):
        raise invalid(urgency=_("There are four levels, from 1 to 4."))
    said = required(reason, "reason", _("Say why you judge it so."), most=500)
    if row.urgency == urgency and row.urgency_reason == said:
        return Unchanged(row)
    before, row.urgency, row.urgency_reason = row.urgency, urgency, said
    fields = taken_notice(row, clock.now())
    saved(row, clock.now(), {*fields, "urgency", "urgency_reason"})
    return Done(row, UrgencySet(**columns(row), urgency=urgency, before=before, reason=said))


@command(Permission.ALERT_RECEIVE)
def add_note(*, actor: Actor, clock: Clock, alert: str, kind: str, text: str, language: str = "") -> Outcome[Note]:
    """Add to an alert: more that became known (`more`), a question to whoever told it (`question`), a note (`desk`).

    What stands there already stays as it is. Sent twice within ten minutes by the same post it is added once. Raises
    NotFound, or Invalid for an unknown kind or a blank text.
    """
    row = held(actor, alert)
    chosen(kind, "kind", set(NoteKind))
    said = required(text, "text", _("Say it in a few words. Never write who told you."))
    newest = Note.objects.filter(alert=row, noted_post=actor.post).order_by("-pk").first()
    if newest and (newest.kind, newest.text) == (kind, said) and (clock.now() - newest.noted_at).total_seconds() < 600:
        return Unchanged(newest)
    note = Note.objects.create(
        alert=row,
        kind=kind,
        text=said,
        language=language[:8],
        noted_at=clock.now(),
        noted_by=actor.label,
        noted_post=actor.post,
    )
    is_desk = actor.may(Permission.ALERT_HANDLE) and row.is_open
    saved(row, clock.now(), taken_notice(row, clock.now()) if is_desk else set())
    return Done(note, NoteAdded(**columns(row), kind=kind, digest=digest(said)))


@command(Permission.ALERT_HANDLE)
def place_alert(
    *,
    actor: Actor,
    clock: Clock,
    alert: str,
    version: int,
    place_name: str,
    latitude: float | None = None,
    longitude: float | None = None,
    precision: int = int(PlacePrecision.NEAR),
    area_code: str = "",
    reason: str,
) -> Done[Alert]:
    """Set right where it is; the words as they were told stay. The area, the cell and the base follow from it.

    Raises NotFound, Stale, AlertNotOpen, or Invalid without a reason or for coordinates that are none.
    """
    row = held_open(actor, alert, version)
    in_reach(actor, row)
    said = required(reason, "reason", _("Say how the place became known."), most=500)
    asked = Report(
        channel=row.channel, submission_key="-", place_name=place_name.strip()[:300], latitude=latitude,
        longitude=longitude, place_precision=precision, area_code=area_code,
    )  # fmt: skip
    if (latitude is None) != (longitude is None) or precision not in set(PlacePrecision):
        raise invalid(latitude=_("Latitude and longitude go together: give both or none."))
    place = place_of(actor.mission, asked, clock.now().date())
    if place.area is None:
        raise invalid(place_name=_("This lies in no area of the mission. Choose the area, or mend the coordinates."))
    row.place_name, row.latitude, row.longitude = asked.place_name, latitude, longitude
    row.place_precision, row.cell, row.area = place.precision, place.cell, place.area
    row.base_id, row.base_distance_km = place.base, place.base_distance_km
    fields = taken_notice(row, clock.now())
    changed = {"place_name", "latitude", "longitude", "place_precision", "cell", "area", "base", "base_distance_km"}
    saved(row, clock.now(), {*fields, *changed})
    placed = AlertPlaced(**columns(row), area=place.area.code, place_precision=place.precision, reason=said)
    return Done(row, placed)
