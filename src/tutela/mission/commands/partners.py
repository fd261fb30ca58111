"""Recording who else protects."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.kernel.clock import Clock
from tutela.kernel.refusals import Invalid
from tutela.ledger.command import Done, command
from tutela.mission.events import PartnerSet
from tutela.mission.models import Area, Partner


@command(Permission.PARTNER_CHANGE)
def set_partner(
    *, actor: Actor, clock: Clock, name: str, kind: str, area_code: str = "", note: str = ""
) -> Done[Partner]:
    """Add a partner or change it (paras 27 and 28). Raises Invalid for an unknown area."""
    area = Area.objects.filter(mission_id=actor.mission, code=area_code).first() if area_code else None
    if area_code and area is None:
        raise Invalid(
            _("There is no area %(code)s.") % {"code": area_code},
            remedy=_("Import the areas first, or leave the area out."),
        )
    partner, _made = Partner.objects.update_or_create(
        mission_id=actor.mission, name=name, defaults={"kind": kind, "area": area, "note": note}
    )
    return Done(partner, PartnerSet(subject=f"partner:{partner.pk}", name=name, kind=kind))
