"""Opening a boundary file: read whole, because every outline is looked at before anything is changed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from tutela.exchange.readers.archives import Limits
from tutela.exchange.readers.areas.mapping import AreaMapping, column_names, map_columns
from tutela.exchange.readers.areas.outlines import in_degrees, make_outline
from tutela.exchange.readers.areas.rows import AreaRow, Attribute, CodeOrigin, Dispute, RawArea
from tutela.exchange.readers.areas.shapefiles import gather_parts, shapefile_areas
from tutela.exchange.readers.areas.topology import topology_areas
from tutela.exchange.readers.events.cells import read_date
from tutela.exchange.readers.features import read_features
from tutela.exchange.readers.files import KNOWN_KINDS, InputFile, Kind, open_input
from tutela.exchange.readers.problems import Correction, Problem, Reason, Remark, RowRefusal, Why, refuse
from tutela.exchange.readers.projections import check_geojson_crs
from tutela.exchange.readers.refusals import FileDamaged, FileIsOtherKind, NoRows, WrongProjection
from tutela.kernel.names import fold, is_administrative, place_key
from tutela.kernel.sentences import Sentence

LIMITS = Limits(file_bytes=200_000_000, unpacked_bytes=400_000_000)
GENERATED = "GEN"
# What boundary files write where they have nothing.
NOT_THERE = {"-99", "-99.0", "NULL", "None", "nan", "<Null>"}
_ALIAS_PARTS = re.compile(r"[|;,]")
_SAYS_DISPUTED = re.compile(r"disput|indetermin|contest|unresolved", re.IGNORECASE)
# Columns in which boundary files say that a status is not settled.
_STATUS_COLUMNS = ("disputed", "featurecla", "type", "type_en", "note", "note_brk", "status")
_TRUE = {"1", "true", "yes", "y", "t"}
# A question mark inside a word is what is left of a letter that an old conversion did not know.
_LOST_LETTER = re.compile(r"\w\?|\?\w|\ufffd")

Item = AreaRow | RowRefusal


@dataclass(frozen=True, slots=True)
class AreaFile:
    """A boundary file read whole: one AreaRow or RowRefusal for each of its areas, numbered from 1.

    `shape` is geojson, shapefile or topojson; `remarks` are about the file as a whole.
    """

    file: InputFile
    shape: str
    mapping: AreaMapping
    sha256: str
    rows: tuple[Item, ...] = field(repr=False)
    remarks: tuple[Remark, ...] = ()

    @property
    def areas(self) -> tuple[AreaRow, ...]:
        """The areas that can be used."""
        return tuple(row for row in self.rows if isinstance(row, AreaRow))


def open_areas(
    path: Path,
    *,
    layer: str = "",
    mapping: Mapping[str, str] | None = None,
    disputed: Collection[str] = (),
    limits: Limits = LIMITS,
) -> AreaFile:
    """Read a boundary file: GeoJSON, TopoJSON, a .shp with its .dbf, or a zip with one of these.

    `layer` chooses one of several in a zip or a topology. `mapping` overrides what the columns mean (see
    `map_columns`). `disputed` holds codes or names of areas that the mission treats as disputed. Raises a
    `FileRefusal`.
    """
    file = open_input(path, limits, choose=layer)
    shape, raw, remarks = _raw_areas(file, layer)
    if not raw:
        raise NoRows(name=file.name)
    known = map_columns(column_names([area.attributes for area in raw]), file.name, mapping)
    rows = tuple(_Reader(known, disputed).rows(raw))
    if any(not in_degrees(row.geometry) for row in rows if isinstance(row, AreaRow)):
        raise WrongProjection(name=file.name, system=Sentence("that it does not name: its numbers are no degrees"))
    return AreaFile(file, shape, known, file.sha256(), rows, remarks)


def _raw_areas(file: InputFile, layer: str) -> tuple[str, list[RawArea], tuple[Remark, ...]]:
    if file.kind is Kind.SHAPEFILE:
        areas, remarks = shapefile_areas(gather_parts(file))
        return "shapefile", areas, remarks
    if file.kind is not Kind.JSON:
        raise FileIsOtherKind(
            name=file.name,
            kind=KNOWN_KINDS[file.kind],
            expected=Sentence("Give boundaries as GeoJSON or shapefile."),
        )
    about: dict[str, object] = {}
    try:
        features = list(read_features(file, about))
    except FileDamaged:
        if about.get("type") != "Topology":
            raise
        return "topojson", list(topology_areas(about, file.name, layer)), ()
    check_geojson_crs(about.get("crs"), file.name)
    return "geojson", [_from_feature(number, feature) for number, feature in enumerate(features, start=1)], ()


def _from_feature(number: int, feature: object) -> RawArea:
    if not isinstance(feature, dict):
        return RawArea(number, {}, None)
    properties = feature.get("properties")
    attributes: dict[str, Attribute] = dict(properties) if isinstance(properties, dict) else {}
    identifier = feature.get("id")
    if isinstance(identifier, str | int | float):
        attributes.setdefault("id", identifier)
    return RawArea(number, attributes, feature.get("geometry"))


class _Reader:
    """Turns raw areas into rows by a mapping; remembers the codes given so far."""

    def __init__(self, mapping: AreaMapping, disputed: Collection[str]) -> None:
        self._map = mapping
        self._disputed = {name.casefold() for name in disputed} | {place_key(name) for name in disputed}
        self._codes: set[str] = set()

    def rows(self, raw: Sequence[RawArea]) -> Iterator[Item]:
        """Yield one row or refusal for each raw area."""
        for area in raw:
            yield self._row(area)

    def _row(self, area: RawArea) -> Item:
        name = self._text(area, self._map.name)
        if not name:
            return refuse(area.number, Problem(self._map.name, "", Reason.NO_PLACE_NAME))
        outline = make_outline(area.geometry)
        if isinstance(outline, Problem):
            return refuse(area.number, outline._replace(value=f"{name}: {outline.value}".strip(": ")))
        geometry, mended = outline
        code, origin, coded = self._code(area, name)
        if code in self._codes:
            reason = Reason.DOUBLED_NAME if origin is CodeOrigin.GENERATED else Reason.DOUBLED_CODE
            return refuse(area.number, Problem(self._map.code or self._map.name, code, reason))
        self._codes.add(code)
        aliases, lost = self._aliases(area, name)
        return AreaRow(
            level=self._map.level,
            name=name,
            aliases=aliases,
            code=code,
            code_origin=origin,
            parent_code=self._text(area, self._map.parent_code),
            parent_name=self._text(area, self._map.parent_name),
            country_code=self._text(area, self._map.country),
            valid_on=_day(self._text(area, self._map.valid_on)),
            valid_to=_day(self._text(area, self._map.valid_to)),
            geometry=geometry,
            dispute=self._dispute(area, name, code),
            row_number=area.number,
            attributes=area.attributes,
            corrections=(*mended, *coded, *lost),
        )

    @staticmethod
    def _text(area: RawArea, column: str) -> str:
        value = area.attributes.get(column) if column else None
        text = "" if value is None else " ".join(str(value).split())
        return "" if text in NOT_THERE else text

    def _code(self, area: RawArea, name: str) -> tuple[str, CodeOrigin, tuple[Correction, ...]]:
        code = self._text(area, self._map.code)
        if code:
            return code, self._map.code_origin, ()
        parent = self._text(area, self._map.parent_code) or self._text(area, self._map.country)
        words = [GENERATED, str(self._map.level), *parent.split(), *fold(name).split()]
        generated = "-".join(words).upper()[:80]
        return (
            generated,
            CodeOrigin.GENERATED,
            (Correction(self._map.code, "", generated, Why.CODE_GENERATED),),
        )

    def _aliases(self, area: RawArea, name: str) -> tuple[tuple[str, ...], tuple[Correction, ...]]:
        kept: dict[str, str] = {}
        lost: list[Correction] = []
        for column in self._map.aliases:
            for part in _ALIAS_PARTS.split(str(area.attributes.get(column) or "")):
                alias = " ".join(part.split())
                if _is_damaged(part.strip()):
                    lost.append(Correction(column, ascii(alias)[1:-1], "", Why.ALIAS_UNREADABLE))
                elif alias and alias.casefold() != name.casefold() and not is_administrative(alias):
                    kept.setdefault(alias.casefold(), alias)
        return tuple(kept.values()), tuple(lost)

    def _dispute(self, area: RawArea, name: str, code: str) -> Dispute:
        for key, value in area.attributes.items():
            if key.casefold() not in _STATUS_COLUMNS or value is None:
                continue
            says = str(value).strip()
            if _SAYS_DISPUTED.search(says) or (key.casefold() == "disputed" and says.casefold() in _TRUE):
                return Dispute.FILE
        named = {code.casefold(), name.casefold(), place_key(name)}
        return Dispute.RULE if named & self._disputed else Dispute.NO


def _is_damaged(text: str) -> bool:
    return bool(_LOST_LETTER.search(text)) or any(unicodedata.category(letter) == "Cc" for letter in text)


def _day(text: str) -> date | None:
    """Return a day, or None for a blank and for the zeros and nines by which files say that there is none."""
    try:
        day = read_date(text)
    except ValueError:
        return None
    return day if 1900 <= day.year <= 2200 else None
