"""Sealing: bytes locked away under a key of their own, which is locked away under the keyring's key.

Each record has a fresh 256-bit data key and is encrypted with AES-256-GCM (NIST SP 800-38D). The data key is wrapped by
AES key wrap with padding (RFC 5649) under a key that HKDF-SHA256 (RFC 5869) derives from the keyring's active key. The
`context` (mission, table, record) is authenticated with the ciphertext: moved to another record, it does not open.
Changing the key rewraps 40 bytes a record and leaves the ciphertext as it is.

A blind index is HMAC-SHA256 under a key derived apart for each purpose. It depends on the keyring's key, so that a key
that leaked and was retired betrays no index; whoever rotates the key computes the index again from what was sealed,
and until then looks under every key of the ring (`blind_indexes`).

Neither keys nor what is sealed ever show in `repr`, `str` or an error.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap_with_padding, aes_key_wrap_with_padding

KEY_BYTES = 32
NONCE_BYTES = 12
WRAPPED_BYTES = 40
_MARK = b"TUS1"
"""The first bytes of whatever is sealed in this form."""
_KEY_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")


class SealingError(Exception):
    """Something about keys or sealed bytes is not in order; the message names no key and no content."""


class BadKeyring(SealingError):
    """The text is not a keyring; the message says in which line and why."""


class UnknownKey(SealingError):
    """What is sealed needs a key that this keyring does not hold; `key_id` is its name."""

    def __init__(self, key_id: str) -> None:
        super().__init__(f"The key {key_id} is not on this keyring.")
        self.key_id = key_id


class Damaged(SealingError):
    """The bytes do not open: damaged, moved to another record, or sealed under another key of the same name."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key-encryption key: its name, and 32 bytes that it never shows."""

    id: str
    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        """Raise BadKeyring for a name that cannot stand in a line, or a key of another length."""
        if not _KEY_ID.fullmatch(self.id):
            raise BadKeyring("A key's name has 1 to 40 letters, digits, dots, hyphens and underscores.")
        if len(self.secret) != KEY_BYTES:
            raise BadKeyring(f"A key has {KEY_BYTES} bytes; this one has {len(self.secret)}.")

    def derived(self, purpose: str) -> bytes:
        """Return 32 bytes for one purpose, which tell nothing of the key or of other purposes."""
        return _derived(self.secret, purpose)

    def line(self) -> str:
        """Return the key as a line of a key file. This is the secret itself: it goes into that file only."""
        return f"{self.id}:{base64.b64encode(self.secret).decode('ascii')}"


def new_key(key_id: str) -> Key:
    """Return a new random key under a name. Raises BadKeyring for a name that cannot stand in a line."""
    return Key(key_id, secrets.token_bytes(KEY_BYTES))


@lru_cache(maxsize=256)
def _derived(secret: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"tutela {purpose}".encode()).derive(secret)


class Keyring:
    """Some keys by name, in order: what is new is sealed under the first, what is old opens under its own."""

    __slots__ = ("_keys",)

    def __init__(self, keys: Iterable[Key]) -> None:
        held = tuple(keys)
        if not held:
            raise BadKeyring("There is no key: one line NAME:KEY is needed.")
        if len({key.id for key in held}) != len(held):
            raise BadKeyring("Two keys have the same name.")
        self._keys = {key.id: key for key in held}

    @classmethod
    def parsed(cls, text: str) -> Self:
        """Return the keyring of a text: a line NAME:KEY for each key, 32 bytes in base64, the active one first.

        Blank lines and lines that begin with # say nothing. Raises BadKeyring with the number of the line.
        """
        lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1)]
        return cls(_parsed(number, line) for number, line in lines if line and not line.startswith("#"))

    @property
    def active(self) -> Key:
        """The key under which everything new is sealed."""
        return next(iter(self._keys.values()))

    @property
    def ids(self) -> tuple[str, ...]:
        """The names of all keys, the active one first."""
        return tuple(self._keys)

    def named(self, key_id: str) -> Key:
        """Return a key by its name. Raises UnknownKey."""
        try:
            return self._keys[key_id]
        except KeyError:
            raise UnknownKey(key_id) from None

    def __repr__(self) -> str:
        return f"Keyring({', '.join(self._keys)})"


def _parsed(number: int, line: str) -> Key:
    key_id, colon, secret = line.partition(":")
    if not colon:
        raise BadKeyring(f"Line {number} has no colon between name and key.")
    try:
        return Key(key_id.strip(), base64.b64decode(secret.strip(), validate=True))
    except (binascii.Error, ValueError):
        raise BadKeyring(f"Line {number} holds no base64 behind the colon.") from None
    except BadKeyring as wrong:
        raise BadKeyring(f"Line {number}: {wrong}") from None


