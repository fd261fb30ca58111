"""How the vault stands towards its keys: for who runs the server, without opening anything."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count

from tutela.know.sources.models import PhoneIndex, Vault


@dataclass(frozen=True, slots=True)
class KeyUse:
    """How many identities, and how many digests of telephone numbers, need a key."""

    key: str
    identities: int
    phones: int


def key_use() -> list[KeyUse]:
    """Return what needs which key, over all missions, by the key's name."""
    identities = Counter(dict(Vault.objects.order_by().values_list("key").annotate(Count("pk"))))
    phones = Counter(dict(PhoneIndex.objects.order_by().values_list("key").annotate(Count("pk"))))
    return [KeyUse(key, identities[key], phones[key]) for key in sorted({*identities, *phones})]


def left_to_rewrap(mission: str, active: str) -> int:
    """Return how many identities of a mission are still locked under another key than the active one."""
    return Vault.objects.filter(source__mission_id=mission).exclude(key=active).count()
