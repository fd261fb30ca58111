"""Parameters: every number that the policy leaves open, with a default and a reason; the mission sets it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import isfinite

from tutela.kernel.refusals import Invalid
from tutela.kernel.sentences import Sentence

Value = int | float | str | bool


@dataclass(frozen=True, slots=True)
class Parameter:
    """A setting of the mission: not fixed by the policy, and every page that uses it says so."""

    name: str
    labels: dict[str, str]
    unit: str
    default: Value
    reason: str
    cites: tuple[str, ...]
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()

    def label(self, language: str) -> str:
        """Return the label in a language, in English where there is none."""
        return self.labels.get(language.split("-", maxsplit=1)[0], self.labels["en"])

    def checked(self, value: Value) -> Value:
        """Return the value in the parameter's own type. Raises Invalid for what is out of bounds or no choice."""
        if self.choices:
            return self._checked_choice(value)
        number = self._number(value)
        if number is None or not self._is_within(number):
            raise Invalid(
                Sentence("{value} is not a value for {name}.", value=value, name=self.name), remedy=self._bounds()
            )
        return number

    def _number(self, value: Value) -> int | float | None:
        """Return the value as a number of the parameter's kind; None for text, truth values and parts of a whole."""
        if isinstance(value, bool):
            return None
        try:
            number = float(value)
        except (ValueError, OverflowError):
            return None
        if isinstance(self.default, float):
            return number
        return int(number) if number.is_integer() else None

    def _checked_choice(self, value: Value) -> Value:
        if value not in self.choices:
            raise Invalid(
                Sentence("{value} is not a choice for {name}.", value=value, name=self.name), remedy=self._bounds()
            )
        return value

    def _is_within(self, number: float) -> bool:
        if not isfinite(number):
            return False
        low = self.minimum is None or number >= self.minimum
        return low and (self.maximum is None or number <= self.maximum)

    def _bounds(self) -> str:
        if self.choices:
            return Sentence("Choose one of: {choices}.", choices=", ".join(self.choices))
        unit = Sentence(self.unit)
        return Sentence("Give a number from {low} to {high} ({unit}).", low=self.minimum, high=self.maximum, unit=unit)


@cache
def parameters() -> dict[str, Parameter]:
    """Return all parameters by name, sorted: one TOML file each."""
    folder = files(__package__)
    names = sorted(item.name for item in folder.iterdir() if item.name.endswith(".toml"))
    return {
        name.removesuffix(".toml"): _parameter(name.removesuffix(".toml"), folder.joinpath(name).read_text("utf-8"))
        for name in names
    }


def _parameter(name: str, text: str) -> Parameter:
    facts = tomllib.loads(text)
    return Parameter(
        name=name,
        labels=facts["label"],
        unit=facts["unit"],
        default=facts["default"],
        reason=facts["reason"],
        cites=tuple(facts["cites"]),
        minimum=facts.get("minimum"),
        maximum=facts.get("maximum"),
        choices=tuple(facts.get("choices", ())),
    )
