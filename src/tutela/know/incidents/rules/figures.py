"""What is said of incidents: a title, figures spread over months, and how complete a split by sex and age is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from tutela.kernel.periods import Month, share_by_month
from tutela.know.incidents.rules.facts import HarmFacts


def title_of(headline: str, act_label: str, place_name: str, day: date) -> str:
    """Return what a list shows for an incident: its headline, or act and place (the day where no place is known)."""
    return headline or ", ".join(part for part in (act_label, place_name or day.isoformat()) if part)


def spread(facts: Iterable[tuple[date, date, float]]) -> dict[Month, float]:
    """Return figures by month: what lasts over several months is divided over them by day (the stated rule)."""
    totals: dict[Month, float] = {}
    for start, end, figure in facts:
        for month, share in share_by_month(start, end).items():
            totals[month] = totals.get(month, 0.0) + share * figure
    return totals


class Completeness(NamedTuple):
    """How much of a total is known by sex and by age: numbers of people, and the shares unknown (0 to 1)."""

    total: int
    sex_known: int
    age_known: int

    @property
    def sex_unknown_share(self) -> float | None:
        """The share whose sex is unknown, None when nobody was harmed."""
        return None if not self.total else 1 - self.sex_known / self.total

    @property
    def age_unknown_share(self) -> float | None:
        """The share whose age is unknown, None when nobody was harmed."""
        return None if not self.total else 1 - self.age_known / self.total


def completeness(total: int, harm: Sequence[HarmFacts]) -> Completeness:
    """Return how complete the split of a total is; more people split than counted is not more than complete."""
    by_sex = sum(row.best for row in harm if row.sex != "unknown")
    by_age = sum(row.best for row in harm if row.age != "unknown")
    total = max(total, 0)
    return Completeness(total, min(by_sex, total), min(by_age, total))
