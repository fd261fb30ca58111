"""Reading what is sent, within limits: nothing of it touches the disk, and no more of it is held than is taken.

A file over its limit is dropped while it streams past, and the report that it came with is taken in without it. What is
larger than any report can be is not read to its end.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import IO, Any, BinaryIO, cast

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopFutureHandlers, StopUpload
from django.http import HttpRequest, QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _

from tutela.exchange.doors.limits import LARGEST_FILE, LARGEST_REPORT, MOST_FILES
from tutela.exchange.readers.files import human_size
from tutela.kernel.refusals import Refusal

CHUNK = 64 * 1024


class TooLarge(Refusal):
    """More was sent than any report can hold; it was not read to its end."""

    code = "report_too_large"
    status = 413


class NotWhole(Refusal):
    """The line broke before everything was there, or what came is not in the form that it says it has."""

    code = "not_whole"
    status = 400


def too_large(most: int) -> TooLarge:
    """Return the refusal for what is larger than a door takes."""
    return TooLarge(
        _("What was sent is larger than %(most)s.") % {"most": human_size(most)},
        remedy=_("Send it in parts, with smaller or fewer files."),
    )


def not_whole() -> NotWhole:
    """Return the refusal for what did not arrive whole."""
    return NotWhole(
        _("What was sent did not arrive whole."),
        remedy=_("Send the same again; what is in already is not taken twice."),
    )


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a form as it came, in the form's field `key`.

    `name` serves to find what in the report refers to it, and is kept nowhere. A file that is over its limit, or one
    too many, has no content.
    """

    key: str
    name: str = field(repr=False)
    content: bytes = field(repr=False)
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form held: its fields and its files; `was_cut` says that its end was left unread."""

    fields: QueryDict = field(repr=False)
    parts: tuple[Part, ...]
    was_cut: bool = False

    @property
    def contents(self) -> list[bytes]:
        """The files that are within their limits."""
        return [part.content for part in self.parts if not part.is_over]

    @property
    def has_over(self) -> bool:
        """Whether a file was left out because it or its number was over a limit."""
        return self.was_cut or any(part.is_over for part in self.parts)


class _Counting(io.RawIOBase):
    """A stream that knows how much was read of it, so that a form which ends early is told from one that is whole."""

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__()
        self.stream, self.count = stream, 0

    def read(self, size: int = -1, /) -> bytes:
        """Read on."""
        data = self.stream.read(size) if size >= 0 else self.stream.read()
        self.count += len(data)
        return data

    def readline(self, size: int | None = -1, /) -> bytes:
        """Read a line."""
        data = self.stream.readline(size if size is not None else -1)
        self.count += len(data)
        return data


class _Within(FileUploadHandler):
    """Holds the files of one form in memory, each up to a size, and stops once the whole is too large."""

    chunk_size = CHUNK

    def __init__(self, request: HttpRequest, *, largest: int, most: int, total: int) -> None:
        super().__init__(request)
        self.largest, self.most, self.total = largest, most, total
        self.files, self.read = 0, 0
        self.was_cut = False
        self.held = bytearray()
        self.is_over = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        super().new_file(*args, **kwargs)
        self.files += 1
        self.held, self.is_over = bytearray(), self.files > self.most
        raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Hold what fits; let the rest of this file go by; stop when there is too much of it all."""
        self.read += len(raw_data)
        if self.read > self.total:
            self.was_cut = True
            raise StopUpload(connection_reset=True)
        if self.is_over or len(self.held) + len(raw_data) > self.largest:
            self.is_over, self.held = True, bytearray()
        else:
            self.held += raw_data

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """Hand over the file."""
        held = io.BytesIO(bytes(self.held))
        self.held = bytearray()
        made = InMemoryUploadedFile(held, self.field_name, self.file_name, self.content_type, file_size, self.charset)
        made.is_over = self.is_over  # type: ignore[attr-defined]
        return made


def form_of(
    request: HttpRequest, *, largest: int = LARGEST_FILE, most: int = MOST_FILES, total: int = LARGEST_REPORT
) -> Sent:
    """Read a form with its files. Raises NotWhole when it does not arrive whole or is no form.

    `total` bounds what is read of the files at all: what is beyond is left unread and `was_cut` says so. Files are
    held in memory, `most` of `largest` bytes at the most.
    """
    counted = _counted(request, total)
    within = _Within(request, largest=largest, most=most, total=total)
    request.upload_handlers = [within]
    try:
        fields, files = request.POST, request.FILES
    except (MultiPartParserError, UnreadablePostError, TooManyFieldsSent, TooManyFilesSent, OSError) as broken:
        raise not_whole() from broken
    except RequestDataTooBig as large:
        raise too_large(total) from large
    expected = _length(request)
    if counted is not None and not within.was_cut and expected is not None and counted.count < expected:
        raise not_whole()
    parts = tuple(
        Part(name, one.name or "", one.read(), getattr(one, "is_over", False))
        for name, listed in files.lists()
        for one in listed
    )
    return Sent(fields, parts, within.was_cut)


def _length(request: HttpRequest) -> int | None:
    told = str(request.META.get("CONTENT_LENGTH") or "")
    return int(told) if told.isdigit() else None


def _counted(request: HttpRequest, total: int) -> _Counting | None:
    """Put a counter under the request's stream; take a body in pieces of unknown number (RFC 9112, 7.1) as it comes.

    Django reads as many bytes as were announced, so none of a body that announces no number; where the server says
    that its stream ends by itself, as the OpenRosa standard wants it understood, it is read to that end.
    """
    stream = getattr(request, "_stream", None)
    if stream is None:
        return None
    is_in_pieces = "chunked" in request.META.get("HTTP_TRANSFER_ENCODING", "").lower()
    if _length(request) is None and is_in_pieces and request.META.get("wsgi.input_terminated"):
        request.META["CONTENT_LENGTH"] = str(2 * total)
        request._stream = request.META["wsgi.input"]
        return None
    counting = _Counting(stream)
    request._stream = cast("BinaryIO", counting)
    return counting


def body_of(request: HttpRequest, most: int) -> bytes:
    """Return a body that is no form with files. Raises TooLarge or NotWhole."""
    length = _length(request)
    if length is not None and length > most:
        raise too_large(most)
    try:
        body = request.read(most + 1)
    except (UnreadablePostError, OSError) as broken:
        raise not_whole() from broken
    if len(body) > most:
        raise too_large(most)
    if length is not None and len(body) < length:
        raise not_whole()
    return body
