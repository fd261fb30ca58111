"""What a person sees of sources."""

from __future__ import annotations

from tutela.know.sources.pages.consenting import consent, withdraw
from tutela.know.sources.pages.deciding import request_list, request_page
from tutela.know.sources.pages.erasing import erase
from tutela.know.sources.pages.judging import disclosure, grade, risk
from tutela.know.sources.pages.keeping import find, keep
from tutela.know.sources.pages.lists import source_list
from tutela.know.sources.pages.records import source
from tutela.know.sources.pages.revealing import ask, open_page

__all__ = [
    "ask",
    "consent",
    "disclosure",
    "erase",
    "find",
    "grade",
    "keep",
    "open_page",
    "request_list",
    "request_page",
    "risk",
    "source",
    "source_list",
    "withdraw",
]
