"""GeoJSON in constant memory: the features of a collection one by one, without reading the file whole."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tutela.exchange.readers.files import CHUNK_BYTES, Gauge, InputFile
from tutela.exchange.readers.refusals import FileDamaged, FileTruncated, WrongEncoding
from tutela.exchange.readers.tables import guess_encoding
from tutela.kernel.sentences import Sentence

# An error this near to the end of what was read may only mean that the rest has not been read yet:
# the longest literal ("-Infinity") and the longest escape ("\\uD83D\\uDE00") are shorter.
MARGIN = 16
_DECODER = json.JSONDecoder()
# What is left where a text stops in the middle of a word, a number or an escape.
_UNFINISHED = re.compile(r"[-+.\w\\\s]*")
_GOING_ON = re.compile(r"[.eE]?[-+]?")
_SPACE = re.compile(r"[ \t\n\r]*")


class BrokenJson(ValueError):
    """The text is not JSON, or not a collection of features; `cut` tells that it merely stops too early."""

    def __init__(self, message: str, *, cut: bool = False) -> None:
        super().__init__(message)
        self.where, self.cut = message, cut


@dataclass(slots=True)
class FeatureStream:
    """Splits the text of a collection into features; `about` fills with the other members as they pass."""

    chunks: Iterator[str]
    largest: int = 64_000_000
    about: dict[str, object] = field(default_factory=dict)
    _text: str = ""
    _at: int = 0
    _ended: bool = False

    def features(self) -> Iterator[object]:
        """Yield each element of `features`. Raises BrokenJson as soon as the text is found to be broken."""
        self._expect("{", Sentence("it does not begin with {"))
        found = False
        if self._peek() == "}":
            raise BrokenJson(Sentence("it is no collection of features"))
        while True:
            name = self._value()
            if not isinstance(name, str):
                raise BrokenJson(Sentence("a name was expected"))
            self._expect(":", Sentence("a colon is missing"))
            if name == "features" and self._peek() == "[":
                found = True
                yield from self._elements()
            else:
                self.about[name] = self._value()
            if self._next() == "}":
                break
            self._at -= 1
            self._expect(",", Sentence("a comma is missing"))
        if not found:
            raise BrokenJson(Sentence("it is no collection of features"))
        if self._peek():
            raise BrokenJson(Sentence("something follows after its end"))

    def _elements(self) -> Iterator[object]:
        self._expect("[", Sentence("a list was expected"))
        if self._peek() == "]":
            self._at += 1
            return
        while True:
            yield self._value()
            mark = self._next()
            if mark == "]":
                return
            if mark != ",":
                raise BrokenJson(Sentence("a comma is missing between two features"))

    def _expect(self, mark: str, message: str) -> None:
        found = self._next()
        if found != mark:
            raise BrokenJson(message)

    def _next(self) -> str:
        mark = self._peek()
        if not mark:
            raise BrokenJson(Sentence("it stops before its end"), cut=True)
        self._at += 1
        return mark

    def _peek(self) -> str:
        """Return the next character that is not white space, or nothing at the end."""
        while True:
            space = _SPACE.match(self._text, self._at)
            self._at = space.end() if space else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def _value(self) -> object:
        """Decode one value, reading on for as long as it may only be incomplete."""
        self._peek()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                self._read_on(error)
                continue
            except (RecursionError, ValueError) as error:
                raise BrokenJson(Sentence("it is nested too deeply or holds an endless number")) from error
            # A number at the very end of what was read may go on: `-6` may become `-6.1e-05`.
            if len(self._text) - end > 2 or not _GOING_ON.fullmatch(self._text, end):
                self._at = end
                return value
            waiting = len(self._text) - end
            if not self._more():
                self._at = len(self._text) - waiting
                return value

    def _read_on(self, error: json.JSONDecodeError) -> None:
        unfinished = error.msg.startswith("Unterminated string") or error.pos >= len(self._text) - MARGIN
        if not unfinished:
            raise BrokenJson(Sentence("its JSON is not well formed"))
        if len(self._text) - self._at > self.largest:
            raise BrokenJson(Sentence("one feature in it is larger than the limit"))
        rest = self._text[error.pos :]
        if not self._more():
            cut = error.msg.startswith("Unterminated string") or _UNFINISHED.fullmatch(rest) is not None
            message = Sentence("it stops before its end") if cut else Sentence("its JSON is not well formed")
            raise BrokenJson(message, cut=cut)

    def _more(self) -> bool:
        """Read at least as much again as is waiting, so that a large feature is not tried too often."""
        if self._ended:
            return False
        parts = [self._text[self._at :]]
        wanted = len(parts[0])
        self._at = 0
        got = 0
        for chunk in self.chunks:
            parts.append(chunk)
            got += len(chunk)
            if got >= wanted and got:
                break
        else:
            self._ended = True
        self._text = "".join(parts)
        return got > 0


def split_features(chunks: Iterable[str], *, largest: int = 64_000_000) -> FeatureStream:
    """Return a stream of the features in a text that arrives in pieces, cut anywhere."""
    return FeatureStream(iter(chunks), largest)


def read_features(file: InputFile, about: dict[str, object], gauge: Gauge | None = None) -> Iterator[object]:
    """Yield the features of a GeoJSON file; fill `about` with the collection's other members.

    Raises FileTruncated, FileDamaged or WrongEncoding, possibly after features have been yielded: pass over
    the file once before anything is changed.
    """
    stream = FeatureStream(_text_chunks(file, gauge), file.limits.feature_bytes, about)
    try:
        yield from stream.features()
    except BrokenJson as error:
        refusal = FileTruncated if error.cut else FileDamaged
        raise refusal(name=file.name, where=error.where) from error
    if gauge is not None:
        gauge.finish()


def _text_chunks(file: InputFile, gauge: Gauge | None) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder("utf-8-sig")(errors="strict")
    lines = 0
    with file.open(gauge) as stream:
        while chunk := stream.read(CHUNK_BYTES // 4):
            try:
                text = decoder.decode(chunk)
            except UnicodeDecodeError as error:
                raise WrongEncoding(name=file.name, line=lines + 1, encoding=guess_encoding(chunk)) from error
            lines += text.count("\n")
            yield text
    if decoder.getstate()[0]:
        raise FileTruncated(name=file.name, where=Sentence("it stops in the middle of a letter"))
