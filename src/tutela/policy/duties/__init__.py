"""Duties: what must happen, how often or after which event, within what time, by whom; each cites its paragraphs.

A rule file is TOML, one table a duty. Whether a duty is met is never typed in: it is computed from ledger entries.
"""

from __future__ import annotations

from tutela.policy.duties.books import Book, Occasion, fold
from tutela.policy.duties.rules import Duty, Kind, duties, duty_from, events_that_bear
from tutela.policy.duties.standing import STATES, Standing, State, standing_of, standings

__all__ = [
    "STATES",
    "Book",
    "Duty",
    "Kind",
    "Occasion",
    "Standing",
    "State",
    "duties",
    "duty_from",
    "events_that_bear",
    "fold",
    "standing_of",
    "standings",
]
