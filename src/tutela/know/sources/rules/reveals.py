"""Seeing who a source is: what it is asked for, how a request stands, and every way of saying no (P32.3)."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from tutela.kernel.refusals import Refusal
from tutela.kernel.sentences import Sentence


class RevealPurpose(StrEnum):
    """What somebody needs to know it for."""

    WARN = "warn"
    CONTACT = "contact"
    VERIFY = "verify"
    RIGHTS_CASE = "rights_case"
    ASSIST = "assist"
    OTHER = "other"


REVEAL_PURPOSES: dict[str, Sentence] = {
    RevealPurpose.WARN: Sentence("To warn or protect them"),
    RevealPurpose.CONTACT: Sentence("To speak with them"),
    RevealPurpose.VERIFY: Sentence("To verify what they said"),
    RevealPurpose.RIGHTS_CASE: Sentence("For a case of human rights"),
    RevealPurpose.ASSIST: Sentence("To bring them to medical or other help"),
    RevealPurpose.OTHER: Sentence("For something else"),
}


class State(StrEnum):
    """How a request stands."""

    WAITING = "waiting"
    REFUSED = "refused"
    GRANTED = "granted"
    EXPIRED = "expired"
    REVOKED = "revoked"


STATES: dict[str, Sentence] = {
    State.WAITING: Sentence("Waits for a custodian"),
    State.REFUSED: Sentence("Not granted"),
    State.GRANTED: Sentence("Granted"),
    State.EXPIRED: Sentence("Time is over"),
    State.REVOKED: Sentence("Taken back"),
}


def state_of(
    *, is_granted: bool | None, expires_at: datetime | None, revoked_at: datetime | None, now: datetime
) -> State:
    """Return how a request stands at a moment. A grant without an end is none."""
    if is_granted is None:
        return State.WAITING
    if not is_granted:
        return State.REFUSED
    if revoked_at is not None:
        return State.REVOKED
    return State.GRANTED if expires_at is not None and now < expires_at else State.EXPIRED


def is_own(*, asked_post: str, asked_person: int | None, post: str, person: int | None) -> bool:
    """Return whether a request was made by this post or by this person, in whatever post: two people are needed."""
    return asked_post == post or (person is not None and asked_person == person)


class OwnRequest(Refusal):
    """Nobody decides on their own request."""

    code = "own_request"
    status = 403
    paragraphs = ("P32.3",)


class NotGranted(Refusal):
    """No custodian has let this post and person see who the source is."""

    code = "identity_not_granted"
    status = 403
    paragraphs = ("P32.3",)


class GrantOver(Refusal):
    """A custodian had let them, and the time is over or the grant was taken back."""

    code = "identity_grant_over"
    status = 403
    paragraphs = ("P32.3",)


class IdentityGone(Refusal):
    """Who the source is was erased at its own request."""

    code = "identity_gone"
    status = 410
    paragraphs = ("P32.3",)


class VaultLocked(Refusal):
    """What is locked away does not open on this server: its key is not here, or the bytes are damaged."""

    code = "vault_locked"
    status = 409
    paragraphs = ("P32.3",)
