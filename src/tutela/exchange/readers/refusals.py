"""Refusals of a whole file: one class each, one sentence, one remedy; nothing has been changed.

`sentence` and `cure` are templates that facts fill, so that the same refusal can be told in another language.
"""

from __future__ import annotations

from typing import ClassVar

from tutela.kernel.refusals import Refusal
from tutela.kernel.sentences import Sentence


class FileRefusal(Refusal):
    """A file that cannot be used at all. The facts fill its sentence: name, sizes, columns, phrases."""

    code = "file_refused"
    status = 422
    sentence: ClassVar[str] = "{name} cannot be used."
    cure: ClassVar[str] = "Take the file from its source again."

    def __init__(self, **facts: object) -> None:
        super().__init__(Sentence(self.sentence, **facts), remedy=Sentence(self.cure, **facts))


class FileMissing(FileRefusal):
    """There is no such file, or it is a folder."""

    code = "file_missing"
    sentence = "There is no file {name}."
    cure = "Check the spelling and the folder."


class FileUnreadable(FileRefusal):
    """The operating system does not let this program read the file."""

    code = "file_unreadable"
    sentence = "The file {name} may not be read by this program."
    cure = "Change its permissions, or copy it to a folder of your own."


class FileTooLarge(FileRefusal):
    """The file is larger than the limit."""

    code = "file_too_large"
    sentence = "{name} holds {size}, more than the limit of {limit}."
    cure = "Take only your country or your years from the source, or raise the limit."


class FileEmpty(FileRefusal):
    """The file holds nothing."""

    code = "file_empty"
    sentence = "{name} is empty."
    cure = "Download it again; the last download probably failed."


class FileTruncated(FileRefusal):
    """The file ends before its content does."""

    code = "file_truncated"
    sentence = "{name} ends too early: {where}."
    cure = "Download or copy it again; part of it is missing."


class FileDamaged(FileRefusal):
    """The file's content breaks the rules of its own format."""

    code = "file_damaged"
    sentence = "{name} is damaged: {where}."
    cure = "Download or copy it again."


class FileIsSpreadsheet(FileRefusal):
    """A spreadsheet where a table of plain text is needed."""

    code = "file_is_spreadsheet"
    sentence = "{name} is a spreadsheet ({kind}), not a text file."
    cure = "Open it and save it as “CSV UTF-8 (comma delimited)”, then import that file."


class FileIsOtherKind(FileRefusal):
    """A kind of file that is recognised but cannot be read here."""

    code = "file_is_other_kind"
    sentence = "{name} is {kind}, which cannot be read here."
    cure = "{expected}"


class FileIsBinary(FileRefusal):
    """Bytes that are not text and not a format that is known."""

    code = "file_is_binary"
    sentence = "{name} holds neither text nor any format known here."
    cure = "{expected}"


class WrongEncoding(FileRefusal):
    """Text that is not UTF-8. Nothing is guessed: a wrong guess would spoil names for good."""

    code = "wrong_encoding"
    sentence = "{name} is not written in UTF-8 (line {line}); it looks like {encoding}."
    cure = "Save it as “CSV UTF-8”, or name its encoding if you know it."


class UnknownEncoding(FileRefusal):
    """The name of an encoding that nobody knows, or that is none of text."""

    code = "unknown_encoding"
    sentence = "{name} cannot be read as {encoding}: there is no such encoding of text."
    cure = "Name it as programs do, like cp1252 or latin-1, or save the file as “CSV UTF-8”."


class ReadingBrokenOff(FileRefusal):
    """The process that read the file was ended from outside; what was written stands."""

    code = "reading_broken_off"
    status = 409
    sentence = "The reading of {name} was broken off by the system."
    cure = "Import the same file again; it goes on where it stopped."


class ArchiveTooLarge(FileRefusal):
    """An archive that would expand beyond all measure."""

    code = "archive_too_large"
    sentence = "{name} would unpack to more than {limit}; it may be built to do harm."
    cure = "Unpack it yourself where you trust its source, and import the file inside."


class ArchiveUnsafe(FileRefusal):
    """An archive with a member that leads out of it, is encrypted, or is an archive again."""

    code = "archive_unsafe"
    sentence = "{name} cannot be opened safely: {where}."
    cure = "Unpack it yourself where you trust its source, and import the file inside."


class ArchiveAmbiguous(FileRefusal):
    """An archive or a file with no data set that fits, or with several."""

    code = "archive_ambiguous"
    sentence = "{name} holds {found}; one was expected."
    cure = "Choose one: {choice}."


class NoRows(FileRefusal):
    """A header and nothing under it."""

    code = "no_rows"
    sentence = "{name} has a header but no rows."
    cure = "Check the selection that you made at the source and export again."


class UnknownColumns(FileRefusal):
    """Columns that no reader knows."""

    code = "unknown_columns"
    sentence = "{name} does not have the columns of {expected}: {missing} is missing; it starts with {found}."
    cure = "Export it from the source again with all columns and the source's own column names."


class DoubledColumn(FileRefusal):
    """Two columns of one name, so that nobody can say which is meant."""

    code = "doubled_column"
    sentence = "{name} has two columns called {column}."
    cure = "Remove or rename one of them."


class WrongProjection(FileRefusal):
    """Coordinates that are not WGS 84 degrees."""

    code = "wrong_projection"
    sentence = "{name} is in the coordinate system {system}, not in latitude and longitude on WGS 84."
    cure = "Reproject it to EPSG:4326 in a mapping program and import the result."


class MissingPart(FileRefusal):
    """A shapefile without one of the files that it consists of."""

    code = "missing_part"
    sentence = "{name} lacks its {part} file, which holds {holds}."
    cure = "Put all files of the shapefile into one folder, or import the zip as it was downloaded."
