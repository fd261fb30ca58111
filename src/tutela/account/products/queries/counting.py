"""Counting: figures by month, area and act from the incidents of a quarter and its past."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from tutela.account.products.rules.figures import (
    UNKNOWN_FIGURES,
    AreaComparison,
    CodedComparison,
    Comparison,
    DeathRange,
    MonthFigures,
    PeriodFigures,
    Trend,
    areas_by_harm,
)
from tutela.account.products.rules.people import Age, GroupPicture, HarmCell, HarmGrid, Sex, groups_in_order
from tutela.account.products.rules.places import NearBase, near_bases_in_order
from tutela.account.products.rules.threats import Threat
from tutela.kernel.periods import Month, Quarter, months_between, share_by_month
from tutela.know.incidents.queries import KnownIncident
from tutela.policy.vocabulary import terms

SHOWN_MONTHS = 24
SMALLEST = 0.001  # figures are told to a thousandth

# Which recorded harm shows that a group of paras 29 and 42 was hit; the others cannot be told from sex and age.
GROUP_SIGNS: dict[str, tuple[Sex | None, Age | None]] = {
    "women": (Sex.FEMALE, Age.ADULT),
    "men": (Sex.MALE, Age.ADULT),
    "girls": (Sex.FEMALE, Age.CHILD),
    "boys": (Sex.MALE, Age.CHILD),
    "older_persons": (None, Age.OLDER),
}


@dataclass(frozen=True, slots=True)
class AreaNames:
    """The mission's areas by key: their codes, and names for people."""

    codes: dict[int, str]
    labels: dict[str, str]

    def code(self, key: int | None) -> str:
        """Return the code of an area, nothing outside every area."""
        return self.codes.get(key or 0, "")

    def name(self, key: int | None) -> str:
        """Return the name of an area, nothing outside every area."""
        return self.labels.get(self.code(key), "")


@dataclass(slots=True)
class _Sum:
    """Figures that are being added up."""

    incidents: int = 0
    figures: list[float] = field(default_factory=lambda: [0.0] * 6)

    def add(self, known: KnownIncident, share: float, *, begins: bool) -> None:
        """Add a share of an incident; the incident itself counts where it begins."""
        self.incidents += int(begins)
        doubt = max(0, known.civilians_best - known.civilians_coded)
        one_sided = known.deaths_best if known.one_sided else 0
        values = (known.deaths_low, known.deaths_best, known.deaths_high, known.civilians_coded, doubt, one_sided)
        for place, value in enumerate(values):
            self.figures[place] += share * value

    def told(self) -> PeriodFigures:
        """Return the figures, rounded to a thousandth so that the last bits of addition never show."""
        low, best, high, coded, doubt, one_sided = (round(figure, 3) for figure in self.figures)
        return PeriodFigures(self.incidents, DeathRange(low, best, high), coded, doubt, one_sided)


