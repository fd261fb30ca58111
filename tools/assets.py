"""Copies the few browser files and fonts that Tutela uses from frontend/node_modules to where it serves them.

Everything it writes is git-ignored and comes with its licence:

    src/tutela/web/components/static/vendor/   map, style, icons, fonts and base map for the browser
    src/tutela/account/products/fonts/         fonts for documents (the setting FONT_DIR points there)

Standard library only. Run it through `python3 tools/dev.py assets`.
"""

from __future__ import annotations

import json
import re
import shutil
import struct
import sys
import xml.etree.ElementTree as ET
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "frontend" / "node_modules"
VENDOR = ROOT / "src/tutela/web/components/static/vendor"
FONTS = ROOT / "src/tutela/account/products/fonts"
SVG = "http://www.w3.org/2000/svg"
# A thousandth of a degree is a hundred metres, finer than the 1:50 million outlines are.
WORLD_DECIMALS = 3

# From (inside node_modules) and to (inside vendor/). Texts lose their source-map comments.
BROWSER_FILES = {
    "@tabler/core/dist/css/tabler.min.css": "tabler/tabler.min.css",
    "@tabler/core/dist/css/tabler.rtl.min.css": "tabler/tabler.rtl.min.css",
    "maplibre-gl/dist/maplibre-gl.mjs": "maplibre/maplibre-gl.mjs",
    "maplibre-gl/dist/maplibre-gl-worker.mjs": "maplibre/maplibre-gl-worker.mjs",
    "maplibre-gl/dist/maplibre-gl.css": "maplibre/maplibre-gl.css",
    "maplibre-gl/LICENSE.txt": "maplibre/LICENSE.txt",
    "@mapbox/mapbox-gl-rtl-text/dist/mapbox-gl-rtl-text.js": "maplibre/mapbox-gl-rtl-text.js",
    "@mapbox/mapbox-gl-rtl-text/LICENSE.md": "maplibre/mapbox-gl-rtl-text-LICENSE.md",
    "@fontsource-variable/ibm-plex-sans/files/ibm-plex-sans-latin-wght-normal.woff2": (
        "fonts/ibm-plex-sans-latin-wght-normal.woff2"
    ),
    "@fontsource-variable/ibm-plex-sans/files/ibm-plex-sans-latin-ext-wght-normal.woff2": (
        "fonts/ibm-plex-sans-latin-ext-wght-normal.woff2"
    ),
    "@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-arabic-400-normal.woff2": (
        "fonts/ibm-plex-sans-arabic-400.woff2"
    ),
    "@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-arabic-600-normal.woff2": (
        "fonts/ibm-plex-sans-arabic-600.woff2"
    ),
    "@fontsource-variable/ibm-plex-sans/LICENSE": "fonts/LICENSE.txt",
    "@tabler/icons/LICENSE": "icons-LICENSE.txt",
    "world-atlas/LICENSE": "world/LICENSE.txt",
}

# Documents need whole fonts with all their tables; the same family is published as WOFF.
DOCUMENT_FONTS = {
    "@ibm/plex-sans/fonts/complete/woff": (
        "IBMPlexSans-Regular",
        "IBMPlexSans-Italic",
        "IBMPlexSans-Bold",
        "IBMPlexSans-BoldItalic",
    ),
    "@ibm/plex-sans-arabic/fonts/complete/woff": (
        "IBMPlexSansArabic-Regular",
        "IBMPlexSansArabic-Bold",
    ),
}
DOCUMENT_FILES = {
    "dejavu-fonts-ttf/ttf/DejaVuSans.ttf": "DejaVuSans.ttf",
    "dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf": "DejaVuSans-Bold.ttf",
    "dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf": "DejaVuSansMono.ttf",
    "dejavu-fonts-ttf/LICENSE": "DejaVu-LICENSE.txt",
    "@ibm/plex-sans/LICENSE.txt": "IBMPlex-LICENSE.txt",
}

