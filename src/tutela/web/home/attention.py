"""What needs attention now, worst first, each with its reason and where to go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.account.duties.queries import owed_by_role, role_of, standings_for
from tutela.account.products.queries import assessment_due
from tutela.assess.threats.queries import threats_needing_attention
from tutela.know.alerts.queries import AlertFilters, filtered_alerts, waiting_count
from tutela.know.communities.queries import count_not_heard_from, recent_alerts
from tutela.know.incidents.queries import Filters, data_span, filtered
from tutela.know.sources.queries import waiting_count as waiting_requests_count
from tutela.mission.queries import mandate_on, parameter_values
from tutela.policy.duties import State
from tutela.policy.vocabulary import terms
from tutela.web.components.figures import day_text

NEAR_DAYS = 90
RENEWAL_DAYS = 90
QUIET_DAYS = 30
MOST_COUNTED = 1000
OVERDUE, DUE_SOON, IN_TIME = "overdue", "due_soon", "in_time"
_ORDER = {OVERDUE: 0, DUE_SOON: 1, IN_TIME: 2}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at: what, why, where, and how pressing."""

    title: str
    why: str
    address: str
    state: str
    owner: str = ""


def attention(actor: Actor, now: datetime) -> list[Item]:
    """Return what needs attention, worst first; only what the actor may see and act on."""
    items = [
        *_alerts(actor, now),
        *_identities(actor),
        *_silence(actor, now),
        *_duties(actor, now),
        *_products(actor, now),
        *_near_bases(actor, now),
        *_threats(actor, now),
        *_data(actor, now),
        *_mandate(actor, now),
    ]
    return sorted(items, key=lambda item: _ORDER[item.state])


def _alerts(actor: Actor, now: datetime) -> Iterator[Item]:
    """What waits on the desk for somebody who works at it: what ran out, and what nobody has taken notice of."""
    if not actor.may(Permission.ALERT_HANDLE):
        return
    late = filtered_alerts(actor, AlertFilters(is_open=True, overdue_at=now)).order_by()[:MOST_COUNTED].count()
    if late:
        yield Item(
            ngettext("%(count)s alert is past its time", "%(count)s alerts are past their time", late)
            % {"count": late},
            _("Somebody is owed an answer: notice, verification, a decision or word back (paras 42, 51 and 52)."),
            f"{reverse('alerts:desk')}?view=overdue",
            OVERDUE,
        )
    new = waiting_count(actor)
    if new:
        yield Item(
            ngettext("%(count)s alert waits for somebody", "%(count)s alerts wait for somebody", new) % {"count": new},
            _("Nobody has taken notice of it yet."),
            reverse("alerts:desk"),
            DUE_SOON,
        )


def _identities(actor: Actor) -> Iterator[Item]:
    """What waits for a custodian: somebody asks to see who a source is."""
    if not actor.may(Permission.IDENTITY_DECIDE):
        return
    count = waiting_requests_count(actor)
    if count:
        yield Item(
            ngettext("%(count)s request to see who a source is", "%(count)s requests to see who a source is", count)
            % {"count": count},
            _("You decide as custodian, with the reason before you (para 32)."),
            reverse("sources:requests"),
            DUE_SOON,
        )


def _silence(actor: Actor, now: datetime) -> Iterator[Item]:
    """Communities that nobody has heard from for longer than the mission sets."""
    if not actor.may(Permission.CONSULTATION_RECORD):
        return
    count = count_not_heard_from(actor, now, last_alerts=recent_alerts(actor, now), limit=MOST_COUNTED)
    if count:
        yield Item(
            ngettext(
                "%(count)s community was not heard from lately",
                "%(count)s communities were not heard from lately",
                count,
            )
            % {"count": count},
            _("Silence is a warning too: look whether they can still speak (paras 29 and 42)."),
            reverse("communities:list"),
            DUE_SOON,
        )


def _duties(actor: Actor, now: datetime) -> Iterator[Item]:
    """What the actor's own post owes by the policy: one line, however much it is."""
    if not actor.may(Permission.DUTY_READ):
        return
    own = owed_by_role(role_of(actor), standings_for(actor, now))
    late = sum(one.state is State.OVERDUE for one in own)
    due = sum(one.state is State.DUE for one in own)
    if not late + due:
        return
    title = ngettext("%(count)s duty is owed by your post", "%(count)s duties are owed by your post", late + due)
    why = ngettext("%(late)s of them is past its limit.", "%(late)s of them are past their limit.", late)
    yield Item(
        title=title % {"count": late + due},
        why=why % {"late": late} if late else _("None of them is past its limit yet."),
        address=reverse("duties:mine"),
        state=OVERDUE if late else DUE_SOON,
    )


