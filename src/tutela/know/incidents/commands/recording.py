"""Recording an incident, and correcting it by a new revision."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.kernel.clock import Clock
from tutela.kernel.refusals import Invalid, NotAllowed, NotFound, Stale
from tutela.know.incidents.commands.checking import check_facts, check_totals
from tutela.know.incidents.commands.writing import Batch, write_batch
from tutela.know.incidents.events import IncidentCorrected, IncidentRecorded
from tutela.know.incidents.models import Incident
from tutela.know.incidents.queries import incidents
from tutela.know.incidents.queries.ground import ground_of
from tutela.know.incidents.rules import IncidentFacts, told
from tutela.ledger.command import Done, Outcome, Unchanged, command
from tutela.mission.models import Mission

OF_THE_MISSION = "mission"
"""The source of what the mission itself reports."""


@command(Permission.INCIDENT_RECORD)
def record_incident(*, actor: Actor, clock: Clock, facts: IncidentFacts) -> Outcome[Incident]:
    """Record an incident. The same source and key again is the same incident: nothing is written twice.

    Raises Invalid for facts that cannot be, NotAllowed outside the post's area, clearance or compartments.
    """
    check_facts(facts, clock)
    check_totals(facts)
    batch = Batch(Mission.objects.get(pk=actor.mission), clock.now(), actor.label, ground_of(actor.mission))
    written = write_batch(batch, [told(facts)])
    if not written.new:
        known = incidents(actor).filter(source=facts.source, source_key=facts.source_key).first()
        if known is None or written.updated:
            raise NotFound(
                _("This key is taken."), remedy=_("Record the incident under another key, or correct the first.")
            )
        return Unchanged(known)
    incident = _written(written.new[0])
    _require_scope(actor, incident)
    return Done(
        incident,
        IncidentRecorded(
            subject=incident.reference,
            known_at=incident.known_at,
            act=incident.act,
            area=incident.area.code if incident.area else "",
            actor=incident.actor_a.name if incident.actor_a else "",
            occurred_from=incident.occurred_from.isoformat(),
            civilians_best=incident.civilians_best,
            digest=incident.digest,
            sensitivity=incident.sensitivity,
            compartment=incident.compartment,
            area_path=_path(incident),
        ),
    )


@command(Permission.INCIDENT_CORRECT)
def correct_incident(
    *, actor: Actor, clock: Clock, key: int, expected_revision: int, facts: IncidentFacts, reason: str
) -> Outcome[Incident]:
    """Write a new revision of an incident; the earlier ones stay as they were.

    Raises NotFound, Stale when somebody was quicker, Invalid without a reason or for facts that cannot be.
    """
    incident = incidents(actor).filter(pk=key).first()
    if incident is None:
        raise NotFound(_("There is no such incident."), remedy=_("Look for it in the list of incidents."))
    if incident.revision != expected_revision:
        raise Stale(
            _("Somebody has corrected this incident since you read it (revision %(number)s).")
            % {"number": incident.revision},
            remedy=_("Read the new revision, then correct what is still wrong."),
        )
    if not reason.strip():
        raise Invalid(_("A correction needs a reason."), remedy=_("Say what was wrong and how it became known."))
    check_facts(facts, clock)
    if incident.source == OF_THE_MISSION:
        check_totals(facts)
    mission = Mission.objects.get(pk=actor.mission)
    batch = Batch(mission, clock.now(), actor.label, ground_of(actor.mission), reason=reason)
    same = facts._replace(source=incident.source, source_key=incident.source_key)
    if not write_batch(batch, [told(same)]).updated:
        return Unchanged(incident)
    corrected = _written(incident.pk)
    _require_scope(actor, corrected)
    return Done(
        corrected,
        IncidentCorrected(
            subject=corrected.reference,
            known_at=corrected.known_at,
            reason=reason,
            revision=corrected.revision,
            act=corrected.act,
            area=corrected.area.code if corrected.area else "",
            actor=corrected.actor_a.name if corrected.actor_a else "",
            occurred_from=corrected.occurred_from.isoformat(),
            civilians_best=corrected.civilians_best,
            digest=corrected.digest,
            sensitivity=corrected.sensitivity,
            compartment=corrected.compartment,
            area_path=_path(corrected),
        ),
    )


def _written(key: int) -> Incident:
    return Incident.objects.select_related("area", "actor_a", "actor_b", "base").get(pk=key)


def _path(incident: Incident) -> str:
    return incident.area.path if incident.area else ""


def _require_scope(actor: Actor, incident: Incident) -> None:
    actor.require(Permission.INCIDENT_READ, area_path=incident.area.path if incident.area else None)
    if incident.sensitivity > actor.clearance or not actor.enters(incident.compartment):
        raise NotAllowed(
            _("Your post may not keep a record as sensitive as this."),
            remedy=_("Hand it to the specialist whose compartment it is."),
        )