class KeySource(Protocol):
    """Wherever the keyring comes from. Ask each time: a key that was added is then used at once."""

    def keyring(self) -> Keyring:
        """Return the keyring as it is now. Raises SealingError when there is none that can be read."""
        ...


@dataclass(frozen=True, slots=True)
class Sealed:
    """Something sealed: the name of the key that opens it, its own key wrapped, and the ciphertext."""

    key_id: str
    wrapped: bytes
    nonce: bytes
    ciphertext: bytes

    def __repr__(self) -> str:
        return f"Sealed({self.key_id}, {len(self.ciphertext)} bytes)"

    def to_bytes(self) -> bytes:
        """Return it as one piece: mark, length and name of the key, wrapped key, nonce, ciphertext."""
        name = self.key_id.encode("ascii")
        return b"".join((_MARK, bytes((len(name),)), name, self.wrapped, self.nonce, self.ciphertext))

    @classmethod
    def from_bytes(cls, data: bytes | memoryview) -> Self:
        """Return what `to_bytes` made. Raises Damaged for anything else."""
        held = bytes(data)
        key_id = key_id_in(held)
        name_end = len(_MARK) + 1 + len(key_id)
        wrapped_end = name_end + WRAPPED_BYTES
        nonce_end = wrapped_end + NONCE_BYTES
        if len(held) < nonce_end:
            raise Damaged("These bytes were not sealed here.")
        return cls(key_id, held[name_end:wrapped_end], held[wrapped_end:nonce_end], held[nonce_end:])


LONGEST_HEAD = len(_MARK) + 1 + 40
"""So many bytes of what is sealed are enough to tell its key."""


def key_id_in(head: bytes) -> str:
    """Return the name of the key in the first bytes of what is sealed. Raises Damaged for anything else."""
    start = len(_MARK) + 1
    name = head[start : start + head[len(_MARK)]] if head.startswith(_MARK) and len(head) >= start else b""
    try:
        key_id = name.decode("ascii")
    except UnicodeDecodeError:
        key_id = ""
    if not _KEY_ID.fullmatch(key_id) or len(name) != head[len(_MARK)]:
        raise Damaged("These bytes were not sealed here.")
    return key_id


def seal(plain: bytes, *, context: str, keyring: Keyring) -> Sealed:
    """Seal bytes under a new key of their own, bound to `context` (mission|table|record), up to 2 GB."""
    data_key, nonce, active = secrets.token_bytes(KEY_BYTES), secrets.token_bytes(NONCE_BYTES), keyring.active
    ciphertext = AESGCM(data_key).encrypt(nonce, plain, _bound_to(context))
    return Sealed(active.id, aes_key_wrap_with_padding(active.derived("wrap"), data_key), nonce, ciphertext)


def unseal(sealed: Sealed, *, context: str, keyring: Keyring) -> bytes:
    """Return what was sealed. Raises UnknownKey, or Damaged when it was changed, moved or sealed under another key."""
    data_key = _unwrapped(sealed, keyring)
    try:
        return AESGCM(data_key).decrypt(sealed.nonce, sealed.ciphertext, _bound_to(context))
    except (InvalidTag, ValueError):
        raise Damaged("This does not open here: it was changed, or it belongs to another record.") from None


def rewrap(sealed: Sealed, keyring: Keyring) -> Sealed:
    """Return the same under the active key, the ciphertext untouched. Raises UnknownKey or Damaged."""
    active = keyring.active
    if sealed.key_id == active.id:
        return sealed
    wrapped = aes_key_wrap_with_padding(active.derived("wrap"), _unwrapped(sealed, keyring))
    return Sealed(active.id, wrapped, sealed.nonce, sealed.ciphertext)


def _unwrapped(sealed: Sealed, keyring: Keyring) -> bytes:
    key = keyring.named(sealed.key_id)
    try:
        return aes_key_unwrap_with_padding(key.derived("wrap"), sealed.wrapped)
    except (InvalidUnwrap, ValueError):
        raise Damaged("This does not open with the key of that name: it was changed, or the key was.") from None


def _bound_to(context: str) -> bytes:
    return _MARK + context.encode()


def blind_index(text: str, keyring: Keyring, purpose: str) -> str:
    """Return the digest by which a text is found, as 64 hexadecimal digits, under the active key."""
    return _blind(keyring.active, text, purpose)


def blind_indexes(text: str, keyring: Keyring, purpose: str) -> dict[str, str]:
    """Return the digest under every key of the ring, by the key's name: while a rotation is under way, look for all."""
    return {key_id: _blind(keyring.named(key_id), text, purpose) for key_id in keyring.ids}


def _blind(key: Key, text: str, purpose: str) -> str:
    return hmac.new(key.derived(f"index {purpose}"), text.encode(), hashlib.sha256).hexdigest()
