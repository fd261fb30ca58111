"""Locking identities away and finding them by number: what the commands share. Only inside a command."""

from __future__ import annotations

from django.db import connection, transaction

from tutela.kernel.sealing import blind_index, blind_indexes, seal
from tutela.know.sources.models import PhoneIndex, Source, Vault
from tutela.know.sources.queries.sealed import Held, context_of, held_in, keyring, phone_purpose
from tutela.know.sources.rules.phones import numbers_in
from tutela.ledger.guard import now_writing
from tutela.mission.models import Mission


def held_by(source: Source) -> Held:
    """Return what the vault holds of a source, nothing for one that has no row. Raises VaultLocked."""
    row = Vault.objects.filter(source=source).first()
    return Held() if row is None else held_in(row, source.mission_id)


def lock(source: Source, held: Held, mission: Mission, *, is_new: bool = False) -> None:
    """Seal what is held of a source under a new key of its own, and index its telephone numbers. Raises VaultLocked.

    `is_new` says that nothing is there yet of the source, which spares looking.
    """
    sealed = seal(held.to_bytes(), context=context_of(mission.pk, source.pk), keyring=keyring())
    row = {"sealed": sealed.to_bytes(), "key": sealed.key_id}
    if is_new or not Vault.objects.filter(source=source).update(**row):
        Vault.objects.create(source=source, **row)
    index(source, held, mission, is_new=is_new)


def index(source: Source, held: Held, mission: Mission, *, is_new: bool = False) -> None:
    """Write the digests of a source's telephone numbers under the active key, and no others."""
    keys, purpose = keyring(), phone_purpose(mission.pk)
    digests = {blind_index(number, keys, purpose) for number in numbers_in(held.identity.phone, mission.country_codes)}
    if not is_new:
        there = PhoneIndex.objects.filter(source=source)
        there.exclude(digest__in=digests).delete()
        digests -= set(there.values_list("digest", flat=True))
    PhoneIndex.objects.bulk_create(
        PhoneIndex(source=source, digest=digest, key=keys.active.id) for digest in sorted(digests)
    )


def known_by(phone: str, mission: Mission) -> list[int]:
    """Return the keys of the sources with one of the numbers in a text, the oldest first.

    Looked up under every key of the ring, because a change of keys may be under way.
    """
    keys, purpose = keyring(), phone_purpose(mission.pk)
    digests = [
        digest
        for number in numbers_in(phone, mission.country_codes)
        for digest in blind_indexes(number, keys, purpose).values()
    ]
    rows = PhoneIndex.objects.filter(digest__in=digests, source__mission=mission, source__erased_at__isnull=True)
    return sorted(set(rows.values_list("source_id", flat=True)))


def overwrite_what_is_freed() -> None:
    """Have the embedded store write zeros over rows that this command frees, and empty its log once it is committed.

    A server's store keeps freed rows until it vacuums: what is left there is ciphertext, and opens no more once the key
    was changed (docs/threat-model.md).
    """
    if connection.vendor != "sqlite" or not now_writing():
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete = ON")
    transaction.on_commit(_empty_log, robust=True)


def _empty_log() -> None:
    """Write the log into the file and cut it off; whoever reads just then is waited for two seconds, not a minute."""
    patience = int(float(connection.settings_dict["OPTIONS"].get("timeout", 5)) * 1000)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 2000")
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {patience}")
