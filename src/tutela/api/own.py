"""Endpoints that belong to no app: who one is, the words of the policy, the head of the ledger."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as said
from ninja import Router
from pydantic import Field

from tutela.access.endpoints import Answer, opens
from tutela.access.gate import ActorRequest
from tutela.access.permissions import Permission
from tutela.kernel.refusals import NotFound
from tutela.ledger.queries import ledger_head
from tutela.mission.queries import area_label, mission_named
from tutela.policy.vocabulary import LISTS, terms

router = Router(tags=[said("The mission")])


class MissionFacts(Answer):
    """The mission."""

    code: str
    name: str
    name_fr: str
    time_zone: str = Field(description="The time that people in the mission see; the API itself speaks UTC.")
    is_exercise: bool


class PostFacts(Answer):
    """The post in which the caller acts."""

    slug: str
    label: str = Field(
        description="What the ledger shows of whoever acts: the post's title, and the token's reference."
    )
    component: str
    area: str = Field(description="The area that it sees with all below it; empty is the whole mission.")
    clearance: int = Field(description="0 unclassified, 1 confidential, 2 strictly confidential.")
    compartments: list[str] = Field(description="The closed rooms of information that it enters.")


class Me(Answer):
    """Who the caller is to the mission, and what it may do."""

    mission: MissionFacts
    post: PostFacts
    permissions: list[str]


@router.get("/me", summary=said("Who the token acts as, and what it may do"), **opens(None, {200: Me}))
def read_me(request: ActorRequest) -> Me:
    """Tell the mission, the post and the permissions of whoever calls."""
    actor = request.actor
    mission = mission_named(actor.mission)
    if mission is None:
        raise NotFound(_("There is no such mission."), remedy=_("Choose a mission."))
    return Me(
        mission=MissionFacts(
            code=mission.code,
            name=mission.name,
            name_fr=mission.name_fr,
            time_zone=mission.time_zone,
            is_exercise=mission.is_exercise,
        ),
        post=PostFacts(
            slug=actor.post,
            label=actor.label,
            component=actor.component,
            area=area_label(actor),
            clearance=int(actor.clearance),
            compartments=sorted(actor.compartments),
        ),
        permissions=sorted(actor.permissions),
    )


class TermFacts(Answer):
    """One word of a closed list."""

    code: str
    labels: dict[str, str] = Field(description="What people read, by language.")
    cites: list[str] = Field(description="Demands of the policy that it rests on.")


class Vocabulary(Answer):
    """A closed list of the policy's own words, in its own order."""

    name: str
    terms: list[TermFacts]


class Vocabularies(Answer):
    """The names of all lists."""

    lists: list[str]


@router.get("/vocabulary", summary=said("The names of the closed lists"), **opens(None, {200: Vocabularies}))
def list_vocabularies(request: HttpRequest) -> Vocabularies:
    """Name the lists."""
    return Vocabularies(lists=list(LISTS))


@router.get(
    "/vocabulary/{list_name}", summary=said("The codes of a list, with labels"), **opens(None, {200: Vocabulary})
)
def read_vocabulary(request: HttpRequest, list_name: str) -> Vocabulary:
    """Return a list. Raises NotFound."""
    if list_name not in LISTS:
        raise NotFound(_("There is no such list."), remedy=_("Look at the names of all lists: /api/v1/vocabulary"))
    found = terms(list_name).values()
    return Vocabulary(
        name=list_name,
        terms=[TermFacts(code=one.code, labels=one.labels, cites=list(one.cites)) for one in found],
    )


class Head(Answer):
    """Where the mission's chain of entries ends. Kept elsewhere, it shows later whether anything was changed."""

    mission: str
    sequence: int = Field(ge=0)
    hash: str = Field(pattern="^[0-9a-f]{64}$")


@router.get("/ledger/head", summary=said("The end of the ledger's chain"), **opens(Permission.LEDGER_READ, {200: Head}))
def read_ledger_head(request: ActorRequest) -> Head:
    """Return the head of the ledger."""
    found = ledger_head(request.actor.mission)
    return Head(mission=found.mission, sequence=found.sequence, hash=found.hash)
