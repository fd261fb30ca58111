"""Photos are drawn again from their pixels: place, time, device and whatever else rode along stay behind."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image, ImageOps

from tutela.exchange.doors.files.cleaned import Cleaned
from tutela.exchange.doors.files.kinds import Kind
from tutela.exchange.doors.files.refusals import DamagedFile, LargePicture
from tutela.exchange.doors.limits import MOST_PIXELS
from tutela.kernel.sentences import Sentence

REDRAWN = Sentence("Drawn again from its pixels: it no longer says where, when or with what it was taken.")
SMALLER = Sentence("Drawn again from its pixels, smaller: it no longer says where, when or with what it was taken.")
FIRST_ONLY = Sentence("Only the first picture of the moving image was kept, drawn again from its pixels.")

# The name by which Pillow knows each kind; it is told to try no other reader.
READERS = {Kind.JPEG: "JPEG", Kind.PNG: "PNG", Kind.WEBP: "WEBP", Kind.GIF: "GIF"}
KEPT_AS = {Kind.JPEG: Kind.JPEG, Kind.PNG: Kind.PNG, Kind.WEBP: Kind.WEBP, Kind.GIF: Kind.PNG}
OPTIONS: dict[Kind, dict[str, Any]] = {
    Kind.JPEG: {"quality": 88, "optimize": True},
    Kind.PNG: {"optimize": False},
    Kind.WEBP: {"quality": 88, "method": 3},
}


def redrawn(data: bytes, kind: Kind) -> Cleaned:
    """Return a picture made of the same pixels, the right way up, and nothing else.

    A JPEG of more than `MOST_PIXELS` is read at half, a quarter or an eighth of its size, as its format allows.
    Raises DamagedFile, or LargePicture for any other picture of more pixels.
    """
    try:
        with Image.open(io.BytesIO(data), formats=(READERS[kind],)) as opened:
            return _redrawn(opened, kind)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise _too_large() from bomb
    except LargePicture:
        raise
    except Exception as damaged:  # what a decoder raises on damaged bytes is of every kind there is
        raise DamagedFile from damaged


def _redrawn(opened: Image.Image, kind: Kind) -> Cleaned:
    full = opened.size
    part = 1
    while opened.size[0] * opened.size[1] > MOST_PIXELS:
        part *= 2
        if kind is not Kind.JPEG or part > 8:
            raise _too_large()
        opened.draft("RGB", (full[0] // part, full[1] // part))
    is_moving = kind is not Kind.JPEG and getattr(opened, "n_frames", 1) > 1
    note = FIRST_ONLY if is_moving else SMALLER if opened.size != full else REDRAWN
    pixels = _plain(_upright(opened), KEPT_AS[kind])
    return Cleaned(_written(pixels, KEPT_AS[kind]), KEPT_AS[kind], note)


def _upright(opened: Image.Image) -> Image.Image:
    opened.load()
    try:
        return ImageOps.exif_transpose(opened)
    except Exception:  # noqa: BLE001  # notes of a camera that break their own rules: the picture itself is sound
        return opened


def _too_large() -> LargePicture:
    return LargePicture(limit=MOST_PIXELS // 1_000_000)


def _plain(picture: Image.Image, kind: Kind) -> Image.Image:
    """Return the picture in a plain mode, as a new object that knows nothing of the old one's notes."""
    has_holes = picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info
    mode = "RGBA" if has_holes and kind is not Kind.JPEG else "L" if picture.mode in {"1", "L"} else "RGB"
    changed = picture if picture.mode == mode else picture.convert(mode)
    clean = Image.new(mode, changed.size)
    clean.paste(changed)
    return clean


def _written(picture: Image.Image, kind: Kind) -> bytes:
    target = io.BytesIO()
    picture.save(target, format=READERS[kind], **OPTIONS[kind])
    return target.getvalue()
