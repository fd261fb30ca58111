"""Refusals: the expected ways of saying no, each with a code, the paragraph and what to do next."""

from __future__ import annotations


class Refusal(Exception):
    """An expected no. Subclasses set `code` (stable), `status` (HTTP) and `paragraphs` (policy ids).

    The message is one sentence for people, and `remedy` says what to do next. Neither may hold a source's
    identity.
    """

    code: str = "refused"
    status: int = 409
    paragraphs: tuple[str, ...] = ()

    def __init__(self, message: str, *, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()

    def as_json(self) -> dict[str, object]:
        """Return the one error shape of API and command line: code, message, remedy, paragraphs."""
        return {
            "code": self.code,
            "message": str(self.message),
            "remedy": str(self.remedy),
            "paragraphs": list(self.paragraphs),
        }


class NotAllowed(Refusal):
    """The post does not carry the permission, or not for this area or compartment."""

    code = "not_allowed"
    status = 403


class NotFound(Refusal):
    """There is no such thing, or the actor may not know that there is: the two are told alike on purpose."""

    code = "not_found"
    status = 404


class Stale(Refusal):
    """Somebody changed the record since it was read."""

    code = "stale"
    status = 409


class Invalid(Refusal):
    """The input does not make sense; `problems` maps field names to a sentence each."""

    code = "invalid"
    status = 422

    def __init__(self, message: str, *, remedy: str, problems: dict[str, str] | None = None) -> None:
        super().__init__(message, remedy=remedy)
        self.problems = problems or {}

    def as_json(self) -> dict[str, object]:
        """Return the error shape with a sentence for each field that is wrong."""
        problems = {name: str(sentence) for name, sentence in self.problems.items()}
        return {**super().as_json(), "problems": problems} if problems else super().as_json()
