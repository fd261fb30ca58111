"""Naming actors, and finding the actor behind a name."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from tutela.access.permissions import Permission
from tutela.access.rules import Actor as Asker
from tutela.kernel.clock import Clock
from tutela.kernel.names import fold
from tutela.kernel.refusals import Invalid, Refusal
from tutela.know.incidents.events import ActorNamed
from tutela.know.incidents.models import Actor, ActorAlias
from tutela.know.incidents.rules import ActorName
from tutela.ledger.command import Done, command
from tutela.policy.vocabulary import terms


class AliasTaken(Refusal):
    """The name already stands for another actor."""

    code = "alias_taken"


@command(Permission.INCIDENT_RECORD)
def name_actor(*, actor: Asker, clock: Clock, name: str, kind: str, aliases: tuple[str, ...] = ()) -> Done[Actor]:
    """Name an actor with its kind and other names, or set the kind and add names to one that is known.

    Raises Invalid for an unknown kind, AliasTaken when a name stands for another actor.
    """
    if kind not in terms("actor_kinds"):
        raise Invalid(
            _("There is no kind of actor %(code)s.") % {"code": kind},
            remedy=_("Choose one of: %(choices)s.") % {"choices": ", ".join(terms("actor_kinds"))},
        )
    named = find_or_name(actor.mission, [ActorName(name, kind)])[fold(name)]
    Actor.objects.filter(pk=named.pk).update(kind=kind)
    named.kind = kind
    for alias in aliases:
        held, _made = ActorAlias.objects.get_or_create(
            mission_id=actor.mission, folded=fold(alias), defaults={"actor": named, "name": alias}
        )
        if held.actor_id != named.pk:
            raise AliasTaken(
                _("%(name)s already stands for another actor.") % {"name": alias},
                remedy=_("Look at both actors first."),
            )
    happened = ActorNamed(subject=f"actor:{named.pk}", name=name, kind=kind, aliases=list(aliases))
    return Done(named, happened)


def find_or_name(mission: str, names: Iterable[ActorName], source: str = "") -> dict[str, Actor]:
    """Return the actor behind each folded name, making those that are not known. Only inside a command."""
    wanted = {fold(name.name): name for name in names if name.name}
    held = ActorAlias.objects.filter(mission_id=mission, folded__in=list(wanted)).select_related("actor")
    found = {alias.folded: alias.actor for alias in held}
    for key, name in wanted.items():
        if key not in found:
            made = Actor.objects.create(mission_id=mission, name=name.name, folded=key, kind=name.kind)
            ActorAlias.objects.create(mission_id=mission, actor=made, name=name.name, folded=key, source=source)
            found[key] = made
    return found
