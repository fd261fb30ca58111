"""The way out of an exercise: into a folder. Nothing of an exercise ever reaches a telephone or a mailbox."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings

from tutela.exchange.sending.transports.mail import letter
from tutela.exchange.sending.transports.parcels import NotSent, Parcel
from tutela.ledger.outbox import Channel

PROOF = "written to the folder of the exercise"


class ExerciseFolder:
    """Writes each message into a file of its own; the same message again writes the same file."""

    def __init__(self, channel: Channel) -> None:
        self.channel = channel

    def send(self, parcel: Parcel) -> str:
        """Write a mail as `.eml`, a text message as `.txt` without the number. Raises NotSent on a full disk."""
        if self.channel is Channel.MAIL:
            name, body = f"{parcel.key}.eml", letter(parcel).message().as_bytes()
        else:
            name, body = f"{parcel.key}.txt", f"To: {parcel.label}\n\n{parcel.text}\n".encode()
        told: NotSent | None = None
        try:
            _write(outbox_folder() / name, body)
        except OSError:
            told = NotSent("folder_not_writable", is_outage=True)
        if told:
            raise told
        return PROOF


def outbox_folder() -> Path:
    """Return the folder that an exercise's messages go to."""
    return Path(settings.HOME) / "outbox"


def _write(path: Path, body: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(body)
    part.replace(path)
