"""Nobody reads on any page of communities what they may not know, and nobody at all reads who a focal point is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.communities.scene import (
    EAST,
    PERSON,
    WEST,
    added,
    backed,
    consulted,
    locked,
    mechanism,
    place,
    placed,
    pointed,
    rung,
    served,
    told_back,
    written,
)
from tests.house.addresses import addresses
from tests.house.world import records_of
from tests.people import MISSION, Known, People, sign_in
from tutela.kernel.clock import SYSTEM_CLOCK
from tutela.ledger.queries import entries

if TYPE_CHECKING:
    from django.test import Client

SEEN, AWAY, CLOSED = "Brenthorel", "Zarquelind", "Strixenovar"


def work(people: People, word: str, area: str, sensitivity: int) -> None:
    """Record everything there is about a community, each thing with the word."""
    row = added(people, place(f"{word} village", area, note=f"{word} road.", sensitivity=sensitivity))
    network = served(people, row, name=f"{word} callers", how=f"{word} rings.")
    rung(people, network, note=f"{word} mast.")
    pointed(people, network, locked(people, area_code=area))
    told_back(people, consulted(people, row, concerns=f"{word} is afraid."), told=f"{word} was told.")
    written(people, row, routes=f"To {word}.", sensitivity=sensitivity)
    backed(people, mechanism(people, row, f"{word} council"), told=f"{word} learned.")


@pytest.fixture
def world(people: People) -> People:
    people.clock.moment = SYSTEM_CLOCK.now()
    work(people, SEEN, EAST, 0)
    work(people, AWAY, WEST, 0)
    work(people, CLOSED, EAST, 2)
    placed(people, areas=(WEST, EAST))
    return people


def bodies(client: Client, known: Known) -> Iterator[tuple[str, str]]:
    """Yield path and body of every page of communities that opens for somebody, at every reference there is."""
    sign_in(client, known)
    ours = [address for address in addresses() if address.route.startswith("know/communities/")]
    for path in (path for address in ours for path in address.paths(records_of(MISSION))):
        response = client.get(path)
        assert response.status_code in {200, 404}, path
        if response.status_code == 200:
            yield path, response.getvalue().decode("utf-8")


def found(client: Client, known: Known) -> dict[str, bool]:
    told = dict(bodies(client, known))
    return {word: any(word in body for body in told.values()) for word in (SEEN, AWAY, CLOSED, PERSON, "Haut-Sambéré")}


def test_a_colleague_elsewhere_reads_their_own_part_alone(world: People, client: Client) -> None:
    told = found(client, world.colleague)
    assert (told[SEEN], told[AWAY], told[CLOSED], told[PERSON]) == (True, False, False, False)


def test_somebody_of_another_mission_reads_nothing(world: People, client: Client) -> None:
    assert set(found(client, world.outsider).values()) == {False}


def test_the_one_in_charge_reads_all_of_it_but_who_the_focal_points_are(world: People, client: Client) -> None:
    told = found(client, world.in_charge)
    assert (told[SEEN], told[AWAY], told[CLOSED], told[PERSON]) == (True, True, True, False)


def test_no_entry_of_the_ledger_that_a_colleague_may_read_is_of_what_is_hidden(world: People) -> None:
    ours = entries(world.colleague.actor).filter(event__startswith="know.communities.")
    assert {(entry.area_path, entry.sensitivity) for entry in ours} == {("OV02/OV0201/", 0)}
    told = "".join(f"{entry.payload} {entry.related} {entry.reason}" for entry in entries(world.in_charge.actor))
    assert [word for word in (SEEN, AWAY, CLOSED, PERSON) if word in told] == []
