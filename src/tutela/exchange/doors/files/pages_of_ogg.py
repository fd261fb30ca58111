"""OGG recordings: what their comment says is written over, page by page, and the check sums are made right again."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from tutela.exchange.doors.files.cleaned import Cleaned
from tutela.exchange.doors.files.kinds import Kind
from tutela.exchange.doors.files.refusals import DamagedFile
from tutela.exchange.doors.files.sounds import ONLY_SOUND
from tutela.kernel.sentences import Sentence

NOT_CLEANED = Sentence("Kept as it came: it may say where, when, by whom or with what it was made.")
HEAD_BYTES = 27
# What the second packet of a stream begins with, by what the first begins with.
_COMMENTS = {b"OpusHead": b"OpusTags", b"\x01vorbis": b"\x03vorbis", b"Speex   ": b""}


@dataclass(frozen=True, slots=True)
class _Page:
    start: int
    body: int
    end: int
    stream: int
    lacing: bytes


def without_comment(data: bytes) -> Cleaned:
    """Return the recording with its comment blanked and nothing behind its last page.

    A stream of a kind that is not known here is kept as it came, and the note says so. Raises DamagedFile.
    """
    pages = list(_pages(data))
    if not pages or not pages[0].lacing:
        raise DamagedFile
    kept = bytearray(data[: pages[-1].end])
    first = data[pages[0].body : pages[0].body + 8]
    mark = next((mark for head, mark in _COMMENTS.items() if first.startswith(head)), None)
    if mark is None or len({page.stream for page in pages}) > 1:
        return Cleaned(bytes(kept), Kind.OGG, NOT_CLEANED)
    where = _second_packet(pages)
    comment = bytes(kept[at] for at in where)
    if len(comment) < len(mark) + 8 or not comment.startswith(mark):
        raise DamagedFile
    for at, byte in zip(where, _blank(mark, len(comment)), strict=True):
        kept[at] = byte
    for page in pages:
        if page.start <= where[-1] and page.end > where[0]:
            _check_again(kept, page)
    return Cleaned(bytes(kept), Kind.OGG, ONLY_SOUND)


def _pages(data: bytes) -> Iterator[_Page]:
    at = 0
    while data[at : at + 4] == b"OggS" and at + HEAD_BYTES <= len(data):
        count = data[at + 26]
        lacing = data[at + HEAD_BYTES : at + HEAD_BYTES + count]
        body = at + HEAD_BYTES + count
        end = body + sum(lacing)
        if end > len(data):
            return
        yield _Page(at, body, end, struct.unpack_from("<I", data, at + 14)[0], lacing)
        at = end


def _second_packet(pages: list[_Page]) -> list[int]:
    """Return where each byte of the second packet stands; a packet ends with the first piece shorter than 255."""
    found: list[int] = []
    packet = 0
    for page in pages:
        at = page.body
        for length in page.lacing:
            if packet == 1:
                found.extend(range(at, at + length))
            at += length
            if length < 255:
                packet += 1
            if packet == 2:
                return found
    raise DamagedFile


def _blank(mark: bytes, length: int) -> bytes:
    """Return a comment of the same length that says nothing: blanks for the maker's name, and no entries."""
    framing = b"\x01" if mark == b"\x03vorbis" else b""
    blanks = length - len(mark) - 8 - len(framing)
    if blanks < 0:
        raise DamagedFile
    return mark + struct.pack("<I", blanks) + b" " * blanks + struct.pack("<I", 0) + framing


def _check_again(data: bytearray, page: _Page) -> None:
    data[page.start + 22 : page.start + 26] = b"\x00" * 4
    data[page.start + 22 : page.start + 26] = struct.pack("<I", _checksum(bytes(data[page.start : page.end])))


def _table() -> list[int]:
    made = []
    for number in range(256):
        value = number << 24
        for _ in range(8):
            value = ((value << 1) ^ 0x04C11DB7 if value & 0x80000000 else value << 1) & 0xFFFFFFFF
        made.append(value)
    return made


_SUMS = _table()


def _checksum(data: bytes) -> int:
    """Return the check sum of an OGG page (CRC-32, polynomial 04C11DB7, nothing inverted)."""
    value = 0
    for byte in data:
        value = ((value << 8) & 0xFFFFFFFF) ^ _SUMS[(value >> 24) ^ byte]
    return value
