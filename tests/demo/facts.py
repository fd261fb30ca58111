"""Facts of a report made up for a test."""

from __future__ import annotations

from datetime import UTC, datetime

from tutela.demo.acts import Group, Harm, Modus
from tutela.demo.wording import Facts, Whereabouts

AT = datetime(2026, 5, 3, 5, 30, tzinfo=UTC)


def facts_with(modus: Modus, group: Group, harm: tuple[Harm, ...]) -> Facts:
    """Facts of an exact report with the given harm."""
    return Facts(
        modus=modus,
        actor="reed-bank-front",
        opponent="ninth-frontier-brigade",
        group=group,
        first=AT,
        last=AT,
        time_precision=1,
        where=Whereabouts(1, "Orlume", None, "Orlosk", 1, 0),
        harm=harm,
        refuge="Ulmorra",
        is_attempt=False,
        is_market_day=False,
        is_dry=True,
    )
