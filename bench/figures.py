"""What a measurement is, and how a table of them is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measurement.

    `value` in `unit` is what was measured; `reference` tells the plainest way to do the same and `reference_value`
    what that took or reached in the same run, in the same unit. `demand` is what must hold and `holds` whether it did.
    """

    what: str
    value: float
    unit: str
    reference: str = ""
    reference_value: float | None = None
    demand: str = ""
    holds: bool | None = None

    @property
    def ratio(self) -> float | None:
        """The value as a multiple of the reference, None without one."""
        return self.value / self.reference_value if self.reference_value else None


def number(value: float | None) -> str:
    """Return a number with at least three digits that mean something; `–` for none."""
    if value is None:
        return "–"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def table(figures: Sequence[Figure]) -> str:
    """Return the figures as a Markdown table."""
    head = "| what | measured | unit | reference in the same run | reference | ratio | demand | holds |"
    lines = [head, "|---|---:|---|---|---:|---:|---|---|"]
    for figure in figures:
        holds = {True: "yes", False: "**no**", None: "–"}[figure.holds]
        cells = (
            figure.what,
            number(figure.value),
            figure.unit,
            figure.reference or "–",
            number(figure.reference_value),
            number(figure.ratio),
            figure.demand or "–",
            holds,
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)
