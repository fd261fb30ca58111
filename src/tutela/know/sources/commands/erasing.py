"""Erasing who a source is, at its own request: the alert stays, the person is gone from it."""

from __future__ import annotations

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.kernel.clock import Clock
from tutela.know.sources.commands.finding import path_of, reason_in, source_for
from tutela.know.sources.commands.locking import overwrite_what_is_freed
from tutela.know.sources.events import IdentityErased
from tutela.know.sources.models import PhoneIndex, Source, Vault
from tutela.ledger.command import Done, Outcome, Unchanged, command


@command(Permission.IDENTITY_ERASE)
def erase_identity(*, actor: Actor, clock: Clock, source: str, version: int, reason: str) -> Outcome[Source]:
    """Remove who a source is for good: ciphertext, wrapped key and the digests of its telephone numbers.

    The source, its grades and consents, who opened it when, and all that it told stay. Whatever rested on its consent
    ends with this. It needs no key, so it works while the vault is locked. Backups made before still hold the
    ciphertext: docs/threat-model.md says how to make it worthless there. Raises NotFound, Stale, or Invalid without a
    reason.
    """
    found = source_for(actor, source, version)
    why = reason_in(reason)
    if found.erased_at is not None:
        return Unchanged(found)
    overwrite_what_is_freed()
    PhoneIndex.objects.filter(source=found).delete()
    Vault.objects.filter(source=found).delete()
    Source.objects.filter(pk=found.pk, version=found.version).update(erased_at=clock.now(), version=found.version + 1)
    erased = Source.objects.select_related("area").get(pk=found.pk)
    return Done(erased, IdentityErased(subject=found.reference, area_path=path_of(found), reason=why))
