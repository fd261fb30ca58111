"""The left side offers what the post permits and counts only what is owed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import NoReverseMatch

from tests.web.gallery_urls import NAVIGATION, Officer, allows
from tutela.web.components.navigation import Item, Navigation, Wing, current_key

pytestmark = pytest.mark.urls("tests.web.gallery_urls")


def keys(navigation: Navigation, actor: object, path: str = "/gallery/") -> list[str]:
    return [item.key for wing in navigation.seen_by(actor, path) for item in wing.items]


def test_a_post_sees_only_what_it_may_open() -> None:
    assert keys(NAVIGATION, Officer()) == ["home", "theme"]
    assert keys(NAVIGATION, Officer(may=frozenset({"know:read", "act:decide"}))) == [
        "home",
        "theme",
        "language",
    ]


def test_nobody_sees_nothing() -> None:
    assert NAVIGATION.seen_by(None, "/gallery/") == ()


def test_without_a_word_from_the_configuration_permissions_are_denied() -> None:
    assert keys(replace(NAVIGATION, allows=Navigation().allows), Officer()) == ["home"]


def test_a_wing_without_entries_is_left_out() -> None:
    assert [wing.key for wing in NAVIGATION.seen_by(Officer(), "/")] == ["top", "know"]


def test_the_longest_fitting_address_is_the_current_one() -> None:
    addresses = {"home": "/", "mission": "/mission/", "imports": "/mission/imports/"}
    assert current_key(addresses, "/mission/imports/7/") == "imports"
    assert current_key(addresses, "/mission/areas/") == "mission"
    assert current_key(addresses, "/other/") == ""


def test_an_entry_that_leads_nowhere_is_a_fault_not_a_gap() -> None:
    broken = Navigation(wings=(Wing("w", "W", (Item("x", "X", "no_such_page", "x"),)),), allows=allows)
    with pytest.raises(NoReverseMatch):
        broken.seen_by(Officer(), "/")


def test_what_is_owed_is_counted_for_this_actor() -> None:
    item = Item(
        "home",
        "Home",
        "components:gallery",
        "home",
        owed=lambda actor: 3 if isinstance(actor, Officer) else 0,
    )
    wings = Navigation(wings=(Wing("w", "W", (item,)),)).seen_by(Officer(), "/gallery/")
    assert [(one.owed, one.is_current) for one in wings[0].items] == [(3, True)]


def test_the_page_marks_where_it_is(officer: Client) -> None:
    html = officer.get("/gallery/").text
    assert html.count('aria-current="page"') == 1
    assert "Mission in Orvane" in html
    assert "03:05" not in html
    assert ">01:05<" in html
