"""The mission at a glance: its mandate with the clock to its renewal, its words, and what it holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.kernel.clock import Clock
from tutela.mission.commands import set_mandate
from tutela.mission.forms import MandateForm
from tutela.mission.models import Mandate, Mission
from tutela.mission.outlines import picture
from tutela.mission.pages.acting import asked, carried_out, done
from tutela.mission.pages.wording import countdown, language
from tutela.mission.queries import areas, bases_on, mandate_on, mandates
from tutela.mission.standing import KeyNumbers, key_numbers, own_mission
from tutela.web.components import marks
from tutela.web.components.figures import number


@dataclass(frozen=True, slots=True)
class Clause:
    """What a mandate says on one point, in our words, with the paragraphs that speak of it."""

    words: str
    paragraphs: tuple[str, ...]


@require_safe
@needs(Permission.MISSION_READ)
def overview(request: ActorRequest) -> HttpResponse:
    """Show the mission's mandate, its key numbers and where it is."""
    mission = own_mission(request.actor)
    if mission is None:
        raise Http404
    today = today_in_mission(request.clock)
    mandate = mandate_on(request.actor.mission, today)
    top = areas(request.actor).filter(parent__isnull=True).defer("geometry")
    standing = bases_on(request.actor, today).defer("area__geometry", "area__outline")
    context = {
        "mission": mission,
        "name": mission.name_fr if mission.name_fr and language().startswith("fr") else mission.name,
        "mandate": mandate,
        "clock": countdown(mandate.renewal_on, today) if mandate else None,
        "clauses": clauses(mandate) if mandate else [],
        "earlier": [row for row in mandates(request.actor) if mandate is None or row.pk != mandate.pk],
        "stats": stats(key_numbers(request.actor, today)),
        "picture": picture(list(top), list(standing), _("Outline of the areas with the bases that stand today")),
        "facts": facts(mission),
        "may_set_mandate": request.actor.may(Permission.MANDATE_SET),
    }
    return render(request, "mission/overview.html", context)


def today_in_mission(clock: Clock) -> date:
    """Return the day that it is in the mission."""
    return clock.now().astimezone(marks.mission_zone()).date()


def clauses(mandate: Mandate) -> list[Clause]:
    """Say what the mandate's wording means for the mission's work, in our own words."""
    authority = (
        _("The mission is authorised under Chapter VII of the UN Charter.")
        if mandate.chapter_vii
        else _("The resolution does not name Chapter VII; the Council has not always named it.")
    )
    means = (
        _("It may use all necessary means to protect civilians, whoever threatens them.")
        if mandate.all_necessary_means
        else _("The mandate does not authorise all necessary means.")
    )
    imminence = (
        _("Its words speak of imminent threats. Threats that are not imminent are recorded and assessed all the same.")
        if mandate.imminence_required
        else _("A threat need not be imminent to fall under it.")
    )
    return [
        Clause(authority, ("12",)),
        Clause(means, ("12",)),
        Clause(imminence, ("12", "16")),
        Clause(
            _("It reaches as far as the mission's capabilities and the areas where it is deployed."), ("12", "17", "18")
        ),
        Clause(_("The host state keeps the first duty to protect the civilians on its territory."), ("12",)),
    ]


def facts(mission: Mission) -> list[dict[str, object]]:
    """Return what identifies the mission."""
    return [
        {"label": _("Code"), "value": mission.code},
        {"label": _("Countries"), "value": ", ".join(mission.country_codes) or marks.NOTHING},
        {"label": _("Time zone"), "value": mission.time_zone},
        {"label": _("Began"), "value": marks.day(mission.started_on)},
    ]


def stats(numbers: KeyNumbers) -> list[dict[str, object]]:
    """Return the key numbers, each a way to its page."""
    return [
        _stat(_("Areas"), numbers.areas, "mission:areas", _some(_("%(n)s disputed"), numbers.disputed)),
        _stat(
            _("Bases today"),
            numbers.bases_standing,
            "mission:bases",
            _some(_("of %(n)s on record"), numbers.bases),
        ),
        _stat(_("Posts"), numbers.posts, "mission:posts", _some(_("%(n)s vacant"), numbers.posts_vacant)),
        _stat(_("Units"), numbers.units, "mission:units", _some(_("and partners: %(n)s"), numbers.partners)),
        _stat(_("Data files"), numbers.snapshots, "mission:snapshots", ""),
    ]


def _stat(label: str, value: int, page: str, note: str) -> dict[str, object]:
    return {"label": label, "value": number(value), "address": reverse(page), "note": note}


def _some(words: str, count: int) -> str:
    return words % {"n": number(count)} if count else ""


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.MANDATE_SET)
def new_mandate(request: ActorRequest) -> HttpResponse:
    """Record a mandate; earlier ones stay."""
    form = MandateForm(request.POST) if request.method == "POST" else MandateForm(initial=_as_before(request))
    act = lambda: set_mandate(actor=request.actor, clock=request.clock, **form.cleaned_data)  # noqa: E731
    if request.method == "POST" and carried_out(form, act):
        return done(request, _("The mandate is recorded."), "mission:overview")
    return asked(
        request,
        form,
        title=_("Record a mandate"),
        lead=_(
            "The wording differs from mission to mission, and it guides the strategy (para 12). Earlier mandates stay."
        ),
        back=reverse("mission:overview"),
        back_label=_("Mission"),
    )


def _as_before(request: ActorRequest) -> dict[str, object]:
    """Start from the wording in force: most renewals keep it."""
    now = mandate_on(request.actor.mission, today_in_mission(request.clock))
    if now is None:
        return {"all_necessary_means": True}
    names = ("chapter_vii", "all_necessary_means", "imminence_required", "note")
    return {"adopted_on": now.renewal_on, **{name: getattr(now, name) for name in names}}
