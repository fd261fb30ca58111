"""A focal point is a reference of the vault and nothing else: no name is kept, told or echoed (paras 32 and 77)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.communities.scene import EAST, PERSON, added, assert_refused, locked, place, pointed, refused_to, served
from tests.page_access import stripped_of
from tests.people import MISSION, People
from tutela.access.permissions import Permission
from tutela.kernel.refusals import Invalid, NotAllowed, NotFound
from tutela.know.communities.commands import end_focal_point, name_focal_point
from tutela.know.communities.models import FocalPoint
from tutela.know.communities.queries import focal_points_of, points_in, women_among_focal_points
from tutela.ledger.models import Entry
from tutela.ledger.queries import last_event, ledger_head, payload


def test_the_reference_alone_is_kept(people: People) -> None:
    row = served(people, added(people))
    source = locked(people)
    point = pointed(people, row, f" {source.lower()} ", role="women_relay")
    (seen,) = focal_points_of(people.in_charge.actor, [row.pk])
    assert (point.reference, seen.source, seen.role, seen.is_erased) == ("FP-000001", source, "women_relay", False)


def test_no_entry_says_which_source_it_is_nor_what_it_is_like(people: People) -> None:
    row = served(people, added(people))
    source = locked(people)
    pointed(people, row, source)
    entry = last_event(MISSION, "know.communities.focal_point_named", "FP-000001")
    assert entry is not None
    assert (payload(entry), entry.related, entry.reason) == ({}, '["CAN-000001"]', "")
    for entry in Entry.objects.filter(event__startswith="know.communities."):
        assert source not in f"{entry.subject} {entry.related} {entry.payload} {entry.reason}"


def test_the_same_source_in_the_same_network_is_one_focal_point(people: People) -> None:
    row, other = served(people, added(people)), served(people, added(people, place("Weir")))
    source = locked(people)
    first = pointed(people, row, source)
    before = ledger_head(MISSION)
    assert pointed(people, row, source, role="relay") == first
    assert ledger_head(MISSION) == before
    assert pointed(people, other, source) != first


def test_whoever_stopped_may_begin_again(people: People) -> None:
    row, source = served(people, added(people)), locked(people)
    first = pointed(people, row, source)
    end_focal_point(actor=people.in_charge.actor, clock=people.clock, focal_point=first.reference, why="moved")
    assert pointed(people, row, source).pk != first.pk


@pytest.mark.parametrize("typed", [PERSON, "+211 912 345 678", "SRC-12 Bramwick", "A-000001"])
def test_a_name_or_a_number_is_refused_and_not_repeated(people: People, typed: str) -> None:
    row = served(people, added(people))
    refused = assert_refused(Invalid, lambda: pointed(people, row, typed))
    assert list(refused.problems) == ["source"]
    assert typed not in f"{refused} {refused.problems}"


def test_a_source_that_is_not_there_or_hidden_is_refused_alike(people: People) -> None:
    row = served(people, added(people, place(area=EAST)))
    hidden = locked(people, area_code="OV0101")
    told = [
        assert_refused(Invalid, lambda source=source: pointed(people, row, source, people.colleague)).problems
        for source in (hidden, "SRC-000099")
    ]
    assert told[0] == told[1]


def test_who_was_erased_cannot_be_called(people: People) -> None:
    from tests.sources.scene import custodian
    from tutela.know.sources.commands import erase_identity

    row, source = served(people, added(people)), locked(people)
    point = pointed(people, row, source)
    erase_identity(
        actor=custodian(people).actor, clock=people.clock, source=source, reason="They asked for it.", version=1
    )
    (seen,) = focal_points_of(people.in_charge.actor, [row.pk])
    assert (seen.reference, seen.is_erased) == (point.reference, True)
    other = served(people, added(people, place("Weir")))
    assert list(assert_refused(Invalid, lambda: pointed(people, other, source)).problems) == ["source"]


@pytest.mark.parametrize(("more", "field"), [({"role": "x"}, "role"), ({"sex": "x"}, "sex"), ({"age": "child"}, "age")])
def test_nobody_under_18_and_nothing_else_that_is_no_choice(people: People, more: dict[str, Any], field: str) -> None:
    row, source = served(people, added(people)), locked(people)
    assert list(assert_refused(Invalid, lambda: pointed(people, row, source, **more)).problems) == [field]


def test_who_may_not_read_references_names_and_sees_none_but_counts_them(people: People) -> None:
    row = served(people, added(people))
    pointed(people, row)
    bare = stripped_of(people.in_charge, Permission.SOURCE_READ)
    assert_refused(NotAllowed, lambda: pointed(people, row, "SRC-000001", bare))
    assert focal_points_of(bare.actor, [row.pk]) == []
    assert points_in(bare.actor, [row.pk])[row.pk].women == 1


def test_the_reference_of_a_source_that_is_closed_to_the_reader_is_blank(people: People) -> None:
    row = served(people, added(people), added(people, place("Weir", EAST)))
    pointed(people, row, locked(people, area_code="OV0101"))
    (seen,) = focal_points_of(people.colleague.actor, [row.pk])
    assert seen.source == ""


def test_who_may_not_know_of_the_network_cannot(people: People) -> None:
    row = served(people, added(people))
    told: dict[str, Any] = {"network": row.reference, "source": "SRC-000001", "role": "caller"}
    others = (people.colleague, people.outsider)
    refused_to(others, NotFound, lambda actor: name_focal_point(actor=actor, clock=people.clock, **told))
    assert [points_in(who.actor, [row.pk]) for who in others] == [{}, {}]


def test_women_are_counted(people: People) -> None:
    first, second, empty = (served(people, added(people, place(name))) for name in ("Loumé", "Weir", "Mill"))
    pointed(people, first)
    pointed(people, first, sex="male")
    pointed(people, second, sex="unknown")
    share = women_among_focal_points(people.in_charge.actor)
    assert (share.points.all, share.points.women, share.points.unknown) == (3, 1, 1)
    assert (share.networks, share.without_women, share.without_points) == (3, 1, 1)
    assert points_in(people.in_charge.actor, [empty.pk]) == {}
    assert women_among_focal_points(people.outsider.actor).points.all == 0


def test_no_row_of_this_app_holds_the_name(people: People) -> None:
    from django.apps import apps

    pointed(people, served(people, added(people)))
    for table in apps.get_app_config("communities").get_models():
        assert PERSON not in str(list(table._default_manager.values()))
    assert FocalPoint.objects.get().source not in str(FocalPoint.objects.get())
