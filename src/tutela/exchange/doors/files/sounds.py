"""Recordings in simple formats: only the frames of sound are kept, so that names and places in tags are gone."""

from __future__ import annotations

import struct

from tutela.exchange.doors.files.cleaned import Cleaned
from tutela.exchange.doors.files.kinds import Kind
from tutela.exchange.doors.files.refusals import DamagedFile
from tutela.kernel.sentences import Sentence

ONLY_SOUND = Sentence("Only the sound was kept: tags with names, places and times are gone.")

# Kilobits a second by index; MPEG 1 layer III, then MPEG 2 and 2.5 layer III.
_BITRATES = (
    (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
)
# Samples a second by index, by the two bits of the version: 2.5, reserved, 2, 1.
_RATES = {0: (11025, 12000, 8000), 2: (22050, 24000, 16000), 3: (44100, 48000, 32000)}
# Bytes of a frame with its own first byte, by type; types that are absent are reserved.
_NARROW = {0: 13, 1: 14, 2: 16, 3: 18, 4: 20, 5: 21, 6: 27, 7: 32, 8: 6, 15: 1}
_WIDE = {0: 18, 1: 24, 2: 33, 3: 37, 4: 41, 5: 47, 6: 51, 7: 59, 8: 61, 9: 6, 14: 1, 15: 1}


def only_mp3_frames(data: bytes) -> Cleaned:
    """Return the frames of an MP3; whatever stands before, between and behind them is left out.

    Raises DamagedFile when there are not two frames in a row.
    """
    kept = bytearray()
    at = 0
    while at < len(data) - 4:
        length = _mp3_frame(data, at)
        end = at + length
        # One frame by itself may be chance; two in a row, or a last one that ends the file, are sound.
        if length and (_mp3_frame(data, end) or (kept and end <= len(data))):
            kept += data[at:end]
            at = end
        else:
            found = data.find(b"\xff", at + 1)
            at = found if found > 0 else len(data)
    if not kept:
        raise DamagedFile
    return Cleaned(bytes(kept), Kind.MP3, ONLY_SOUND)


def _mp3_frame(data: bytes, at: int) -> int:
    """Return the length of the frame that begins at a place, 0 where none does."""
    if at + 4 > len(data) or data[at] != 0xFF or data[at + 1] & 0xE6 != 0xE2:
        return 0
    version, third = (data[at + 1] >> 3) & 3, data[at + 2]
    rates = _RATES.get(version)
    bitrate, rate = third >> 4, (third >> 2) & 3
    if rates is None or bitrate in (0, 15) or rate == 3:
        return 0
    kilobits = _BITRATES[0 if version == 3 else 1][bitrate]
    samples = 144 if version == 3 else 72
    return samples * kilobits * 1000 // rates[rate] + ((third >> 1) & 1)


def only_wav_samples(data: bytes) -> Cleaned:
    """Return a WAV with its format and its samples alone. Raises DamagedFile without both."""
    form, samples = b"", b""
    at = 12
    while at + 8 <= len(data):
        name, size = data[at : at + 4], struct.unpack_from("<I", data, at + 4)[0]
        body = data[at + 8 : at + 8 + size]
        if name == b"fmt " and not form and 16 <= size <= 64:
            form = body
        if name == b"data" and form:
            samples = body
            break
        at += 8 + size + (size & 1)
    if not form or not samples:
        raise DamagedFile
    parts = b"".join(
        name + struct.pack("<I", len(body)) + body + b"\x00" * (len(body) & 1)
        for name, body in ((b"fmt ", form), (b"data", samples))
    )
    return Cleaned(b"RIFF" + struct.pack("<I", 4 + len(parts)) + b"WAVE" + parts, Kind.WAV, ONLY_SOUND)


def only_amr_frames(data: bytes, kind: Kind) -> Cleaned:
    """Return the frames of an AMR recording, up to the first byte that begins none. Raises DamagedFile without any."""
    head = b"#!AMR-WB\n" if kind is Kind.AMR_WIDE else b"#!AMR\n"
    sizes = _WIDE if kind is Kind.AMR_WIDE else _NARROW
    at = len(head)
    while at < len(data):
        size = 0 if data[at] & 0x83 else sizes.get((data[at] >> 3) & 15, 0)
        if not size or at + size > len(data):
            break
        at += size
    if at == len(head):
        raise DamagedFile
    return Cleaned(data[:at], kind, ONLY_SOUND)
