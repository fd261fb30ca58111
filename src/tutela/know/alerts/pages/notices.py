"""How I am told: somebody chooses how they are told of alerts, tries it, and sees what was sent to them."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_POST

from tutela.access.gate import ActorRequest, needs
from tutela.access.models import Person
from tutela.access.permissions import Permission
from tutela.kernel.refusals import Invalid
from tutela.kernel.sentences import Sentence
from tutela.know.alerts.commands.notices import choose_notices, send_test
from tutela.know.alerts.pages.notice_form import NoticeForm
from tutela.know.alerts.queries.notice_book import way_of
from tutela.know.alerts.queries.notice_history import my_messages, ways_out
from tutela.know.alerts.queries.notices import choices_of
from tutela.know.alerts.rules.notices import Way
from tutela.know.alerts.rules.sending_words import (
    CHANNEL_WORDS,
    PURPOSE_WORDS,
    STATE_WORDS,
    WAY_WORDS,
    why_words,
)
from tutela.ledger.models import Message
from tutela.web.components.errors import in_readers_language
from tutela.web.components.tables import Column, Table, TableSpec, page_of

SENT = TableSpec(
    key="sent",
    caption=lazy("What was sent to you"),
    columns=(
        Column("at", lazy("Written"), kind="moment", value="created_at", sort="created_at", descending_first=True),
        Column("what", lazy("What"), value="what"),
        Column("about", lazy("About"), template="alerts/notices_about.html"),
        Column("channel", lazy("By"), value="channel"),
        Column("state", lazy("What became of it"), template="alerts/notices_state.html"),
    ),
    default_sort="-at",
    size=25,
)


@dataclass(frozen=True, slots=True)
class Sent:
    """One message as its recipient sees it."""

    about: str
    created_at: object
    what: str
    channel: str
    state: str
    state_words: str
    why: str
    number: str
    proof: str
    sent_at: object
    due_at: object
    attempts: int


def sent_view(row: Message) -> Sent:
    """Return a message in the reader's words."""
    why, number = why_words(row.last_error) if row.last_error else ("", "")
    return Sent(
        about=row.about,
        created_at=row.created_at,
        what=_told(PURPOSE_WORDS.get(row.purpose, row.purpose)),
        channel=_told(CHANNEL_WORDS.get(row.channel, row.channel)),
        state=row.state,
        state_words=_told(STATE_WORDS.get(row.state, row.state)),
        why=_told(why),
        number=number,
        proof=row.proof,
        sent_at=row.sent_at,
        due_at=row.due_at,
        attempts=row.attempts,
    )


def _told(words: Sentence | str) -> str:
    return str(in_readers_language(words))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.NOTICE_CHOOSE)
def notices(request: ActorRequest) -> HttpResponse:
    """Show how the actor is told and what was sent to them; take in how they want to be told."""
    ways = [way_of(row) for row in choices_of(request.actor)]
    form = NoticeForm(request.POST) if request.method == "POST" else NoticeForm.showing(ways, mail=_own_mail(request))
    if request.method == "POST" and form.is_valid() and _chosen(request, form):
        messages.success(request, _("It is kept. Send yourself a test to see that it arrives."))
        return redirect("alerts:notices")
    return render(request, "alerts/notices.html", _context(request, form, ways), status=422 if form.errors else 200)


@require_POST
@needs(Permission.NOTICE_CHOOSE)
def notices_test(request: ActorRequest) -> HttpResponse:
    """Send the actor a test message by every way that they chose."""
    send_test(actor=request.actor, clock=request.clock)
    messages.success(request, _("A test is on its way. Below stands what becomes of it."))
    return redirect("alerts:notices")


def _chosen(request: ActorRequest, form: NoticeForm) -> bool:
    try:
        choose_notices(actor=request.actor, clock=request.clock, ways=form.ways)
    except Invalid as refused:
        for field, problem in refused.problems.items():
            form.add_error(field if field in form.fields else None, _told(problem))
        return False
    return True


def _own_mail(request: ActorRequest) -> str:
    person = request.user
    return person.email if isinstance(person, Person) else ""


def _context(request: ActorRequest, form: NoticeForm, ways: list[Way]) -> dict[str, object]:
    order = SENT.read(request.GET)
    page = page_of(my_messages(request.actor), SENT, order)
    table = Table(
        spec=SENT,
        page=page.map(sent_view),
        state=order,
        query=request.GET,
        empty="alerts/notices_empty.html",
    )
    closed = [_told(WAY_WORDS[state]) for state in ways_out(request.actor).values() if state in WAY_WORDS]
    return {"form": form, "ways": ways, "table": table, "closed": list(dict.fromkeys(closed))}
