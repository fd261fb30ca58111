"""The calendar of limits: what runs out when, for a post or for all, and the address of the post's own feed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.account.duties.commands import renew_feed
from tutela.account.duties.pages.feed import token_of
from tutela.account.duties.pages.wording import DutyView, state_mark, view_of
from tutela.account.duties.queries import feed_of, owed_by_role, role_of, standings_for
from tutela.account.duties.queries.wording import occasion_told, role_label
from tutela.kernel.periods import Month
from tutela.policy.duties import Standing, State, duties
from tutela.policy.duties.standing import limits
from tutela.web.components import filters
from tutela.web.components.maps import month_words
from tutela.web.components.marks import mission_zone

EVERYBODY = "all"


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit that runs: when, of which duty, for which occasion; `more` limits of that duty are past as well."""

    at: datetime
    duty: DutyView
    occasion: str
    is_past: bool
    more: int = 0

    @property
    def mark(self) -> SafeString:
        """Draw how this one limit stands: another occasion of the same duty may be late while this is not."""
        if self.is_past:
            return state_mark(State.OVERDUE)
        return state_mark(State.DUE) if self.duty.state is State.OVERDUE else self.duty.mark


@dataclass(frozen=True, slots=True)
class Sheet:
    """The limits of one month, or those that are past."""

    title: str
    limits: tuple[Limit, ...]
    is_past: bool = False


@require_safe
@needs(Permission.DUTY_READ)
def calendar(request: ActorRequest) -> HttpResponse:
    """Show the limits that run, by month: the post's own unless the address asks for another or for all."""
    role = role_of(request.actor)
    state = _filters().read(request.GET)
    chosen = str(state.values.get("post", "")) or role or EVERYBODY
    found = standings_for(request.actor, request.clock.now())
    asked = found if chosen == EVERYBODY else owed_by_role(chosen, found)
    context = {
        "filters": state,
        "sheets": _sheets(asked, request.clock.now()),
        "whose": "" if chosen == EVERYBODY else role_label(chosen),
        "feed": _feed_address(request),
    }
    return render(request, "duties/calendar.html", context)


def _filters() -> filters.FilterSet:
    owing = sorted({post for one in duties().values() for post in one.posts}, key=role_label)
    choices: list[tuple[str, str | Promise]] = [
        (EVERYBODY, gettext_lazy("Every post")),
        *((one, role_label(one)) for one in owing),
    ]
    return filters.FilterSet((filters.OneOf(name="post", label=gettext_lazy("Owed by"), choices=choices),))


def _sheets(found: Sequence[Standing], now: datetime) -> list[Sheet]:
    running = sorted(running_limits(found, now), key=lambda one: (one.at, one.duty.name, one.occasion))
    past = _once([one for one in running if one.is_past])
    months: dict[Month, list[Limit]] = {}
    for one in running:
        if not one.is_past:
            months.setdefault(Month.of(timezone.localtime(one.at, mission_zone()).date()), []).append(one)
    ahead = [Sheet(month_words(month), tuple(rows)) for month, rows in months.items()]
    return [Sheet(_("Past their limit"), past, is_past=True), *ahead] if past else ahead


def _once(past: Sequence[Limit]) -> tuple[Limit, ...]:
    """Return the first past limit of each duty, with how many more there are: a list to act on, not to count."""
    many = Counter(one.duty.name for one in past)
    first: dict[str, Limit] = {}
    for one in past:
        first.setdefault(one.duty.name, replace(one, more=many[one.duty.name] - 1))
    return tuple(first.values())


def running_limits(found: Sequence[Standing], now: datetime) -> list[Limit]:
    """Return every limit that runs for some duties; what does not apply or cannot be told has none."""
    silent = {State.NOT_APPLICABLE, State.CANNOT_TELL}
    return [
        Limit(at, view_of(one), occasion_told(key) if one.open and key else "", is_past=at < now)
        for one in found
        if one.state not in silent
        for at, key in limits(one)
    ]


def _feed_address(request: ActorRequest) -> str:
    held = feed_of(request.actor)
    return request.build_absolute_uri(reverse("duties:feed", args=[token_of(held)])) if held else ""


@require_POST
@needs(Permission.DUTY_READ)
def make_address(request: ActorRequest) -> HttpResponse:
    """Make the address of the post's feed, or a new one; the one before it no longer answers."""
    made = renew_feed(actor=request.actor, clock=request.clock)
    told = _("The address is made.") if made == 1 else _("The new address is made; the old one no longer answers.")
    messages.success(request, told)
    return redirect(f"{reverse('duties:calendar')}#feed")
