"""The vault's keys from the command line: what needs which key, making a new one, and moving everything to it."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
from django.conf import settings

from tutela.access.permissions import Permission
from tutela.access.rules import Actor, system_actor
from tutela.cli.acting import actor_for, chosen_mission
from tutela.cli.output import json_option, write_json, write_table
from tutela.cli.serving import bring_up_to_date
from tutela.exchange.doors.files import rewrap_files
from tutela.kernel.clock import SYSTEM_CLOCK
from tutela.kernel.key_files import KeyFile, name_of
from tutela.kernel.refusals import Refusal
from tutela.kernel.sealing import LONGEST_HEAD, Damaged, Keyring, SealingError, key_id_in, new_key
from tutela.know.sources.commands import rewrap_identities
from tutela.know.sources.queries import key_use
from tutela.mission.queries import missions


class NoVaultKeys(Refusal):
    """There is no keyring, or it cannot be read."""

    code = "no_vault_keys"


@dataclass(frozen=True, slots=True)
class Use:
    """One key: whether it is on the server, whether it seals what is new, and how much needs it."""

    key: str
    is_here: bool
    is_active: bool
    identities: int
    phones: int
    files: int

    @property
    def is_needed(self) -> bool:
        """Whether anything opens with this key only."""
        return bool(self.identities or self.phones or self.files)

    @property
    def told(self) -> str:
        """What to do about it, in a word or two."""
        if not self.is_here:
            return "NOT ON THIS SERVER: what needs it cannot be opened"
        if self.is_active:
            return "seals what is new"
        return "still needed: run tutela vault rotate" if self.is_needed else "not needed any more, but by backups"


def uses() -> list[Use]:
    """Return every key that is on the server or that anything needs, the active one first. Raises NoVaultKeys."""
    ring, held = keyring(), {use.key: use for use in key_use()}
    files = Counter(_keys_of_files(Path(settings.MEDIA_ROOT)))
    names = [*ring.ids, *sorted((held.keys() | files.keys()) - set(ring.ids))]
    return [
        Use(
            key=name,
            is_here=name in ring.ids,
            is_active=name == ring.active.id,
            identities=held[name].identities if name in held else 0,
            phones=held[name].phones if name in held else 0,
            files=files[name],
        )
        for name in names
    ]


def keyring() -> Keyring:
    """Return the vault's keys. Raises NoVaultKeys with what is wrong with them."""
    try:
        found: Keyring = settings.VAULT_KEYS.keyring()
    except (SealingError, OSError) as wrong:
        told = str(wrong) if isinstance(wrong, SealingError) else "The key file cannot be read."
        raise NoVaultKeys(
            told, remedy="Bring the key file back, or see TUTELA_VAULT_KEYS and TUTELA_VAULT_KEY_FILE."
        ) from None
    return found


def _keys_of_files(folder: Path) -> Iterator[str]:
    """Yield the key of every sealed file below a folder; a file that is not sealed is none of the vault's."""
    for path in folder.rglob("*") if folder.is_dir() else ():
        if path.is_file():
            with path.open("rb") as file:
                head = file.read(LONGEST_HEAD)
            try:
                yield key_id_in(head)
            except Damaged:
                continue


def is_private() -> bool:
    """Return whether nobody but the owner can read the key file; keys from the environment have none."""
    return not isinstance(settings.VAULT_KEYS, KeyFile) or settings.VAULT_KEYS.is_private


@click.group()
def vault() -> None:
    """Keys of the vault, in which who told the mission is locked away."""


@vault.command()
@json_option
def status(as_json: bool) -> None:
    """Show what needs which key; opens nothing. Ends with 1 when a key is missing or others can read the file."""
    bring_up_to_date()
    found, private = uses(), is_private()
    if as_json:
        rows = [{name: getattr(use, name) for name in Use.__slots__} for use in found]
        write_json({"keys": rows, "key_file_is_private": private})
    else:
        heads = ("key", "identities", "telephones", "files", "")
        write_table(heads, [(use.key, use.identities, use.phones, use.files, use.told) for use in found])
        if not private:
            click.echo("Others on this machine can read the key file: chmod 600 it.", err=True)
    if not private or any(use.is_needed and not use.is_here for use in found):
        sys.exit(1)


@vault.command("make-key")
def make_key() -> None:
    """Make a new key and put it before the others, so that everything new is sealed under it.

    Keys that were given in the environment cannot be changed from here: then the line to put there is printed.
    """
    today = SYSTEM_CLOCK.now().date()
    if not isinstance(settings.VAULT_KEYS, KeyFile):
        click.echo(new_key(name_of(today)).line())
        click.echo("Put this line before the others in TUTELA_VAULT_KEYS and start the server again.", err=True)
        return
    try:
        name = settings.VAULT_KEYS.add(today)
    except (SealingError, OSError) as wrong:
        raise NoVaultKeys(
            str(wrong) if isinstance(wrong, SealingError) else "The key file cannot be written.",
            remedy="Mend the key file; nothing was changed.",
        ) from None
    click.echo(f"The key {name} seals from now on; a running server uses it at once.")
    click.echo("Next: copy the key file to a safe place apart from the backups, then run tutela vault rotate.")


@vault.command()
@click.option("--mission", "mission_code", help="Only this mission; all of them when left out.")
@click.option("--as", "post", help="Short name of the post that acts; the software itself when left out.")
@json_option
def rotate(mission_code: str | None, post: str | None, as_json: bool) -> None:
    """Move everything to the active key, in pieces. What was cut off is gone on with by running it again."""
    bring_up_to_date()
    keyring()
    codes = [chosen_mission(mission_code)] if mission_code else [mission.code for mission in missions()]
    told = [_rotated(code, post) for code in codes]
    if as_json:
        write_json(told)
    else:
        heads = ("mission", "identities", "files", "do not open")
        write_table(heads, [(row["mission"], row["identities"], row["files"], row["stuck"]) for row in told])
        click.echo("Run tutela vault status: a key that nothing needs may be taken out of the key file.")
        click.echo("Backups made before open with the old key only: keep it as long as they are to be of use.")
    if any(row["stuck"] for row in told):
        sys.exit(1)


def _rotated(code: str, post: str | None) -> dict[str, str | int]:
    """Move one mission to the active key, piece by piece."""
    actor = actor_for(code, post) if post else _software(code)
    identities = stuck = after = 0
    while True:
        piece = rewrap_identities(actor=actor, clock=SYSTEM_CLOCK, after=after)
        identities, stuck, after = identities + piece.count, stuck + piece.stuck, piece.last
        if not after:
            return {"mission": code, "identities": identities, "files": rewrap_files(code), "stuck": stuck}


def _software(code: str) -> Actor:
    return system_actor("vault", code, frozenset({Permission.VAULT_ROTATE}))
