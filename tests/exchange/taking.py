"""What the tests of taking files in share: files about Orvane, the store as it is, and files that cannot be used."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.exchange.samples import ACLED_31, CLEAN, GED_COLUMNS, RAID, table, write
from tests.people import MISSION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.people import People
    from tutela.exchange.intake import ImportReport

# A clean event in Haut-Sambéré; the grid cell of the sample is that of another country.
HERE = {
    "latitude": "5.0", "longitude": "20.5", "geom_wkt": "", "priogrid_gid": "", "country": "Orvane", "gwnoa": "",
    "where_coordinates": "Loumé", "side_a": "Grey Sail", "side_b": "Civilians",
}  # fmt: skip
RAID_HERE = {"latitude": "5.0", "longitude": "20.5", "country": "Orvane", "location": "Loumé"}


def ged_text(*changes: Mapping[str, str], columns: tuple[str, ...] = tuple(GED_COLUMNS)) -> str:
    """Return a GED table of events in Orvane."""
    return table(columns, [{**CLEAN, **HERE, **change} for change in changes])


def ged_file(folder: Path, *changes: Mapping[str, str], name: str = "events.csv") -> Path:
    """Write a GED table of events in Orvane."""
    return write(folder / name, ged_text(*changes))


def acled_file(folder: Path, *changes: Mapping[str, str], name: str = "acled.csv") -> Path:
    """Write an ACLED table of events in Orvane."""
    return write(folder / name, table(ACLED_31, [{**RAID, **RAID_HERE, **change} for change in changes]))


def take_events(people: People, path: Path, **more: Any) -> ImportReport:
    """Import an event file as the person in charge; the reports are kept beside the file."""
    from tutela.exchange.intake import import_events_file

    said: dict[str, Any] = {
        "actor": people.in_charge.actor, "clock": people.clock, "folder": path.parent / "kept"
    } | more  # fmt: skip
    return import_events_file(path, **said)[1]


def counts(report: ImportReport) -> tuple[int, int, int]:
    """Return how many were new, updated and unchanged."""
    return report.new, report.updated, report.unchanged


def store() -> dict[str, object]:
    """Return what would show that something was written: the end of the ledger and the size of each table."""
    from tutela.exchange.models import ImportRun
    from tutela.know.incidents.models import Actor, Incident, IncidentRevision
    from tutela.ledger.queries import ledger_head
    from tutela.mission.models import Area, AreaVersion, Base, BasePeriod, Snapshot

    tables = (ImportRun, Actor, Incident, IncidentRevision, Area, AreaVersion, Base, BasePeriod, Snapshot)
    return {"head": ledger_head(MISSION)} | {one.__name__: one.objects.count() for one in tables}


def zip_of(name: str, content: bytes) -> bytes:
    """Return a zip with one file in it."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return held.getvalue()


def rubbish(good: bytes, name: str) -> dict[str, tuple[bytes, str]]:
    """Return files that hold nothing that can be used, made from one that does, with words of what is said."""
    head, packed = good.split(b"\n", 1)[0], zip_of(name, good)
    return {
        "nothing": (b"", "is empty"),
        "blanks": (b"\n \n", "is empty"),
        "bytes": (bytes(range(256)) * 20, "neither text nor any format"),
        "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(200), "a picture"),
        "a web page": (b"<!DOCTYPE html><p>Sign in", "a web page"),
        "an old spreadsheet": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "is a spreadsheet"),
        "a head alone": (head + b"\n", "has a header but no rows"),
        "other columns": (b"name,colour\nmill,red\n", "does not have the columns of"),
        "a gzip cut short": (gzip.compress(good)[:-20], "ends too early"),
        "a zip cut short": (packed[: len(packed) // 2], "damaged|ends too early"),
        "an empty zip": (b"PK\x05\x06" + bytes(18), "one was expected"),
        "sixteen bits": (good.decode().encode("utf-16"), "UTF-16"),
        "Latin-1": (good.decode().encode("latin-1", "replace"), "is not written in UTF-8"),
    }
