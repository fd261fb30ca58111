"""The rows of the desk, drawn in one go: five hundred stand on a page, which is why no template is asked for each part.

Everything that people typed or that a list names passes `escape` on its way into a row, and nothing else is put in.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import escape
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.know.alerts.pages import marks as own
from tutela.know.alerts.pages.wording import FLAG, STEP, what_labels
from tutela.know.alerts.queries.desk import DeskRow, post_titles
from tutela.know.alerts.rules.clocks import Step, Targets
from tutela.know.alerts.rules.words import State
from tutela.web.components import marks
from tutela.web.components.figures import ago_text, moment_text, number
from tutela.web.components.scales import TIME_ICONS, TIME_WORDS, TimeState

PLACEHOLDER = "REF"
"""What stands in an address where a row's reference belongs."""
LONGEST = 140
"""So many characters of the words are shown."""

# What a step needs, and the page that does it; acknowledging is done on the desk itself.
STEP_PAGE: Mapping[str, tuple[Permission, str]] = {
    Step.VERIFY: (Permission.ALERT_VERIFY, "alerts:verify"),
    Step.DECIDE: (Permission.RESPONSE_RECORD, "alerts:decide"),
    Step.MOVE: (Permission.RESPONSE_RECORD, "alerts:alert"),
    Step.TELL: (Permission.ALERT_TELL, "alerts:tell"),
    Step.CLOSE: (Permission.ALERT_HANDLE, "alerts:close"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """The words and signs that all rows share, in the reader's language and safe to stand in a page."""

    risk: str
    worker: str
    acknowledge: str
    you: str
    nobody: str
    closed_in: str
    escalated: str
    offered: str
    flag: str
    steps: Mapping[str, str]
    flags: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Drawing:
    """What every row of one page shares. `back` is the desk's own query, to come back to."""

    actor: Actor
    now: datetime
    zone: ZoneInfo
    back: str
    wholes: Mapping[tuple[str, int], timedelta]
    titles: Mapping[str, str]
    addresses: Mapping[str, str]
    alert_address: str
    may_handle: bool
    said: Said
    made: dict[object, str] = field(default_factory=dict)

    def once(self, key: object, make: Callable[[], str]) -> str:
        """Return what was made for a key on this page, or make it: a word is looked up once, not five hundred times."""
        found = self.made.get(key)
        if found is None:
            found = self.made[key] = make()
        return found


def drawing_for(
    actor: Actor, rows: Collection[DeskRow], targets: Targets, *, now: datetime, zone: ZoneInfo, back: str
) -> Drawing:
    """Return what the rows of a page share; one query for the titles of posts, if any is named."""
    slugs = {slug for row in rows for slug in (row.desk, row.offered_to) if slug}
    return Drawing(
        actor=actor,
        now=now,
        zone=zone,
        back=escape(back),
        wholes=own.wholes(targets),
        titles=post_titles(actor, slugs),
        addresses={
            step: reverse(page, args=[PLACEHOLDER]) for step, (may, page) in STEP_PAGE.items() if actor.may(may)
        },
        alert_address=reverse("alerts:alert", args=[PLACEHOLDER]),
        may_handle=actor.may(Permission.ALERT_HANDLE),
        said=_said(),
    )


def _said() -> Said:
    return Said(
        risk=escape(_("At risk")),
        worker=escape(_("Works on it")),
        acknowledge=escape(_("Acknowledge")),
        you=escape(_("you")),
        nobody=escape(_("nobody")),
        closed_in=_sign("lock", _("Kept in a closed room")),
        escalated=_sign("arrow-narrow-up", _("Escalated to headquarters")),
        offered=escape(_("Offered to %(post)s")),
        flag=marks.icon("flag"),
        steps={str(step): escape(str(word)) for step, word in STEP.items()},
        flags={str(flag): escape(str(word)) for flag, word in FLAG.items()},
    )


def _sign(icon: str, words: str) -> str:
    return f'<span class="desk-sign">{marks.icon(icon)}{escape(words)}</span>'


def rows_html(rows: Collection[DeskRow], drawing: Drawing) -> SafeString:
    """Draw rows as the table's body holds them."""
    return SafeString("".join(_row(row, drawing) for row in rows))  # escaped piece by piece


def _row(row: DeskRow, drawing: Drawing) -> str:
    said, reference = drawing.said, row.reference
    new = " data-new" if row.state == State.RECEIVED else ""
    mine = " data-mine" if row.worked_post and row.worked_post == drawing.actor.post else ""
    people = '<span class="nothing" aria-hidden="true">–</span>'
    if (count := row.people_at_risk) is not None:
        people = drawing.once(("people", count), lambda: number(count))
    urgency = drawing.once(("urgency", row.urgency), lambda: own.urgency(row.urgency))
    worker = _worker(row, drawing, bool(mine))
    return (
        f'<tr role="row" id="{reference}"{new}{mine}><td role="cell" class="desk-urgency">{urgency}</td>'
        f'<th role="rowheader" scope="row" class="desk-what">{_what(row, drawing, reference)}</th>'
        f'<td role="cell" class="cell-numeric" data-label="{said.risk}">{people}</td>'
        f'<td role="cell" class="cell-ago">{_ago(row.received_at, drawing)}</td>'
        f'<td role="cell" class="desk-next">{_next(row, drawing, reference)}</td>'
        f'<td role="cell" class="desk-worker" data-label="{said.worker}">{worker}</td></tr>\n'
    )


def _what(row: DeskRow, drawing: Drawing, reference: str) -> str:
    address = drawing.alert_address.replace(PLACEHOLDER, reference)
    title = drawing.once(("title", row.headline, row.what), lambda: escape(title_of(row)))
    words = ""
    if row.excerpt:
        language = f' lang="{escape(row.language)}"' if row.language else ""
        words = f'<span class="desk-words" dir="auto"{language}>{escape(_cut(row.excerpt))}</span>'
    where = " · ".join(dict.fromkeys(part for part in (row.place_name, row.area) if part))
    place = f" · <bdi>{escape(where)}</bdi>" if where else ""
    return (
        f'<a class="row-link" data-row-link href="{address}{drawing.back}">{title}</a>{words}'
        f'<span class="row-under"><span class="desk-ref">{reference}</span>{place}{_signs(row, drawing)}</span>'
    )


def _signs(row: DeskRow, drawing: Drawing) -> str:
    said, found = drawing.said, ""
    if row.compartment:
        found += said.closed_in
    if row.escalated_at is not None:
        found += said.escalated
    if row.offered_to:
        post = escape(drawing.titles.get(row.offered_to, row.offered_to))
        found += f'<span class="desk-sign">{said.offered % {"post": post}}</span>'
    if row.flags:
        words = ", ".join(said.flags.get(code, escape(code)) for code in row.flags)
        found += f'<span class="desk-sign desk-flag">{said.flag}{words}</span>'
    return found


def _ago(moment: datetime, drawing: Drawing) -> str:
    minutes = (drawing.now - moment) // own.MINUTE
    ago = drawing.once(("ago", minutes), lambda: ago_text(moment, drawing.now))
    return (
        f'<time class="ago" datetime="{_iso(moment)}" data-ago><span class="ago-text">{ago}'
        f'</span><span class="ago-exact"><span class="visually-hidden">, </span>{_exact(moment, drawing)}</span></time>'
    )


def _exact(moment: datetime, drawing: Drawing) -> str:
    """Write a moment in full, as the marks of the components do: the words of an hour are made once for the page."""
    if moment.astimezone(drawing.zone).minute != moment.minute:
        return moment_text(moment, drawing.zone)  # A zone that is not whole hours from UTC.
    hour = moment.replace(minute=0, second=0, microsecond=0)
    pattern = drawing.once(("hour", hour), lambda: moment_text(hour, drawing.zone))
    return pattern.replace(":00", f":{moment.minute:02d}")


def _next(row: DeskRow, drawing: Drawing, reference: str) -> str:
    said = drawing.said
    hidden = f'<span class="visually-hidden"> {reference}</span>'
    address = drawing.addresses.get(row.next_step)
    word = said.steps.get(row.next_step, "")
    if row.state == State.RECEIVED and drawing.may_handle:
        step = (
            f'<button class="btn btn-sm desk-acknowledge" name="acknowledge" value="{reference}">'
            f"{said.acknowledge}{hidden}</button>"
        )
    elif address:
        step = f'<a class="desk-step" href="{address.replace(PLACEHOLDER, reference)}{drawing.back}">{word}{hidden}</a>'
    else:
        step = f'<span class="desk-step">{word}</span>'
    return f"{step} {_clock(row, drawing)}"


def _clock(row: DeskRow, drawing: Drawing) -> str:
    whole = drawing.wholes.get((row.next_step, row.urgency))
    if row.due_at is None or whole is None:
        return ""
    due, now = row.due_at, drawing.now
    state = own.state_of(due, whole, now)
    sign = drawing.once(("state", state), lambda: _state_sign(state))
    minutes = (now - due if now > due else due - now) // own.MINUTE
    text = drawing.once(("left", state is TimeState.OVERDUE, minutes), lambda: escape(own.left(due, now)))
    return (
        f'<span class="time-state time-{state.value.replace("_", "-")}" data-due="{_iso(due)}" '
        f'data-whole="{int(whole.total_seconds())}">{sign}<span data-left>{text}</span></span>'
    )


def _iso(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _state_sign(state: TimeState) -> str:
    return f'{marks.icon(TIME_ICONS[state])}<span class="visually-hidden">{escape(str(TIME_WORDS[state]))}: </span>'


def _worker(row: DeskRow, drawing: Drawing, is_mine: bool) -> str:
    if is_mine:
        return f"<strong>{drawing.said.you}</strong>"
    named = row.worked_by or drawing.titles.get(row.desk, row.desk)
    return escape(named) if named else f'<span class="text-quiet">{drawing.said.nobody}</span>'


def title_of(row: DeskRow) -> str:
    """Return what an alert says in a line, or that nobody said what kind of thing it is."""
    said = dict.fromkeys(code for code in (row.headline, *row.what) if code)
    return what_labels(said) if said else _("Said in words only")


def _cut(excerpt: str) -> str:
    plain = " ".join(excerpt.split())
    return f"{plain[:LONGEST]}…" if len(plain) > LONGEST else plain
