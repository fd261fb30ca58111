"""The mission's profile: which parts it has, who covers for the missing ones, and what that does to the duties."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.kernel.clock import from_instant
from tutela.ledger.models import Entry
from tutela.ledger.queries import payload
from tutela.mission.commands import set_profile
from tutela.mission.forms import ProfileForm
from tutela.mission.pages.acting import carried_out, done
from tutela.mission.pages.short_tables import short_table
from tutela.mission.pages.wording import cited, language, part_label, role_label
from tutela.mission.queries import profile, profile_history
from tutela.policy.duties import Duty
from tutela.policy.profile import ALWAYS_THERE, bound_duties, named_cover, owed_duties, parts
from tutela.policy.roles import stand_ins
from tutela.web.components.tables import Column, Table, TableSpec


@dataclass(frozen=True, slots=True)
class PartView:
    """A part of the mission as the page shows it; `cover` is who stands in in the end, `named` who was named."""

    code: str
    label: str
    roles: str
    is_absent: bool
    named: str
    cover: str
    policy_cover: str
    paragraphs: tuple[str, ...]
    bound: tuple[str, ...]
    owed: tuple[str, ...]

    @property
    def is_silenced(self) -> bool:
        """Whether duties do not apply because nobody covers."""
        return self.is_absent and not self.cover

    @property
    def duties(self) -> int:
        """How many duties rest on the part or are owed by its posts."""
        return len(self.bound) + len(self.owed)


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One change of the profile."""

    recorded_at: datetime
    part: str
    told: str
    reason: str
    by: str
    sequence: int


PARTS = TableSpec(
    key="parts",
    caption=gettext_lazy("Parts of the mission"),
    columns=(
        Column("label", gettext_lazy("Part"), sort="label"),
        Column("is_absent", gettext_lazy("There?"), template="mission/cells/part.html"),
        Column("policy_cover", gettext_lazy("The policy’s own cover"), template="mission/cells/policy_cover.html"),
        Column("duties", gettext_lazy("Duties"), kind="number", sort="duties", descending_first=True),
    ),
    default_sort="label",
)
CHANGES = TableSpec(
    key="history",
    caption=gettext_lazy("What was said of the mission’s parts"),
    columns=(
        Column("recorded_at", gettext_lazy("Recorded"), kind="moment", sort="recorded_at", descending_first=True),
        Column("part", gettext_lazy("Part")),
        Column("told", gettext_lazy("What was said")),
        Column("reason", gettext_lazy("Why")),
        Column("by", gettext_lazy("By"), on_phone="hide"),
        Column("sequence", gettext_lazy("Entry"), kind="number", on_phone="hide"),
    ),
    default_sort="-recorded_at",
)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.MISSION_READ)
def profile_page(request: ActorRequest) -> HttpResponse:
    """Show the profile with what it does, and change it when the post may."""
    if request.method == "POST":
        request.actor.require(Permission.PROFILE_SET)
    form = ProfileForm(
        request.POST if request.method == "POST" else None,
        parts=[(code, part_label(code)) for code in parts() if code not in ALWAYS_THERE],
        roles=[(code, role_label(code)) for held in parts().values() for code in held],
        initial={"part": request.GET.get("part", "")},
    )
    if request.method == "POST" and carried_out(form, lambda: _set(request, form)):
        return done(request, _("The profile is set."), "mission:profile")
    views = part_views(profile(request.actor.mission, request.clock.now()))
    context = {
        "table": short_table(request, PARTS, views),
        "missing": [view for view in views if view.is_absent],
        "form": form if request.actor.may(Permission.PROFILE_SET) else None,
        "history": _history(request),
    }
    return render(request, "mission/profile.html", context, status=422 if form.errors else 200)


def _set(request: ActorRequest, form: ProfileForm) -> None:
    set_profile(
        actor=request.actor,
        clock=request.clock,
        part=form.cleaned_data["part"],
        is_absent=form.cleaned_data["is_absent"] == "yes",
        covered_by=form.cleaned_data["covered_by"],
        reason=form.cleaned_data["reason"],
    )


def part_views(absent: dict[str, str]) -> list[PartView]:
    """Return every part of a mission that lacks those of `absent`, in the order of Annex A."""
    ends = stand_ins(absent)
    return [_view(code, held, absent, ends) for code, held in parts().items()]


def _view(code: str, held: tuple[str, ...], absent: dict[str, str], ends: dict[str, str]) -> PartView:
    fallback = named_cover(code)
    return PartView(
        code=code,
        label=part_label(code),
        roles=", ".join(role_label(role) for role in held),
        is_absent=code in absent,
        named=role_label(absent.get(code, "")),
        cover=role_label(ends.get(code, "")),
        policy_cover=role_label(fallback.cover) if fallback else "",
        paragraphs=tuple(cited(fallback.cover_cites)) if fallback else (),
        bound=_labels(bound_duties(code)),
        owed=_labels(owed_duties(code)),
    )


def _labels(duties: list[Duty]) -> tuple[str, ...]:
    return tuple(duty.label(language()) for duty in duties)


def _history(request: ActorRequest) -> Table[ChangeView]:
    rows = [_change(row) for row in profile_history(request.actor)]
    return short_table(request, CHANGES, rows, empty="mission/empty_profile.html")


def _change(row: Entry) -> ChangeView:
    facts = payload(row)
    told = _("there")
    if facts["is_absent"]:
        cover = role_label(facts["covered_by"])
        told = _("missing, covered by: %(role)s") % {"role": cover} if cover else _("missing, nobody covers")
    return ChangeView(
        from_instant(row.recorded_at), part_label(facts["part"]), told, row.reason, row.label, row.sequence
    )
