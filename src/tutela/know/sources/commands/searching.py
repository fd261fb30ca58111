"""Looking for a source by a telephone number: who looked is on record, the number is not."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.kernel.clock import Clock
from tutela.kernel.refusals import Invalid
from tutela.know.sources.commands.locking import known_by
from tutela.know.sources.events import SourceSearched
from tutela.know.sources.queries.scope import sources
from tutela.know.sources.rules.phones import numbers_in
from tutela.ledger.command import Done, Outcome, command
from tutela.mission.models import Mission


@command(Permission.SOURCE_FIND)
def find_source(*, actor: Actor, clock: Clock, number: str) -> Outcome[tuple[str, ...]]:
    """Return the references of the sources with a telephone number that the actor may know of, the oldest first.

    The search is put on record, also when nothing is found. Raises Invalid for what is no number, which is not
    repeated, or VaultLocked.
    """
    mission = Mission.objects.get(pk=actor.mission)
    if not numbers_in(number, mission.country_codes):
        raise Invalid(
            _("This is not a telephone number."),
            remedy=_("Type it with its country code, or as it is dialled in the country."),
            problems={"number": _("Type at least five digits.")},
        )
    rows = sources(actor).filter(pk__in=known_by(number, mission)).order_by("id")
    found = tuple(row.reference for row in rows)
    subject = found[0] if found else "sources"
    return Done(found, SourceSearched(subject=subject, related=found[1:], area_path=actor.area_path, found=len(found)))
