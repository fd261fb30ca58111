"""Documents and notes: PDF and plain text."""

from __future__ import annotations

import re

from tutela.exchange.doors.files.cleaned import Cleaned
from tutela.exchange.doors.files.kinds import Kind
from tutela.exchange.doors.files.pages_of_ogg import NOT_CLEANED
from tutela.exchange.doors.files.refusals import ActiveFile, DamagedFile, TwoFilesInOne
from tutela.kernel.printable import printable
from tutela.kernel.sentences import Sentence

REWRITTEN = Sentence("Written again as plain text.")
# What makes a PDF do something, or carry another file.
_ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData|GoToR|GoToE)\b")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")


def checked_pdf(data: bytes) -> Cleaned:
    """Return a PDF as it came, once it was seen to end where it should and to do nothing when opened.

    Its own notes on who wrote it stay in it, and the note says so. Raises DamagedFile, TwoFilesInOne or ActiveFile.
    """
    last = data.rfind(b"%%EOF")
    if last < 0:
        raise DamagedFile
    if data[last + 5 :].strip(b"\r\n\t \x00"):
        raise TwoFilesInOne(other=Sentence("Other data"))
    plain = _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), data)
    if _ACTIVE.search(plain):
        raise ActiveFile
    return Cleaned(data, Kind.PDF, NOT_CLEANED)


def rewritten_text(data: bytes) -> Cleaned:
    """Return text in UTF-8 without characters that show nothing or turn the line."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    return Cleaned(printable(text).encode("utf-8"), Kind.TEXT, REWRITTEN)
