"""Files that come with reports: typed by their bytes, cleaned, sealed and put away; never served inline."""

from __future__ import annotations

from tutela.exchange.doors.files.refusals import FileNotTaken, StoredFileMissing, StoreFull
from tutela.exchange.doors.files.store import PutAway, discard, open_file, put_away, remove_orphans, rewrap_files

__all__ = [
    "FileNotTaken",
    "PutAway",
    "StoreFull",
    "StoredFileMissing",
    "discard",
    "open_file",
    "put_away",
    "remove_orphans",
    "rewrap_files",
]
