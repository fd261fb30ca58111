"""Which alerts may tell of one event, and why: suggested from text in two languages, place and time (issue 4).

People decide; the suggestion comes with its reasons and its doubts, each a number in `weights`.
"""

from __future__ import annotations

from tutela.know.alerts.rules.likeness.facts import Suggestion, Told
from tutela.know.alerts.rules.likeness.ranking import resembles, suggestions
from tutela.know.alerts.rules.likeness.weights import THRESHOLD

__all__ = ["THRESHOLD", "Suggestion", "Told", "resembles", "suggestions"]
