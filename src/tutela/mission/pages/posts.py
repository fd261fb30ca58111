"""The posts: which there are, who holds them, what they may do; creating, taking up and giving up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tutela.access.gate import ActorRequest, needs
from tutela.access.models import Holding
from tutela.access.permissions import Permission
from tutela.mission.commands import create_post, give_up_post, take_up_post
from tutela.mission.forms import GiveUpForm, PostForm, TakeUpForm
from tutela.mission.pages.acting import asked, carried_out, done
from tutela.mission.pages.areas import area_choices
from tutela.mission.pages.overview import today_in_mission
from tutela.mission.pages.short_tables import short_table
from tutela.mission.pages.wording import COMPARTMENTS, component_label, known, language, permission_sentences
from tutela.mission.queries import post_templates
from tutela.mission.staffing import StaffedPost, people_of, person_of, staffed_post, staffing
from tutela.web.components import filters, marks
from tutela.web.components.scales import Sensitivity
from tutela.web.components.tables import Column, TableSpec

POSTS = TableSpec(
    key="posts",
    caption=gettext_lazy("Posts"),
    columns=(
        Column(
            "title", gettext_lazy("Post"), sort="title", link=lambda row: reverse("mission:post", args=[row.post.slug])
        ),
        Column("component", gettext_lazy("Part of the mission"), sort="component"),
        Column("area", gettext_lazy("Area"), template="mission/cells/post_area.html"),
        Column("holders", gettext_lazy("Held by"), value="held", template="mission/cells/holders.html"),
        Column("rights", gettext_lazy("Permissions"), kind="number", value=lambda row: len(row.post.permissions)),
        Column("clearance", gettext_lazy("Sees up to"), value=lambda row: marks.sensitivity(level(row.post.clearance))),
    ),
    default_sort="component",
)
FILTERS = filters.FilterSet(
    (
        filters.Text(name="q", label=gettext_lazy("Title or name")),
        filters.Flag(name="vacant", label=gettext_lazy("Only vacant posts")),
    )
)


@dataclass(frozen=True, slots=True)
class PostView:
    """A post as the table shows it, with who holds it today."""

    staffed: StaffedPost
    held: tuple[Holding, ...]

    @property
    def post(self) -> object:
        """The post itself."""
        return self.staffed.post

    @property
    def title(self) -> str:
        """Its title in the reader's language."""
        return self.staffed.title

    @property
    def component(self) -> str:
        """The part of the mission it belongs to."""
        return self.staffed.component

    @property
    def area(self) -> str:
        """The area it covers; empty is the whole mission."""
        return self.staffed.area


def level(step: int) -> str:
    """Return the name of a stored sensitivity (0 to 2)."""
    return tuple(Sensitivity)[step].value


@require_safe
@needs(Permission.MISSION_READ)
def post_list(request: ActorRequest) -> HttpResponse:
    """Show every post with who holds it today."""
    today = today_in_mission(request.clock)
    state = FILTERS.read(request.GET)
    views = [PostView(one, one.held_on(today)) for one in staffing(request.actor, language())]
    vacant = sum(not view.held for view in views)
    shown = [view for view in views if _fits(view, state)]
    shown.sort(key=lambda view: view.title.casefold())
    table = short_table(request, POSTS, shown, empty="mission/empty_posts.html", is_filtered=state.is_active)
    context = {
        "filters": state,
        "table": table,
        "vacant": vacant,
        "may_change": request.actor.may(Permission.POST_CHANGE),
    }
    return render(request, "mission/posts.html", context)


def _fits(view: PostView, state: filters.FilterState) -> bool:
    if state.values.get("vacant") and view.held:
        return False
    words = str(state.values.get("q", "")).casefold()
    return any(words in text.casefold() for text in (view.title, *(held.person.name for held in view.held)))


HOLDINGS = TableSpec(
    key="holdings",
    caption=gettext_lazy("Who held the post"),
    columns=(
        Column("person", gettext_lazy("Person"), value="person.name", sort="person.name"),
        Column("from_on", gettext_lazy("From"), kind="day", sort="from_on", descending_first=True),
        Column("to_on", gettext_lazy("Last day"), kind="day"),
    ),
    default_sort="-from_on",
)


