"""Rates of response, each with the rule of its numerator and of its denominator, to be printed beside it.

A rate of response says nothing until it says whose response, to what, and what was left out: one public figure counts
responses by anybody, another immediate ones by the mission alone, and the two differ by a factor of four. Here the
denominator is always the verified alerts, closed or not, so that nothing is gained by leaving an alert open; those
still open and those that cannot be verified stand beside the rate, and its lowest value counts them all as unanswered.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from tutela.kernel.sentences import Sentence
from tutela.know.alerts.rules.figures.rows import Count, Outcome
from tutela.know.alerts.rules.figures.tallies import MINUTE, Dimension, Figures, Tally

CODES = (Count.ANSWERED, Count.BY_MISSION, Count.AT_ONCE, Count.BY_STATE)


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate with what it is made of: alerts in the numerator, in the denominator, and unsettled beside it."""

    code: str
    numerator: int
    denominator: int
    unsettled: int
    numerator_rule: Sentence
    denominator_rule: Sentence

    @property
    def share(self) -> float | None:
        """The rate from 0 to 1, None where no alert is verified."""
        return self.numerator / self.denominator if self.denominator else None

    @property
    def lowest(self) -> float | None:
        """The rate if nobody had responded to any alert that is open or not verifiable; None where there is none."""
        everything = self.denominator + self.unsettled
        return self.numerator / everything if everything else None


def rates(counted: Tally, at_once: timedelta) -> tuple[Rate, ...]:
    """Return the rates of some alerts: by anybody, by the mission, by the mission at once, by the state."""
    return tuple(
        Rate(
            code,
            counted.count(code),
            counted.count(Outcome.VERIFIED),
            counted.unsettled,
            numerator_rule(code, at_once),
            denominator_rule(),
        )
        for code in CODES
    )


def shares(figures: Figures, dimension: Dimension) -> tuple[Rate, ...]:
    """Return by responder or by tier the share of all verified alerts; one alert may be in several of them."""
    return tuple(
        Rate(
            value,
            part.count(Outcome.VERIFIED),
            figures.whole.count(Outcome.VERIFIED),
            figures.whole.unsettled,
            Sentence("Verified alerts with a response of this kind; one with several responses is in each of them."),
            denominator_rule(),
        )
        for value, part in figures.by.get(dimension, {}).items()
    )


def numerator_rule(code: str, at_once: timedelta) -> Sentence:
    """Return what is counted in the numerator of a rate."""
    rules = {
        Count.ANSWERED: Sentence("Verified alerts to which anybody responded: the mission, the state or others."),
        Count.BY_MISSION: Sentence(
            "Verified alerts to which force, police or civilians of the mission responded, whoever else did."
        ),
        Count.AT_ONCE: Sentence(
            "Verified alerts to which the mission responded and set out within {minutes} minutes of reception; where "
            "others responded too and nobody noted when the mission set out, it does not count.",
            minutes=at_once // MINUTE,
        ),
        Count.BY_STATE: Sentence(
            "Verified alerts to which forces or authorities of the state responded, whoever else did."
        ),
    }
    return rules[Count(code)]


def denominator_rule() -> Sentence:
    """Return what every rate is a share of."""
    return Sentence(
        "All verified alerts, closed or not. Alerts still open, not verifiable or refuted are shown beside the rate; "
        "what was set aside and duplicates are not in it. The lowest value takes every alert that is open or not "
        "verifiable as one that nobody answered."
    )
