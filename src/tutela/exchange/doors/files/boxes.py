"""MP4, M4A, 3GP and QuickTime: a file of boxes. Those that tell of places and people are blanked where they stand.

Sound and film are found by their distance from the file's beginning, so nothing is cut out: a box is renamed to
`free`, which players skip, and its content becomes zeros.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from tutela.exchange.doors.files.cleaned import Cleaned
from tutela.exchange.doors.files.kinds import Kind
from tutela.exchange.doors.files.refusals import DamagedFile, TwoFilesInOne
from tutela.kernel.sentences import Sentence

BLANKED = Sentence("What it said of place, time, maker and device was blanked; sound and picture are as they came.")
OTHER_TRACK = Sentence("Its tags were blanked, but it has a track of other data, which may say where it was made.")

KNOWN_TOP = frozenset({b"ftyp", b"moov", b"mdat", b"moof", b"mfra", b"sidx", b"styp", b"free", b"skip", b"wide"})
HOLDERS = frozenset({b"moov", b"trak", b"mdia", b"minf", b"moof", b"traf", b"mvex", b"edts"})
TELLING = frozenset({b"udta", b"meta", b"uuid", b"free", b"skip", b"wide", b"iods", b"name", b"pnot", b"PICT"})
# The boxes that begin with the moments of making and changing.
DATED = frozenset({b"mvhd", b"tkhd", b"mdhd"})
DEEPEST = 8


@dataclass(frozen=True, slots=True)
class _Box:
    name: bytes
    start: int
    body: int
    end: int


def without_telling_boxes(data: bytes, kind: Kind) -> Cleaned:
    """Return the file with its telling boxes blanked. Raises DamagedFile, or TwoFilesInOne for bytes behind its end."""
    top = list(_boxes(data, 0, len(data)))
    names = {box.name for box in top}
    if b"moov" not in names or not names & {b"mdat", b"moof"}:
        raise DamagedFile
    kept = bytearray(data)
    for box in top:
        if box.name not in KNOWN_TOP:
            _blank(kept, box)
    handlers = set(_clean(kept, data, 0, len(data), 0))
    note = BLANKED if handlers <= {b"soun", b"vide"} else OTHER_TRACK
    if kind is Kind.THREEGP and b"vide" not in handlers:
        kind = Kind.M4A
    if kind is Kind.MP4 and handlers == {b"soun"}:
        kind = Kind.M4A
    return Cleaned(bytes(kept), kind, note)


def _boxes(data: bytes, start: int, end: int) -> Iterator[_Box]:
    at = start
    while at < end:
        if at + 8 > end:
            raise TwoFilesInOne(other=Sentence("Other data")) if start == 0 else DamagedFile
        size, name = struct.unpack_from(">I4s", data, at)
        body = at + 8
        if size == 1 and at + 16 <= end:
            size = struct.unpack_from(">Q", data, at + 8)[0]
            body = at + 16
        elif size == 0 and start == 0:
            size = end - at
        if size < body - at or at + size > end:
            raise DamagedFile
        yield _Box(name, at, body, at + size)
        at += size


def _clean(kept: bytearray, data: bytes, start: int, end: int, depth: int) -> Iterator[bytes]:
    """Blank what tells within a stretch of boxes; yield the handlers of the tracks that are met."""
    if depth > DEEPEST:
        raise DamagedFile
    for box in _boxes(data, start, end):
        if box.name in TELLING:
            _blank(kept, box)
        elif box.name in DATED:
            _undate(kept, box)
        elif box.name == b"hdlr" and box.end - box.body >= 12 and depth == 3:
            yield data[box.body + 8 : box.body + 12]
        elif box.name in HOLDERS:
            # QuickTime closes a list of boxes with four zero bytes.
            stop = box.end - 4 if box.name == b"udta" else box.end
            yield from _clean(kept, data, box.body, stop, depth + 1)


def _blank(kept: bytearray, box: _Box) -> None:
    kept[box.start + 4 : box.start + 8] = b"free"
    kept[box.body : box.end] = bytes(box.end - box.body)


def _undate(kept: bytearray, box: _Box) -> None:
    size = 16 if kept[box.body] == 1 else 8
    kept[box.body + 4 : box.body + 4 + size] = bytes(size)
