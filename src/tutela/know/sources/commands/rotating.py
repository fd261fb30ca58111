"""Changing the key under which identities are locked away, in pieces that can be cut off and gone on with."""

from __future__ import annotations

from dataclasses import dataclass

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.kernel.clock import Clock
from tutela.kernel.sealing import Keyring, Sealed, SealingError, rewrap
from tutela.know.sources.commands.locking import index, overwrite_what_is_freed
from tutela.know.sources.events import IdentitiesRewrapped
from tutela.know.sources.models import Vault
from tutela.know.sources.queries.keys import left_to_rewrap
from tutela.know.sources.queries.sealed import held_in, keyring
from tutela.know.sources.rules.reveals import VaultLocked
from tutela.ledger.command import Done, Outcome, Unchanged, command
from tutela.mission.models import Mission

PIECE = 200


@dataclass(frozen=True, slots=True)
class Rewrapped:
    """What a piece did: how many open under the new key now, how many could not, how many are left in all.

    `last` is where the next piece goes on, 0 when there is none.
    """

    count: int
    stuck: int
    left: int
    last: int


@command(Permission.VAULT_ROTATE)
def rewrap_identities(*, actor: Actor, clock: Clock, after: int = 0, size: int = PIECE) -> Outcome[Rewrapped]:
    """Lock a piece of the mission's identities under the active key, and index their telephone numbers under it.

    Takes those still under an older key, `size` at most, beyond the record `after`. Each piece stands by itself: what a
    crash left is found by beginning again. What does not open is left as it is and counted. Raises VaultLocked when
    there is no keyring.
    """
    keys, mission = keyring(), Mission.objects.get(pk=actor.mission)
    rows = Vault.objects.filter(source__mission=mission, source_id__gt=after).exclude(key=keys.active.id)
    piece = list(rows.select_related("source").order_by("source_id")[:size])
    if piece:
        overwrite_what_is_freed()
    done = sum(_rewrapped(row, keys, mission) for row in piece)
    last = piece[-1].source_id if len(piece) == size else 0
    result = Rewrapped(done, len(piece) - done, left_to_rewrap(mission.pk, keys.active.id), last)
    if not done:
        return Unchanged(result)
    happened = IdentitiesRewrapped(subject="vault", key=keys.active.id, count=done, left=result.left)
    return Done(result, happened)


def _rewrapped(row: Vault, keys: Keyring, mission: Mission) -> bool:
    """Rewrap one identity and index it; return whether it opened."""
    try:
        sealed = rewrap(Sealed.from_bytes(row.sealed), keys)
        held = held_in(row, mission.pk)
    except (SealingError, VaultLocked):
        return False
    Vault.objects.filter(pk=row.pk).update(sealed=sealed.to_bytes(), key=sealed.key_id)
    index(row.source, held, mission)
    return True
