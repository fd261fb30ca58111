"""The register: what is said of a threat, what can be wrong with it, and how a threat lives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tutela.assess.threats.rules.kinds import compartments_of, kind_of
from tutela.assess.threats.rules.proposing import Nature
from tutela.policy.vocabulary import terms


class Status(StrEnum):
    """Where a threat stands in its life."""

    OPEN = "open"
    CLOSED = "closed"
    MERGED = "merged"


class ProposalStatus(StrEnum):
    """What became of a proposal. `lapsed`: the incidents no longer support it and nobody had decided."""

    PENDING = "pending"
    RAISED = "raised"
    MERGED = "merged"
    REJECTED = "rejected"
    LAPSED = "lapsed"


class Change(StrEnum):
    """Why a threat has a new revision."""

    RAISED = "raised"
    REVISED = "revised"
    MERGED = "merged"
    CLOSED = "closed"
    REOPENED = "reopened"


TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.OPEN: frozenset({Status.CLOSED, Status.MERGED}),
    Status.CLOSED: frozenset({Status.OPEN}),
    Status.MERGED: frozenset(),
}


def may_become(now: Status, then: Status) -> bool:
    """Return whether a threat may go from one status to another."""
    return then in TRANSITIONS[now]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreatFacts:
    """What a person says of a threat.

    `actor_id` is the key of an actor of the incidents, `actor_name` the name for one that they do not know.
    `area_code` is empty for a threat to the whole mission area; `includes_below`
    says whether the areas below belong to it. `grounds` say why a potential threat is
    realistic (para 16). `owner` is who keeps it in sight and `being_done` the least that is done about it,
    whatever its rank (para 76). `title` is a person's own; without one, lists show kind of violence, actor
    and area.
    """

    acts: tuple[str, ...]
    nature: Nature
    actor_id: int | None = None
    actor_name: str = ""
    actor_kind: str = ""
    area_code: str = ""
    includes_below: bool = True
    at_risk: tuple[str, ...] = ()
    title: str = ""
    description: str = ""
    grounds: str = ""
    owner: str = ""
    being_done: str = ""
    sensitivity: int = 0


class FactFlaw(StrEnum):
    """What can be wrong with the facts of a threat."""

    NO_ACTS = "no_acts"
    ONLY_CONTEXT = "only_context"
    UNKNOWN_ACT = "unknown_act"
    UNKNOWN_GROUP = "unknown_group"
    UNKNOWN_KIND = "unknown_kind"
    NO_ACTOR = "no_actor"
    NO_GROUNDS = "no_grounds"
    TWO_COMPARTMENTS = "two_compartments"


def fact_flaws(facts: ThreatFacts) -> dict[str, FactFlaw]:
    """Return what is wrong with the facts, by field; nothing when they make a threat.

    Nobody is no source: a threat names its actor, if only by its kind. Any kind will do (para 16).
    """
    found: dict[str, FactFlaw] = {}
    if (flaw := _act_flaw(facts.acts)) is not None:
        found["acts"] = flaw
    if any(group not in terms("groups_at_risk") for group in facts.at_risk):
        found["at_risk"] = FactFlaw.UNKNOWN_GROUP
    if facts.actor_id is None:
        if facts.actor_kind not in terms("actor_kinds"):
            found["actor_kind"] = FactFlaw.UNKNOWN_KIND
        if not facts.actor_name.strip():
            found["actor_name"] = FactFlaw.NO_ACTOR
    if facts.nature is Nature.POTENTIAL and not facts.grounds.strip():
        found["grounds"] = FactFlaw.NO_GROUNDS
    return found


def _act_flaw(acts: Iterable[str]) -> FactFlaw | None:
    named = tuple(acts)
    if not named:
        return FactFlaw.NO_ACTS
    if any(act not in terms("acts") for act in named):
        return FactFlaw.UNKNOWN_ACT
    if all(kind_of(act) is None for act in named):
        return FactFlaw.ONLY_CONTEXT
    if len(compartments_of(named)) > 1:
        return FactFlaw.TWO_COMPARTMENTS
    return None


def compartment_of(acts: Iterable[str]) -> str:
    """Return the compartment that a threat of these acts carries, empty for none. Two are a flaw of the
    facts.
    """
    return next(iter(compartments_of(acts)), "")
