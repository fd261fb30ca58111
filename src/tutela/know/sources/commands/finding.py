"""Which source, request or area is meant, as the actor may know it; what is hidden is not there."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from tutela.access.rules import Actor
from tutela.kernel.refusals import Invalid, NotFound, Stale
from tutela.know.sources.models import RevealRequest, Source
from tutela.know.sources.queries.reveals import request_named
from tutela.know.sources.queries.scope import source_named
from tutela.know.sources.rules.reveals import IdentityGone
from tutela.mission.models import Area


def source_for(actor: Actor, reference: str, version: int | None = None) -> Source:
    """Return a source. Raises NotFound, or Stale when it was changed since `version` was read."""
    source = source_named(actor, reference)
    if source is None:
        raise NotFound(_("There is no such source."), remedy=_("Look for it in the list of sources."))
    if version is not None and source.version != version:
        raise Stale(
            _("Somebody has changed this source since you read it."), remedy=_("Read it again, then decide once more.")
        )
    return source


def locked_source_for(actor: Actor, reference: str, version: int | None = None) -> Source:
    """Return a source whose identity is there. Raises IdentityGone besides."""
    source = source_for(actor, reference, version)
    if source.erased_at is not None:
        raise IdentityGone(
            _("Who this source is was erased at its own request."),
            remedy=_("What it told stays on record; nobody can tell any more who it was."),
        )
    return source


def request_for(actor: Actor, reference: str, version: int) -> RevealRequest:
    """Return a request. Raises NotFound, or Stale when somebody decided since it was read."""
    request = request_named(actor, reference)
    if request is None:
        raise NotFound(_("There is no such request."), remedy=_("Look for it among the requests that wait."))
    if request.version != version:
        raise Stale(
            _("Somebody has decided on this request since you read it."), remedy=_("Read it again: it says who.")
        )
    return request


def reason_in(text: str, *, field: str = "reason") -> str:
    """Return a reason without blanks around it. Raises Invalid when there is none."""
    if not text.strip():
        raise Invalid(
            _("A reason is needed."),
            remedy=_("Say why, in a sentence, without saying who the source is."),
            problems={field: _("Say why.")},
        )
    return text.strip()[:2000]


def chosen(code: str, choices: Mapping[str, object], field: str) -> str:
    """Return a code that is one of the choices. Raises Invalid, which does not repeat what was typed."""
    if code not in choices:
        raise Invalid(
            _("Something is not one of the choices."),
            remedy=_("Choose from the list."),
            problems={field: _("This is not one of the choices.")},
        )
    return str(code)


def area_named(mission: str, code: str) -> Area | None:
    """Return an area of the mission by its code, None for no code. Raises Invalid for one that is not there."""
    if not code:
        return None
    area = Area.objects.filter(mission_id=mission, code=code).defer("geometry", "outline").first()
    if area is None:
        raise Invalid(
            _("There is no such area."),
            remedy=_("Choose an area of the mission, or none."),
            problems={"area_code": _("There is no such area.")},
        )
    return area


def refuse(problems: dict[str, str]) -> None:
    """Raise Invalid when there are problems: field name to a sentence."""
    if problems:
        raise Invalid(_("Something about the source cannot be."), remedy=_("Mend what is marked."), problems=problems)


def path_of(source: Source) -> str:
    """Return the path of a source's area, nothing for one without."""
    return source.area.path if source.area else ""