@require_safe
@needs(Permission.MISSION_READ)
def post_page(request: ActorRequest, slug: str) -> HttpResponse:
    """Show a post: who holds it, what it may do in sentences, what it sees; 404 for an unknown one."""
    staffed = _post(request, slug)
    today = today_in_mission(request.clock)
    holdings = short_table(request, HOLDINGS, staffed.holdings, empty="mission/empty_holdings.html")
    context = {
        "post": staffed.post,
        "staffed": staffed,
        "facts": _facts(staffed),
        "held": staffed.held_on(today),
        "can_be_given_up": [held for held in staffed.holdings if held.to_on is None],
        "permissions": permission_sentences(staffed.post.permissions),
        "compartments": [known(COMPARTMENTS, name) for name in staffed.post.compartments],
        "holdings": holdings,
        "may_change": request.actor.may(Permission.POST_CHANGE),
        "people": {person.pk for person in people_of(request.actor)},
    }
    return render(request, "mission/post.html", context)


def _post(request: ActorRequest, slug: str) -> StaffedPost:
    staffed = staffed_post(request.actor, slug, language())
    if staffed is None:
        raise Http404
    return staffed


def _facts(staffed: StaffedPost) -> list[dict[str, object]]:
    template = post_templates().get(staffed.post.role)
    section = template.section if template else ""
    return [
        {"label": _("Part of the mission"), "value": staffed.component or marks.NOTHING},
        {"label": _("Area"), "value": staffed.area or _("the whole mission")},
        {"label": _("Short name"), "value": staffed.post.slug},
        {"label": _("Sees up to"), "value": marks.sensitivity(level(staffed.post.clearance))},
        {"label": _("Role described in"), "value": _("Annex %(section)s") % {"section": section} if section else ""},
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.POST_CHANGE)
def new_post(request: ActorRequest) -> HttpResponse:
    """Create a post from the template of its role."""
    form = PostForm(request.POST if request.method == "POST" else None, areas=area_choices(request.actor))
    if request.method == "POST" and carried_out(
        form, lambda: create_post(actor=request.actor, clock=request.clock, **form.cleaned_data)
    ):
        return done(request, _("The post is created."), "mission:post", form.cleaned_data["slug"])
    roles = [
        (
            one.labels.get(language(), one.labels["en"]),
            component_label(one.component),
            permission_sentences([*one.permissions]),
        )
        for one in post_templates().values()
    ]
    return asked(
        request,
        form,
        title=_("Create a post"),
        lead=_("A post carries the permissions; people hold posts. Delegation stands in the ledger (para 83)."),
        back=reverse("mission:posts"),
        back_label=_("Posts"),
        roles=roles,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.POST_CHANGE)
def take_up(request: ActorRequest, slug: str) -> HttpResponse:
    """Record that somebody takes up a post."""
    staffed = _post(request, slug)
    form = TakeUpForm(
        request.POST if request.method == "POST" else None,
        initial={"from_on": today_in_mission(request.clock)},
        people=people_of(request.actor),
    )
    if request.method == "POST" and carried_out(form, lambda: _taken_up(request, slug, form)):
        return done(request, _("It is recorded who took up the post."), "mission:post", slug)
    return asked(
        request,
        form,
        title=_("Take up the post"),
        kicker=staffed.title,
        back=reverse("mission:post", args=[slug]),
        back_label=staffed.title,
        new_person=True,
    )


def _taken_up(request: ActorRequest, slug: str, form: TakeUpForm) -> None:
    person = person_of(request.actor, int(form.cleaned_data["person"]))
    if person is None:
        raise Http404
    take_up_post(
        actor=request.actor, clock=request.clock, person=person, slug=slug, from_on=form.cleaned_data["from_on"]
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.POST_CHANGE)
def give_up(request: ActorRequest, slug: str) -> HttpResponse:
    """Record the last day on which somebody holds a post."""
    staffed = _post(request, slug)
    holdings = [held for held in staffed.holdings if held.to_on is None]
    form = GiveUpForm(
        request.POST if request.method == "POST" else None,
        initial={"to_on": today_in_mission(request.clock), "person": _only(holdings)},
        holdings=holdings,
    )
    if request.method == "POST" and carried_out(form, lambda: _given_up(request, slug, form, holdings)):
        return done(request, _("It is recorded who gave up the post."), "mission:post", slug)
    return asked(
        request,
        form,
        title=_("Give up the post"),
        kicker=staffed.title,
        lead=_("From the next day on the person can no longer act in it. What they recorded stays."),
        back=reverse("mission:post", args=[slug]),
        back_label=staffed.title,
    )


def _only(holdings: list[Holding]) -> str:
    return str(holdings[0].person_id) if len(holdings) == 1 else ""


def _given_up(request: ActorRequest, slug: str, form: GiveUpForm, holdings: list[Holding]) -> None:
    held = next(one for one in holdings if str(one.person_id) == form.cleaned_data["person"])
    last: date = form.cleaned_data["to_on"]
    give_up_post(actor=request.actor, clock=request.clock, person=held.person, slug=slug, to_on=last)
