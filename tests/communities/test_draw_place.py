"""The picture shows a place no more precisely than it is known."""

from __future__ import annotations

from typing import Any

import pytest

from tests.communities.scene import added, place
from tests.people import People, base
from tutela.know.communities.pages.drawing import picture_of
from tutela.mission.commands import import_bases
from tutela.mission.standing import bases_within


@pytest.mark.parametrize(
    ("precision", "sign"), [(1, "ground-here"), (2, "ground-here"), (3, "ground-about"), (4, ""), (None, "")]
)
def test_a_point_is_drawn_only_where_it_is_known(people: People, precision: int | None, sign: str) -> None:
    known: dict[str, Any] = {} if precision is None else {"latitude": 5.0, "longitude": 20.5, "precision": precision}
    drawn = picture_of(added(people, place(**known)), [])
    assert [mark for mark in ("ground-here", "ground-about") if mark in drawn] == [sign] * bool(sign)


def test_bases_stand_beside_it_by_name(people: People) -> None:
    import_bases(actor=people.in_charge.actor, clock=people.clock, bases=[base("<gate>", 20.6)])
    row = added(people, place("Loumé & Fils"))
    drawn = picture_of(row, bases_within(people.in_charge.actor, row.area))
    assert "Base &lt;gate&gt;" in drawn
    assert 'aria-label="Loumé &amp; Fils in Haut-Sambéré"' in drawn


def test_a_disputed_border_is_dashed(people: People) -> None:
    assert "ground-disputed" in picture_of(added(people, place(area="OV0102")), [])
