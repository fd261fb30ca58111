"""Counting a threat's incidents again: draft information on the row, no change to what people said or scored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tutela.assess.threats.commands.records import take_figures
from tutela.assess.threats.models import Evidence, Threat
from tutela.assess.threats.queries.support import Terms, counting_in, figures_of, supporting
from tutela.assess.threats.queries.views import figures_in
from tutela.assess.threats.rules.proposing import window
from tutela.assess.threats.rules.reach import Reach

COUNTED = (
    "incidents", "deaths_best", "civilians_low", "civilians_best", "civilians_high", "largest", "first_on", "last_on",
    "figures_on", "new_incidents",
)  # fmt: skip


def refresh(row: Threat, reaches: Sequence[Reach], terms: Terms, day: date) -> bool:
    """Give a threat its figures as of a day and count the incidents that no assessment has looked at.

    Returns whether anything changed, be it the day. Only inside a command.
    """
    if not reaches:
        return False
    since, until = window(day, terms.months)
    within = supporting(counting_in(row), reaches, since=since, until=until)
    before = (figures_in(row), row.figures_on, row.new_incidents)
    take_figures(row, figures_of(within), day)
    row.new_incidents = within.exclude(pk__in=Evidence.objects.filter(threat=row).values("incident_id")).count()
    if before == (figures_in(row), row.figures_on, row.new_incidents):
        return False
    row.save(update_fields=COUNTED)
    return True


def mark_new_incidents(row: Threat, reaches: Sequence[Reach], terms: Terms, today: date) -> bool:
    """Count the incidents that no assessment of a threat has looked at; return whether the count changed.

    Looks from the start of the months that its figures were made for until today, so that nothing counted
    drops out.
    """
    if not reaches:
        return False
    since = window(row.figures_on or row.raised_at.date(), terms.months)[0]
    within = supporting(counting_in(row), reaches, since=since, until=today)
    fresh = within.exclude(pk__in=Evidence.objects.filter(threat=row).values("incident_id")).count()
    if fresh == row.new_incidents:
        return False
    row.new_incidents = fresh
    row.save(update_fields=["new_incidents"])
    return True
