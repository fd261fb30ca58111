"""The iCal feed of a post: titles, limits and paragraphs of duties, for a calendar program that cannot sign in.

Its address holds a token that nobody can guess. Whoever has the address reads the feed: so it tells nothing of a
record, a place or a person, and nothing that is confidential or kept in a closed compartment.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from tutela.access.rules import Actor
from tutela.account.duties.queries import Feed, feed_reader, owed_by_role, role_of, standings_for
from tutela.account.duties.queries.wording import language
from tutela.kernel.clock import SYSTEM_CLOCK
from tutela.mission.queries import mission_named
from tutela.policy.catalogue import paragraph
from tutela.policy.duties import Duty, State
from tutela.policy.duties.standing import limits

SALT = "account.duties.feed"
LONGEST_TOKEN = 200


def token_of(feed: Feed) -> str:
    """Return the token of a feed's address: signed, so that nobody can make one."""
    return signing.Signer(salt=SALT).sign_object([feed.post, feed.number])


def feed_from(token: str) -> Feed | None:
    """Return what a token stands for, None for one that was not made here."""
    if len(token) > LONGEST_TOKEN:
        return None
    try:
        post, number = signing.Signer(salt=SALT).unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Feed(int(post), int(number))


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Send the limits of a post's duties as iCal, without a session; 404 for a token that is wrong or has gone."""
    held = feed_from(token)
    now = getattr(request, "clock", SYSTEM_CLOCK).now()
    read = feed_reader(held.post, held.number, now=now) if held else None
    if read is None:
        raise Http404
    actor, tongue = read
    mission = mission_named(actor.mission)
    zone = ZoneInfo(mission.time_zone) if mission else ZoneInfo("UTC")
    with translation.override(tongue), timezone.override(zone):
        body = calendar_of(actor, now, zone)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="tutela.ics"'
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response


def calendar_of(actor: Actor, now: datetime, zone: ZoneInfo) -> bytes:
    """Return the running limits of the actor's post as iCal, a whole day each, in the active language."""
    calendar = Calendar()
    calendar.add("prodid", "-//Tutela//Duties//")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Duties: %(post)s") % {"post": actor.label})
    for standing in owed_by_role(role_of(actor), standings_for(actor, now)):
        if standing.state in {State.NOT_APPLICABLE, State.CANNOT_TELL}:
            continue
        for at, key in limits(standing):
            calendar.add_component(_event(standing.duty, at, key, now, zone))
    return bytes(calendar.to_ical())


def _event(duty: Duty, at: datetime, key: str, now: datetime, zone: ZoneInfo) -> Event:
    paragraphs = ", ".join(dict.fromkeys(paragraph(one) for one in duty.cites))
    day = at.astimezone(zone).date()
    limit = Event()
    # The key may name a record, so that only a keyed hash of it leaves.
    limit.add("uid", f"{salted_hmac(SALT, f'{duty.name} {key}').hexdigest()[:32]}@tutela")
    limit.add("dtstamp", now)
    limit.add("dtstart", day)
    limit.add("dtend", day + timedelta(days=1))
    limit.add("summary", duty.label(language()))
    limit.add("description", _("By %(time)s. Paragraphs %(list)s.") % {"time": f"{at:%H:%M} UTC", "list": paragraphs})
    limit.add("transp", "TRANSPARENT")
    return limit
