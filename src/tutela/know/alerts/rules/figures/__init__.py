"""The figures of the response to alerts: counts, rates with their rules, times, and what of them may leave the mission.

What may go wrong with such figures is well known: counting responses by anybody beside responses by the mission,
hiding open alerts in the denominator or leaving them out, counting a duplicate twice. Each is met here by a rule that
is printed beside the figure.
"""

from __future__ import annotations

from tutela.know.alerts.rules.figures.rates import Rate, rates, shares
from tutela.know.alerts.rules.figures.rows import COUNTED, Count, Handled, Outcome, Stage
from tutela.know.alerts.rules.figures.sharing import Group, Shared, SharedRate, Shown, suppressed
from tutela.know.alerts.rules.figures.tallies import AT_ONCE, Dimension, Figures, Spread, Tally, tally

__all__ = [
    "AT_ONCE",
    "COUNTED",
    "Count",
    "Dimension",
    "Figures",
    "Group",
    "Handled",
    "Outcome",
    "Rate",
    "Shared",
    "SharedRate",
    "Shown",
    "Spread",
    "Stage",
    "Tally",
    "rates",
    "shares",
    "suppressed",
    "tally",
]
