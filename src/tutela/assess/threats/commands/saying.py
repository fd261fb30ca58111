"""Taking over what a person says of a threat, after checking it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.assess.threats.commands.records import found_area
from tutela.assess.threats.models import THREAT, Threat
from tutela.assess.threats.rules.kinds import in_order, kind_of_acts
from tutela.assess.threats.rules.register import (
    FactFlaw,
    Status,
    ThreatFacts,
    compartment_of,
    fact_flaws,
)
from tutela.kernel.refusals import Invalid, NotAllowed, Refusal
from tutela.know.incidents.queries import actors_of
from tutela.ledger.command import allocate
from tutela.policy.vocabulary import terms

FLAW_WORDS: Mapping[FactFlaw, str | Promise] = {
    FactFlaw.NO_ACTS: later("Say which acts are to be feared."),
    FactFlaw.ONLY_CONTEXT: later("Fighting that harms no civilian is no threat by itself: add the acts to be feared."),
    FactFlaw.UNKNOWN_ACT: later("Choose acts from the list."),
    FactFlaw.UNKNOWN_GROUP: later("Choose groups from the list."),
    FactFlaw.UNKNOWN_KIND: later("Say what kind of actor it is."),
    FactFlaw.NO_ACTOR: later("Say who the threat comes from; “not identified” will do."),
    FactFlaw.NO_GROUNDS: later("Say why it is realistic that this happens."),
    FactFlaw.TWO_COMPARTMENTS: later("These acts are kept in two closed rooms: raise one threat for each."),
}


class CompartmentFixed(Refusal):
    """A threat stays in the room of information in which it was raised."""

    code = "compartment_fixed"


def new_threat(actor: Actor, now: datetime) -> Threat:
    """Return a new open threat with its number, not saved yet."""
    return Threat(
        mission_id=actor.mission,
        number=allocate(actor.mission, THREAT)[0],
        status=Status.OPEN,
        raised_at=now,
        raised_by=actor.label,
    )


def say(row: Threat, actor: Actor, facts: ThreatFacts) -> None:
    """Give a threat its facts; the caller saves it.

    Raises Invalid when they make no threat, NotAllowed outside the post's area, clearance or compartments.
    """
    _check(facts)
    area = found_area(actor, facts.area_code)
    actor.require(Permission.THREAT_RAISE, area_path=area.path if area else None)
    if facts.sensitivity > actor.clearance or not actor.enters(row.compartment):
        raise NotAllowed(
            _("Your post may not keep a record as closed as this."),
            remedy=_("Hand it to the specialist whose room of information it is."),
        )
    row.area, row.includes_below = area, facts.includes_below
    _name_actor(row, actor, facts)
    row.acts, row.kind = list(in_order(facts.acts)), kind_of_acts(facts.acts)
    row.at_risk, row.nature = list(dict.fromkeys(facts.at_risk)), facts.nature
    row.title, row.description, row.grounds = facts.title, facts.description, facts.grounds
    row.owner, row.being_done, row.sensitivity = facts.owner, facts.being_done, facts.sensitivity


def _check(facts: ThreatFacts) -> None:
    found = fact_flaws(facts)
    if found:
        raise Invalid(
            _("This does not make a threat yet."),
            remedy=_("Mend what is marked."),
            problems={name: str(FLAW_WORDS[flaw]) for name, flaw in found.items()},
        )


def check_groups(groups: Iterable[str]) -> None:
    """Raise Invalid when one of the groups at risk is none of the list."""
    if any(group not in terms("groups_at_risk") for group in groups):
        words = str(FLAW_WORDS[FactFlaw.UNKNOWN_GROUP])
        raise Invalid(words, remedy=_("Mend what is marked."), problems={"at_risk": words})


def _name_actor(row: Threat, actor: Actor, facts: ThreatFacts) -> None:
    row.incident_actor_id, row.actor_name, row.actor_kind = None, facts.actor_name, facts.actor_kind
    if facts.actor_id is None:
        return
    known = actors_of(actor, [facts.actor_id]).get(facts.actor_id)
    if known is None:
        raise Invalid(
            _("There is no such actor."),
            remedy=_("Choose an actor from the list, or name one."),
            problems={"actor_id": _("Choose an actor from the list.")},
        )
    row.incident_actor_id, row.actor_name, row.actor_kind = known.pk, known.name, known.kind


def require_same_room(row: Threat, facts: ThreatFacts) -> None:
    """Raise CompartmentFixed when the acts would move an open threat into a closed room, or into another one.

    Whoever works on a threat must not lose sight of it by a revision.
    """
    needed = compartment_of(facts.acts)
    if needed not in {"", row.compartment}:
        raise CompartmentFixed(
            _("These acts belong to a closed room of information, and the threat does not."),
            remedy=_("Raise a threat of its own for them."),
        )
