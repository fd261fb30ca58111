"""What is said of a file that could be opened, but of which not one row can be used."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from tutela.exchange.readers.problems import RowRefusal
from tutela.kernel.refusals import Refusal


class NothingReadable(Refusal):
    """Not one row of the file can be used."""

    code = "nothing_readable"


def nothing_readable(name: str, items: Iterable[object]) -> NothingReadable:
    """Return the refusal of a file by its name and its items: it tells what is wrong with the first row refused."""
    first = next((item for item in items if isinstance(item, RowRefusal)), None)
    if first is None:
        return NothingReadable(
            _("No row of %(file)s can be used.") % {"file": name}, remedy=_("Export the file again.")
        )
    facts = {"file": name, "row": first.row_number, "column": first.column, "why": _(first.reason)}
    return NothingReadable(
        _("No row of %(file)s can be used; row %(row)s, %(column)s: %(why)s") % facts, remedy=_(first.remedy)
    )
