"""What a file is, by its bytes alone: its name and what the sender calls it are not asked."""

from __future__ import annotations

import re
from enum import StrEnum

from tutela.exchange.doors.files.refusals import EmptyFile, OtherKind, TwoFilesInOne, UnknownFile
from tutela.kernel.sentences import Sentence


class Kind(StrEnum):
    """A kind that is taken; the value is the media type under which it is kept."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    GIF = "image/gif"
    MP4 = "video/mp4"
    QUICKTIME = "video/quicktime"
    THREEGP = "video/3gpp"
    M4A = "audio/mp4"
    OGG = "audio/ogg"
    AMR = "audio/amr"
    AMR_WIDE = "audio/amr-wb"
    MP3 = "audio/mpeg"
    WAV = "audio/wav"
    WEBM = "video/webm"
    PDF = "application/pdf"
    TEXT = "text/plain"


PICTURES = frozenset({Kind.JPEG, Kind.PNG, Kind.WEBP, Kind.GIF})

# First bytes, and where they stand when that is not at the very beginning.
MAGIC: tuple[tuple[int, bytes, Kind], ...] = (
    (0, b"\xff\xd8\xff", Kind.JPEG),
    (0, b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (0, b"GIF87a", Kind.GIF),
    (0, b"GIF89a", Kind.GIF),
    (8, b"WEBP", Kind.WEBP),
    (8, b"WAVE", Kind.WAV),
    (0, b"OggS", Kind.OGG),
    (0, b"#!AMR-WB\n", Kind.AMR_WIDE),
    (0, b"#!AMR\n", Kind.AMR),
    (0, b"ID3", Kind.MP3),
    (0, b"\x1a\x45\xdf\xa3", Kind.WEBM),
    (0, b"%PDF-", Kind.PDF),
)
# What is recognised in order to say what it is. A zip may be a document of an office program or an Android package.
NOT_TAKEN: tuple[tuple[bytes, Sentence], ...] = (
    (b"PK\x03\x04", Sentence("an archive or an office document")),
    (b"PK\x05\x06", Sentence("an archive or an office document")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Sentence("an office document of the old kind")),
    (b"\x78\x9f\x3e\x22", Sentence("a winmail.dat of a mail program")),
    (b"Rar!\x1a\x07", Sentence("an archive or an office document")),
    (b"7z\xbc\xaf\x27\x1c", Sentence("an archive or an office document")),
    (b"\x1f\x8b", Sentence("an archive or an office document")),
    (b"MZ", Sentence("a program")),
    (b"\x7fELF", Sentence("a program")),
    (b"#!/", Sentence("a program")),
    (b"{\\rtf", Sentence("an office document of the old kind")),
)
MARKUP = Sentence("a web page or another document with programs in it")
# Brands of the container that mp4 shares with others: whatever is not here and no picture is a film or a sound.
PICTURE_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif", b"avis"})
SOUND_BRANDS = frozenset({b"M4A ", b"M4B ", b"F4A "})

_MARKUP = re.compile(rb"<\s*(?:!doctype|html|head|body|script|svg|iframe|\?php|\?xml|object|embed)", re.IGNORECASE)
_MARKUP_WITHIN = re.compile(rb"<\s*(?:!doctype\s+html|html|script|iframe|\?php)[\s>]", re.IGNORECASE)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1f]")
# The end record of a zip may be followed by a comment of up to 65,535 bytes.
ZIP_TAIL = 65_557


def recognise(data: bytes) -> Kind:
    """Return what a file is. Raises EmptyFile, OtherKind for what is known and not taken, or UnknownFile."""
    if not data.strip(b"\x00 \t\r\n"):
        raise EmptyFile
    for at, magic, kind in MAGIC:
        if data[at : at + len(magic)] == magic and (at == 0 or data[:4] == b"RIFF"):
            return kind
    if data[4:8] == b"ftyp":
        return _container(data)
    for magic, words in NOT_TAKEN:
        if data.startswith(magic):
            raise OtherKind(kind=words)
    if _is_mp3_frame(data):
        return Kind.MP3
    return _text(data)


def _container(data: bytes) -> Kind:
    brand = data[8:12]
    if brand in PICTURE_BRANDS:
        raise OtherKind(kind=Sentence("a photo in the HEIC or AVIF format"))
    if brand == b"qt  ":
        return Kind.QUICKTIME
    if brand.startswith(b"3g"):
        return Kind.THREEGP
    return Kind.M4A if brand in SOUND_BRANDS else Kind.MP4


def _is_mp3_frame(data: bytes) -> bool:
    # Eleven bits of synchronisation, layer III; a JPEG's second byte would be 0xD8.
    return len(data) > 4 and data[0] == 0xFF and data[1] & 0xE6 == 0xE2 and data[1] & 0x18 != 0x08


def _text(data: bytes) -> Kind:
    head = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if _MARKUP.match(head):
        raise OtherKind(kind=MARKUP)
    if _CONTROLS.search(data):
        raise UnknownFile
    return Kind.TEXT


def refuse_hidden(data: bytes, kind: Kind) -> None:
    """Raise TwoFilesInOne when another file rides along in one whose bytes are kept.

    Pictures are not asked: nothing but their pixels is kept.
    """
    if _ends_as_zip(data) or b"Rar!\x1a\x07" in data or b"7z\xbc\xaf\x27\x1c" in data:
        raise TwoFilesInOne(other=Sentence("An archive"))
    if kind is not Kind.PDF and b"%PDF-" in data[:1024]:
        raise TwoFilesInOne(other=Sentence("A PDF document"))
    if kind is not Kind.TEXT and _MARKUP_WITHIN.search(data):
        raise TwoFilesInOne(other=Sentence("A web page or a program"))


def _ends_as_zip(data: bytes) -> bool:
    # Programs that unpack look for this record from the end, whatever the file begins with.
    tail = data[-ZIP_TAIL:]
    at = tail.rfind(b"PK\x05\x06")
    return at >= 0 and len(tail) - at >= 22
