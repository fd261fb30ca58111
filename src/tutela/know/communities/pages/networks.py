"""Alert networks: which there are, which were not tested in time, and one with its tests and focal points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.kernel.ids import time_ordered_uuid
from tutela.know.communities.commands import add_network, end_network, note_network_test
from tutela.know.communities.forms import NetworkForm, ReasonForm, TrialForm
from tutela.know.communities.models import AlertNetwork, Community, NetworkTest
from tutela.know.communities.pages.acting import asked, carried_out, done, today
from tutela.know.communities.pages.points import Point, told_points
from tutela.know.communities.pages.records import Fact, NetworkLine, network_line, trial_clock
from tutela.know.communities.pages.wording import level_mark, post_title, several, trial_words, word
from tutela.know.communities.queries import (
    PointsCount,
    community_named,
    listed_communities,
    network_named,
    network_tests,
    networks,
    points_in,
    served_by,
    women_among_focal_points,
)
from tutela.know.communities.queries.lists import CommunityWanted
from tutela.know.communities.rules import quiet_before
from tutela.know.communities.rules.words import MEANS, REPLIES, Reply
from tutela.mission.queries import parameter_values
from tutela.web.components import filters, marks
from tutela.web.components.tables import Column, Page, Table, TableSpec, page_of

MOST_NEAR = 60
OVERDUE = "overdue"
ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Row:
    """A network as the overview shows it."""

    line: NetworkLine
    communities: tuple[Community, ...]

    @property
    def network(self) -> AlertNetwork:
        """The network itself."""
        return self.line.network


NETWORKS = TableSpec(
    key="networks",
    caption=gettext_lazy("Alert networks"),
    columns=(
        Column(
            "name",
            gettext_lazy("Network"),
            value="network.name",
            template="communities/cells/network.html",
            link=lambda row: reverse("communities:network", args=[row.network.reference]),
        ),
        Column("communities", gettext_lazy("Serves"), template="communities/cells/served.html"),
        Column("means", gettext_lazy("By"), value="line.means"),
        Column(
            "trial",
            gettext_lazy("Last test"),
            value="line.trial",
            template="communities/cells/trial.html",
            sort="last_tested_on",
        ),
        Column("points", gettext_lazy("Focal points"), value="line.points", template="communities/cells/points.html"),
    ),
    default_sort="trial",
)


def filter_set() -> filters.FilterSet:
    """Return the questions that narrow networks."""
    return filters.FilterSet(
        (
            filters.Text(name="q", label=_("Name of the network")),
            filters.Flag(name=OVERDUE, label=_("Not tested in time")),
            filters.Flag(name="silent", label=_("Nobody answered the last test")),
            filters.Flag(name=ENDED, label=_("Ended")),
        )
    )


@require_safe
@needs(Permission.COMMUNITY_READ)
def network_list(request: ActorRequest) -> HttpResponse:
    """Show the alert networks, the one longest without a test first."""
    actor, day = request.actor, today(request.clock)
    numbers = parameter_values(actor.mission, at=request.clock.now())
    state, order = filter_set().read(request.GET), NETWORKS.read(request.GET)
    late = Q(last_tested_on__lt=quiet_before(day, float(numbers["shown_soon_days"])))
    rows = networks(actor, ended=bool(state.values.get(ENDED)))
    if "q" in state.values:
        rows = rows.filter(name__icontains=str(state.values["q"]))
    if state.values.get(OVERDUE):
        rows = rows.filter(late)
    if state.values.get("silent"):
        rows = rows.filter(last_result=Reply.FAILED)
    page = page_of(rows, NETWORKS, order)
    context = {
        "filters": state,
        "table": Table(
            spec=NETWORKS,
            page=_told(request, page, numbers),
            state=order,
            query=request.GET,
            is_filtered=state.is_active,
            empty="communities/empty_networks.html",
        ),
        "share": women_among_focal_points(actor),
        "late": networks(actor).filter(late).count(),
        "every": int(float(numbers["shown_soon_days"])),
        "may_change": actor.may(Permission.COMMUNITY_CHANGE),
    }
    return render(request, "communities/networks.html", context)


def _told(request: ActorRequest, page: Page[AlertNetwork], numbers: dict[str, Any]) -> Page[Row]:
    keys, day = [row.pk for row in page.rows], today(request.clock)
    served, points = served_by(request.actor, keys), points_in(request.actor, keys)
    return page.map(
        lambda row: Row(
            network_line(row, day, numbers, points.get(row.pk, PointsCount())), tuple(served.get(row.pk, ()))
        )
    )


@require_safe
@needs(Permission.COMMUNITY_READ)
def network(request: ActorRequest, ref: str) -> HttpResponse:
    """Show a network; answers 404 for one that is not there or not to be known."""
    row = found(request, ref)
    numbers, day = parameter_values(request.actor.mission, at=request.clock.now()), today(request.clock)
    clock = trial_clock(row, day, numbers)
    tests = network_tests(request.actor, [row.pk])
    points: list[Point] = told_points(request.actor, [row.pk])
    context = {
        "row": row,
        "facts": _facts(row),
        "communities": served_by(request.actor, [row.pk]).get(row.pk, []),
        "clock": clock,
        "clock_words": trial_words(clock),
        "every": int(float(numbers["shown_soon_days"])),
        "tests": [_trial(one) for one in tests],
        "points": points,
        "count": points_in(request.actor, [row.pk]).get(row.pk, PointsCount()),
        "may_see": request.actor.may(Permission.SOURCE_READ),
        "may_change": request.actor.may(Permission.COMMUNITY_CHANGE) and row.ended_at is None,
        "may_test": request.actor.may(Permission.CONSULTATION_RECORD) and row.ended_at is None,
    }
    return render(request, "communities/network.html", context)


def _trial(row: NetworkTest) -> tuple[NetworkTest, str, str, str]:
    """Return a test with its result, its means and the post that recorded it, in words."""
    means = word(MEANS, row.means) if row.means else ""
    return row, word(REPLIES, row.result), means, post_title(row.recorded_by)


def _facts(row: AlertNetwork) -> list[Fact]:
    return [
        Fact(_("How an alert travels"), several(MEANS, row.means)),
        Fact(_("There since"), marks.day(row.set_up_on)),
        Fact(_("On record since"), marks.day(row.recorded_at.date()), post_title(row.recorded_by)),
        Fact(_("Sensitivity"), level_mark(row.sensitivity)),
    ]


def found(request: ActorRequest, ref: str) -> AlertNetwork:
    """Return the network that an address names; answers 404 for one that is not there or not to be known."""
    row = network_named(request.actor, ref)
    if row is None:
        raise Http404
    return row


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.COMMUNITY_CHANGE)
def new_network(request: ActorRequest) -> HttpResponse:
    """Put an alert network on record; `?community=C-000001` offers that community and those around it."""
    made, rows = time_ordered_uuid(request.clock.now()), list[AlertNetwork]()
    start = community_named(request.actor, request.GET.get("community", ""))
    form = NetworkForm(
        request.POST if request.method == "POST" else None,
        actor=request.actor,
        near=_near(request, start),
        initial={
            "record_key": made,
            "members": [start.reference] if start else [],
            "sensitivity": start.sensitivity if start else 0,
        },
    )
    if request.method == "POST" and carried_out(form, lambda: rows.append(_added(request, form, made))):
        told = _("%(reference)s is on record.") % {"reference": rows[0].reference}
        return done(request, told, "communities:network", rows[0].reference)
    back = reverse("communities:community", args=[start.reference]) if start else reverse("communities:networks")
    return asked(
        request,
        form,
        title=_("Add an alert network"),
        lead=_("How people warn the mission. Who they are is locked away in the vault, never written here."),
        back=back,
        back_label=start.name if start else _("Alert networks"),
    )


def _near(request: ActorRequest, start: Community | None) -> list[tuple[str, str]]:
    if start is None:
        return []
    rows = listed_communities(request.actor, CommunityWanted(area=start.area.code)).exclude(pk=start.pk)
    return [(row.reference, f"{row.name} ({row.reference})") for row in (start, *rows[:MOST_NEAR])]


def _added(request: ActorRequest, form: NetworkForm, made: UUID) -> AlertNetwork:
    return add_network(
        actor=request.actor,
        clock=request.clock,
        facts=form.facts(),
        record_key=str(form.cleaned_data.get("record_key") or made),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.CONSULTATION_RECORD)
def new_test(request: ActorRequest, ref: str) -> HttpResponse:
    """Put a test of a network on record."""
    row = found(request, ref)
    form = TrialForm(
        request.POST if request.method == "POST" else None,
        initial={"tested_at": timezone.localtime(request.clock.now()).replace(second=0, microsecond=0)},
    )
    if request.method == "POST" and carried_out(
        form,
        lambda: note_network_test(actor=request.actor, clock=request.clock, network=row.reference, **form.cleaned_data),
    ):
        return done(request, _("The test is on record."), "communities:network", row.reference)
    return asked(
        request,
        form,
        title=_("Record a test"),
        kicker=row.name,
        lead=_("Call as if there were an alert, and see whether somebody answers."),
        back=reverse("communities:network", args=[row.reference]),
        back_label=row.name,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.COMMUNITY_CHANGE)
def end(request: ActorRequest, ref: str) -> HttpResponse:
    """End a network that is used no longer."""
    row = found(request, ref)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and carried_out(
        form,
        lambda: end_network(actor=request.actor, clock=request.clock, network=row.reference, **form.cleaned_data),
    ):
        return done(request, _("The network has ended."), "communities:network", row.reference)
    return asked(
        request,
        form,
        title=_("End this network"),
        kicker=row.name,
        lead=_("Its focal points are focal points no longer. Its tests stay on record."),
        submit_label=_("End the network"),
        back=reverse("communities:network", args=[row.reference]),
        back_label=row.name,
    )
