"""What is odd about a report, in a few words for lists."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tutela.know.alerts.rules.report import Flag

WORDS: dict[str, str | Promise] = {
    Flag.CLOCK_OFF: _("Wrong clock"),
    Flag.LATE: _("Came late"),
    Flag.FAR_AWAY: _("Far away"),
    Flag.PLACE_UNCLEAR: _("Place unclear"),
    Flag.TEXT_CLEANED: _("Hidden characters"),
    Flag.TEXT_CUT: _("Text cut"),
    Flag.UNKNOWN_FORM: _("Unknown form"),
    Flag.UNKNOWN_ANSWER: _("Unknown answer"),
    Flag.FILE_REFUSED: _("File refused"),
    Flag.FILE_MISSING: _("File missing"),
    Flag.POSSIBLE_NAME: _("May name somebody"),
}


def in_words(flags: Iterable[str]) -> str:
    """Return flags in the reader's language, parted by commas."""
    return ", ".join(str(WORDS.get(flag, flag)) for flag in flags)
