"""What a report of a fault may show: where it happened, never what anybody typed or what the program held.

Django's own filter hides only what its name gives away, and shows everything where faults are shown in the browser.
Here a name of a source may stand in any variable of any frame: no value is shown at all, whatever TUTELA_DEBUG says.
"""

from __future__ import annotations

from collections.abc import ItemsView
from types import FrameType
from typing import Any

from django.http import HttpRequest, QueryDict
from django.views.debug import ExceptionReporter, SafeExceptionReporterFilter

HIDDEN = "[not shown]"


class DiscreetFilter(SafeExceptionReporterFilter):
    """Hides what was sent and every variable's value; names, kinds and sizes are left to look for the fault with."""

    def is_active(self, request: HttpRequest | None) -> bool:
        """Return True: there is no moment at which a source may be shown."""
        return True

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        """Return the names of what was sent in the body, without the values."""
        return {} if request is None else dict.fromkeys(request.POST, HIDDEN)

    def get_cleansed_multivaluedict(self, request: HttpRequest, multivaluedict: QueryDict) -> QueryDict:
        """Return the names in what was sent, without the values."""
        hidden = QueryDict(mutable=True)
        hidden.update(dict.fromkeys(multivaluedict, HIDDEN))
        return hidden

    def get_safe_cookies(self, request: HttpRequest) -> dict[str, Any]:
        """Return the names of the cookies."""
        return dict.fromkeys(request.COOKIES, HIDDEN)

    def get_traceback_frame_variables(self, request: HttpRequest | None, tb_frame: FrameType) -> ItemsView[str, Any]:
        """Return each variable's name with what kind of thing it is."""
        return {name: described(value) for name, value in tb_frame.f_locals.items()}.items()


def described(value: object) -> str:
    """Return the kind of a value, and the length of a text; nothing of the value itself."""
    size = f" of {len(value)}" if isinstance(value, str | bytes) else ""
    return f"[{type(value).__module__}.{type(value).__qualname__}{size}]"


class DiscreetReporter(ExceptionReporter):
    """Django's report without names of files that were sent and without a piece of a text that could not be decoded."""

    def get_traceback_data(self) -> dict[str, Any]:
        """Return what the report is made of."""
        data = super().get_traceback_data()
        data["unicode_hint"] = ""
        data["request_FILES_items"] = [(name, HIDDEN) for name, _file in data.get("request_FILES_items", ())]
        return data