def _products(actor: Actor, now: datetime) -> Iterator[Item]:
    if not actor.may(Permission.PRODUCT_PREPARE):
        return
    days = int(parameter_values(actor.mission, at=now)["assessment_due_days"])
    due = assessment_due(actor, today=now.date(), due_days=days)
    if due.issued is not None:
        return
    late = due.due_on < now.date()
    said = {"number": due.quarter.number, "year": due.quarter.year, "day": day_text(due.due_on)}
    yield Item(
        title=_("The threat assessment of quarter %(number)s of %(year)s has not been issued") % said,
        why=(
            _("It was due on %(day)s, for leadership and UN Headquarters (para 77).")
            if late
            else _("It is due on %(day)s, for leadership and UN Headquarters (para 77).")
        )
        % said,
        address=reverse("products:list"),
        state=OVERDUE if late else DUE_SOON,
    )


def _near_bases(actor: Actor, now: datetime) -> Iterator[Item]:
    if not actor.may(Permission.INCIDENT_READ):
        return
    km = float(parameter_values(actor.mission, at=now)["near_base_km"])
    since = now.date() - timedelta(days=NEAR_DAYS)
    acts = tuple(code for code, term in terms("acts").items() if not term.context)
    rows = filtered(actor, Filters(since=since, until=now.date(), near_base_km=km, acts=acts))
    count = rows.order_by()[:1000].count()
    if not count:
        return
    said = {"count": count, "km": f"{km:g}", "days": NEAR_DAYS}
    yield Item(
        title=ngettext(
            "%(count)s act of violence against civilians near a base",
            "%(count)s acts of violence against civilians near a base",
            count,
        )
        % said,
        why=_("Within %(km)s km in the last %(days)s days: para 87 asks for a review of each.") % said,
        address=f"{reverse('incidents:list')}?near=1&on_from={since.isoformat()}",
        state=DUE_SOON,
    )


def _threats(actor: Actor, now: datetime) -> Iterator[Item]:
    if not actor.may(Permission.THREAT_READ):
        return
    owed = threats_needing_attention(actor, now=now)
    board, proposals = reverse("threats:board"), reverse("threats:proposals")
    if owed.with_new_incidents:
        yield Item(
            ngettext(
                "%(count)s threat has new incidents", "%(count)s threats have new incidents", owed.with_new_incidents
            )
            % {"count": owed.with_new_incidents},
            _("Nobody has looked at them since the last assessment (para 76)."),
            board,
            DUE_SOON,
        )
    if owed.stale:
        yield Item(
            ngettext("%(count)s assessment is stale", "%(count)s assessments are stale", owed.stale)
            % {"count": owed.stale},
            _("Older than the mission allows; priorities rest on them (para 76)."),
            board,
            OVERDUE,
        )
    if owed.unassessed:
        yield Item(
            ngettext("%(count)s threat is not assessed", "%(count)s threats are not assessed", owed.unassessed)
            % {"count": owed.unassessed},
            _("Without scores it has no place among the priorities."),
            board,
            DUE_SOON,
        )
    if owed.proposals:
        yield Item(
            ngettext(
                "%(count)s proposed threat waits for a decision",
                "%(count)s proposed threats wait for a decision",
                owed.proposals,
            )
            % {"count": owed.proposals},
            _("The pattern of incidents suggests it; a person raises, merges or rejects."),
            proposals,
            IN_TIME,
        )


def _data(actor: Actor, now: datetime) -> Iterator[Item]:
    if not actor.may(Permission.INCIDENT_READ):
        return
    span = data_span(actor)
    if span is None:
        yield Item(
            _("There is no incident on record yet"),
            _("Import event data, or record the first incident."),
            reverse("incidents:list"),
            IN_TIME,
        )
        return
    quiet = (now.date() - span[1]).days
    if quiet > QUIET_DAYS:
        yield Item(
            _("Nothing is on record since %(day)s") % {"day": day_text(span[1])},
            _("Silence is not safety: look whether reports stopped coming, or import newer data."),
            reverse("incidents:list"),
            DUE_SOON,
        )


def _mandate(actor: Actor, now: datetime) -> Iterator[Item]:
    if not actor.may(Permission.MISSION_READ):
        return
    mandate = mandate_on(actor.mission, now.date())
    if mandate is None or mandate.renewal_on - now.date() > timedelta(days=RENEWAL_DAYS):
        return
    said = {"day": day_text(mandate.renewal_on)}
    if mandate.renewal_on < now.date():
        title = _("The mandate was up for renewal on %(day)s; no newer one is recorded") % said
    else:
        title = _("The mandate is up for renewal on %(day)s") % said
    yield Item(
        title,
        _("After the renewal the protection strategy is reviewed (para 75)."),
        reverse("mission:overview"),
        _renewal_state(mandate.renewal_on, now.date()),
    )


def _renewal_state(renewal_on: date, today: date) -> str:
    return OVERDUE if renewal_on < today else IN_TIME
