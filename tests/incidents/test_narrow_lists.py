"""However a list is narrowed, by key or on the way, it holds the same; and what is rare is never walked to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection

from tests.people import People
from tests.products_app.scene import BAND, record, told
from tutela.access.rules import Actor
from tutela.know.incidents.models import Incident
from tutela.know.incidents.queries import Filters, filtered, incident_actors, narrowing
from tutela.know.incidents.rules import ActorName

OTHERS = ActorName("Brown Sail", "community")
FIRST = date(2031, 1, 1)


@pytest.fixture
def twelve(people: People) -> People:
    """Record twelve incidents: every third by others, every fourth in the east, every fifth closed."""
    for number in range(12):
        record(
            people,
            told(
                f"{number:02d}",
                FIRST + timedelta(days=number),
                number,
                actor_a=OTHERS if number % 3 == 0 else BAND,
                actor_b=OTHERS if number % 6 == 1 else ActorName(""),
                longitude=22.5 if number % 4 == 0 else 20.5,
                place_name="Étang" if number % 2 else "Mare aux Roseaux",
                sensitivity=2 if number % 5 == 0 else 0,
            ),
        )
    return people


def numbers(actor: Actor, wanted: Filters) -> list[int]:
    return [int(row.source_key) for row in filtered(actor, wanted)]


def others(_people: People) -> int:
    return Incident.objects.filter(actor_a__name=OTHERS.name).values_list("actor_a_id", flat=True)[0] or 0


ASKED: dict[str, tuple[Callable[[People], Filters], list[int]]] = {
    "everything": (lambda people: Filters(), list(range(11, -1, -1))),
    "an actor on either side": (lambda people: Filters(actor=others(people)), [9, 7, 6, 3, 1, 0]),
    "an area": (lambda people: Filters(area="OV0201"), [8, 4, 0]),
    "an area and those below": (lambda people: Filters(area="OV01"), [11, 10, 9, 7, 6, 5, 3, 2, 1]),
    "an area that there is not": (lambda people: Filters(area="OV99"), []),
    "an actor in an area": (lambda people: Filters(actor=others(people), area="OV0201"), [0]),
    "the beginning of a place": (lambda people: Filters(text="mare"), [10, 8, 6, 4, 2, 0]),
    "the beginning of a place with an accent": (lambda people: Filters(text="étan"), [11, 9, 7, 5, 3, 1]),
    "an actor by name": (lambda people: Filters(text="brown"), [9, 7, 6, 3, 1, 0]),
    "an area by name, without its accent": (lambda people: Filters(text="tesque-ville"), [8, 4, 0]),
    "words that stand nowhere": (lambda people: Filters(text="zzz"), []),
    "a reference": (lambda people: Filters(text="i-000003"), [2]),
    "days": (lambda people: Filters(since=FIRST + timedelta(days=9), until=FIRST + timedelta(days=10)), [10, 9]),
    "civilians killed": (lambda people: Filters(least_civilians=10), [11, 10]),
}


@pytest.mark.parametrize("rare", [0, 3, 1000])
@pytest.mark.parametrize("name", list(ASKED))
def test_the_list_is_the_same_by_key_and_on_the_way(
    twelve: People, monkeypatch: pytest.MonkeyPatch, name: str, rare: int
) -> None:
    monkeypatch.setattr(narrowing, "RARE", rare)
    asked, expected = ASKED[name]
    assert numbers(twelve.in_charge.actor, asked(twelve)) == expected


@pytest.mark.parametrize("rare", [0, 1000])
@pytest.mark.parametrize("name", list(ASKED))
def test_a_field_office_finds_only_its_own_whatever_it_asks(
    twelve: People, monkeypatch: pytest.MonkeyPatch, name: str, rare: int
) -> None:
    monkeypatch.setattr(narrowing, "RARE", rare)
    asked, expected = ASKED[name]
    own = [number for number in expected if number % 4 == 0 and number % 5]
    assert numbers(twelve.colleague.actor, asked(twelve)) == own
    assert numbers(twelve.outsider.actor, asked(twelve)) == []


def test_a_field_office_chooses_among_the_actors_of_its_own_area(twelve: People) -> None:
    only_west = told("99", FIRST, 1, actor_a=ActorName("Western Oars", "community"))
    record(twelve, only_west)
    assert [row.name for row in incident_actors(twelve.colleague.actor)] == ["Grey Sail"]
    assert "Western Oars" in [row.name for row in incident_actors(twelve.in_charge.actor)]


def plan_of(wanted: Filters, actor: Actor) -> str:
    return filtered(actor, wanted).order_by("-occurred_from", "-pk")[:51].explain()


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL plans by what a store holds, not by what is asked."
)
def test_few_are_looked_up_and_many_are_met_in_order(twelve: People, monkeypatch: pytest.MonkeyPatch) -> None:
    actor = twelve.in_charge.actor
    assert '"incidents_incident"."id" IN (' in str(filtered(actor, Filters(area="OV0201")).query)
    monkeypatch.setattr(narrowing, "RARE", 0)
    for wanted in (Filters(area="OV0201"), Filters(actor=others(twelve)), Filters(text="mare"), Filters()):
        plan = plan_of(wanted, actor)
        assert "incidents_newest" in plan
        assert "TEMP B-TREE" not in plan