# One package ships no licence file of its own.
NOTICES = {
    "tabler/LICENSE.txt": (
        "Tabler, copyright 2018-2026 The Tabler Authors and Paweł Kuna, built on Bootstrap,\n"
        "copyright 2011-2026 The Bootstrap Authors. Both under the MIT licence:\n\n"
    ),
}
MIT = """\
Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
associated documentation files (the "Software"), to deal in the Software without restriction,
including without limitation the rights to use, copy, modify, merge, publish, distribute,
sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial
portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT
NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES
OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN
CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""

# Names in @tabler/icons; one that ends in `-filled` is drawn filled.
ICONS = """
adjustments-horizontal alert-octagon alert-triangle archive arrow-left arrow-narrow-down
arrow-narrow-up arrow-right arrows-sort ban bell bell-ringing book-2 building building-community bulb calendar
calendar-event chart-bar chart-dots check checklist chevron-down chevron-left chevron-right
chevron-up circle-check circle-dashed circle-dot clipboard-list clock clock-exclamation
corner-down-right database dots download external-link eye eye-off file-analytics file-text filter flag
git-merge hash help-circle history home home-heart hourglass hourglass-high inbox info-circle key keyboard language
layout-sidebar-right-collapse layout-sidebar-right-expand link list list-details lock login-2 logout
map map-2 map-pin menu-2 message-circle minus moon notebook pencil phone-incoming player-pause player-play plus
printer radar-2 refresh report-analytics search settings shield shield-check shield-half shield-lock sun sun-moon
table target-arrow timeline timeline-event trash trending-down trending-up trending-up-2 upload
urgent user user-circle user-shield users users-group world x zoom-in zoom-out
"""


def without_source_map(text: str) -> str:
    """Drop the comment that names a source map: hashing static files would look for the map and fail."""
    return re.sub(r"(?m)^\s*(//[#@]|/\*#)\s*sourceMappingURL=.*$\n?", "", text)


def copy(source: Path, target: Path) -> None:
    """Copy one file; a script or a style loses its source-map comment."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.suffix in {".mjs", ".js", ".css"}:
        target.write_text(without_source_map(source.read_text(encoding="utf-8")), encoding="utf-8")
    else:
        shutil.copyfile(source, target)


def symbol(name: str) -> ET.Element:
    """Return one icon as a <symbol> that keeps how the icon is to be stroked or filled."""
    filled = name.endswith("-filled")
    folder, stem = ("filled", name.removesuffix("-filled")) if filled else ("outline", name)
    root = ET.parse(MODULES / "@tabler/icons/icons" / folder / f"{stem}.svg").getroot()  # noqa: S314 (hash-pinned)
    kept = {key: value for key, value in root.attrib.items() if key not in {"class", "width", "height"}}
    mark = ET.Element(f"{{{SVG}}}symbol", {"id": name, **kept})
    # Each Tabler icon begins with an invisible square, which a symbol does not need.
    mark.extend(part for part in root if part.get("stroke") != "none" or part.get("fill") != "none")
    return mark


def write_icons(target: Path) -> None:
    """Write all icons into one sprite."""
    ET.register_namespace("", SVG)
    sprite = ET.Element(f"{{{SVG}}}svg")
    sprite.extend(symbol(name) for name in sorted(ICONS.split()))
    ET.indent(sprite)
    ET.ElementTree(sprite).write(target, encoding="utf-8", xml_declaration=False)


@dataclass(frozen=True)
class Topology:
    """A TopoJSON file, read only as far as needed to turn its shapes into GeoJSON."""

    source: dict[str, Any]

    def arc(self, index: int) -> list[list[float]]:
        """Return the points of an arc as longitude and latitude; a negative index means backwards."""
        deltas = self.source["arcs"][index if index >= 0 else ~index]
        axes = [
            [total * scale + shift for total in accumulate(delta[axis] for delta in deltas)]
            for axis, (scale, shift) in enumerate(
                zip(self.source["transform"]["scale"], self.source["transform"]["translate"], strict=True)
            )
        ]
        points = [[round(x, WORLD_DECIMALS), round(y, WORLD_DECIMALS)] for x, y in zip(*axes, strict=True)]
        return points if index >= 0 else points[::-1]

    def ring(self, indexes: list[int]) -> list[list[float]]:
        """Return arcs joined end to end; where two meet, the point is written once."""
        points: list[list[float]] = []
        for index in indexes:
            points.extend(self.arc(index)[1 if points else 0 :])
        return points

    def shape(self, geometry: dict[str, Any]) -> dict[str, Any]:
        """Return a polygon or multipolygon as GeoJSON."""
        if geometry["type"] == "Polygon":
            return {"type": "Polygon", "coordinates": [self.ring(ring) for ring in geometry["arcs"]]}
        polygons = [[self.ring(ring) for ring in polygon] for polygon in geometry["arcs"]]
        return {"type": "MultiPolygon", "coordinates": polygons}

    def features(self, layer: str) -> Iterator[dict[str, Any]]:
        """Yield each country that has a shape, with its name and ISO 3166 number."""
        for geometry in self.source["objects"][layer]["geometries"]:
            if geometry["type"] in {"Polygon", "MultiPolygon"}:
                named = {"name": geometry["properties"]["name"], "iso": geometry.get("id", "")}
                yield {"type": "Feature", "properties": named, "geometry": self.shape(geometry)}


