"""What lies in the vault, opened. Nobody outside this app imports this: a test holds it.

Seeing who a source is goes through `commands.open_identity`, writing to one through `queries.contact_of`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import gettext as _

from tutela.kernel.canonical import canonical_json
from tutela.kernel.sealing import Keyring, KeySource, Sealed, SealingError, unseal
from tutela.know.sources.models import Vault
from tutela.know.sources.rules.facts import Identity
from tutela.know.sources.rules.reveals import VaultLocked

BLOCK = 256
"""What is sealed is filled up to a multiple of this many bytes, so that its length tells little of a name's."""


@dataclass(frozen=True, slots=True, repr=False)
class Held:
    """What the vault holds of a source: its identity, and the reasons of assessments by the number of their row."""

    identity: Identity = field(default_factory=Identity)
    reasons: dict[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        return "Held(…)"

    def to_bytes(self) -> bytes:
        """Return it as text of JSON, filled up with blanks to whole blocks."""
        text = canonical_json({"identity": self.identity.as_facts(), "reasons": self.reasons}).encode()
        return text + b" " * (-len(text) % BLOCK)

    @classmethod
    def from_bytes(cls, data: bytes) -> Held:
        """Return what `to_bytes` made."""
        facts = json.loads(data)
        return cls(Identity.from_facts(facts["identity"]), dict(facts["reasons"]))


def keyring() -> Keyring:
    """Return the vault's keys as they are now. Raises VaultLocked when there are none that can be read."""
    source: KeySource = settings.VAULT_KEYS
    try:
        return source.keyring()
    except (SealingError, OSError):
        raise locked_out() from None


def context_of(mission: str, source_id: int) -> str:
    """Return what a source's ciphertext is bound to: it opens nowhere else."""
    return f"{mission}|sources_vault|{source_id}"


def held_in(row: Vault, mission: str) -> Held:
    """Return what a row of the vault holds. Raises VaultLocked when it does not open here."""
    try:
        sealed = Sealed.from_bytes(row.sealed)
        return Held.from_bytes(unseal(sealed, context=context_of(mission, row.source_id), keyring=keyring()))
    except SealingError:
        raise locked_out() from None


def locked_out() -> VaultLocked:
    """Return the refusal for what does not open; it tells neither the key nor the record."""
    return VaultLocked(
        _("The vault does not open: the key for this is not on the server, or what is locked away was damaged."),
        remedy=_("Tell the people who run the server; they can look with: tutela vault status."),
    )


def phone_purpose(mission: str) -> str:
    """Return what the digests of telephone numbers are made for: the same number in two missions gives two."""
    return f"phone|{mission}"
