"""The process that reads an event file ahead: it is given the file, answers with portions, and ends with its parent.

    python -m tutela.exchange.readers.events.reader_process

What it is to read comes through standard input, which stays open as long as somebody waits for the answer. Each answer
is a length in four bytes, a letter for what it is, and the bytes of that.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
from queue import Queue
from threading import Thread
from traceback import format_exc
from typing import BinaryIO

from tutela.exchange.readers.events.ready import Packer, portions
from tutela.kernel.refusals import Refusal

PORTION, FAULT, END = b"p", b"f", b"e"
LENGTH = 4
# Portions that wait to be taken, some megabytes: while the store writes, the next ones are made.
MOST_AHEAD = 12


def main() -> None:
    """Read what is asked for, until its end or until nobody listens any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    file, wanted = pickle.load(sys.stdin.buffer)  # noqa: S301 (written by our own process)
    gc.disable()  # There are no cycles among the rows.
    answers: Queue[bytes | None] = Queue(MOST_AHEAD)
    Thread(target=_end_with_the_asker, args=(sys.stdin.fileno(),), daemon=True).start()
    answering = Thread(target=_answer, args=(sys.stdout.buffer, answers), daemon=True)
    answering.start()
    packer = Packer()
    try:
        for portion in portions(file, wanted):
            answers.put(_framed(PORTION, packer.pack(portion)))
    except Exception as fault:  # noqa: BLE001 (whatever it is, the asker raises it)
        answers.put(_framed(FAULT, packed_fault(fault)))
    else:
        answers.put(_framed(END, b""))
    answers.put(None)
    answering.join()


def _framed(kind: bytes, content: bytes) -> bytes:
    return b"".join((len(content).to_bytes(LENGTH), kind, content))


def _answer(out: BinaryIO, answers: Queue[bytes | None]) -> None:
    try:
        while (answer := answers.get()) is not None:
            out.write(answer)
            out.flush()
    except OSError:
        os._exit(1)  # Nobody listens.


def _end_with_the_asker(handle: int) -> None:
    """Wait until standard input is closed, which the system does for a process that was killed, and end."""
    try:
        os.read(handle, 1)
    finally:
        os._exit(1)


def packed_fault(fault: Exception) -> bytes:
    """Return an exception as bytes for `unpacked_fault`."""
    if isinstance(fault, Refusal):
        # Its class may take other arguments than those that it keeps.
        return pickle.dumps((type(fault), fault.args, fault.__dict__))
    fault.add_note(format_exc())
    try:
        return pickle.dumps((None, fault, fault.__dict__))
    except Exception:  # noqa: BLE001 (an exception that cannot travel)
        return pickle.dumps((None, RuntimeError(f"{type(fault).__name__} while reading."), {}))


def unpacked_fault(packed: bytes) -> Exception:
    """Return the exception in bytes of a process of our own."""
    kind, said, state = pickle.loads(packed)  # noqa: S301 (written by our own process)
    fault: Exception = said if kind is None else kind.__new__(kind, *said)
    fault.__dict__.update(state)
    return fault


if __name__ == "__main__":
    main()
