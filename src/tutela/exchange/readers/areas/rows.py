"""The area that every boundary reader yields, whatever the format."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

import shapely

from tutela.exchange.readers.problems import Correction

Attribute = str | int | float | bool | None


class CodeOrigin(StrEnum):
    """Where an area's code comes from."""

    P_CODE = "p_code"
    SOURCE = "source"
    GENERATED = "generated"


class Dispute(StrEnum):
    """Who says that an area is disputed. The software takes no side: it carries the mark."""

    NO = ""
    FILE = "file"
    RULE = "rule"


class RawArea(NamedTuple):
    """An area as a format gives it: number in the file (from 1), attributes, geometry or None."""

    number: int
    attributes: dict[str, Attribute]
    geometry: object


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One area of an administrative level.

    `level` is 0 country, 1 first level and so on. `geometry` is a valid Polygon or MultiPolygon, WGS 84
    degrees, longitude first. `code` is unique in its file. `valid_on` is the first day on which the source
    says it holds, when it says so; `valid_to` the last.
    """

    level: int
    name: str
    aliases: tuple[str, ...]
    code: str
    code_origin: CodeOrigin
    parent_code: str
    parent_name: str
    country_code: str
    valid_on: date | None
    valid_to: date | None
    geometry: shapely.Polygon | shapely.MultiPolygon
    dispute: Dispute
    row_number: int
    attributes: dict[str, Attribute] = field(repr=False)
    corrections: tuple[Correction, ...] = ()

    @property
    def disputed(self) -> bool:
        """Whether the file or a rule marks the area as disputed."""
        return self.dispute is not Dispute.NO
