"""People at risk: the groups of paras 29 and 42, and harm by sex and age with what is not known made visible."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tutela.policy.vocabulary import terms

SMALL_NUMBER = 5  # a cell with fewer people than this may point at somebody (para 32)


class Sex(StrEnum):
    """Sex as recorded."""

    FEMALE = "female"
    MALE = "male"
    UNKNOWN = "unknown"


class Age(StrEnum):
    """Age bands as recorded: children are under 18."""

    CHILD = "child"
    ADULT = "adult"
    OLDER = "older"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class GroupPicture:
    """What is known about the danger to one group, and what is not; texts are people's own words.

    `incidents` counts those in which the group is recorded as harmed; None means that no source says.
    """

    code: str
    threats: tuple[str, ...] = ()
    incidents: int | None = None
    known: str = ""
    not_known: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class HarmCell:
    """People harmed of one sex and age band."""

    sex: Sex
    age: Age
    people: float


@dataclass(frozen=True, slots=True)
class HarmGrid:
    """Civilians who suffered one kind of harm (killed, injured, abducted …) in the quarter, by sex and age."""

    kind: str
    cells: tuple[HarmCell, ...] = ()

    def people(self, sex: Sex | None = None, age: Age | None = None) -> float:
        """Return how many people match; None matches every sex or age."""
        return sum(
            cell.people for cell in self.cells if (sex is None or cell.sex is sex) and (age is None or cell.age is age)
        )

    @property
    def sex_unknown_share(self) -> float | None:
        """Share (0 to 1) of people whose sex is not recorded; None when nobody is counted."""
        return self.people(sex=Sex.UNKNOWN) / self.people() if self.people() else None

    @property
    def age_unknown_share(self) -> float | None:
        """Share (0 to 1) of people whose age is not recorded; None when nobody is counted."""
        return self.people(age=Age.UNKNOWN) / self.people() if self.people() else None

    def has_small_numbers(self, threshold: int = SMALL_NUMBER) -> bool:
        """Whether a cell of known sex or age holds somebody, but fewer people than the threshold."""
        totals: dict[tuple[Sex, Age], float] = {}
        for cell in self.cells:
            totals[cell.sex, cell.age] = totals.get((cell.sex, cell.age), 0) + cell.people
        return any(0 < people < threshold for key, people in totals.items() if key != (Sex.UNKNOWN, Age.UNKNOWN))


def groups_in_order(pictures: Iterable[GroupPicture]) -> tuple[GroupPicture, ...]:
    """Return one picture for each group of paras 29 and 42, in that order, then the mission's own groups.

    A group about which nothing was handed in still has its (empty) line: not knowing is a finding.
    """
    given = {picture.code: picture for picture in pictures}
    listed = [given.pop(code, GroupPicture(code)) for code in terms("groups_at_risk")]
    return (*listed, *given.values())
