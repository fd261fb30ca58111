"""Envelopes: what a telephone in the field seals so that only this mission's server opens it.

A telephone that is taken from somebody must not say what they were about to report. It therefore keeps no key that
opens what it has sealed: for each report it makes a pair of keys on the curve P-256 (NIST SP 800-186), agrees with the
mission's public key on a secret (ECDH, SP 800-56A), derives from it by HKDF-SHA256 (RFC 5869) a key that seals that one
report and its files by AES-256-GCM (SP 800-38D), and throws its half of the pair away.

The mission's private key is in no file: it is derived from the vault's key, apart for each mission. Every process and
every host with the same keyring opens the same envelopes, and an envelope sealed before the key was changed opens as
long as the old key is on the ring. What seals is bound to key, mission and submission, each part to what it is: an
envelope that is moved to another report, or handed in in another mission, does not open.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tutela.kernel.sealing import Damaged, Key, Keyring

VERSION = 1
REPORT = "report"
_CURVE = ec.SECP256R1()
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""How many points the curve has (SP 800-186, 3.2.1.3)."""
NONCE_BYTES, POINT_BYTES = 12, 65


@dataclass(frozen=True, slots=True)
class PublicKey:
    """What a telephone seals to: the name of the vault's key behind it, and a point of the curve, uncompressed."""

    id: str
    point: bytes

    def plain(self) -> dict[str, str]:
        """Return it for a telephone: name and point in base64 for addresses (RFC 4648, 5)."""
        return {"id": self.id, "point": base64.urlsafe_b64encode(self.point).decode("ascii")}


@dataclass(frozen=True, slots=True)
class Envelope:
    """A sealed part of a report: the words (`report`) or a file (`file 1` and so on)."""

    submission_key: str
    key_id: str
    point: bytes = field(repr=False)
    nonce: bytes = field(repr=False)
    part: str
    sealed: bytes = field(repr=False)


def public_key(mission: str, keyring: Keyring) -> PublicKey:
    """Return the key to which telephones of a mission seal now: that of the keyring's active key."""
    return PublicKey(keyring.active.id, _point(_private_key(keyring.active, mission)))


def opened(envelope: Envelope, *, mission: str, keyring: Keyring) -> bytes:
    """Return what was sealed.

    Raises UnknownKey for a key that is gone from the ring, Damaged for what was changed, moved to another report or
    sealed for another mission.
    """
    private = _private_key(keyring.named(envelope.key_id), mission)
    try:
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, envelope.point)
        secret = private.exchange(ec.ECDH(), theirs)
        key = _content_key(secret, envelope.key_id, envelope.submission_key, envelope.point, _point(private))
        return AESGCM(key).decrypt(envelope.nonce, envelope.sealed, envelope.part.encode())
    except (InvalidTag, ValueError):
        raise Damaged("This envelope does not open here.") from None


def _content_key(secret: bytes, key_id: str, submission_key: str, theirs: bytes, ours: bytes) -> bytes:
    bound = f"tutela capture {VERSION}|{key_id}|{submission_key}|".encode() + theirs + ours
    return HKDF(algorithm=SHA256(), length=32, salt=b"", info=bound).derive(secret)


@lru_cache(maxsize=64)
def _private_key(key: Key, mission: str) -> ec.EllipticCurvePrivateKey:
    """Return a mission's private key: 512 bits of the vault's key, so that the remainder favours no number."""
    wide = key.derived(f"capture {mission} 1") + key.derived(f"capture {mission} 2")
    return ec.derive_private_key(int.from_bytes(wide, "big") % (_ORDER - 1) + 1, _CURVE)


def _point(private: ec.EllipticCurvePrivateKey) -> bytes:
    return private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
