"""Invented event tables, boundaries and archives for the readers' tests: no real place, party or person in them."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import shapefile

GED_COLUMNS = (
    "id,relid,year,active_year,code_status,type_of_violence,conflict_new_id,conflict_name,dyad_new_id,dyad_name,"
    "side_a_new_id,side_a,side_b_new_id,side_b,number_of_sources,source_headline,where_prec,where_coordinates,"
    "where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,region,event_clarity,"
    "date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low,gwnoa,gwnob"
).split(",")
# 4.85 N 31.25 E lies in PRIO-GRID cell floor(189.7) * 720 + floor(422.5) + 1.
CLEAN = {
    "id": "9001", "relid": "VEL-1", "year": "2014", "active_year": "1", "code_status": "Clear",
    "type_of_violence": "3", "conflict_new_id": "77", "conflict_name": "Veldara: Government", "dyad_new_id": "78",
    "dyad_name": "Government of Veldara - Civilians", "side_a_new_id": "501", "side_a": "Government of Veldara",
    "side_b_new_id": "1", "side_b": "Civilians", "number_of_sources": "2", "source_headline": "Market burned",
    "where_prec": "1", "where_coordinates": "Quillmoor town", "where_description": "the market",
    "adm_1": "Ombreval province", "adm_2": "Tarsiv district", "latitude": "4.850000", "longitude": "31.250000",
    "geom_wkt": "POINT (31.25 4.85)", "priogrid_gid": "136503", "country": "Veldara", "country_id": "990",
    "region": "Nowhere", "event_clarity": "1", "date_prec": "1", "date_start": "2014-04-13 00:00:00.000",
    "date_end": "2014-04-14 00:00:00.000", "deaths_a": "0", "deaths_b": "0", "deaths_civilians": "7",
    "deaths_unknown": "1", "best": "8", "high": "12", "low": "5", "gwnoa": "990", "gwnob": "",
}  # fmt: skip
ACLED_31 = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,"
    "actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,"
    "latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp"
).split(",")
ACLED_35 = [*ACLED_31, "population_1km", "population_2km", "population_5km", "population_best"]
RAID = {
    "event_id_cnty": "VEL123", "event_date": "13 April 2014", "year": "2014", "time_precision": "2",
    "disorder_type": "Political violence", "event_type": "Violence against civilians", "sub_event_type": "Attack",
    "actor1": "Blue Hills Front", "assoc_actor_1": "Herders (Veldara); Traders (Veldara)", "inter1": "Rebel group",
    "actor2": "Civilians (Veldara)", "assoc_actor_2": "", "inter2": "Civilians",
    "interaction": "Rebel group-Civilians", "civilian_targeting": "Civilian targeting", "iso": "990",
    "region": "Nowhere", "country": "Veldara", "admin1": "Ombreval", "admin2": "Tarsiv", "admin3": "Lower Tarsiv",
    "location": "Quillmoor", "latitude": "4.85", "longitude": "31.25", "geo_precision": "2",
    "source": "Quillmoor Herald; Radio Veldara", "source_scale": "National", "notes": "Raid; two homes burned.",
    "fatalities": "3", "tags": "", "timestamp": "1700000000", "population_1km": "400", "population_2km": "900",
    "population_5km": "", "population_best": "900",
}  # fmt: skip
BASE_COLUMNS = (
    "mission,year,country,location,latitude,longitude,Infantry,NoTroops,Reserve,hq,UNPOL,Med,Av,UNMO,ave.no.troops"
).split(",")
CAMP = {
    "mission": "UNVEL", "year": "2014", "country": "Veldara", "location": "Quillmoor", "latitude": "4.85",
    "longitude": "31.25", "Infantry": "150", "NoTroops": "300", "Reserve": "0", "hq": "2", "UNPOL": "1", "Med": "0",
    "Av": "2", "UNMO": "1", "ave.no.troops": "300",
}  # fmt: skip
Place = tuple[str, str, str, list[list[float]] | None]
SQUARE = [[30.0, 4.0], [31.0, 4.0], [31.0, 5.0], [30.0, 5.0], [30.0, 4.0]]
WGS84 = (
    'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],'
    'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'
)


def table(columns: Sequence[str], rows: Iterable[Mapping[str, str] | Sequence[str]], *, delimiter: str = ",") -> str:
    """Return a CSV text; a row is a mapping (missing columns are blank) or the cells themselves."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([row.get(c, "") for c in columns] if isinstance(row, Mapping) else row)
    return out.getvalue()


def ged(*changes: Mapping[str, str], columns: Sequence[str] = tuple(GED_COLUMNS)) -> str:
    """Return a GED table with one row for each set of changes to the clean row."""
    return table(columns, [{**CLEAN, **change} for change in changes])


def write(path: Path, content: str | bytes) -> Path:
    """Write a file and return its path."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def zipped(path: Path, files: Mapping[str, bytes]) -> Path:
    """Write a zip with these members."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def feature(properties: Mapping[str, object], geometry: object) -> dict[str, object]:
    """Return a GeoJSON feature."""
    return {"type": "Feature", "properties": dict(properties), "geometry": geometry}


def collection(*features: object, **members: object) -> str:
    """Return a GeoJSON feature collection as text."""
    return json.dumps({"type": "FeatureCollection", **members, "features": list(features)})


def ged_feature(**changes: object) -> dict[str, object]:
    """Return a GED feature as UCDP publishes them: without coordinates in the properties, numbers as numbers."""
    kept = {k: v for k, v in CLEAN.items() if k not in {"latitude", "longitude", "geom_wkt"}}
    numbers: dict[str, object] = {k: int(v) if v.isdigit() else v for k, v in kept.items()}
    return feature(numbers | changes, {"type": "Point", "coordinates": [31.25, 4.85]})


def square(west: float = 30.0, south: float = 4.0, side: float = 1.0) -> dict[str, object]:
    """Return a square polygon."""
    east, north = west + side, south + side
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def shapefile_parts(rows: Iterable[Place], *, encoding: str = "utf-8", kind: int = 5) -> dict[str, bytes]:
    """Return the .shp and .dbf of a COD-AB-like shapefile; a row is name, code, parent name, and a ring or None."""
    shp, dbf = io.BytesIO(), io.BytesIO()
    writer = shapefile.Writer(shp=shp, dbf=dbf, shapeType=kind, encoding=encoding)
    for field in ("ADM1_EN", "ADM1_PCODE", "ADM0_EN", "ADM0_PCODE"):
        writer.field(field, "C", size=50)  # type: ignore[arg-type]  # the method is typed as unbound
    writer.field("validOn", "D")  # type: ignore[arg-type]
    for name, code, parent, ring in rows:
        writer.record(name, code, parent, "VEL", "20210924")
        if ring is None:
            writer.null()
        elif kind == 1:
            writer.point(30.0, 4.0)
        else:
            writer.poly([[(x, y) for x, y in ring]])
    writer.close()
    return {".shp": shp.getvalue(), ".dbf": dbf.getvalue(), ".prj": WGS84.encode()}


def write_shapefile(folder: Path, parts: Mapping[str, bytes], stem: str = "veldara") -> Path:
    """Write the parts of a shapefile side by side and return the path of the .shp."""
    for suffix, content in parts.items():
        (folder / f"{stem}{suffix}").write_bytes(content)
    return folder / f"{stem}.shp"
