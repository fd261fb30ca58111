"""Three known people in two invented missions, made by the real commands; loaded as a plugin by tests/conftest.py.

The country is Orvane. Its provinces and districts are plain squares, one degree wide and two high, side by side from
west (20° E) to east (24° E) between 4° N and 6° N, so that any test can say where a point lies by looking at it:

    OV01 Sambéré-Loï                    OV02 Tesqué
    OV0101 Haut-Sambéré | OV0102 Loï    OV0201 Tesqué-Ville | OV0202 Ombral
    20 ............. 21 ........ 22 ................. 23 .......... 24

- in charge: POC adviser of the mission `orvane`, whole mission, carries everything but issuing what others prepare;
- colleague: head of the field office of OV02 in the same mission;
- outsider: POC adviser of the mission `lithe`, with every right there and none here;
- anonymous: nobody, which is `None`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.test import Client

    from tutela.access.models import Person, Post
    from tutela.access.rules import Actor
    from tutela.kernel.clock import SetClock
    from tutela.mission.rules import AreaFacts, BaseFacts

MISSION = "orvane"
ELSEWHERE = "lithe"
NOW = datetime(2031, 5, 14, 9, 30, tzinfo=UTC)
TAKEN_UP_ON = date(2020, 1, 1)


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody in a post: the rows and the actor they are."""

    person: Person
    post: Post
    actor: Actor


@dataclass(frozen=True, slots=True)
class People:
    """The known people, and the clock that every command of the test is given."""

    in_charge: Known
    colleague: Known
    outsider: Known
    clock: SetClock = field(repr=False)


def square(west: float, south: float, east: float, north: float) -> bytes:
    """Return a box in degrees as well-known binary."""
    import shapely

    return bytes(shapely.to_wkb(shapely.box(west, south, east, north)))


def area(code: str, name: str, west: float, east: float, parent: str = "", **more: object) -> AreaFacts:
    """Return an area of Orvane between two meridians; `more` sets any other field of AreaFacts."""
    from dataclasses import replace

    from tutela.mission.rules import AreaFacts

    level = 2 if parent else 1
    plain = AreaFacts(
        code=code, name=name, level=level, geometry=square(west, 4, east, 6), parent_code=parent, pcode=code
    )
    return replace(plain, **more)  # type: ignore[arg-type]  # the caller names fields of AreaFacts


def country() -> list[AreaFacts]:
    """Return the two provinces and four districts of Orvane."""
    return [
        area("OV01", "Sambéré-Loï", 20, 22, aliases=("Samberi Loi",)),
        area("OV02", "Tesqué", 22, 24),
        area("OV0101", "Haut-Sambéré", 20, 21, "OV01"),
        area("OV0102", "Loï", 21, 22, "OV01", disputed=True),
        area("OV0201", "Tesqué-Ville", 22, 23, "OV02"),
        area("OV0202", "Ombral", 23, 24, "OV02"),
    ]


def base(code: str, longitude: float, *periods: tuple[date, date | None], latitude: float = 5.0) -> BaseFacts:
    """Return a base in Orvane that stood in the given periods, or always since 2015."""
    from tutela.mission.rules import BaseFacts, BasePeriodFacts

    spans = periods or ((date(2015, 1, 1), None),)
    return BaseFacts(
        code=code,
        name=f"Base {code}",
        latitude=latitude,
        longitude=longitude,
        periods=tuple(BasePeriodFacts(first, last, troops=120) for first, last in spans),
    )


def set_up_mission(code: str, name: str, clock: SetClock, *, is_exercise: bool = False) -> None:
    """Set a mission up with a mandate, as the command line does."""
    from tutela.mission.commands import create_mission, set_mandate
    from tutela.mission.commands.setup import setup_actor

    setup = setup_actor(code)
    create_mission(actor=setup, clock=clock, name=name, started_on=date(2015, 1, 1), is_exercise=is_exercise)
    set_mandate(
        actor=setup,
        clock=clock,
        resolution="Resolution 1 (2030)",
        adopted_on=date(2030, 12, 20),
        renewal_on=date(2031, 12, 20),
        chapter_vii=True,
        imminence_required=False,
    )


def put_in_post(mission: str, role: str, clock: SetClock, *, slug: str = "", area_code: str = "") -> Known:
    """Create a post from its template and a person who holds it since 2020; the two share their short name."""
    from tutela.access.queries import actor_for
    from tutela.mission.commands import add_person, create_post, take_up_post
    from tutela.mission.commands.setup import setup_actor

    setup, slug = setup_actor(mission), slug or role.replace("_", "-")
    post = create_post(actor=setup, clock=clock, slug=slug, role=role, area_code=area_code)
    person = add_person(actor=setup, clock=clock, username=f"{mission}-{slug}", name=f"Holder of {slug}")
    take_up_post(actor=setup, clock=clock, person=person, slug=slug, from_on=TAKEN_UP_ON)
    return Known(person, post, actor_for(post, person))


def known_people(clock: SetClock) -> People:
    """Set up both missions with the areas of Orvane and the three people."""
    from tutela.mission.commands import import_areas

    set_up_mission(MISSION, "Mission in Orvane", clock)
    set_up_mission(ELSEWHERE, "Mission in Lithe", clock)
    in_charge = put_in_post(MISSION, "poc_adviser", clock)
    outsider = put_in_post(ELSEWHERE, "poc_adviser", clock)
    import_areas(actor=in_charge.actor, clock=clock, areas=country())
    colleague = put_in_post(MISSION, "head_of_field_office", clock, area_code="OV02")
    return People(in_charge, colleague, outsider, clock)


def sign_in(client: Client, known: Known | None) -> Client:
    """Return the client signed in as somebody acting in their post; for `None` it stays anonymous."""
    if known is not None:
        client.force_login(known.person)
        session = client.session
        session["post"] = known.post.pk
        session.save()
    return client


@pytest.fixture
def clock() -> SetClock:
    """Return a clock that stands at 14 May 2031, 09:30 UTC."""
    from tutela.kernel.clock import SetClock

    return SetClock(NOW)


@pytest.fixture
def people(db: None, clock: SetClock) -> People:
    """Return the three known people in their missions."""
    return known_people(clock)
