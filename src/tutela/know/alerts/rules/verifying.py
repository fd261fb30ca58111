"""What judged allegations make of an alert as a whole."""

from __future__ import annotations

from collections.abc import Sequence

from tutela.know.alerts.rules.words import Outcome

# The first of these that any allegation has is the alert's own: one thing that is true makes it an alert.
_ORDER = (Outcome.CONFIRMED, Outcome.PROBABLE, Outcome.NOT_VERIFIABLE, Outcome.REFUTED)


def outcome_of(outcomes: Sequence[str]) -> Outcome:
    """Return the outcome of an alert: pending until each allegation was judged, then the strongest of them.

    An alert without allegations is pending.
    """
    if not outcomes or Outcome.PENDING in outcomes:
        return Outcome.PENDING
    return next(one for one in _ORDER if one in outcomes)
