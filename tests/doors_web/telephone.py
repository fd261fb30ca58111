"""What a telephone does, in Python: seal a report for a mission's server, and hand it in."""

from __future__ import annotations

import base64
import json
import secrets
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.test import Client

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from tutela.exchange.doors.capture.envelopes import Envelope, PublicKey

KEY = "0b3f7f1c-5c58-4d86-9a53-6a2f0f1f9a01"
FACTS: dict[str, Any] = {
    "told_at": "2031-05-14T09:20:00.000Z",
    "language": "en",
    "what": ["armed_presence"],
    "timing": "imminent",
    "place": "Loï",
    "place_choice": "area:OV0102",
    "people": 40,
    "text": "Armed people near the wells.",
    "caller": {"name": "Ondravelle Quist", "phone": "+999 555 0199", "may_call_back": True},
}


def sealed(server: PublicKey, plain: bytes, *, key: str = KEY, part: str = "report") -> Envelope:
    """Return what a telephone makes of some bytes: see `envelopes.py`."""
    from tutela.exchange.doors.capture.envelopes import Envelope

    private = ec.generate_private_key(ec.SECP256R1())
    point = private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), server.point)
    bound = f"tutela capture 1|{server.id}|{key}|".encode() + point + server.point
    content_key = HKDF(SHA256(), 32, b"", bound).derive(private.exchange(ec.ECDH(), theirs))
    nonce = secrets.token_bytes(12)
    return Envelope(key, server.id, point, nonce, part, AESGCM(content_key).encrypt(nonce, plain, part.encode()))


def parcel(envelope: Envelope, device_at: str = "2031-05-14T09:30:00.000Z", **changed: object) -> bytes:
    """Return the body that hands an envelope in; `changed` replaces fields of its line."""
    line = {
        "version": 1,
        "key": envelope.submission_key,
        "kid": envelope.key_id,
        "point": base64.urlsafe_b64encode(envelope.point).decode(),
        "nonce": base64.urlsafe_b64encode(envelope.nonce).decode(),
        "part": envelope.part,
        "device_at": device_at,
        **changed,
    }
    return json.dumps(line).encode() + b"\n" + envelope.sealed


def mission_key(mission: str) -> PublicKey:
    """Return the key to which telephones of a mission seal."""
    from django.conf import settings

    from tutela.exchange.doors.capture.envelopes import public_key

    return public_key(mission, settings.VAULT_KEYS.keyring())


def hand_in(client: Client, body: bytes) -> Answer:
    """Hand a parcel in."""
    return client.post("/capture/send/", body, content_type="application/octet-stream")


def send(client: Client, mission: str, facts: dict[str, Any] | None = None, **more: Any) -> Answer:
    """Seal a report for a mission and hand it in; `more` names its key or the telephone's clock."""
    device_at = more.pop("device_at", "2031-05-14T09:30:00.000Z")
    plain = json.dumps(FACTS if facts is None else facts).encode()
    return hand_in(client, parcel(sealed(mission_key(mission), plain, **more), device_at))