def write_world(target: Path) -> None:
    """Write the outlines of countries (Natural Earth, 1:50 million) as GeoJSON."""
    topology = Topology(json.loads((MODULES / "world-atlas/countries-50m.json").read_text(encoding="utf-8")))
    world = {"type": "FeatureCollection", "features": list(topology.features("countries"))}
    text = json.dumps(world, ensure_ascii=False, separators=(",", ":"))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")


def font_of_woff(data: bytes) -> bytes:
    """Return the TrueType or OpenType font inside a WOFF 1.0 file, byte for byte as it was before packing.

    Layout: https://www.w3.org/TR/WOFF/ sections 3 and 4. Raises ValueError for another kind of file.
    """
    signature, flavor, _length, count = struct.unpack_from(">4sIIH", data)
    if signature != b"wOFF":
        raise ValueError("This is no WOFF 1.0 file.")
    power = count.bit_length() - 1
    head = struct.pack(">IHHHH", flavor, count, 16 << power, power, count * 16 - (16 << power))
    position = len(head) + 16 * count
    directory, tables = [], {}
    for entry in range(count):
        tag, offset, packed, size, checksum = struct.unpack_from(">4sIIII", data, 44 + 20 * entry)
        table = data[offset : offset + packed]
        tables[tag] = (offset, zlib.decompress(table) if packed < size else table, checksum)
    placed: dict[bytes, int] = {}
    for tag, (_offset, table, _checksum) in sorted(tables.items(), key=lambda item: item[1][0]):
        placed[tag] = position
        position += (len(table) + 3) // 4 * 4
    body = bytearray(position)
    for tag, (_offset, table, checksum) in sorted(tables.items()):
        directory.append(struct.pack(">4sIII", tag, checksum, placed[tag], len(table)))
        body[placed[tag] : placed[tag] + len(table)] = table
    body[: len(head) + 16 * count] = head + b"".join(directory)
    return bytes(body)


def write_fonts() -> None:
    """Unpack the fonts for documents."""
    FONTS.mkdir(parents=True, exist_ok=True)
    for folder, names in DOCUMENT_FONTS.items():
        for name in names:
            font = font_of_woff((MODULES / folder / f"{name}.woff").read_bytes())
            suffix = "otf" if font.startswith(b"OTTO") else "ttf"
            (FONTS / f"{name}.{suffix}").write_bytes(font)
    for source, target in DOCUMENT_FILES.items():
        copy(MODULES / source, FONTS / target)


def write_vendor() -> None:
    """Put the browser's files in place."""
    for source, target in BROWSER_FILES.items():
        copy(MODULES / source, VENDOR / target)
    for target, holders in NOTICES.items():
        (VENDOR / target).write_text(holders + MIT, encoding="utf-8")
    write_icons(VENDOR / "icons.svg")
    write_world(VENDOR / "world/countries-50m.geojson")


def fingerprint() -> str:
    """Return what the copies depend on: the lock of the packages and this file."""
    lock = (ROOT / "frontend/package-lock.json").read_bytes()
    return f"{zlib.crc32(lock):08x} {zlib.crc32(Path(__file__).read_bytes()):08x}\n"


def main() -> int:
    """Write all files unless they are there already; return the exit code."""
    stamp = VENDOR / "stamp.txt"
    if stamp.exists() and FONTS.exists() and stamp.read_text(encoding="utf-8") == fingerprint():
        return 0
    for folder in (VENDOR, FONTS):
        shutil.rmtree(folder, ignore_errors=True)
    try:
        write_vendor()
        write_fonts()
    except FileNotFoundError as missing:
        print(f"{missing.filename} is not there; run `python3 tools/dev.py assets`.", file=sys.stderr)
        return 1
    stamp.write_text(fingerprint(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
