"""Coordinate systems: is a file in latitude and longitude on WGS 84, or must it be refused?"""

from __future__ import annotations

import json
import re

from tutela.exchange.readers.refusals import WrongProjection

# Everything by which GeoJSON files name WGS 84 longitude and latitude.
_WGS84_NAMES = re.compile(r"(^|[:/])(CRS84|CRS84h|EPSG(:|/)+([\d.]*(:|/))?4326|4326)$|^WGS ?_?(19)?84$", re.IGNORECASE)
_NAME = re.compile(r'^\s*([A-Z_]+)\s*\[\s*"([^"]*)"', re.IGNORECASE)
_DATUM = re.compile(r'\b(?:DATUM|ENSEMBLE)\s*\[\s*"([^"]*)"', re.IGNORECASE)
_ANGLE = re.compile(r'\b(?:UNIT|ANGLEUNIT)\s*\[\s*"degree[^"]*"', re.IGNORECASE)
_GEOGRAPHIC = {"GEOGCS", "GEOGCRS", "GEODCRS", "GEODETICCRS", "GEOGRAPHICCRS"}
_WGS84_DATUM = re.compile(r"^(D_)?(WGS_?(19)?84|World Geodetic System 1984( ensemble)?)$", re.IGNORECASE)


def check_geojson_crs(crs: object, name: str) -> None:
    """Refuse a GeoJSON or TopoJSON whose `crs` member names another system; without one it is WGS 84.

    Raises WrongProjection; `name` is the file's.
    """
    if crs is None:
        return
    properties = crs.get("properties") if isinstance(crs, dict) else None
    named = properties.get("name") if isinstance(properties, dict) else None
    system = str(named) if named is not None else json.dumps(crs)
    if not _WGS84_NAMES.search(system.strip()):
        raise WrongProjection(name=name, system=system[:80])


def check_prj(text: str, name: str) -> None:
    """Refuse the text of a .prj file that does not describe degrees on WGS 84. Raises WrongProjection."""
    head = _NAME.match(text)
    system = head[2] if head else text.strip()[:80] or "without a name"
    datum = _DATUM.search(text)
    fits = (
        head is not None
        and head[1].upper() in _GEOGRAPHIC
        and datum is not None
        and _WGS84_DATUM.match(datum[1]) is not None
        and _ANGLE.search(text) is not None
    )
    if not fits:
        raise WrongProjection(name=name, system=system)
