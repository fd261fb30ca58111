"""A body of a gigabyte that is made while it is read, and what reading it cost."""

from __future__ import annotations

import tempfile
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.test import Client

GIGABYTE = 1_000_000_000
BOUNDARY = "flood"


class Flood:
    """A stream that begins with some bytes and goes on with zeros to its length; it counts what was read.

    `length` is what is announced; a stream that `breaks_at` a place ends there.
    """

    def __init__(self, head: bytes, length: int = GIGABYTE, breaks_at: int | None = None) -> None:
        self.head, self.length, self.end, self.count = head, length, breaks_at or length, 0

    def read(self, size: int = -1) -> bytes:
        """Read on."""
        size = self.end - self.count if size < 0 else min(size, self.end - self.count)
        part = self.head[self.count : self.count + size]
        self.count += size
        return part + bytes(size - len(part))

    def readline(self, size: int = -1) -> bytes:
        """Read on; there are no lines in it."""
        return self.read(size)


def form_with(*parts: tuple[str, str, bytes]) -> bytes:
    """Return the beginning of a form of several parts (name, file name, content), the last one left open."""
    body = b""
    for name, file, content in parts:
        told = f'; filename="{file}"' if file else ""
        body += f'\r\n--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{told}\r\n\r\n'.encode() + content
    return body.removeprefix(b"\r\n")


def pour(client: Client, path: str, flood: Flood, **headers: str) -> Any:
    """Send the flood as a form with files."""
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "CONTENT_TYPE": f"multipart/form-data; boundary={BOUNDARY}",
        "CONTENT_LENGTH": str(flood.length),
        "wsgi.input": flood,
        **headers,
    }
    return client.request(**environ)


@dataclass
class Cost:
    """The most memory that was in use, in bytes, and the files that were there afterwards."""

    memory: int = 0
    files: frozenset[Path] = frozenset()


@contextmanager
def costing() -> Iterator[Cost]:
    """Measure what happens inside: memory at its highest, and files that were left where programs put such."""
    cost = Cost()
    before = tempfile.tempdir
    with tempfile.TemporaryDirectory() as folder:
        tempfile.tempdir = folder
        tracemalloc.start()
        try:
            yield cost
            cost.memory = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
            tempfile.tempdir = before
            cost.files = frozenset(Path(folder).iterdir())
