"""An alert on one page: how it stands, what was told, what is being done, and everything that can be done about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse, HttpResponseNotModified, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.kernel.clock import from_instant
from tutela.kernel.refusals import NotFound
from tutela.know.alerts.forms import NoteForm
from tutela.know.alerts.pages import marks, parts
from tutela.know.alerts.pages.acts import acts_for
from tutela.know.alerts.pages.desk import desk_address
from tutela.know.alerts.pages.wording import (
    ASIDE,
    NO_RESPONSE,
    NOTE_KIND,
    RESULT,
    STATE_SENTENCE,
    TOLD,
    Words,
)
from tutela.know.alerts.queries import Alert, Story, alert_story
from tutela.know.alerts.queries.desk import alert_version, post_titles
from tutela.know.alerts.rules.words import State
from tutela.know.sources.queries import Purpose, may_use
from tutela.ledger.queries import entries_about, sentence
from tutela.web.components.errors import in_readers_language
from tutela.web.components.navigation import address_of

ENTRIES = 100
# What stands at the top of the page for a thumb; everything else is one press further.
QUICK = frozenset({"verify", "decide", "escalate", "tell", "reopen", "unmerge"})


@dataclass(frozen=True, slots=True)
class Happening:
    """A line of the history."""

    moment: datetime
    title: str
    who: str
    detail: str
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A record elsewhere in the house, with its address where the reader's house has one."""

    reference: str
    address: str


@dataclass(frozen=True, slots=True)
class FileView:
    """A file that came with the alert: read and handed out by another room, never shown in the page."""

    number: int
    media_type: str
    size: int
    note: str
    address: str


@require_safe
@needs(Permission.ALERT_READ)
def alert(request: ActorRequest, ref: str) -> HttpResponse:
    """Show everything about an alert, and what can be done about it from here."""
    now = request.clock.now()
    story = alert_story(request.actor, ref, now=now)
    if story is None:
        raise NotFound(_("There is no such alert."), remedy=_("Look for it on the alert desk."))
    row, said = story.alert, [one.what for one in story.allegations]
    acts = acts_for(request.actor, story)
    context = {
        "alert": row,
        "story": story,
        "title": parts.title_of(row, said),
        "state": STATE_SENTENCE.get(row.state, row.state),
        "why": _why(row),
        "urgency": marks.urgency(row.urgency),
        "allegations": parts.allegation_views(story.allegations),
        "urgency_reasons": parts.urgency_reasons(row, said),
        "clocks": parts.clock_views(story.clocks, is_open=row.is_open, now=now),
        "facts": parts.told_facts(row),
        "grades": parts.grade_facts(row),
        "flags": parts.flag_views(row.flags),
        "responses": parts.response_views(story),
        "notes": [(NOTE_KIND.get(note.kind, note.kind), note) for note in story.notes],
        "tellings": [(TOLD.get(one.means, one.means), one) for one in story.tellings],
        "note_form": NoteForm(auto_id="note_%s") if request.actor.may(Permission.ALERT_RECEIVE) else None,
        "files": _files(row, story),
        "acts": acts,
        "quick": [act for act in acts if act.name in QUICK and not act.is_next],
        "more": [act for act in acts if act.name not in QUICK and not act.is_next],
        **_abilities(request.actor),
        **_around(request, story),
    }
    return render(request, "alerts/alert.html", context)


def _abilities(actor: Actor) -> dict[str, bool]:
    return {
        "may_handle": actor.may(Permission.ALERT_HANDLE),
        "may_verify": actor.may(Permission.ALERT_VERIFY),
        "may_respond": actor.may(Permission.RESPONSE_RECORD),
        "may_tell": actor.may(Permission.ALERT_TELL),
    }


