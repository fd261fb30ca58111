"""Keys of submissions: the same report gets the same key, and a key tells nothing of who sent it."""

from __future__ import annotations

from django.conf import settings

from tutela.kernel.sealing import blind_index


def private_key(door: str, *parts: str) -> str:
    """Return a key for what a door took in: its name and a keyed digest of what makes the report the same.

    Keyed, because among the parts may be a telephone number or a mail's own number, and whoever reads a plain digest of
    one can try all there are.
    """
    told = "\x00".join(part.encode("utf-8", "replace").decode("utf-8") for part in parts)
    return f"{door}:{blind_index(told, settings.VAULT_KEYS.keyring(), f'submission {door}')}"
