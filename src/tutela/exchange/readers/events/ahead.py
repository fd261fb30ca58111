"""Reading a large event file ahead in a second process, so that reading and writing each have a core."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from tutela.exchange.readers.events import reader_process
from tutela.exchange.readers.events.reading import EventFile
from tutela.exchange.readers.events.ready import Portion, Unpacker, Wanted, portions
from tutela.exchange.readers.refusals import ReadingBrokenOff

# From so many bytes on a second process, a fifth of a second until it is there, pays.
LARGE = 5_000_000
READER = reader_process.__name__


@contextmanager
def reading(file: EventFile, wanted: Wanted) -> Iterator[Iterator[Portion]]:
    """Yield the portions of a file, read by a second process where that pays; the process ends with the block.

    While they are taken, raises what the readers raise, and ReadingBrokenOff when the process was ended from outside.
    """
    process = _started() if _pays(file) else None
    if process is None:
        yield portions(file, wanted)
        return
    try:
        yield _taken(process, file, wanted)
    finally:
        process.kill()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                _open(pipe).close()
        process.wait()


def _pays(file: EventFile) -> bool:
    # An interpreter inside of another program has that program's name.
    has_interpreter = Path(sys.executable or "").name.lower().startswith("python")
    return has_interpreter and file.file.size >= LARGE and _cores() > 1


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _started() -> subprocess.Popen[bytes] | None:
    """Start the process with what it needs and no more: no key and no address of the store; None when it cannot be."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TUTELA_", "DJANGO_"))}
    environment = {**kept, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    command = [sys.executable, "-P", "-m", READER]
    with suppress(OSError):
        return subprocess.Popen(  # noqa: S603 (our own module)
            command,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    return None


def _open(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None  # noqa: S101 (both are asked for)
    return pipe


def _taken(process: subprocess.Popen[bytes], file: EventFile, wanted: Wanted) -> Iterator[Portion]:
    with suppress(OSError):  # One that ended at once gives no answer either.
        _open(process.stdin).write(pickle.dumps((file, wanted)))
        _open(process.stdin).flush()
    answers, unpacker, begun = _open(process.stdout), Unpacker(), False
    while True:
        length, kind = answers.read(reader_process.LENGTH), answers.read(1)
        if not kind:
            break
        content = answers.read(int.from_bytes(length))
        if len(content) < int.from_bytes(length):
            break
        if kind == reader_process.END:
            return
        if kind == reader_process.FAULT:
            raise reader_process.unpacked_fault(content)
        begun = True
        yield unpacker.unpack(content)
    if begun:
        raise ReadingBrokenOff(name=file.file.name)
    yield from portions(file, wanted)  # It never came to work here.
