"""What the API says when it says no: one shape, in the reader's language, and nothing of what was sent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from tutela.api.bodies import BadBody
from tutela.kernel.refusals import Invalid, NotFound, Refusal
from tutela.web.components.errors import Words, refused

# The kinds of pydantic's errors that a caller can meet; its own words are English and may repeat the input.
SENTENCES: dict[str, Words] = {
    "missing": gettext_lazy("It is needed."),
    "extra_forbidden": gettext_lazy("There is no such field."),
    "string_type": gettext_lazy("It is text."),
    "string_too_long": gettext_lazy("It is too long."),
    "string_too_short": gettext_lazy("It is too short."),
    "string_pattern_mismatch": gettext_lazy("It is not written like this."),
    "string_unicode": gettext_lazy("It holds characters that are none."),
    "int_parsing": gettext_lazy("It is a whole number."),
    "int_type": gettext_lazy("It is a whole number."),
    "int_from_float": gettext_lazy("It is a whole number."),
    "int_parsing_size": gettext_lazy("It is too large."),
    "float_parsing": gettext_lazy("It is a number."),
    "float_type": gettext_lazy("It is a number."),
    "finite_number": gettext_lazy("It is a number."),
    "greater_than_equal": gettext_lazy("It is too small."),
    "less_than_equal": gettext_lazy("It is too large."),
    "too_long": gettext_lazy("There are too many."),
    "too_short": gettext_lazy("There are too few."),
    "list_type": gettext_lazy("It is a list."),
    "bool_type": gettext_lazy("It is true or false."),
    "bool_parsing": gettext_lazy("It is true or false."),
    "literal_error": gettext_lazy("This is not one of the choices."),
    "enum": gettext_lazy("This is not one of the choices."),
    "date_from_datetime_parsing": gettext_lazy("It is a day, like 2031-05-14."),
    "date_parsing": gettext_lazy("It is a day, like 2031-05-14."),
    "datetime_parsing": gettext_lazy("It is a moment with its zone, like 2031-05-14T09:30:00Z."),
    "datetime_from_date_parsing": gettext_lazy("It is a moment with its zone, like 2031-05-14T09:30:00Z."),
    "model_type": gettext_lazy("It is an object with fields."),
    "model_attributes_type": gettext_lazy("It is an object with fields."),
    "dict_type": gettext_lazy("It is an object with fields."),
    # What our own checks say (`tutela.access.endpoints`).
    "text": gettext_lazy("It is text without control characters."),
    "number": gettext_lazy("It is a number."),
    "day": gettext_lazy("It is a day, like 2031-05-14."),
    "moment": gettext_lazy("It is a moment with its zone, like 2031-05-14T09:30:00Z."),
}
ANY_OTHER = gettext_lazy("It does not fit.")
HUSHED = frozenset({"source"})
LONGEST_NAME = 60
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
MOST_PROBLEMS = 50


class NoSuchMethod(Refusal):
    """The address is there, and does not do this."""

    code = "no_such_method"
    status = 405


def install(api: NinjaAPI) -> None:
    """Make an API answer every refusal in the one shape; a fault of our own goes on to Django, which logs it."""
    api.add_exception_handler(Refusal, _refusal)
    api.add_exception_handler(ValidationError, _unfit)
    api.add_exception_handler(Http404, _not_there)
    api.add_exception_handler(HttpError, _bad)
    api.add_exception_handler(Exception, _fault)


def _refusal(request: HttpRequest, refusal: Any) -> HttpResponse:
    return refused(request, refusal)


def _unfit(request: HttpRequest, wrong: Any) -> HttpResponse:
    return refused(request, unfit(problems_in(wrong.errors)))


def unfit(problems: dict[str, str]) -> Invalid:
    """Return the refusal for a request with fields that do not fit."""
    told, remedy = _("The request does not fit."), _("Mend what is named, then send it again.")
    return Invalid(told, remedy=remedy, problems=problems)


def problems_in(errors: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return a sentence for each field that does not fit, by its path with dots; never a value that was sent."""
    found: dict[str, str] = {}
    for error in errors:
        if len(found) == MOST_PROBLEMS:
            break
        kind = str(error["ctx"]["error"]) if error["type"] == "value_error" else str(error["type"])
        found.setdefault(_path(error), str(SENTENCES.get(kind, ANY_OTHER)))
    return found


def _path(error: Mapping[str, Any]) -> str:
    """Return where a problem is, by the names of our own fields with dots between.

    Only a field that nobody knows has a name that came with the request: it is shown when it looks like one of ours,
    and never below a source, where somebody may have put a name in its place.
    """
    part, *names = (str(name) for name in error["loc"])
    is_body = part == "body"
    names = names[1:] if is_body else [name for name in names if not name.isdigit()][-1:]
    if error["type"] == "extra_forbidden" and names:
        is_shown = HUSHED.isdisjoint(names) and len(names[-1]) <= LONGEST_NAME and _NAME.fullmatch(names[-1])
        names[-1] = names[-1] if is_shown else "?"
    return ".".join(names) or part


def _not_there(request: HttpRequest, missing: Any) -> HttpResponse:
    return refused(request, not_there())


def not_there() -> NotFound:
    """Return the refusal for what is not there or may not be known."""
    return NotFound(
        _("There is nothing at this address, or your post may not know of it."),
        remedy=_("Look at the list of addresses: /api/v1/"),
    )


def _bad(request: HttpRequest, wrong: Any) -> HttpResponse:
    """Answer what the library refuses by itself; the cause of a body that cannot be read is ours."""
    cause = getattr(wrong, "__cause__", None)
    if isinstance(cause, Refusal):
        return refused(request, cause)
    return refused(request, BadBody(_("The request made no sense."), remedy=_("Mend the program that sends it.")))


def _fault(request: HttpRequest, fault: Any) -> HttpResponse:
    raise fault
