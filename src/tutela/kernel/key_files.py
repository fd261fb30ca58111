"""Where the keyring is kept: a file that only its owner reads, or a text that the surroundings gave."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from tutela.kernel.clock import SYSTEM_CLOCK
from tutela.kernel.sealing import BadKeyring, Keyring, SealingError, new_key

_HEAD = (
    "# Keys of the vault: whoever has this file can read who told the mission. Keep a copy apart from every backup.\n"
)
_LONGEST = 1 << 20


class NoKeyFile(SealingError):
    """There is no key file where one was named."""


@dataclass(frozen=True, slots=True)
class GivenKeys:
    """A keyring that was handed in as text, parsed when it is first asked for. A change needs a restart."""

    text: str = field(repr=False)

    def keyring(self) -> Keyring:
        """Return the keyring. Raises BadKeyring."""
        return Keyring.parsed(self.text)


@dataclass(slots=True)
class KeyFile:
    """A keyring in a file, read again whenever the file changes, so that a new key needs no restart.

    `is_made` says that a file that is not there is made with a first key; where the path was named by somebody, a file
    that is missing is an error: a disk that is not mounted must not look like a vault without keys.
    """

    path: Path
    is_made: bool = False
    _held: Keyring | None = field(default=None, repr=False)
    _seen: tuple[int, int, int] = field(default=(0, 0, 0), repr=False)

    def keyring(self) -> Keyring:
        """Return the keyring as the file holds it now. Raises NoKeyFile or BadKeyring."""
        try:
            found = self.path.stat()
        except FileNotFoundError:
            if not self.is_made:
                raise NoKeyFile(f"There is no key file {self.path.name} where one was named.") from None
            self._write_first()
            found = self.path.stat()
        seen = (found.st_mtime_ns, found.st_size, found.st_ino)
        if self._held is None or seen != self._seen:
            self._held, self._seen = self._read(), seen
        return self._held

    @property
    def is_private(self) -> bool:
        """Whether nobody but the file's owner can read it; always so where files have no such rights."""
        return os.name != "posix" or not self.path.exists() or self.path.stat().st_mode & 0o077 == 0

    def add(self, day: date) -> str:
        """Put a new key before the others and return its name. The file is replaced whole, or not at all."""
        key = new_key(name_of(day))
        held = _HEAD
        if self.path.exists():
            held = self._text()
            Keyring.parsed(held)
        written = self._written(f"{key.line()}\n{held}")
        written.replace(self.path)
        return key.id

    def _read(self) -> Keyring:
        return Keyring.parsed(self._text())

    def _text(self) -> str:
        if self.path.stat().st_size > _LONGEST:
            raise BadKeyring("The key file is far too long to be one.")
        try:
            return self.path.read_text(encoding="ascii")
        except UnicodeDecodeError:
            raise BadKeyring("The key file holds something other than plain characters.") from None

    def _write_first(self) -> None:
        """Write a first key whole, or leave the one that another process was quicker to write."""
        made = self._written(f"{new_key(name_of(SYSTEM_CLOCK.now().date())).line()}\n{_HEAD}")
        try:
            os.link(made, self.path)
        except FileExistsError:
            pass
        except OSError:  # A file system without links: the last one to come wins, before anything was sealed.
            made.replace(self.path)
        with suppress(FileNotFoundError):
            made.unlink()

    def _written(self, text: str) -> Path:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        made = self.path.with_name(f"{self.path.name}.{secrets.token_hex(8)}")
        with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        return made


def name_of(day: date) -> str:
    """Return a name for a key made on a day: no two machines give the same."""
    return f"{day.isoformat()}-{secrets.token_hex(4)}"
