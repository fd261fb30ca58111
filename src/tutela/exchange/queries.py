"""Reading import runs."""

from __future__ import annotations

from typing import ClassVar

from tutela.access.permissions import Permission
from tutela.access.queries import ScopedQuerySet
from tutela.access.rules import Actor
from tutela.exchange.models import ImportRun
from tutela.kernel.ids import number_of


class RunSet(ScopedQuerySet[ImportRun]):
    """Import runs of the mission."""

    view_permission: ClassVar[Permission] = Permission.IMPORT_READ


def runs(actor: Actor) -> RunSet:
    """Return the mission's imports, newest first."""
    return RunSet(ImportRun).visible_to(actor).select_related("snapshot").order_by("-number")


def run_named(actor: Actor, reference: str) -> ImportRun | None:
    """Return an import by its reference, None when there is none that the actor may know of."""
    number = number_of("R", reference)
    return None if number is None else runs(actor).filter(number=number).first()
