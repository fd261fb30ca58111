"""Programs of the known people: a token for a post, and the header that shows it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.people import Known
    from tutela.access.models import Token

FAR = datetime(2099, 1, 1, tzinfo=UTC)


def shown(secret: str) -> dict[str, str]:
    """Return the headers of a request that shows a token."""
    return {"Authorization": f"Token {secret}"}


def program_of(known: Known, scope: Iterable[str] | None = None) -> dict[str, str]:
    """Return the headers of a program in somebody's post, with all that a program may do there, or a scope."""
    return shown(token_of(known, scope)[1])


def token_of(known: Known, scope: Iterable[str] | None = None) -> tuple[Token, str]:
    """Put a token for somebody's post into the store, in force at any time of a test, and return it with its secret.

    Not by the command: a test asks what any token does, also one that nobody would be given.
    """
    from tutela.access.models import Token
    from tutela.access.tokens import PERSONS_ONLY, digest_of, new_secret
    from tutela.ledger.command import maintenance

    secret = new_secret()
    with maintenance("a test"):
        token = Token.objects.create(
            mission=known.post.mission,
            number=900_000 + Token.objects.count(),
            post=known.post,
            name="Telephone of a test",
            digest=digest_of(secret),
            scope=sorted(set(known.post.permissions) - PERSONS_ONLY if scope is None else scope),
            created_at=datetime(2020, 1, 1, tzinfo=UTC),
            expires_at=FAR,
        )
    return token, secret
