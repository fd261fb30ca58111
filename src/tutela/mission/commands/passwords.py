"""Passwords: each change is a command, so that the ledger shows when somebody's way in was changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.contrib.auth.hashers import make_password
from django.db.models import Q
from django.utils.translation import gettext as _

from tutela.access.models import Holding, Person
from tutela.access.permissions import Permission
from tutela.access.rules import Actor, system_actor
from tutela.kernel.clock import Clock
from tutela.kernel.refusals import NotAllowed
from tutela.ledger.command import Done, command
from tutela.mission.events import PasswordSet


def sign_in_actor(mission: str, person: Person) -> Actor:
    """Return the part of the software that signs people in, at work for one person."""
    return replace(system_actor("sign-in", mission, frozenset({Permission.POST_CHANGE})), person=person.pk)


@command(Permission.POST_CHANGE)
def change_own_password(*, actor: Actor, clock: Clock, person: Person, password: str) -> Done[Person]:
    """Give a person the password that they chose. The caller has checked the old one.

    Raises NotAllowed unless the software acts for that very person (`sign_in_actor`).
    """
    if not actor.is_system or actor.person != person.pk:
        raise NotAllowed(_("Only the person can change this password."), remedy=_("Sign in as that person."))
    return _written(person, password, by_themselves=True)


@command(Permission.POST_CHANGE)
def set_password(*, actor: Actor, clock: Clock, person: Person, password: str) -> Done[Person]:
    """Give a person of the mission a new password, who will change it after signing in.

    Raises NotAllowed for somebody who holds a post in another mission: that would open the other mission too.
    """
    held = Holding.objects.filter(person=person).filter(_still_held(clock.now().date()))
    if held.exclude(post__mission=actor.mission).exists():
        raise NotAllowed(
            _("This person also holds a post in another mission."),
            remedy=_("Ask the people who run the server to set the password."),
        )
    return _written(person, password, by_themselves=False)


def _still_held(day: date) -> Q:
    return Q(to_on__isnull=True) | Q(to_on__gte=day)


def _written(person: Person, password: str, *, by_themselves: bool) -> Done[Person]:
    person.password = make_password(password)
    person.save(update_fields=["password"])
    happened = PasswordSet(subject=f"person:{person.pk}", person=person.pk, by_themselves=by_themselves)
    return Done(person, happened)