def _around(request: ActorRequest, story: Story) -> dict[str, object]:
    """Return what stands around an alert: whose it is, links, the source, the history, the way back."""
    row = story.alert
    titles = post_titles(request.actor, {row.desk, row.offered_to})
    offer = next((one for one in story.offers if one.answered_at is None), None)
    desk = request.GET.get("desk")
    return {
        "desk_title": titles.get(row.desk, row.desk),
        "offer": offer,
        "is_offered_here": offer is not None and offer.to_post == request.actor.post,
        "is_offered_by_me": offer is not None and offer.from_post == request.actor.post,
        "is_mine": bool(row.worked_post) and row.worked_post == request.actor.post,
        "links": [_link(reference) for reference in story.links],
        "doors": _doors(request.actor, row),
        "source": _source(request.actor, story),
        "merge": next((one for one in story.merges if one.undone_at is None), None),
        "history": _history(request, row),
        "back": desk_address(QueryDict(desk), row.reference) if desk is not None else reverse("alerts:desk"),
        "mark": _mark(request, row.version),
    }


def _why(row: Alert) -> Words:
    """Return why an alert is not open any more, or why nobody responds, in words."""
    if row.state == State.CLOSED:
        return RESULT.get(row.closed_for, row.closed_for)
    if row.state == State.SET_ASIDE:
        return ASIDE.get(row.closed_for, row.closed_for)
    return NO_RESPONSE.get(row.no_response, row.no_response)


RECORD_PAGES: Mapping[str, str] = {"I": "incidents:incident", "T": "threats:threat"}


def _link(reference: str) -> Link:
    return Link(reference, address_of(RECORD_PAGES.get(reference.partition("-")[0], ""), reference))


def _doors(actor: Actor, row: Alert) -> dict[str, str]:
    """Return the addresses in other rooms that lead on from here; empty where there is none for this post."""
    new, chart = address_of("incidents:new"), address_of("map:map")
    is_placed = row.latitude is not None and row.longitude is not None and actor.may(Permission.INCIDENT_READ)
    return {
        "map": f"{chart}?at={row.longitude:.4f},{row.latitude:.4f},9" if chart and is_placed else "",
        "incident": f"{new}?alert={row.reference}" if new and actor.may(Permission.INCIDENT_RECORD) else "",
        "link_incident": _allowed(actor, Permission.INCIDENT_RECORD, "incidents:link_alert", row.reference),
        "link_threat": _allowed(actor, Permission.THREAT_RAISE, "threats:link_alert", row.reference),
    }


def _allowed(actor: Actor, permission: Permission, name: str, reference: str) -> str:
    return address_of(name, reference) if actor.may(permission) else ""


def _source(actor: Actor, story: Story) -> dict[str, object] | None:
    """Return the source's reference and whether it may be contacted, for who may read sources; never who it is."""
    if not story.source:
        return None
    verdict = may_use(actor, story.source, Purpose.CONTACT_BACK)
    return {
        "reference": story.source,
        "address": address_of("sources:source", story.source),
        "may_contact": verdict.allows,
        "reasons": [str(in_readers_language(reason)) for reason in verdict.reasons],
    }


def _files(row: Alert, story: Story) -> list[FileView]:
    return [
        FileView(
            number=one.number,
            media_type=one.media_type,
            size=one.size,
            note=one.note,
            address=address_of("doors:file", row.reference, str(one.number)),
        )
        for one in story.attachments
    ]


def _history(request: ActorRequest, row: Alert) -> list[Happening]:
    return [
        Happening(from_instant(entry.recorded_at), sentence(entry), entry.label, entry.reason)
        for entry in entries_about(request.actor, row.reference)[:ENTRIES]
    ]


@require_safe
@needs(Permission.ALERT_READ)
def alert_mark(request: ActorRequest, ref: str) -> HttpResponse:
    """Answer an open page of an alert: nothing new (304), or the version that it stands at now."""
    version = alert_version(request.actor, ref)
    if version is None:
        raise NotFound(_("There is no such alert."), remedy=_("Look for it on the alert desk."))
    etag = _mark(request, version)
    same = request.headers.get("If-None-Match") == etag
    response = HttpResponseNotModified() if same else JsonResponse({"version": version})
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return response


def _mark(request: ActorRequest, version: int) -> str:
    return f'"{version}-{request.actor.post}-{get_language()}"'
