"""GeoJSON is split into features in constant memory, wherever the pieces of text are cut."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.samples import collection, write
from tutela.exchange.readers import refusals
from tutela.exchange.readers.features import BrokenJson, read_features, split_features
from tutela.exchange.readers.files import Gauge, open_input

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
FEATURES = st.lists(st.dictionaries(st.text(max_size=5), JSON, max_size=4), max_size=5)
MEMBERS = st.dictionaries(st.text(max_size=6).filter(lambda name: name != "features"), JSON, max_size=3)


def pieces(text: str, cuts: list[int]) -> list[str]:
    places = [0, *sorted(cut % (len(text) + 1) for cut in cuts), len(text)]
    return [text[start:end] for start, end in pairwise(places)]


@given(FEATURES, MEMBERS, MEMBERS, st.lists(st.integers(0, 10_000), max_size=12), st.sampled_from([None, 1, "\t"]))
def test_it_finds_the_same_features_as_reading_all_at_once(
    features: list[object], before: dict[str, object], after: dict[str, object], cuts: list[int],
    indent: int | str | None,
) -> None:  # fmt: skip
    whole = {**before, "features": features, **{k: v for k, v in after.items() if k not in before}}
    text = json.dumps(whole, indent=indent, ensure_ascii=bool(cuts))
    stream = split_features(pieces(text, cuts))
    assert list(stream.features()) == features
    assert stream.about == {name: value for name, value in whole.items() if name != "features"}


@given(FEATURES, st.integers(1, 10_000), st.integers(1, 50))
def test_a_text_that_stops_early_is_always_noticed(features: list[object], cut: int, size: int) -> None:
    text = json.dumps({"type": "FeatureCollection", "features": features})
    kept = text[: cut % len(text)]
    stream = split_features([kept[start : start + size] for start in range(0, len(kept), size)])
    with pytest.raises(BrokenJson) as caught:
        list(stream.features())
    assert caught.value.cut


@pytest.mark.parametrize(
    "text",
    [
        '{"features": [{"a" 1}, {"b": 2, "long": "' + "x" * 99 + '"}]}',
        '{"features": [{} {}]}',
        '{"features": [{}], }',
        '{"features": [{}]} {"more": 1}',
        '{"features": {"a": 1}}',
        '{"type": "Feature", "geometry": null}',
        "{}",
        "[1, 2]",
        '{1: 2, "and so on and so forth": 3}',
        '{"a" = 3, "and so on and so forth": 3}',
        '{"features": [' + "[" * 5_000 + "]" * 5_000 + "]}",
        '{"features": [' + "9" * 5_000 + ', "and so on and so forth"]}',
    ],
)
def test_a_broken_text_is_not_called_cut(text: str) -> None:
    with pytest.raises(BrokenJson) as caught:
        list(split_features([text]).features())
    assert not caught.value.cut


def test_a_feature_larger_than_the_limit_is_refused() -> None:
    endless = ('{"features": ["' if part == 0 else "x" * 1_000 for part in range(1_000))
    with pytest.raises(BrokenJson, match="larger than the limit"):
        list(split_features(endless, largest=50_000).features())


def test_its_memory_does_not_grow_with_the_file() -> None:
    def text(count: int) -> Iterator[str]:
        yield '{"features": ['
        yield from ('{"n": 1, "text": "' + "x" * 500 + '"},' for _ in range(count))
        yield "{}]}"

    def peak(count: int) -> int:
        tracemalloc.start()
        assert sum(1 for _ in split_features(text(count)).features()) == count + 1
        _, highest = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return highest

    assert peak(4_000) < peak(400) + 20_000


def test_a_gauge_reaches_its_end(tmp_path: Path) -> None:
    gauge = Gauge()
    file = open_input(write(tmp_path / "e.geojson", collection({"type": "Feature"})))
    assert len(list(read_features(file, {}, gauge))) == 1
    assert gauge.share == 1.0


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (collection({"type": "Feature"})[:-1], refusals.FileTruncated),
        (collection({"type": "Feature"})[:-2], refusals.FileTruncated),
        ('{"type": "Feature"}', refusals.FileDamaged),
        (collection("é").replace("\\u00e9", "é").encode("latin-1"), refusals.WrongEncoding),
        (b'{"features": ["' + "é".encode()[:1], refusals.FileTruncated),
    ],
)
def test_a_wrong_file_is_refused(tmp_path: Path, content: str | bytes, expected: type[Exception]) -> None:
    file = open_input(write(tmp_path / "events.geojson", content))
    with pytest.raises(expected):
        list(read_features(file, {}))
