"""The outbox as people see it: what left, what waits and what did not leave, to which post, with what proof."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages as said
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST, require_safe

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.exchange.sending.commands import cancel_message, retry_message
from tutela.exchange.sending.queries import NOT_LEFT, MessagesWanted, counts_of, message_named, messages, post_titles
from tutela.kernel.refusals import NotFound
from tutela.kernel.sentences import Sentence
from tutela.know.alerts.queries.notice_history import ways_out
from tutela.know.alerts.rules.sending_words import CHANNEL_WORDS, PURPOSE_WORDS, STATE_WORDS, WAY_WORDS, why_words
from tutela.ledger.models import Message
from tutela.ledger.outbox import State, source_of
from tutela.web.components import filters
from tutela.web.components.errors import in_readers_language
from tutela.web.components.tables import Column, Table, TableSpec, page_of

OUTBOX = TableSpec(
    key="outbox",
    caption=lazy("Outbox"),
    columns=(
        Column(
            "reference",
            lazy("Message"),
            sort="number",
            descending_first=True,
            link=lambda row: reverse("outbox:message", args=[row.reference]),
        ),
        Column("about", lazy("About"), template="exchange/outbox_about.html"),
        Column("purpose", lazy("Why"), on_phone="hide"),
        Column("to", lazy("To")),
        Column("channel", lazy("By")),
        Column("created_at", lazy("Written"), kind="moment", on_phone="hide"),
        Column("state", lazy("What became of it"), value="state_words"),
        Column("proof", lazy("Proof, or why not"), value="told"),
    ),
    default_sort="-reference",
)


@dataclass(frozen=True, slots=True)
class MessageView:
    """A message in the reader's words: to which post, never to which address."""

    reference: str
    about: str
    purpose: str
    to: str
    channel: str
    state: str
    state_words: str
    proof: str
    why: str
    attempts: int
    created_at: datetime
    due_at: datetime
    expires_at: datetime
    sent_at: datetime | None

    @property
    def told(self) -> str:
        """The proof of what was sent, or why it was not."""
        return self.proof or self.why

    @property
    def may_retry(self) -> bool:
        """Whether another try makes sense."""
        return self.state in {State.FAILED, State.EXPIRED} or (self.state == State.WAITING and self.attempts > 0)

    @property
    def may_cancel(self) -> bool:
        """Whether it waits to be sent."""
        return self.state == State.WAITING


def view_of(row: Message, titles: dict[str, str]) -> MessageView:
    """Return a message in words."""
    why, number = why_words(row.last_error) if row.last_error else ("", "")
    return MessageView(
        reference=row.reference,
        about=row.about,
        purpose=_told(PURPOSE_WORDS.get(row.purpose, row.purpose)),
        to=_("a source") if source_of(row.recipient) else titles.get(row.post, row.post),
        channel=_told(CHANNEL_WORDS.get(row.channel, row.channel)),
        state=row.state,
        state_words=_told(STATE_WORDS.get(row.state, row.state)),
        proof=row.proof,
        why=f"{_told(why)} ({number})" if number else _told(why),
        attempts=row.attempts,
        created_at=row.created_at,
        due_at=row.due_at,
        expires_at=row.expires_at,
        sent_at=row.sent_at,
    )


def _told(words: Sentence | str) -> str:
    return str(in_readers_language(words))


def outbox_filters() -> filters.FilterSet:
    """Return the questions that narrow the outbox."""
    return filters.FilterSet(
        (
            filters.ManyOf(name="state", label=lazy("State"), choices=_choices(STATE_WORDS)),
            filters.OneOf(name="channel", label=lazy("By"), choices=_choices(CHANNEL_WORDS)),
            filters.Text(name="about", label=lazy("About"), help=lazy("A reference, like A-000123.")),
        )
    )


def _choices(words: dict[str, Sentence]) -> list[tuple[str, str]]:
    return [(code, _told(sentence)) for code, sentence in words.items()]


@require_safe
@needs(Permission.OUTBOX_READ)
def outbox(request: ActorRequest) -> HttpResponse:
    """Show the messages that the actor may know of, newest first, narrowed by the address."""
    state, order = outbox_filters().read(request.GET), OUTBOX.read(request.GET)
    wanted = MessagesWanted(
        channel=str(state.values.get("channel", "")),
        states=tuple(state.values.get("state", ())),  # type: ignore[arg-type]  # the filter gives a list of codes
        about=str(state.values.get("about", "")).upper(),
    )
    titles = post_titles(request.actor, get_language() or "en")
    page = page_of(messages(request.actor, wanted), OUTBOX, order).map(lambda row: view_of(row, titles))
    table = Table(
        spec=OUTBOX,
        page=page,
        state=order,
        query=request.GET,
        is_filtered=state.is_active,
        empty="exchange/outbox_empty.html",
    )
    context = {"table": table, "filters": state, "closed": _closed(request), "counts": _counts(request)}
    return render(request, "exchange/outbox.html", context)


def _closed(request: ActorRequest) -> list[str]:
    found = (_told(WAY_WORDS[state]) for state in ways_out(request.actor).values() if state in WAY_WORDS)
    return list(dict.fromkeys(found))


def _counts(request: ActorRequest) -> list[dict[str, object]]:
    counted = counts_of(request.actor)
    return [{"label": _told(STATE_WORDS[code]), "value": counted.get(code, 0)} for code in NOT_LEFT]


@require_safe
@needs(Permission.OUTBOX_READ)
def message(request: ActorRequest, ref: str) -> HttpResponse:
    """Show one message: what it is about, to which post it goes, and what became of it."""
    row = message_named(request.actor, ref)
    if row is None:
        raise NotFound(_("There is no such message."), remedy=_("Look at the outbox."))
    titles = post_titles(request.actor, get_language() or "en")
    return render(request, "exchange/outbox_message.html", {"message": view_of(row, titles)})


@require_POST
@needs(Permission.OUTBOX_READ)
def retry(request: ActorRequest, ref: str) -> HttpResponse:
    """Send a message again that had failed."""
    retry_message(actor=request.actor, clock=request.clock, message=ref)
    said.success(request, _("It is to be sent again."))
    return redirect("outbox:message", ref)


@require_POST
@needs(Permission.OUTBOX_READ)
def cancel(request: ActorRequest, ref: str) -> HttpResponse:
    """Give up a message that waits."""
    cancel_message(actor=request.actor, clock=request.clock, message=ref)
    said.success(request, _("It is not sent any more."))
    return redirect("outbox:message", ref)
