"""The pages of the duties: the board, one duty, the records, what a post owes, its calendar and its feed."""

from __future__ import annotations

from tutela.account.duties.pages.board import board, export_csv
from tutela.account.duties.pages.calendar import calendar, make_address
from tutela.account.duties.pages.duty import duty
from tutela.account.duties.pages.feed import feed
from tutela.account.duties.pages.mine import mine
from tutela.account.duties.pages.recording import new_deed, new_occurrence, withdraw
from tutela.account.duties.pages.records import record_list
from tutela.account.duties.pages.statements import standings_json, statement, statement_download, statement_json

__all__ = [
    "board",
    "calendar",
    "duty",
    "export_csv",
    "feed",
    "make_address",
    "mine",
    "new_deed",
    "new_occurrence",
    "record_list",
    "standings_json",
    "statement",
    "statement_download",
    "statement_json",
    "withdraw",
]
