"""What no column can hold is refused in the row or in one sentence, and changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils.translation import override

from tests.exchange.samples import ACLED_31, RAID, ged, table, write
from tests.exchange.taking import ged_file, store, take_events
from tests.people import People
from tutela.exchange.intake.events import ReleaseTooLong
from tutela.exchange.readers.events.reading import open_events
from tutela.exchange.readers.problems import Reason, RowRefusal
from tutela.exchange.readers.refusals import UnknownEncoding
from tutela.web.components.errors import said

MOST = 2**31 - 1
SIDES = {"deaths_a": "0", "deaths_b": "0", "deaths_unknown": "0"}


def first(path: Path) -> object:
    return next(iter(open_events(path).rows()))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"high": str(MOST + 1)}, Reason.TOO_LARGE),
        ({"best": str(MOST + 1), "high": str(MOST + 1)}, Reason.TOO_LARGE),
        ({"deaths_civilians": str(MOST), "deaths_unknown": "1"}, Reason.TOO_LARGE),
        ({"number_of_sources": str(MOST + 1)}, Reason.TOO_LARGE),
        ({"id": "9" * 61}, Reason.KEY_TOO_LONG),
    ],
)
def test_a_ged_row_beyond_the_limits_is_refused(tmp_path: Path, change: dict[str, str], reason: Reason) -> None:
    row = first(write(tmp_path / "ged.csv", ged(change)))
    assert isinstance(row, RowRefusal)
    assert row.reason is reason


@pytest.mark.parametrize(
    ("change", "reason"),
    [({"fatalities": str(MOST + 1)}, Reason.TOO_LARGE), ({"event_id_cnty": "V" * 61}, Reason.KEY_TOO_LONG)],
)
def test_an_acled_row_beyond_the_limits_is_refused(tmp_path: Path, change: dict[str, str], reason: Reason) -> None:
    row = first(write(tmp_path / "acled.csv", table(ACLED_31, [{**RAID, **change}])))
    assert isinstance(row, RowRefusal)
    assert row.reason is reason


def test_what_is_at_the_limits_is_taken(people: People, tmp_path: Path) -> None:
    largest = {"id": "9" * 60, "best": str(MOST), "high": str(MOST), "deaths_civilians": str(MOST), **SIDES}
    assert take_events(people, ged_file(tmp_path, largest)).new == 1


@pytest.mark.parametrize("encoding", ["klingon", "hex", "rot13", "undefined", ""])
def test_an_unknown_encoding_is_refused_in_one_sentence(people: People, tmp_path: Path, encoding: str) -> None:
    path, before = ged_file(tmp_path, {}), store()
    with pytest.raises(UnknownEncoding, match="no such encoding of text"):
        take_events(people, path, encoding=encoding)
    assert store() == before


def test_a_release_too_long_is_refused_in_one_sentence(people: People, tmp_path: Path) -> None:
    path, before = ged_file(tmp_path, {}), store()
    with override("fr"), pytest.raises(ReleaseTooLong, match="au plus 60 caract"):
        take_events(people, path, release="2" * 61)
    assert store() == before


def test_an_unknown_encoding_is_told_in_french() -> None:
    with override("fr"):
        assert "cet encodage de texte n’existe pas" in said(UnknownEncoding(name="a.csv", encoding="klingon"))
