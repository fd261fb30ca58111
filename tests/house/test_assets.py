"""Browser files, outlines and fonts arrive whole, in the form in which they are used."""

from __future__ import annotations

import json
import struct
import xml.etree.ElementTree as ET
import zlib

import pytest

from tools import assets


def woff_of(tables: dict[bytes, bytes]) -> bytes:
    """Return a WOFF 1.0 file with its tables packed, laid out as the standard says."""
    position, directory, body = 44 + 20 * len(tables), b"", b""
    for tag, table in sorted(tables.items()):
        packed = min(zlib.compress(table), table, key=len)
        directory += struct.pack(">4sIIII", tag, position, len(packed), len(table), zlib.crc32(table))
        padded = packed + b"\0" * (-len(packed) % 4)
        body, position = body + padded, position + len(padded)
    head = struct.pack(">4sIIHHIHHIIIII", b"wOFF", 0x00010000, position, len(tables), *[0] * 9)
    return head + directory + body


def tables_of(font: bytes) -> dict[bytes, bytes]:
    """Return the tables of a TrueType font by tag."""
    count = struct.unpack_from(">H", font, 4)[0]
    entries = [struct.unpack_from(">4sIII", font, 12 + 16 * number) for number in range(count)]
    return {tag: font[offset : offset + length] for tag, _checksum, offset, length in entries}


def test_it_unpacks_every_table_of_a_font() -> None:
    tables = {b"glyf": b"outline " * 50, b"cmap": b"abc", b"name": b"Sans" * 9}
    font = assets.font_of_woff(woff_of(tables))
    assert tables_of(font) == tables
    assert struct.unpack_from(">IHHHH", font) == (0x00010000, 3, 32, 1, 16)
    assert len(font) % 4 == 0


def test_it_refuses_another_kind_of_font() -> None:
    with pytest.raises(ValueError, match="no WOFF"):
        assets.font_of_woff(b"wOF2" + b"\0" * 60)


SQUARE = {
    "transform": {"scale": [0.5, 1], "translate": [10, -5]},
    "arcs": [[[0, 0], [4, 0], [0, 2]], [[0, 0], [0, 2], [4, 0]]],
    "objects": {
        "countries": {
            "geometries": [
                {"type": "Polygon", "arcs": [[0, -2]], "id": "001", "properties": {"name": "Square"}},
                {"type": "MultiPolygon", "arcs": [[[0, -2]]], "properties": {"name": "Isles"}},
                {"type": None, "properties": {"name": "Nowhere"}},
            ]
        }
    },
}


def test_it_turns_shared_arcs_into_closed_rings() -> None:
    square, isles = assets.Topology(SQUARE).features("countries")
    ring = [[10.0, -5], [12.0, -5], [12.0, -3], [10.0, -3], [10.0, -5]]
    assert square["geometry"] == {"type": "Polygon", "coordinates": [ring]}
    assert isles["geometry"] == {"type": "MultiPolygon", "coordinates": [[ring]]}
    assert square["properties"] == {"name": "Square", "iso": "001"}


@pytest.mark.parametrize("comment", ["//# sourceMappingURL=a.mjs.map", "/*# sourceMappingURL=a.css.map */"])
def test_it_strips_the_source_map_comment_and_nothing_else(comment: str) -> None:
    assert assets.without_source_map(f"one\n{comment}\ntwo\n") == "one\ntwo\n"
    assert assets.without_source_map(f"one\n{comment}") == "one\n"
    assert assets.without_source_map("a = 'sourceMappingURL';\n") == "a = 'sourceMappingURL';\n"


def test_every_file_that_is_asked_for_is_in_place() -> None:
    targets = {*assets.BROWSER_FILES.values(), *assets.NOTICES, "icons.svg", "world/countries-50m.geojson"}
    assert [name for name in sorted(targets) if not (assets.VENDOR / name).is_file()] == []
    fonts = {f"{name}.ttf" for names in assets.DOCUMENT_FONTS.values() for name in names}
    missing = (fonts | set(assets.DOCUMENT_FILES.values())) - {path.name for path in assets.FONTS.iterdir()}
    assert missing == set()


def test_no_served_file_names_a_source_map() -> None:
    served = [path for suffix in ("js", "mjs", "css") for path in assets.VENDOR.rglob(f"*.{suffix}")]
    assert served
    assert [path.name for path in served if "sourceMappingURL=" in path.read_text("utf-8")] == []


def test_the_sprite_holds_each_icon_once() -> None:
    marks = ET.parse(assets.VENDOR / "icons.svg").getroot()  # noqa: S314 (our own file)
    names = [mark.get("id") for mark in marks]
    assert names == sorted(assets.ICONS.split())
    assert all(len(mark) for mark in marks)


def test_the_outlines_are_geojson_of_the_whole_world() -> None:
    world = json.loads((assets.VENDOR / "world/countries-50m.geojson").read_text("utf-8"))
    points = [
        point
        for feature in world["features"]
        if feature["geometry"]["type"] == "Polygon"
        for ring in feature["geometry"]["coordinates"]
        for point in ring
    ]
    assert len(world["features"]) > 200
    assert all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in points)
