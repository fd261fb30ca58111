"""What the register's commands share: finding a record, refusing, writing a revision, linking evidence."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from tutela.access.rules import Actor
from tutela.assess.threats.models import Evidence, Proposal, Said, Threat, ThreatRevision
from tutela.assess.threats.queries.scope import proposal_row, threat_row
from tutela.assess.threats.queries.support import Terms, counting_in, figures_of, reaches_of, supporting
from tutela.assess.threats.rules.proposing import Figures, window
from tutela.assess.threats.rules.register import Change, ProposalStatus, Status, may_become
from tutela.kernel.refusals import Invalid, NotFound, Refusal, Stale
from tutela.mission.models import Area
from tutela.mission.queries import areas

SAID = (
    "kind",
    "acts",
    "at_risk",
    "nature",
    "incident_actor_id",
    "actor_name",
    "actor_kind",
    "area_id",
    "includes_below",
    "title",
    "description",
    "grounds",
    "owner",
    "being_done",
    "sensitivity",
)


class ThreatNotOpen(Refusal):
    """The threat's life does not allow this: it is closed, merged, or open already."""

    code = "threat_not_open"


class AlreadyDecided(Refusal):
    """Somebody has decided about the proposal."""

    code = "already_decided"


def require_reason(reason: str) -> str:
    """Return the reason without spaces around it. Raises Invalid when there is none."""
    if not reason.strip():
        raise Invalid(
            _("This needs a reason."),
            remedy=_("Say in a sentence why; it is kept with the record."),
            problems={"reason": _("Say why.")},
        )
    return reason.strip()


def found_threat(actor: Actor, reference: str, version: int, *, then: Status | None = None) -> Threat:
    """Return an open threat that the actor sees, or one that may become `then` when that is given.

    Raises NotFound, Stale when it has changed since `version`, ThreatNotOpen when its status does not allow
    it.
    """
    row = threat_row(actor, reference)
    if row is None:
        raise NotFound(
            _("There is no threat %(reference)s.") % {"reference": reference},
            remedy=_("Look for it on the board."),
        )
    if row.version != version:
        raise Stale(
            _("Somebody has changed %(reference)s since you read it.") % {"reference": row.reference},
            remedy=_("Read it as it is now, then do what is still right."),
        )
    status = Status(row.status)
    if not (may_become(status, then) if then else status is Status.OPEN):
        raise ThreatNotOpen(
            _("%(reference)s is not open for this.") % {"reference": row.reference},
            remedy=_("Look at its story: it may be closed, merged or opened again already."),
        )
    return row


def found_proposal(actor: Actor, reference: str, version: int) -> Proposal:
    """Return a pending proposal that the actor sees. Raises NotFound, AlreadyDecided, Stale."""
    row = proposal_row(actor, reference)
    if row is None:
        raise NotFound(
            _("There is no proposal %(reference)s.") % {"reference": reference},
            remedy=_("Look at the list of proposals."),
        )
    if row.status != ProposalStatus.PENDING:
        raise AlreadyDecided(
            _("%(reference)s has been decided about already.") % {"reference": row.reference},
            remedy=_("Look at what became of it."),
        )
    if row.version != version:
        raise Stale(
            _("The incidents behind %(reference)s have changed since you read it.") % {"reference": row.reference},
            remedy=_("Read it as it is now, then decide."),
        )
    return row


def found_area(actor: Actor, code: str) -> Area | None:
    """Return the area of a code, None for the whole mission. Raises Invalid for a code that is none."""
    if not code:
        return None
    area = areas(actor).filter(code=code).first()
    if area is None:
        raise Invalid(
            _("There is no area %(code)s.") % {"code": code},
            remedy=_("Choose an area of the mission."),
            problems={"area_code": _("Choose an area of the mission.")},
        )
    return area


def path_in(row: Threat | Proposal) -> str:
    """Return the path of a record's area, empty for the whole mission."""
    return row.area.path if row.area else ""


def place_in(row: Threat | Proposal) -> str:
    """Return the name of a record's area, a dash for the whole mission."""
    return row.area.name if row.area else "–"


def room_of(row: Threat | Proposal) -> dict[str, Any]:
    """Return the columns of an entry about a record: what it is about, and who may read it."""
    return {
        "subject": row.reference,
        "sensitivity": row.sensitivity,
        "compartment": row.compartment,
        "area_path": path_in(row),
    }


def said_in(row: Said) -> dict[str, Any]:
    """Return what is said in a row, as the ledger keeps it."""
    return {name: getattr(row, name) for name in SAID}


def write_revision(
    row: Threat, change: Change, *, actor: Actor, now: datetime, reason: str, related: Iterable[str] = ()
) -> None:
    """Save a threat and keep its present form as a revision. The caller has set the version."""
    row.save()
    ThreatRevision.objects.create(
        threat=row,
        version=row.version,
        change=change,
        status=row.status,
        compartment=row.compartment,
        reason=reason,
        related=list(related),
        recorded_at=now,
        recorded_by=actor.label,
        **said_in(row),
    )


def link_evidence(row: Threat, incident_ids: Iterable[int], now: datetime) -> None:
    """Put incidents behind a threat; those that stand there already stay as they are."""
    held = set(Evidence.objects.filter(threat=row).values_list("incident_id", flat=True))
    fresh = [key for key in incident_ids if key not in held]
    Evidence.objects.bulk_create(
        [Evidence(threat=row, incident_id=key, linked_at=now) for key in fresh], batch_size=2000
    )


def take_figures(row: Threat | Proposal, figures: Figures, day: date) -> None:
    """Give a row the figures as they are on a day; the caller saves it."""
    row.incidents, row.deaths_best, row.largest = figures.incidents, figures.deaths_best, figures.largest
    row.civilians_low, row.civilians_best = figures.civilians_low, figures.civilians_best
    row.civilians_high = figures.civilians_high
    row.first_on, row.last_on, row.figures_on = figures.first_on, figures.last_on, day


def gather(row: Threat, terms: Terms, day: date, now: datetime) -> None:
    """Count a threat's incidents anew and put them all behind it; nothing is left unlooked at. The caller
    saves.

    Without an actor that incidents know there is nothing to count.
    """
    since, until = window(day, terms.months)
    within = supporting(counting_in(row), reaches_of([row])[row.pk], since=since, until=until)
    take_figures(row, figures_of(within), day)
    link_evidence(row, within.values_list("pk", flat=True), now)
    row.new_incidents = 0
