"""People and posts. They stand here and not in `access`, because `access` lies below the ledger (ADR 0001)."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.hashers import make_password
from django.db.models import Q
from django.utils.translation import gettext as _

from tutela.access.models import Holding, Person, Post
from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.kernel.clock import Clock
from tutela.kernel.refusals import Invalid, NotFound, Refusal
from tutela.ledger.command import Done, command
from tutela.mission.events import PersonAdded, PostCreated, PostGivenUp, PostTakenUp
from tutela.mission.models import Area
from tutela.mission.queries import post_templates
from tutela.mission.rules import SHORT_NAME_REMEDY, is_short_name

# So that `post:` and the short name fit the subject of a ledger entry.
LONGEST_POST = 75


class NameTaken(Refusal):
    """Somebody or something already has this name."""

    code = "name_taken"


@command(Permission.POST_CHANGE)
def add_person(
    *, actor: Actor, clock: Clock, username: str, name: str, language: str = "en", password: str | None = None
) -> Done[Person]:
    """Give a person a way to sign in. Without a password they cannot until one is set.

    Raises NameTaken, or Invalid for a blank name.
    """
    if not (username.strip() and name.strip()):
        raise Invalid(_("A person needs a name, and one to sign in with."), remedy=_("Give both."))
    # Signing in does not look at case, so two names that differ only by case would be one.
    if Person.objects.filter(username__iexact=username).exists():
        raise NameTaken(
            _("Somebody already signs in as %(name)s.") % {"name": username},
            remedy=_("Choose another name to sign in with."),
        )
    person = Person.objects.create(username=username, name=name, language=language, password=make_password(password))
    return Done(person, PersonAdded(subject=f"person:{person.pk}", person=person.pk))


@command(Permission.POST_CHANGE)
def create_post(
    *, actor: Actor, clock: Clock, slug: str, role: str, title: str = "", area_code: str = ""
) -> Done[Post]:
    """Create a post from the template of its role, for the whole mission or for an area and all below it.

    Raises Invalid for an unknown role or area or a bad short name, NameTaken when the mission has that post.
    """
    if not is_short_name(slug, LONGEST_POST):
        raise Invalid(_("“%(code)s” is not a short name for a post.") % {"code": slug}, remedy=_(SHORT_NAME_REMEDY))
    template = post_templates().get(role)
    if template is None:
        raise Invalid(
            _("There is no role %(code)s.") % {"code": role},
            remedy=_("Choose one of: %(choices)s.") % {"choices": ", ".join(post_templates())},
        )
    if Post.objects.filter(mission=actor.mission, slug=slug).exists():
        raise NameTaken(
            _("The mission already has a post %(code)s.") % {"code": slug}, remedy=_("Choose another short name.")
        )
    area = Area.objects.filter(mission_id=actor.mission, code=area_code).first() if area_code else None
    if area_code and area is None:
        raise Invalid(
            _("There is no area %(code)s.") % {"code": area_code},
            remedy=_("Import the areas first, or leave the area out."),
        )
    post = Post.objects.create(
        mission=actor.mission,
        slug=slug,
        title=title or template.labels["en"],
        role=role,
        component=template.component,
        area_path=area.path if area else "",
        permissions=sorted(template.permissions),
        clearance=template.clearance,
        compartments=sorted(template.compartments),
    )
    happened = PostCreated(
        subject=f"post:{slug}", title=post.title, role=role, permissions=sorted(template.permissions)
    )
    return Done(post, happened)


@command(Permission.POST_CHANGE)
def take_up_post(*, actor: Actor, clock: Clock, person: Person, slug: str, from_on: date) -> Done[Holding]:
    """Record that a person holds a post from a day on.

    Raises NotFound for an unknown post, Invalid when the person still holds it on that day.
    """
    post = _post(actor, slug)
    held = Holding.objects.filter(person=person, post=post)
    if held.filter(Q(to_on__isnull=True) | Q(to_on__gte=from_on)).exists():
        raise Invalid(
            _("That person holds that post already."), remedy=_("Record first the day on which it was given up.")
        )
    holding = Holding.objects.create(person=person, post=post, from_on=from_on)
    happened = PostTakenUp(subject=f"post:{slug}", post=post.title, person=person.pk, from_on=from_on.isoformat())
    return Done(holding, happened)


@command(Permission.POST_CHANGE)
def give_up_post(*, actor: Actor, clock: Clock, person: Person, slug: str, to_on: date) -> Done[Holding]:
    """Record the last day on which a person holds a post.

    Raises NotFound when they do not hold it, Invalid for a day before they took it up.
    """
    post = _post(actor, slug)
    holding = Holding.objects.filter(person=person, post=post, to_on__isnull=True).first()
    if holding is None:
        raise NotFound(_("That person does not hold that post."), remedy=_("Look at who holds it now."))
    if to_on < holding.from_on:
        raise Invalid(_("The post was taken up only after that day."), remedy=_("Give a later day."))
    holding.to_on = to_on
    holding.save(update_fields=["to_on"])
    happened = PostGivenUp(subject=f"post:{slug}", post=post.title, person=person.pk, to_on=to_on.isoformat())
    return Done(holding, happened)


def _post(actor: Actor, slug: str) -> Post:
    post = Post.objects.filter(mission=actor.mission, slug=slug).first()
    if post is None:
        raise NotFound(
            _("There is no post %(code)s.") % {"code": slug}, remedy=_("Look at the mission's list of posts.")
        )
    return post
