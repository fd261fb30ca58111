"""The list of pictures names pages that exist, in looks that exist."""

from __future__ import annotations

import pytest
from django.urls import resolve

from tools.screens import LOOKS, SCREENS, SIGN_IN, Screen


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_each_page_has_an_address(screen: Screen) -> None:
    assert callable(resolve(screen.address).func)


def test_the_sign_in_of_the_exercise_has_an_address() -> None:
    assert callable(resolve(SIGN_IN).func)


def test_each_look_is_known_and_each_name_is_used_once() -> None:
    assert {look for screen in SCREENS for look in screen.looks} == set(LOOKS)
    assert len({screen.name for screen in SCREENS}) == len(SCREENS)


def test_every_page_is_seen_at_desk_and_phone_width() -> None:
    assert [screen.name for screen in SCREENS if not {"desk", "phone"} <= set(screen.looks)] == []