class Counts:
    """The incidents of a quarter and its past, counted once and asked in many ways.

    What lasts over months is divided over them by day; an incident counts in the month in which it begins.
    """

    def __init__(
        self,
        known: Sequence[KnownIncident],
        names: AreaNames,
        quarter: Quarter,
        span: tuple[date, date] | None,
    ) -> None:
        self.names, self.quarter, self.span = names, quarter, span
        self.known = known
        self.sums: dict[tuple[Month, str, str], _Sum] = {}
        for incident in known:
            self._add(incident)

    def _add(self, incident: KnownIncident) -> None:
        shares = share_by_month(incident.occurred_from, incident.occurred_to)
        first = min(shares)
        for month, share in shares.items():
            key = (month, self.names.code(incident.area), incident.act)
            self.sums.setdefault(key, _Sum()).add(incident, share, begins=month == first)

    @property
    def of_quarter(self) -> list[KnownIncident]:
        """The incidents that touch the quarter: their deaths are divided over the months by day."""
        first, last = self.quarter.first_day, self.quarter.last_day
        return [one for one in self.known if one.occurred_to >= first and one.occurred_from <= last]

    @property
    def begun(self) -> list[KnownIncident]:
        """The incidents that began in the quarter: what counts incidents counts these, each in one quarter only."""
        first, last = self.quarter.first_day, self.quarter.last_day
        return [one for one in self.known if first <= one.occurred_from <= last]

    def _is_covered(self, first: date, last: date, *, whole: bool) -> bool:
        """Return whether the data reach a period; `whole`: from its first day on."""
        if self.span is None:
            return False
        return self.span[0] <= (first if whole else last) and self.span[1] >= first

    def _figures(
        self, months: Iterable[Month], *, area: str | None = None, act: str | None = None, whole: bool = False
    ) -> PeriodFigures:
        wanted = set(months)
        if not self._is_covered(min(wanted).first_day, max(wanted).last_day, whole=whole):
            return UNKNOWN_FIGURES
        total = _Sum()
        for (month, its_area, its_act), added in self.sums.items():
            if month in wanted and area in (None, its_area) and act in (None, its_act):
                total.incidents += added.incidents
                total.figures = [one + other for one, other in zip(total.figures, added.figures, strict=True)]
        return total.told()

    def _compare(self, *, area: str | None = None, act: str | None = None) -> Comparison:
        # Half a quarter beside a whole one misleads: what is compared with must be covered from its first day.
        earlier = (self.quarter.plus(-1), self.quarter.plus(-4))
        return Comparison(
            self._figures(self.quarter.months, area=area, act=act),
            *(self._figures(one.months, area=area, act=act, whole=True) for one in earlier),
        )

    def trend(self) -> Trend:
        """Return the figures of the trend section."""
        last = self.quarter.months[2]
        months = months_between(last.plus(1 - SHOWN_MONTHS), last)
        areas = self._seen(lambda key: key[1])
        acts = [act for act in terms("acts") if act in self._seen(lambda key: key[2])]
        by_area = [
            AreaComparison(code, self.names.labels.get(code, code), self._compare(area=code)) for code in areas if code
        ]
        return Trend(
            overall=self._compare(),
            months=tuple(MonthFigures(month, self._figures([month])) for month in months),
            by_act=tuple(CodedComparison(act, self._compare(act=act)) for act in acts),
            by_area=areas_by_harm(by_area),
        )

    def _seen(self, part: Callable[[tuple[Month, str, str]], str]) -> list[str]:
        quarters = (self.quarter, self.quarter.plus(-1), self.quarter.plus(-4))
        wanted = {month for one in quarters for month in one.months}
        return sorted({part(key) for key in self.sums if key[0] in wanted})

    def civilians_by_area(self) -> dict[str, float]:
        """Return the civilian deaths of the quarter by area code."""
        found: dict[str, float] = {}
        for (month, area, _act), added in self.sums.items():
            if month in self.quarter.months:
                found[area] = round(found.get(area, 0.0) + added.figures[3] + added.figures[4], 3)
        return found

    def histories(self, first: Month) -> dict[str, list[float]]:
        """Return the civilian deaths by month since the data begin (at most since `first`), for each area with any."""
        if self.span is None:
            return {}
        start = max(first, Month.of(self.span[0]))
        months = list(months_between(start, self.quarter.months[2]))
        place = {month: index for index, month in enumerate(months)}
        found: dict[str, list[float]] = {}
        for (month, area, _act), added in sorted(self.sums.items(), key=lambda item: str(item[0])):
            if area and month in place:
                history = found.setdefault(area, [0.0] * len(months))
                history[place[month]] += added.figures[3] + added.figures[4]
        return {code: [round(value, 3) for value in found[code]] for code in sorted(found)}

    def harm_grids(self) -> tuple[HarmGrid, ...]:
        """Return who was harmed in the quarter by sex and age; what no source splits stands as unknown."""
        cells: dict[str, dict[tuple[Sex, Age], float]] = {"killed": {}}
        for incident in self.of_quarter:
            share = self.share_in_quarter(incident)
            for row in incident.harm:
                if row.status != "fighter":
                    kind, key = cells.setdefault(row.kind, {}), (Sex(row.sex), Age(row.age))
                    kind[key] = kind.get(key, 0.0) + share * row.best
        killed, split = sum(self.civilians_by_area().values()), sum(cells["killed"].values())
        if killed - split >= SMALLEST:
            unknown = (Sex.UNKNOWN, Age.UNKNOWN)
            cells["killed"][unknown] = cells["killed"].get(unknown, 0.0) + killed - split
        kinds = [kind for kind in terms("harm_kinds") if cells.get(kind)]
        return tuple(HarmGrid(kind, _told(cells[kind])) for kind in kinds)

    def share_in_quarter(self, incident: KnownIncident) -> float:
        """Return the share (0 to 1) of an incident's days that lies in the quarter."""
        shares = share_by_month(incident.occurred_from, incident.occurred_to)
        return sum(shares.get(month, 0.0) for month in self.quarter.months)

    def groups(self, threats: Sequence[Threat]) -> tuple[GroupPicture, ...]:
        """Return what is known of each group at risk: the threats to it, and the incidents that hit it."""
        pictures = []
        for code in terms("groups_at_risk"):
            against = tuple(threat.reference for threat in threats if code in threat.groups)
            pictures.append(GroupPicture(code, threats=against, incidents=self._incidents_against(code)))
        return groups_in_order(pictures)

    def _incidents_against(self, code: str) -> int | None:
        sign = GROUP_SIGNS.get(code)
        if sign is None:
            return None
        sex, age = sign
        return sum(
            1
            for incident in self.begun
            if any(
                row.status != "fighter" and sex in (None, row.sex) and age in (None, row.age) for row in incident.harm
            )
        )

    def near_bases(self, base_names: dict[int, str], near_km: float) -> tuple[NearBase, ...]:
        """Return what began in the quarter within the mission's distance of a base (para 87).

        Fighting and other context is listed only where civilians were killed.
        """
        context = {code for code, term in terms("acts").items() if term.context}
        rows = [
            NearBase(
                reference=incident.reference,
                occurred_on=incident.occurred_from,
                area=self.names.name(incident.area),
                base=base_names.get(incident.base or 0, ""),
                distance_km=round(incident.base_distance_km, 1),
                act=incident.act,
                civilian_deaths=incident.civilians_best,
                review_due=incident.civilians_best > 0 or incident.act not in context,
            )
            for incident in self.begun
            if incident.base_distance_km is not None and incident.base_distance_km <= near_km
        ]
        return near_bases_in_order(row for row in rows if row.review_due)


def _told(cells: dict[tuple[Sex, Age], float]) -> tuple[HarmCell, ...]:
    return tuple(HarmCell(sex, age, round(people, 3)) for (sex, age), people in sorted(cells.items()))
