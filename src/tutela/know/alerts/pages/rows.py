"""The rows of the desk as the template draws them: everything in words, nothing asked of the store any more."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.know.alerts.pages import marks as own
from tutela.know.alerts.pages.wording import FLAG, STEP, what_label
from tutela.know.alerts.queries.desk import DeskRow, post_titles
from tutela.know.alerts.rules.clocks import Step, Targets
from tutela.know.alerts.rules.words import State
from tutela.web.components import marks
from tutela.web.components.figures import ago_text, number

PLACEHOLDER = "REF"
"""What stands in an address where a row's reference belongs."""

# What a step needs, and the page that does it; acknowledging is done on the desk itself.
STEP_PAGE: Mapping[str, tuple[Permission, str]] = {
    Step.VERIFY: (Permission.ALERT_VERIFY, "alerts:verify"),
    Step.DECIDE: (Permission.RESPONSE_RECORD, "alerts:decide"),
    Step.MOVE: (Permission.RESPONSE_RECORD, "alerts:alert"),
    Step.TELL: (Permission.ALERT_TELL, "alerts:tell"),
    Step.CLOSE: (Permission.ALERT_HANDLE, "alerts:close"),
}


@dataclass(frozen=True, slots=True)
class RowView:
    """A row in words. `step_address` is empty where the post may not take the step."""

    reference: str
    version: int
    urgency: SafeString
    title: str
    excerpt: str
    language: str
    where: str
    received: str
    ago: str
    exact: str
    people: str
    step: str
    step_word: str
    step_address: str
    countdown: own.Countdown | None
    worker: str
    is_mine: bool
    is_new: bool
    is_closed_in: bool
    is_escalated: bool
    offered: str
    flags: str
    address: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """What every row of one page shares."""

    actor: Actor
    now: datetime
    zone: ZoneInfo
    wholes: Mapping[tuple[str, int], timedelta]
    titles: Mapping[str, str]
    addresses: Mapping[str, str]
    alert_address: str

    @property
    def may_handle(self) -> bool:
        """Whether the post may work on alerts at all."""
        return self.actor.may(Permission.ALERT_HANDLE)


def drawing_for(actor: Actor, rows: Collection[DeskRow], targets: Targets, *, now: datetime, zone: ZoneInfo) -> Drawing:
    """Return what the rows of a page share; one query for the titles of posts, if any is named."""
    slugs = {slug for row in rows for slug in (row.desk, row.offered_to) if slug}
    return Drawing(
        actor=actor,
        now=now,
        zone=zone,
        wholes=own.wholes(targets),
        titles=post_titles(actor, slugs),
        addresses={step: reverse(name, args=[PLACEHOLDER]) for step, (may, name) in STEP_PAGE.items() if actor.may(may)},
        alert_address=reverse("alerts:alert", args=[PLACEHOLDER]),
    )


def rows_html(rows: Collection[DeskRow], drawing: Drawing, back: str) -> SafeString:
    """Draw rows as the table's body holds them; `back` is the desk's own query, to come back to."""
    shown = [row_view(row, drawing) for row in rows]
    context = {"rows": shown, "may_handle": drawing.may_handle, "back": back}
    return SafeString(render_to_string("alerts/desk_rows.html", context))


def row_view(row: DeskRow, drawing: Drawing) -> RowView:
    """Return a row in words."""
    reference, now = row.reference, drawing.now
    address = drawing.addresses.get(row.next_step, "")
    return RowView(
        reference=reference,
        version=row.version,
        urgency=own.urgency(row.urgency),
        title=title_of(row),
        excerpt=_cut(row.excerpt),
        language=row.language,
        where=" · ".join(dict.fromkeys(part for part in (row.place_name, row.area) if part)),
        received=marks.iso(row.received_at),
        ago=ago_text(row.received_at, now),
        exact=own.exact(row.received_at, drawing.zone),
        people="" if row.people_at_risk is None else number(row.people_at_risk),
        step=row.next_step,
        step_word=str(STEP.get(row.next_step, "")),
        step_address=address.replace(PLACEHOLDER, reference),
        countdown=_countdown(row, drawing),
        worker=row.worked_by or drawing.titles.get(row.desk, row.desk),
        is_mine=bool(row.worked_post) and row.worked_post == drawing.actor.post,
        is_new=row.state == State.RECEIVED,
        is_closed_in=bool(row.compartment),
        is_escalated=row.escalated_at is not None,
        offered=drawing.titles.get(row.offered_to, row.offered_to),
        flags=", ".join(str(FLAG.get(code, code)) for code in row.flags),
        address=drawing.alert_address.replace(PLACEHOLDER, reference),
    )


def title_of(row: DeskRow) -> str:
    """Return what an alert says in a line, or that nobody said what kind of thing it is."""
    said = dict.fromkeys((row.headline, *row.what)) if row.headline else dict.fromkeys(row.what)
    return ", ".join(what_label(code) for code in said) or _("Said in words only")


def _cut(excerpt: str) -> str:
    plain = " ".join(excerpt.split())
    return f"{plain[:140]}…" if len(plain) > 140 else plain


def _countdown(row: DeskRow, drawing: Drawing) -> own.Countdown | None:
    whole = drawing.wholes.get((row.next_step, row.urgency))
    return None if row.due_at is None or whole is None else own.countdown(row.due_at, whole, drawing.now)
