"""Screenshots lose weight and next to nothing of what they show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from tools.pictures import Bytes, pixels_of, small_png

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def gradient(size: int) -> Bytes:
    """Return a picture with far more than 256 colours."""
    across, down = np.meshgrid(np.arange(size), np.arange(size))
    return np.stack([across % 256, down % 256, (across + down) // 2 % 256], axis=-1).astype(np.uint8)


def read(browser: Browser, png: bytes) -> Bytes:
    page = browser.new_page()
    try:
        return pixels_of(page, png)
    finally:
        page.close()


@pytest.mark.browser
def test_few_colours_stay_as_they_are(browser: Browser) -> None:
    picture = gradient(200) // 64 * 64
    assert np.array_equal(read(browser, small_png(picture)), picture)


@pytest.mark.browser
def test_many_colours_move_only_a_little(browser: Browser) -> None:
    picture = gradient(200)
    shown = read(browser, small_png(picture))
    away = np.abs(shown.astype(int) - picture.astype(int))
    assert len(np.unique(shown.reshape(-1, 3), axis=0)) == 256
    assert away.mean() < 6


def test_the_same_picture_gives_the_same_bytes() -> None:
    assert small_png(gradient(64)) == small_png(gradient(64))


def test_a_picture_of_one_colour_is_tiny() -> None:
    assert len(small_png(np.full((300, 300, 3), 200, dtype=np.uint8))) < 1000
