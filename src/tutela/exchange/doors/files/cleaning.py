"""Whatever comes in is typed by its bytes, cleaned by its kind, or refused."""

from __future__ import annotations

from tutela.exchange.doors.files.boxes import without_telling_boxes
from tutela.exchange.doors.files.cleaned import Cleaned
from tutela.exchange.doors.files.kinds import PICTURES, Kind, recognise, refuse_hidden
from tutela.exchange.doors.files.pages_of_ogg import NOT_CLEANED, without_comment
from tutela.exchange.doors.files.papers import checked_pdf, rewritten_text
from tutela.exchange.doors.files.refusals import LargeFile
from tutela.exchange.doors.files.sounds import only_amr_frames, only_mp3_frames, only_wav_samples
from tutela.exchange.doors.limits import LARGEST_FILE
from tutela.exchange.readers.files import human_size


def cleaned(data: bytes, *, limit: int = LARGEST_FILE) -> Cleaned:
    """Return what is kept of a file. Raises a `FileNotTaken`, which says in a sentence why nothing is."""
    if len(data) > limit:
        raise LargeFile(limit=human_size(limit))
    kind = recognise(data)
    if kind in PICTURES:
        # Pillow takes a moment to load and is not needed where no picture comes in.
        from tutela.exchange.doors.files.pictures import redrawn

        return redrawn(data, kind)
    made = _kept(data, kind)
    refuse_hidden(made.data, kind)
    return made


def _kept(data: bytes, kind: Kind) -> Cleaned:
    match kind:
        case Kind.MP3:
            return only_mp3_frames(data)
        case Kind.WAV:
            return only_wav_samples(data)
        case Kind.AMR | Kind.AMR_WIDE:
            return only_amr_frames(data, kind)
        case Kind.OGG:
            return without_comment(data)
        case Kind.PDF:
            return checked_pdf(data)
        case Kind.TEXT:
            return rewritten_text(data)
        case Kind.WEBM:
            return Cleaned(data, kind, NOT_CLEANED)
        case _:
            return without_telling_boxes(data, kind)
