"""The design system's template tags: `{% load ui %}`."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django import template
from django.forms import BoundField
from django.http import HttpRequest
from django.template import Context
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from tutela.kernel.clock import SYSTEM_CLOCK
from tutela.web.components import charts, marks
from tutela.web.components.context import Shell
from tutela.web.components.figures import Figure, number, percent
from tutela.web.components.forms import draw_control, is_group, is_single_check
from tutela.web.components.navigation import address_of, navigation
from tutela.web.components.querystrings import Change, with_changes

Words = str | Promise
register = template.Library()

register.simple_tag(marks.icon, name="icon")
register.simple_tag(marks.shape, name="shape")
register.simple_tag(marks.risk, name="risk")
register.simple_tag(marks.time_state, name="time_state")
register.simple_tag(marks.phase, name="phase")
register.simple_tag(marks.tier, name="tier")
register.simple_tag(marks.precision, name="precision")
register.simple_tag(marks.sensitivity, name="sensitivity")
register.simple_tag(charts.sparkline, name="sparkline")
register.filter("percent", percent)
register.filter("is_group", is_group)
register.filter("is_single_check", is_single_check)


@register.filter(name="number")
def grouped(value: float, decimals: int = 0) -> str:
    """Write a number the reader's way, thousands grouped."""
    return number(value, decimals)


@register.simple_tag
def figure(value: Figure | int, low: int | None = None, high: int | None = None) -> SafeString:
    """Draw low–best–high, from a `Figure` or from best, low and high."""
    if isinstance(value, Figure):
        return marks.figure(value)
    return marks.figure(Figure(value if low is None else low, value, value if high is None else high))


@register.simple_tag(takes_context=True)
def ago(context: Context, value: datetime | None, focusable: bool = True) -> SafeString:
    """Draw how long ago a moment was, by the request's clock."""
    return marks.ago(value, now_of(context), zone_of(context), focusable=focusable)


@register.simple_tag(takes_context=True)
def moment(context: Context, value: datetime | None) -> SafeString:
    """Draw a moment in full, mission time and UTC."""
    return marks.moment(value, zone_of(context))


@register.simple_tag
def day(value: date | None) -> SafeString:
    """Draw a day."""
    return marks.day(value)


@register.simple_tag(takes_context=True)
def url_with(context: Context, **changes: Change) -> str:
    """Return the page's own query with some parameters changed; None removes one."""
    request: HttpRequest = context["request"]
    return with_changes(request.GET, changes)


@register.simple_tag
def cite(paragraph: str) -> SafeString:
    """Draw the number of a paragraph of the policy, as a link to its page where there is one."""
    return marks.cite(paragraph, address_of(navigation().paragraph, paragraph))


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """Draw a form field's control with the right classes and descriptions, without label or errors."""
    return draw_control(field)


@register.simple_block_tag(takes_context=True)
def page_header(
    context: Context,
    content: str,
    title: Words,
    lead: Words = "",
    back: str = "",
    back_label: Words = "",
    kicker: Words = "",
) -> SafeString:
    """Draw a page's heading; what stands inside the tag are its actions.

    `lead` is one sentence under it, `kicker` the kind of thing above it, `back` the address of the list it came from.
    """
    return drawn(
        context,
        "page_header",
        content=content,
        title=title,
        lead=lead,
        back=back,
        back_label=back_label,
        kicker=kicker,
    )


@register.simple_block_tag(takes_context=True)
def panel(
    context: Context,
    content: str,
    title: Words = "",
    icon: str = "",
    note: Words = "",
    link: str = "",
    link_label: Words = "",
    key: str = "",
) -> SafeString:
    """Draw a titled part of a page; `note` stands beside the title, `link` at its end, `key` is its id."""
    return drawn(
        context,
        "panel",
        content=content,
        title=title,
        icon=icon,
        note=note,
        link=link,
        link_label=link_label,
        key=key,
    )


@register.simple_block_tag(takes_context=True)
def advice(context: Context, content: str, title: Words, basis: Words = "", track: Words = "") -> SafeString:
    """Draw the frame for what a machine proposes: `basis` is what it rests on, `track` how well it did before."""
    return drawn(context, "advice", content=content, title=title, basis=basis, track=track)


@register.simple_block_tag(takes_context=True)
def empty(context: Context, content: str, title: Words, icon: str = "circle-dashed") -> SafeString:
    """Draw an empty page that teaches its first step; what stands inside says it and links to it."""
    return drawn(context, "empty", content=content, title=title, icon=icon)


@register.simple_block_tag(takes_context=True)
def notice(context: Context, content: str, kind: str = "info", title: Words = "") -> SafeString:
    """Draw a notice in the page: `kind` is info, success, warning or error."""
    return drawn(context, "notice", content=content, kind=kind, title=title)


def drawn(context: Context, name: str, **values: object) -> SafeString:
    """Render one of the block templates with its own values and the frame, nothing else."""
    own = {**values, "shell": context.get("shell"), "request": context.get("request")}
    return SafeString(render_to_string(f"components/{name}.html", own))


def now_of(context: Context) -> datetime:
    """Return the request's present moment."""
    shell = context.get("shell")
    return shell.now if isinstance(shell, Shell) else SYSTEM_CLOCK.now()


def zone_of(context: Context) -> ZoneInfo:
    """Return the mission's zone."""
    shell = context.get("shell")
    return shell.zone if isinstance(shell, Shell) else marks.mission_zone()
