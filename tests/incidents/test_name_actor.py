"""An actor has one name, a kind of the policy's list, and other names under which it is met."""

from __future__ import annotations

from datetime import date

import pytest

from tests.people import MISSION, People
from tests.products_app.scene import record, told
from tutela.kernel.refusals import Invalid
from tutela.know.incidents.commands import name_actor
from tutela.know.incidents.commands.actors import AliasTaken
from tutela.know.incidents.models import Actor
from tutela.know.incidents.queries import incident_actors, incidents
from tutela.know.incidents.rules import ActorName
from tutela.ledger.queries import last_event


def named(people: People, name: str, kind: str = "self_defence_group", *aliases: str) -> Actor:
    return name_actor(actor=people.in_charge.actor, clock=people.clock, name=name, kind=kind, aliases=aliases)


def test_an_incident_under_another_name_is_of_the_same_actor(people: People) -> None:
    watch = named(people, "Mill Watch", "self_defence_group", "M. W.", "Garde du Moulin")
    row = record(people, told("a", date(2031, 2, 3), actor_a=ActorName("garde du moulin")))
    assert row.actor_a_id == watch.pk


def test_naming_it_again_sets_its_kind_and_adds_names(people: People) -> None:
    first = named(people, "Mill Watch")
    second = named(people, "mill  watch", "community", "Millers")
    assert (first.pk, second.kind) == (second.pk, "community")
    assert Actor.objects.filter(mission_id=MISSION).count() == 1


def test_a_name_stands_for_one_actor_only(people: People) -> None:
    named(people, "Mill Watch", "self_defence_group", "The Watch")
    with pytest.raises(AliasTaken):
        named(people, "River Watch", "self_defence_group", "the watch")
    assert Actor.objects.filter(mission_id=MISSION).count() == 1


def test_a_kind_that_the_policy_does_not_list_is_refused(people: People) -> None:
    with pytest.raises(Invalid):
        named(people, "Mill Watch", "bandits")


def test_it_leaves_an_entry(people: People) -> None:
    named(people, "Mill Watch", "self_defence_group", "Millers")
    entry = last_event(MISSION, "know.incidents.actor_named")
    assert entry is not None
    assert entry.payload == '{"aliases":["Millers"],"kind":"self_defence_group","name":"Mill Watch"}'


def test_an_actor_of_hidden_incidents_alone_is_hidden_too(people: People) -> None:
    hidden = told("s", date(2031, 2, 9), sensitivity=2, actor_a=ActorName("Hidden Hand", "non_state_armed_group"))
    record(people, hidden)
    record(people, told("b", date(2031, 2, 9), longitude=22.5, actor_a=ActorName("Open Hand", "community")))
    assert [row.name for row in incident_actors(people.in_charge.actor)] == ["Hidden Hand", "Open Hand"]
    assert [row.name for row in incident_actors(people.colleague.actor)] == ["Open Hand"]
    assert incidents(people.colleague.actor).count() == 1
