"""Files as telephones make them, with the secrets that ride along, and files that are made to deceive."""

from __future__ import annotations

import io
import struct
import wave
import zipfile
from pathlib import Path
from typing import Any

from PIL import Image
from PIL.ExifTags import IFD, Base

SECRET = b"Ngoma-Secret-4711"
"""Rides along in every sample that has room for it, and must be gone from whatever is kept."""


def photo(kind: str = "JPEG", size: tuple[int, int] = (64, 48), **more: Any) -> bytes:
    """Return a picture, half red and half blue from left to right, whose notes tell place, time and device."""
    picture = Image.new("RGB", size, "blue")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[Base.Make] = SECRET.decode()
    exif[Base.DateTime] = "2031:05:14 09:30:00"
    exif.get_ifd(IFD.GPSInfo)[2] = (5.0, 12.0, 30.0)
    held = io.BytesIO()
    if kind in {"JPEG", "PNG", "WEBP"}:
        more = {"exif": exif, **more}
    if kind == "JPEG":
        more.setdefault("comment", SECRET)
    picture.save(held, format=kind, **more)
    return held.getvalue()


def turned_photo() -> bytes:
    """Return a photo that a camera held sideways would make: upright only once its note on turning is followed."""
    exif = Image.Exif()
    exif[Base.Orientation] = 6
    return photo(exif=exif)


def archive(name: str = "inside.txt", content: bytes = SECRET) -> bytes:
    """Return a zip with one file in it."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        packed.writestr(name, content)
    return held.getvalue()


def mp3(frames: int = 4, *, tags: bool = True) -> bytes:
    """Return an MP3 of silent frames (128 kbit/s, 44.1 kHz), with tags before and behind them."""
    body = (b"\xff\xfb\x90\x00" + bytes(413)) * frames
    if not tags:
        return body
    words = b"TIT2" + struct.pack(">I", len(SECRET) + 1) + b"\x00\x00\x00" + SECRET
    return b"ID3\x03\x00\x00" + struct.pack(">I", len(words)) + words + body + b"TAG" + SECRET.ljust(125, b"\x00")


def wav() -> bytes:
    """Return a WAV with a tenth of a second of silence and a chunk of tags behind it."""
    held = io.BytesIO()
    with wave.open(held, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(1600))
    told = b"INFOINAM" + struct.pack("<I", 18) + SECRET.ljust(18, b"\x00")
    whole = held.getvalue() + b"LIST" + struct.pack("<I", len(told)) + told
    return whole[:4] + struct.pack("<I", len(whole) - 8) + whole[8:]


def amr() -> bytes:
    """Return an AMR recording of ten frames with something behind its end."""
    return b"#!AMR\n" + (b"\x3c" + bytes(31)) * 10 + b"\xff" + SECRET


def ogg(comment: bytes = SECRET) -> bytes:
    """Return an OGG recording in Opus: head, comment and one page of sound."""
    head = b"OpusHead\x01\x01\x38\x01\x80\xbb\x00\x00\x00\x00\x00"
    tags = b"OpusTags" + struct.pack("<I", len(comment)) + comment + struct.pack("<I", 0)
    return _page(2, 0, 0, head) + _page(0, 0, 1, tags) + _page(4, 960, 2, b"\xfc" + bytes(40))


def _page(flags: int, position: int, number: int, packet: bytes) -> bytes:
    from tutela.exchange.doors.files.pages_of_ogg import _checksum

    lacing = bytes([255] * (len(packet) // 255) + [len(packet) % 255])
    head = struct.pack("<4sBBqIIIB", b"OggS", 0, flags, position, 77, number, 0, len(lacing)) + lacing
    whole = head + packet
    return whole[:22] + struct.pack("<I", _checksum(whole)) + whole[26:]


def box(name: bytes, *parts: bytes) -> bytes:
    """Return a box of an MP4."""
    body = b"".join(parts)
    return struct.pack(">I", len(body) + 8) + name + body


def mp4(brand: bytes = b"isom", handler: bytes = b"vide", *, behind: bytes = b"") -> bytes:
    """Return an MP4 that tells where and when it was made, in every place where telephones write it."""
    moments = struct.pack(">IIIII", 0, 0xE0000001, 0xE0000002, 1000, 0)
    track = box(
        b"trak",
        box(b"tkhd", moments),
        box(b"mdia", box(b"mdhd", moments), box(b"hdlr", bytes(8), handler, bytes(12), b"\x00")),
    )
    where = box(b"udta", box(b"\xa9xyz", b"+05.2000+020.5000/" + SECRET))
    notes = box(b"meta", bytes(4), SECRET)
    return (
        box(b"ftyp", brand, bytes(4), brand)
        + box(b"moov", box(b"mvhd", moments), track, where, notes)
        + box(b"uuid", bytes(16), SECRET)
        + box(b"mdat", b"\x01\x02\x03sound and picture")
        + behind
    )


def pdf(body: bytes = b"1 0 obj\n<< /Type /Catalog >>\nendobj\n", *, behind: bytes = b"\n") -> bytes:
    """Return a PDF that is enough of one."""
    return b"%PDF-1.4\n" + body + b"trailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF" + behind


def stored_paths(folder: Path) -> list[Path]:
    """Return every file below a folder, also those whose names begin with a dot."""
    return sorted(path for path in folder.rglob("*") if path.is_file())
