"""What happens with communities. An entry keeps codes, numbers and digests: no words that were said, and nobody's name.

Which source a focal point is stands in no entry: whoever reads the ledger could gather who speaks for whom.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as told
from django.utils.translation import gettext_lazy as _

from tutela.kernel.sentences import Sentence
from tutela.know.communities.rules.words import EQUIPMENTS, PLAN_STATUSES, REPLIES, STAGES, SUPPORT_KINDS
from tutela.ledger.events import Event, event
from tutela.policy.vocabulary import term_label

LISTS = {
    "stage": STAGES,
    "result": REPLIES,
    "status": PLAN_STATUSES,
    "equipment": EQUIPMENTS,
    "kind": SUPPORT_KINDS,
}


def in_words(name: str, facts: Mapping[str, Any]) -> object:
    """Return a fact as people read it: codes by their words, lists of groups by their labels."""
    value = facts[name]
    if name == "groups":
        return ", ".join(term_label("groups_at_risk", code, get_language() or "en") for code in value)
    word = LISTS.get(name, {}).get(value) if isinstance(value, str) else None
    return word.told(told) if isinstance(word, Sentence) else value


class Told(Event):
    """An event whose codes are told in words."""

    __slots__ = ()

    @classmethod
    def words(cls, name: str, facts: Mapping[str, Any]) -> object:
        """Return the fact in words."""
        return in_words(name, facts)


@event("know.communities.community_added", _("The community {subject} was added."), "P29.6", "P42.4")
@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityAdded(Event):
    """A community is on record. `digest` covers all that was said of it."""

    area: str
    digest: str
    groups: list[str] = field(default_factory=list)


@event("know.communities.community_changed", _("The community {subject} got revision {version}."), "P29.6", "P42.4")
@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityChanged(Event):
    """Something else is known of a community."""

    version: int
    area: str
    digest: str
    groups: list[str] = field(default_factory=list)


@event("know.communities.community_closed", _("The community {subject} was closed."), "P29.16")
@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityClosed(Event):
    """People are no longer there, or the mission's work with them has ended; the reason says who goes on."""

    version: int


@event("know.communities.community_reopened", _("The community {subject} was opened again."), "P29.6")
@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityReopened(Event):
    """People came back, or it had been closed in error."""

    version: int


@event("know.communities.network_added", _("The alert network {subject} was added."), "A12.b.1", "P50.4", "P77.2")
@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkAdded(Event):
    """Communities can warn the mission this way."""

    means: list[str]
    digest: str


@event(
    "know.communities.network_tested",
    _("The alert network {subject} was tested: {result}."),
    "A12.b.1",
    "P50.4",
    "P77.2",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkTested(Told):
    """Somebody called to see whether the network carries. `minutes` until there was an answer, where it was counted."""

    result: str
    means: str
    minutes: int | None
    tested_at: str


@event("know.communities.network_ended", _("The alert network {subject} was ended."), "A12.b.1")
@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkEnded(Event):
    """The network is used no longer, and who was a focal point in it is one no longer."""

    focal_points: int


@event("know.communities.focal_point_named", _("The focal point {subject} was named."), "P77.4", "A12.b.1")
@dataclass(frozen=True, slots=True, kw_only=True)
class FocalPointNamed(Event):
    """A network has one more focal point. Neither part, sex nor age stands here: one of few is easily guessed."""


@event("know.communities.focal_point_ended", _("The focal point {subject} is one no longer."), "P77.4")
@dataclass(frozen=True, slots=True, kw_only=True)
class FocalPointEnded(Event):
    """Somebody is a focal point no longer; why stands in the row."""


@event(
    "know.communities.protection_plan_recorded",
    _("The protection plan {subject} got revision {version}: {status}."),
    "A12.b.2",
    "P29.1",
    "P29.22",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ProtectionPlanRecorded(Told):
    """A community's plan was written or written anew; `groups` had a part in it, `digest` covers its words."""

    version: int
    status: str
    groups: list[str]
    digest: str


@event(
    "know.communities.protection_plan_reviewed",
    _("The protection plan {subject} was reviewed: {status}."),
    "A12.b.2",
    "P29.22",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ProtectionPlanReviewed(Told):
    """Somebody looked a plan through; `next_review_on` is when it is looked at again."""

    version: int
    status: str
    still_holds: bool
    reviewed_on: str
    next_review_on: str


@event("know.communities.liaison_placed", _("A liaison assistant was placed: {subject}."), "P29.17", "A12.c")
@dataclass(frozen=True, slots=True, kw_only=True)
class LiaisonPlaced(Told):
    """A liaison assistant works in areas and communities from a day on."""

    post: str
    equipment: str
    started_on: str
    trained_on: str


@event("know.communities.liaison_checked", _("Means of the liaison assistant, {subject}: {equipment}."), "A12.c")
@dataclass(frozen=True, slots=True, kw_only=True)
class LiaisonChecked(Told):
    """What a liaison assistant has to work with, and the day of the last training; blank for none."""

    post: str
    equipment: str
    trained_on: str
    checked_on: str


@event("know.communities.placement_ended", _("The placement {subject} of a liaison assistant ended."), "P29.17")
@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementEnded(Event):
    """A liaison assistant works there no longer."""

    post: str
    ended_on: str


@event(
    "know.communities.consultation_recorded",
    _("The consultation {subject} was recorded: {stage}. Heard: {groups}."),
    "P29.1",
    "P29.2",
    "P29.3",
    "P29.15",
    "P42.2",
    "P42.4",
    "P42.7",
    "A12.a",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationRecorded(Told):
    """People of a community were asked. `known_at` of the entry is the day of the meeting.

    `is_weighed_before` says whether the risk of the contact was weighed before it; `digest` covers all that was said.
    """

    community: str
    stage: str
    groups: list[str]
    held_on: str
    follow_up_on: str
    is_weighed_before: bool
    digest: str


@event("know.communities.feedback_given", _("People were told what became of {subject}."), "P42.2")
@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackGiven(Event):
    """The mission came back to a community; `is_last` when nothing more is promised. `digest` covers the words."""

    community: str
    given_on: str
    is_last: bool
    digest: str


@event("know.communities.mechanism_added", _("The local mechanism {subject} was added."), "P29.5", "P42.3")
@dataclass(frozen=True, slots=True, kw_only=True)
class MechanismAdded(Event):
    """A community has something of its own that keeps people safe."""

    community: str
    digest: str


@event(
    "know.communities.mechanism_supported",
    _("The local mechanism {subject} was supported: {kind}."),
    "P29.4",
    "P29.5",
    "P42.3",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class MechanismSupported(Told):
    """The mission, or somebody at its request, backed a local mechanism."""

    community: str
    kind: str
    supported_on: str
