"""A full disk takes nothing in by halves: what was refused is not there, and comes in once when there is room again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.crash.database import own_database

pytestmark = pytest.mark.crash


def test_what_does_not_fit_leaves_nothing_behind_and_comes_in_once_later(tmp_path: Path) -> None:
    with own_database(tmp_path) as store:
        if "TUTELA_DATABASE_URL" in store.env:
            pytest.skip("The disk of a PostgreSQL server cannot be filled from here.")
        store.run("tests.crash.sender")
        seen = json.loads(store.run("tests.crash.filler"))
    assert "disk is full" in seen["words"]
    assert seen["full"] == {"alerts": seen["refused"], "entries": seen["refused"], "problem": ""}
    assert seen["after"] == {"alerts": seen["refused"] + 500, "entries": seen["refused"] + 500, "problem": ""}
