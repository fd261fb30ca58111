"""Why a file is not taken: one class each, a sentence without its name (names of files name people), what to do."""

from __future__ import annotations

from typing import ClassVar

from tutela.kernel.refusals import Refusal
from tutela.kernel.sentences import Sentence

TAKEN = Sentence("Send a photo as JPEG, PNG or WebP, a recording as MP3, M4A, AMR, OGG, 3GP, MP4 or WAV, or a PDF.")


class FileNotTaken(Refusal):
    """A file that is not kept; the report that it came with is kept without it."""

    code = "file_not_taken"
    status = 422
    sentence: ClassVar[str] = Sentence("The file cannot be kept.")
    cure: ClassVar[str] = TAKEN

    def __init__(self, **facts: object) -> None:
        super().__init__(_filled(self.sentence, facts), remedy=_filled(self.cure, facts))


def _filled(words: str, facts: dict[str, object]) -> str:
    return Sentence(str(words), **facts) if facts else words


class EmptyFile(FileNotTaken):
    """Nothing is in it."""

    code = "attachment_empty"
    sentence = Sentence("The file is empty.")
    cure = Sentence("Take the photo or the recording again, and send it again.")


class LargeFile(FileNotTaken):
    """It is larger than the limit; it was cut off there and nothing of it kept."""

    code = "attachment_too_large"
    status = 413
    sentence = Sentence("The file is larger than {limit}.")
    cure = Sentence("Take the photo at a lower resolution, or send a shorter recording.")


class ManyFiles(FileNotTaken):
    """More files than one report may have."""

    code = "too_many_files"
    status = 413
    sentence = Sentence("More than {limit} files came with the report.")
    cure = Sentence("Send the others with a second report.")


class UnknownFile(FileNotTaken):
    """Bytes of no kind that is known here."""

    code = "file_unknown"
    status = 415
    sentence = Sentence("The file is of no kind that is taken here.")


class OtherKind(FileNotTaken):
    """A kind that is recognised and not taken."""

    code = "file_of_other_kind"
    status = 415
    sentence = Sentence("The file is {kind}, which is not taken.")


class DamagedFile(FileNotTaken):
    """It breaks the rules of its own format, or ends too early."""

    code = "attachment_damaged"
    sentence = Sentence("The file is damaged or incomplete.")
    cure = Sentence("Take the photo or the recording again, and send it again.")


class TwoFilesInOne(FileNotTaken):
    """Something else is hidden in it: a file that is two files at once is made to deceive."""

    code = "file_is_two_files"
    sentence = Sentence("{other} is hidden in the file.")
    cure = Sentence("Do not open it. Tell the people who run the server, and ask for the photo or recording again.")


class ActiveFile(FileNotTaken):
    """A document that does something when it is opened."""

    code = "file_is_active"
    sentence = Sentence("The document holds a program or another file.")
    cure = Sentence("Print it to a plain PDF, or send a photo of its pages.")


class LargePicture(FileNotTaken):
    """So many pixels that reading it would take all memory."""

    code = "picture_too_large"
    status = 413
    sentence = Sentence("The picture has more than {limit} million pixels.")
    cure = Sentence("Take the photo at a lower resolution.")


class StoreFull(Refusal):
    """There is no room for files; nothing of the report was kept, so that it can be sent again whole."""

    code = "store_full"
    status = 507

    def __init__(self) -> None:
        super().__init__(
            Sentence("There is no room left on the server for files."),
            remedy=Sentence("Keep what you have and send it again later, or send it now without files."),
        )


class StoredFileMissing(Refusal):
    """The file is not in the store, or what lies there was not put there by this mission."""

    code = "stored_file_missing"
    status = 404

    def __init__(self) -> None:
        super().__init__(
            Sentence("The file cannot be read."),
            remedy=Sentence("Tell the people who run the server, and ask the source for it again."),
        )
