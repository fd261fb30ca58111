"""The store of files: sealed, under random names, in a folder that nothing serves.

`MEDIA_ROOT/alerts/<mission>/<key>`, readable by the server's own account alone. A file's name, as it came, is kept
nowhere: names of files name people and places. What a file is sealed with binds it to its mission and its key, so that
one that is moved or exchanged does not open.

A key looks random and is a keyed digest of the report and the content: the same file of the same report, sent again
because the line broke, finds itself in its place. A file of another report has another key, so no key tells that two
reports brought the same.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import secrets
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, timedelta
from pathlib import Path

from django.conf import settings

from tutela.exchange.doors.files.cleaned import Cleaned
from tutela.exchange.doors.files.cleaning import cleaned
from tutela.exchange.doors.files.refusals import FileNotTaken, ManyFiles, StoredFileMissing, StoreFull
from tutela.exchange.doors.limits import MOST_FILES
from tutela.kernel.clock import Clock
from tutela.kernel.sealing import Sealed, SealingError, blind_index, rewrap, seal, unseal
from tutela.know.alerts.rules.report import StoredFile

_KEY = re.compile(r"[0-9a-f]{32}")
_MISSION = re.compile(r"[A-Za-z0-9_-]{1,32}")
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
ORPHANED_AFTER = timedelta(days=1)
"""How long a file may lie there before an alert refers to it: longer than any report takes to come in whole."""


@dataclass(frozen=True, slots=True)
class PutAway:
    """The files that were kept, and why others were not. `new` are the keys that were not there before."""

    files: tuple[StoredFile, ...] = ()
    refused: tuple[FileNotTaken, ...] = ()
    new: frozenset[str] = frozenset()


def put_away(contents: Iterable[bytes], *, mission: str, submission_key: str, most: int = MOST_FILES) -> PutAway:
    """Clean, seal and write the files of a report, one after the other; return what is kept and why the rest is not.

    A file that cannot be kept is left out by itself; the same content twice is one file. Raises StoreFull when there is
    no room: then nothing that this call wrote stays behind.
    """
    kept: dict[str, StoredFile] = {}
    refused: list[FileNotTaken] = []
    new: set[str] = set()
    try:
        for number, content in enumerate(contents):
            try:
                if number >= most:
                    raise ManyFiles(limit=most)
                file = _write(cleaned(content), mission, submission_key, new)
                kept[file.key] = file
            except FileNotTaken as no:
                refused.append(no)
    except BaseException:
        discard(new, mission=mission)
        raise
    return PutAway(tuple(kept.values()), tuple(refused), frozenset(new))


def _write(made: Cleaned, mission: str, submission_key: str, new: set[str]) -> StoredFile:
    keyring = settings.VAULT_KEYS.keyring()
    sha256 = hashlib.sha256(made.data).hexdigest()
    key = blind_index(f"{mission}|{submission_key}|{sha256}", keyring, "file")[:32]
    path = _path(mission, key)
    if not path.exists():
        sealed = seal(made.data, context=_context(mission, key), keyring=keyring)
        write_whole(path, sealed.to_bytes())
        new.add(key)
    return StoredFile(key=key, media_type=made.kind.value, size=len(made.data), sha256=sha256, note=str(made.note))


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that only its owner reads, whole or not at all. Raises StoreFull when there is no room for it."""
    made = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
            target.write(content)
            target.flush()
            os.fsync(target.fileno())
        made.replace(path)
    except OSError as failed:
        if failed.errno in _FULL:
            raise StoreFull from failed
        raise
    finally:
        with suppress(OSError):
            made.unlink()


def open_file(mission: str, key: str) -> bytes:
    """Return the bytes of a stored file. Whether somebody may see it is for the caller to know.

    Raises StoredFileMissing when it is not there, was changed, or was sealed under a key that is gone.
    """
    try:
        sealed = Sealed.from_bytes(_path(mission, key).read_bytes())
        return unseal(sealed, context=_context(mission, key), keyring=settings.VAULT_KEYS.keyring())
    except (OSError, SealingError) as missing:
        raise StoredFileMissing from missing


def discard(keys: Iterable[str], *, mission: str) -> None:
    """Remove files that no alert came to refer to, because the report that they came with was refused."""
    for key in keys:
        with suppress(FileNotFoundError):
            _path(mission, key).unlink()


def rewrap_files(mission: str) -> int:
    """Put every file of a mission under the active key of the keyring, the ciphertext untouched; return how many.

    What does not open with any key that there is stays as it is. To be run after the vault's key was changed, before
    the old one is taken away.
    """
    keyring = settings.VAULT_KEYS.keyring()
    done = 0
    for path in _held(mission):
        with suppress(SealingError):
            sealed = Sealed.from_bytes(path.read_bytes())
            if sealed.key_id != keyring.active.id:
                write_whole(path, rewrap(sealed, keyring).to_bytes())
                done += 1
    return done


def _held(mission: str) -> list[Path]:
    folder = _folder(mission)
    return sorted(path for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []


def remove_orphans(mission: str, *, referred: Collection[str], clock: Clock, after: timedelta = ORPHANED_AFTER) -> int:
    """Remove every file of a mission that lies there longer than `after` and whose key no alert refers to.

    `referred` are the keys of all attachments there are, from the closed rooms too. Returns how many were removed;
    what a broken-off writing left behind goes with them.
    """
    before = (clock.now().astimezone(UTC) - after).timestamp()
    removed = 0
    for path in _held(mission):
        if path.name not in referred and path.stat().st_mtime < before:
            path.unlink(missing_ok=True)
            removed += 1
    return removed


def _path(mission: str, key: str) -> Path:
    if not _KEY.fullmatch(key):
        raise StoredFileMissing
    return _folder(mission) / key


def _folder(mission: str) -> Path:
    if not _MISSION.fullmatch(mission):
        raise StoredFileMissing
    return Path(settings.MEDIA_ROOT) / "alerts" / mission


def _context(mission: str, key: str) -> str:
    return f"{mission}|file|{key}"
