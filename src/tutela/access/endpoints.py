"""What the endpoints of every app share: who may call them, what they refuse, how a long list is read in pieces.

An app's `api.py` makes a `ninja.Router` and says of each operation `**opens(Permission.…, {200: Answer})`. The root of
the API refuses to start with an operation that does not say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Annotated, Any, TypeVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as said
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from tutela.access.gate import BY_TOKEN
from tutela.access.permissions import Permission
from tutela.kernel.clock import instant
from tutela.kernel.refusals import Invalid
from tutela.web.components.cells import value_at
from tutela.web.components.cursors import Cursor, read_cursor, write_cursor
from tutela.web.components.tables import beyond, ordering

PERMISSION = "x-permission"
LARGEST_PAGE = 200
LARGEST_KEY = 2**63 - 1
YEARS = range(1900, 2200)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Row = TypeVar("Row", bound=Model)


class Answer(BaseModel):
    """The base of what endpoints answer."""

    model_config = ConfigDict(frozen=True)


class Asked(BaseModel):
    """The base of what endpoints are asked: a field that nobody knows is refused, and nothing of it shows itself."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    def __repr_args__(self) -> Iterable[tuple[str | None, Any]]:
        """Return nothing: what was sent may say who told it, and stands in no trace of an error."""
        return ()


class Problem(Answer):
    """The one shape in which the API says no: what happened, what to do, and the paragraphs of the policy behind it."""

    code: str = Field(description="A stable name for this kind of no.", examples=["not_found"])
    message: str = Field(description="What happened, in the reader's language.")
    remedy: str = Field(description="What to do next, in the reader's language.")
    paragraphs: list[str] = Field(description="Demands of the policy that this rests on.")
    problems: dict[str, str] = Field(default={}, description="A sentence for each field that is wrong.")


# What any operation may answer besides what it is asked for.
REFUSALS = frozenset({400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 500})


def opens(permission: Permission | None, answers: Mapping[int, type[Answer]]) -> dict[str, Any]:
    """Return what an operation says of itself: the permission that opens it (None: any valid token) and its answers."""
    said = BY_TOKEN if permission is None else str(permission)
    return {"response": {**answers, REFUSALS: Problem}, "openapi_extra": {PERMISSION: said}}


def _text_only(given: object) -> object:
    """Let only text through: a number is not a moment, and `true` is not a word."""
    if not isinstance(given, str):
        raise ValueError("text")
    return given


def number_only(given: object) -> object:
    """Let only numbers through: "5" is text, and `true` is no number. Stands behind the bounds of a number's type."""
    if isinstance(given, bool) or not isinstance(given, int | float):
        raise ValueError("number")
    return given


def _plain(text: str) -> str:
    """Refuse characters that no store can keep in a text that is looked up."""
    if _CONTROL.search(text):
        raise ValueError("text")
    return text


def _day(given: object) -> object:
    if isinstance(given, date) or (isinstance(given, str) and _DAY.fullmatch(given)):
        return given
    raise ValueError("day")


def _moment_text(given: object) -> object:
    """Let only a moment's text through: pydantic would take a number, also one in a text, for seconds since 1970."""
    if isinstance(given, str) and _DAY.match(given):
        return given
    raise ValueError("moment")


def _moment(given: datetime) -> datetime:
    """Return a moment in UTC; one without a zone is none, and one outside the years that anybody means is a mistake."""
    if given.tzinfo is None or given.year not in YEARS:
        raise ValueError("moment")
    return given.astimezone(UTC)


Words = Annotated[
    str,
    BeforeValidator(_text_only),
    AfterValidator(_plain),
    Field(json_schema_extra={"pattern": r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$"}),
]
"""Text without control characters. Give it a length of its own."""
Day = Annotated[date, BeforeValidator(_day)]
"""A day like 2031-05-14."""
MomentIn = Annotated[
    datetime,
    BeforeValidator(_moment_text),
    AfterValidator(_moment),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
"""A moment with its zone, like 2031-05-14T09:30:00Z."""
Truth = Annotated[bool, Field(strict=True)]
"""true or false."""
Moment = Annotated[str, Field(json_schema_extra={"format": "date-time"})]
"""A moment as it is answered: UTC, with microseconds."""


def one_of(choices: Iterable[str]) -> Any:
    """Return the field for a code that the command itself looks up, with the choices in the description."""
    return Field(max_length=40, json_schema_extra={"enum": list(choices)})


def moment(value: datetime | None) -> str | None:
    """Return a moment as it is answered, None for none."""
    return instant(value) if value else None


class Paged(Asked):
    """How a long list is asked for: from the start, or where the piece before ended."""

    limit: int = Field(default=50, ge=1, le=LARGEST_PAGE, description=said("How many rows at most."))
    cursor: str = Field(
        default="",
        max_length=2000,
        description=said("`next` of the answer before, to go on from there; empty is the start."),
    )


def piece_of(
    rows: QuerySet[Row], column: str, asked: Paged, *, kind: type, descending: bool = True
) -> tuple[list[Row], str]:
    """Return one piece of a list that the actor may see, and the cursor of the next piece, empty at the end.

    It is found by a range of the index over `column` (of type `kind`) and key, whatever the list's length. Raises
    Invalid for a cursor that is none of this list's.
    """
    ordered = rows.order_by(*ordering(column, "pk", descending))
    if asked.cursor:
        ordered = ordered.filter(beyond(column, "pk", _cursor(asked.cursor, kind), descending))
    found = list(ordered[: asked.limit + 1])
    more, found = len(found) > asked.limit, found[: asked.limit]
    return found, write_cursor(Cursor(value_at(found[-1], column), found[-1].pk)) if more else ""


def _cursor(text: str, kind: type) -> Cursor:
    """Read a cursor. It is anybody's to edit, so only a value of the list's own kind and a sound key go on."""
    found = read_cursor(text)
    is_sound = (
        found is not None
        and type(found.value) is kind
        and type(found.key) is int
        and 0 <= found.key <= LARGEST_KEY
        and not (isinstance(found.value, str) and _CONTROL.search(found.value))
        and not (isinstance(found.value, datetime) and (found.value.tzinfo is None or found.value.year not in YEARS))
    )
    if found is None or not is_sound:
        raise Invalid(
            _("This cursor belongs to no list."),
            remedy=_("Send `next` of the last answer as it is, or begin without a cursor."),
            problems={"cursor": _("This cursor belongs to no list.")},
        )
    return found
