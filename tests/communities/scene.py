"""What the tests of communities share: places in Orvane, and each thing recorded by the real command."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest

from tutela.know.communities.rules import (
    CommunityFacts,
    ConsultationFacts,
    MechanismFacts,
    NetworkFacts,
    PlacementFacts,
    PlanFacts,
)

if TYPE_CHECKING:
    from tests.people import Known, People
    from tutela.access.rules import Actor
    from tutela.know.communities.models import (
        AlertNetwork,
        Community,
        Consultation,
        FocalPoint,
        LiaisonPlacement,
        Mechanism,
        ProtectionPlan,
    )

WEST, EAST = "OV0101", "OV0201"
"""The districts of Haut-Sambéré, which the colleague may not see, and of Tesqué-Ville, where their office is."""
PERSON = "Ysolande Bramwick"
"""Somebody whose name stands in the vault and must stand nowhere else."""
KEYS = count()


def key() -> str:
    """Return a key that no record has yet."""
    return f"key-{next(KEYS)}"


def place(name: str = "Loumé", area: str = WEST, **more: Any) -> CommunityFacts:
    """Return facts of a village; `more` sets any other field."""
    return CommunityFacts(name=name, area_code=area, **more)


def added(people: People, facts: CommunityFacts | None = None, by: Known | None = None) -> Community:
    """Put a community on record, as the person in charge unless somebody else is named."""
    from tutela.know.communities.commands import add_community

    actor = (by or people.in_charge).actor
    return add_community(actor=actor, clock=people.clock, facts=facts or place(), record_key=key())


def served(people: People, *members: Community, by: Known | None = None, **more: Any) -> AlertNetwork:
    """Put an alert network on record that serves communities."""
    from tutela.know.communities.commands import add_network

    told: dict[str, Any] = {"name": "Market callers", "means": ("phone",)} | more
    facts = NetworkFacts(communities=tuple(one.reference for one in members), **told)
    return add_network(actor=(by or people.in_charge).actor, clock=people.clock, facts=facts, record_key=key())


def rung(people: People, network: AlertNetwork, result: str = "answered", **more: Any) -> Any:
    """Put a test of a network on record, made an hour before now."""
    from tutela.know.communities.commands import note_network_test

    told: dict[str, Any] = {"tested_at": people.clock.now() - timedelta(hours=1), "result": result} | more
    return note_network_test(actor=people.in_charge.actor, clock=people.clock, network=network.reference, **told)


def locked(people: People, by: Known | None = None, area_code: str = "") -> str:
    """Lock somebody away in the vault and return the reference that stands for them."""
    from tutela.know.sources.commands import keep_source
    from tutela.know.sources.rules import Identity, SourceFacts

    facts = SourceFacts(kind="network_focal_point", area_code=area_code, identity=Identity(name=PERSON))
    source = keep_source(actor=(by or people.in_charge).actor, clock=people.clock, submission_key=key(), facts=facts)
    return source.reference


def pointed(
    people: People, network: AlertNetwork, source: str = "", by: Known | None = None, **more: Any
) -> FocalPoint:
    """Name a focal point of a network: somebody who is locked away first unless a source is given."""
    from tutela.know.communities.commands import name_focal_point

    told: dict[str, Any] = {"role": "caller", "sex": "female", "age": "adult"} | more
    actor = (by or people.in_charge).actor
    return name_focal_point(
        actor=actor, clock=people.clock, network=network.reference, source=source or locked(people), **told
    )


def heard(people: People, **more: Any) -> ConsultationFacts:
    """Return facts of a consultation held yesterday; `more` sets any field."""
    day = people.clock.now().date() - timedelta(days=1)
    plain: dict[str, Any] = {
        "held_on": day,
        "groups": (("women", 12), ("men", 7)),
        "concerns": "The path to the well.",
        "contact_risk": "Whoever speaks with us is watched.",
        "mitigation": "We met many at once, at the clinic.",
        "risk_weighed_on": day,
    }
    return ConsultationFacts(**(plain | more))


def consulted(people: People, community: Community, by: Known | None = None, **more: Any) -> Consultation:
    """Put a consultation on record."""
    from tutela.know.communities.commands import record_consultation

    return record_consultation(
        actor=(by or people.in_charge).actor,
        clock=people.clock,
        community=community.reference,
        facts=heard(people, **more),
        record_key=key(),
    )


def told_back(people: People, consultation: Consultation, **more: Any) -> Any:
    """Put on record what people were told back."""
    from tutela.know.communities.commands import note_feedback_given

    told: dict[str, Any] = {"given_on": people.clock.now().date(), "told": "A patrol comes on market days."} | more
    return note_feedback_given(
        actor=people.in_charge.actor, clock=people.clock, consultation=consultation.reference, **told
    )


def planned(people: People, **more: Any) -> PlanFacts:
    """Return facts of a protection plan written today; `more` sets any field."""
    plain: dict[str, Any] = {
        "written_on": people.clock.now().date(),
        "warning_signs": "Drums at night.",
        "routes": "Along the river.",
        "sensitivity": 0,
    }
    return PlanFacts(**(plain | more))


def written(
    people: People, community: Community, version: int = 0, by: Known | None = None, **more: Any
) -> ProtectionPlan:
    """Write a protection plan."""
    from tutela.know.communities.commands import write_protection_plan

    return write_protection_plan(
        actor=(by or people.in_charge).actor,
        clock=people.clock,
        community=community.reference,
        version=version,
        facts=planned(people, **more),
    )


def mechanism(people: People, community: Community, name: str = "Council of the well", **more: Any) -> Mechanism:
    """Put a local mechanism into the inventory."""
    from tutela.know.communities.commands import add_mechanism

    return add_mechanism(
        actor=people.in_charge.actor,
        clock=people.clock,
        community=community.reference,
        facts=MechanismFacts(name=name, **more),
        record_key=key(),
    )


def backed(people: People, row: Mechanism, **more: Any) -> Any:
    """Put support of a mechanism on record."""
    from tutela.know.communities.commands import support_mechanism

    plain = {"supported_on": people.clock.now().date(), "kind": "training", "told": "Two days of listening."}
    told: dict[str, Any] = plain | more
    return support_mechanism(actor=people.in_charge.actor, clock=people.clock, mechanism=row.reference, **told)


def liaison(people: People, slug: str = "liaison-1") -> Known:
    """Return somebody in a post of a liaison assistant, for the whole mission."""
    from tests.people import MISSION, put_in_post

    return put_in_post(MISSION, "liaison_assistant", people.clock, slug=slug)


def placed(people: People, slug: str = "liaison-1", by: Known | None = None, **more: Any) -> LiaisonPlacement:
    """Place a liaison assistant, whose post is made unless it is there."""
    from tutela.access.models import Post
    from tutela.know.communities.commands import place_liaison

    if not Post.objects.filter(slug=slug).exists():
        liaison(people, slug)
    told: dict[str, Any] = {"started_on": people.clock.now().date() - timedelta(days=13), "areas": (WEST,)} | more
    actor = (by or people.in_charge).actor
    return place_liaison(actor=actor, clock=people.clock, facts=PlacementFacts(post=slug, **told))


def assert_refused(kind: type[Exception], act: Any) -> Any:
    """Nothing is left of what was refused: no row, no entry. Return the refusal."""
    from django.apps import apps

    from tests.people import MISSION
    from tutela.ledger.queries import ledger_head

    def there() -> object:
        tables = apps.get_app_config("communities").get_models()
        return (ledger_head(MISSION), [list(table._default_manager.order_by("pk").values()) for table in tables])

    before = there()
    with pytest.raises(kind) as refused:
        act()
    assert there() == before
    return refused.value


def refused_to(whom: Iterable[Known], kind: type[Exception], act: Callable[[Actor], Any]) -> None:
    """Each of them is refused, and nothing is left of it."""
    for known in whom:
        assert_refused(kind, partial(act, known.actor))


def shown_in(response: Any) -> dict[str, Any]:
    """Return what a browser would send of the page's form: each field as it stands in it."""
    from django.forms import ChoiceField, MultipleChoiceField

    sent: dict[str, Any] = {}
    for field in response.context["form"]:
        value = field.value()
        if isinstance(field.field, MultipleChoiceField):
            sent[field.html_name] = [str(code) for code in value or ()]
        elif isinstance(field.field, ChoiceField):
            # A browser shows the first choice where what is on record is none.
            choices: Any = field.field.choices
            codes = [str(code) for code, _words in choices]
            sent[field.html_name] = str(value) if str(value) in codes else next(iter(codes), "")
        elif value is True:
            sent[field.html_name] = "on"
        elif value is not None and value is not False:
            sent[field.html_name] = str(value)
    return sent


def reader(people: People, clearance: int) -> Actor:
    """Return the person in charge with another clearance."""
    from dataclasses import replace

    from tutela.access.rules import Sensitivity

    return replace(people.in_charge.actor, clearance=Sensitivity(clearance))
