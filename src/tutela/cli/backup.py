"""A copy of the embedded store that is whole, checked, and of no use to whoever has not the vault's keys."""

from __future__ import annotations

import os
import secrets
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import click
from django.conf import settings
from django.db import connection

from tutela.cli.output import json_option, write_json
from tutela.cli.serving import pending_migrations
from tutela.kernel.key_files import KeyFile
from tutela.kernel.refusals import Refusal


class StoreIsServer(Refusal):
    """The store is a database server, which has better means of its own."""

    code = "store_is_server"


class BackupThere(Refusal):
    """There is something under that name already."""

    code = "backup_there"


class BackupBroken(Refusal):
    """The copy does not pass its check, or could not be written; it was removed."""

    code = "backup_broken"


class NothingToBackUp(Refusal):
    """There is no store yet."""

    code = "nothing_to_back_up"


@dataclass(frozen=True, slots=True)
class Copied:
    """A backup: where it lies, its size in bytes, and each mission's head as SEQUENCE:HASH."""

    path: Path
    size: int
    heads: dict[str, str]


def copy_store(target: Path) -> Copied:
    """Copy the embedded store to a file while the server goes on, check the copy, and put it in place whole.

    The copy is one moment of the store, log included, in a single file that only its owner reads. Raises StoreIsServer,
    NothingToBackUp, BackupThere or BackupBroken; nothing is left behind then.
    """
    if connection.vendor != "sqlite":
        raise StoreIsServer(
            "The store is a PostgreSQL server.",
            remedy="Use its own tool: pg_dump --format=custom --file=FILE DATABASE.",
        )
    if pending_migrations():
        raise NothingToBackUp("There is no store of this version yet.", remedy="Run tutela migrate first.")
    if target.exists():
        raise BackupThere("There is a file of that name already.", remedy="Choose another name.")
    made = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        os.close(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        heads = _copied(made)
        made.replace(target)
    except (OSError, sqlite3.Error) as failed:
        why = failed.strerror if isinstance(failed, OSError) else str(failed)
        raise BackupBroken(
            f"The backup could not be made: {why}.",
            remedy="Look at the disk, then run it again. The store itself was not touched.",
        ) from None
    finally:
        made.unlink(missing_ok=True)
    return Copied(target, target.stat().st_size, heads)


def _copied(made: Path) -> dict[str, str]:
    """Copy into a file that is there, check it, and return the heads in it. Raises sqlite3.Error or OSError."""
    if connection.in_atomic_block:
        raise RuntimeError("A store is not copied from within a transaction: the copy would wait for it for ever.")
    connection.ensure_connection()
    with closing(sqlite3.connect(made, isolation_level=None)) as copy:
        connection.connection.backup(copy, pages=-1)
        # One file by itself, without the log beside it that the store writes while it runs.
        copy.execute("PRAGMA journal_mode = DELETE")
        found = [row[0] for row in copy.execute("PRAGMA integrity_check")]
        if found != ["ok"]:
            raise sqlite3.DatabaseError(f"the check found {len(found)} faults")
        heads = {
            row[0]: f"{row[1]}:{row[2]}" for row in copy.execute("SELECT mission, sequence, hash FROM ledger_head")
        }
    descriptor = os.open(made, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return heads


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@json_option
def backup(file: Path, as_json: bool) -> None:
    """Copy the embedded store into FILE while the server goes on, and check the copy.

    The vault's keys are never in it.
    """
    made = copy_store(file)
    if as_json:
        write_json({"file": str(made.path), "bytes": made.size, "heads": made.heads})
        return
    click.echo(f"{made.path}: {made.size} bytes, checked and sound.")
    for mission, head in sorted(made.heads.items()):
        click.echo(f"  {mission} {head}")
    click.echo(
        "Who told the mission is in it, sealed. The keys that open it are not: without them nobody reads who it was, "
        "you included."
    )
    click.echo(f"Keep apart from it a copy of {_keys()}, and of the files in {settings.MEDIA_ROOT}, sealed likewise.")


def _keys() -> str:
    held = settings.VAULT_KEYS
    return f"the key file {held.path}" if isinstance(held, KeyFile) else "the keys in TUTELA_VAULT_KEYS"
