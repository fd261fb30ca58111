"""Pages about the doors: how to come in, a mail handed in as a file, files of alerts to take away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.exchange.doors.files import open_file
from tutela.exchange.doors.forms import MailForm
from tutela.exchange.doors.incoming import NotWhole, Sent, TooLarge, form_of, too_large
from tutela.exchange.doors.limits import LARGEST_FILE, LARGEST_MAIL, LARGEST_TABLE, MEGABYTE, MOST_FILES
from tutela.exchange.doors.mail import take_mail
from tutela.exchange.doors.openrosa import forms
from tutela.exchange.doors.openrosa.answers import absolute
from tutela.exchange.doors.sms.words import codes
from tutela.kernel.refusals import NotFound, Refusal
from tutela.know.alerts.queries import alert_story
from tutela.know.alerts.rules.report import what_terms
from tutela.web.components.errors import said

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@needs(Permission.ALERT_RECEIVE)
@require_safe
def ways(request: ActorRequest) -> HttpResponse:
    """Show every way in with its address, and how to set up what uses it."""
    context = {
        "openrosa": absolute(request, "/openrosa"),
        "addresses": {name: absolute(request, path) for name, path in _ADDRESSES.items()},
        "form": forms.form_of(request.actor),
        "words": _agreed_words(request),
        "may_issue": request.actor.may(Permission.TOKEN_ISSUE),
        "is_tls": absolute(request, "/").startswith("https:"),
        "limits": {
            "file": LARGEST_FILE // MEGABYTE,
            "files": MOST_FILES,
            "mail": LARGEST_MAIL // MEGABYTE,
            "table": LARGEST_TABLE // MEGABYTE,
        },
    }
    return render(request, "doors/ways.html", context)


_ADDRESSES = {
    "rapidpro": "/doors/sms/rapidpro/",
    "generic": "/doors/sms/generic/",
    "gateway": "/doors/sms/gateway/",
}


def _agreed_words(request: HttpRequest) -> list[dict[str, Any]]:
    """Return what each code is called, with the words of a message that stand for it."""
    language = getattr(request, "LANGUAGE_CODE", "en")
    words: dict[str, list[str]] = {}
    for word, code in codes()["what"].items():
        words.setdefault(code, []).append(word)
    known = what_terms()
    return [{"label": known[code].label(language), "words": ", ".join(listed)} for code, listed in words.items()]


@needs(Permission.ALERT_RECEIVE)
@require_safe
def xlsform(request: ActorRequest) -> HttpResponse:
    """Send the alert form as the workbook from which other servers make it."""
    return attached(forms.xlsx_of(request.actor), XLSX, f"{forms.form_of(request.actor).form_id}.xlsx")


@needs(Permission.ALERT_RECEIVE)
@require_safe
def xform(request: ActorRequest) -> HttpResponse:
    """Send the alert form as the file that a telephone without a connection is given by hand."""
    name = f"{forms.form_of(request.actor).form_id}.xml"
    return attached(forms.xform_of(request.actor), "text/xml; charset=utf-8", name)


def attached(content: bytes, media_type: str, name: str) -> HttpResponse:
    """Answer with a file to be saved, never to be shown in place."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


# How a file is named when it is taken away: by what its bytes are, never by what its sender called it.
ENDINGS = {
    "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "video/mp4": "mp4", "video/quicktime": "mov",
    "video/3gpp": "3gp", "audio/mp4": "m4a", "audio/ogg": "ogg", "audio/amr": "amr", "audio/amr-wb": "awb",
    "audio/mpeg": "mp3", "audio/wav": "wav", "video/webm": "webm", "application/pdf": "pdf", "text/plain": "txt",
}  # fmt: skip


@needs(Permission.ALERT_READ)
@require_safe
def alert_file(request: ActorRequest, ref: str, number: int) -> HttpResponse:
    """Send a file that came with an alert, to be saved: it is never shown in place, and kept by nobody on the way."""
    story = alert_story(request.actor, ref, now=request.clock.now())
    found = next((one for one in story.attachments if one.number == number), None) if story else None
    if found is None:
        raise NotFound(_("There is no such file."), remedy=_("Look for the alert on the desk."))
    content = open_file(request.actor.mission, found.key)
    response = attached(content, found.media_type, f"{ref}-{number}.{ENDINGS.get(found.media_type, 'bin')}")
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "no-store"
    return response


def within_limits(
    request: HttpRequest, answer: Callable[[HttpRequest, Sent | None, str], HttpResponse], *, largest: int
) -> HttpResponse:
    """Read a page's form with one file of `largest` bytes at most, then check that the page itself sent it.

    The order matters: the check of forms reads the form, and would do so without limits. `answer` is given what was
    sent, or None with a sentence on why it was not read.
    """
    sent, why = None, ""
    if request.method == "POST":
        try:
            sent = _read(request, largest)
        except (TooLarge, NotWhole) as refusal:
            return answer(request, None, said(refusal))
    checked: HttpResponse = csrf_protect(lambda passed: answer(passed, sent, why))(request)
    return checked


def _read(request: HttpRequest, largest: int) -> Sent:
    total = largest + MEGABYTE
    length = str(request.META.get("CONTENT_LENGTH") or "0")
    if not length.isdigit() or int(length) > total:
        raise too_large(largest)
    sent = form_of(request, largest=largest, most=1, total=total)
    if sent.has_over:
        raise too_large(largest)
    return sent


@csrf_exempt
@needs(Permission.ALERT_RECEIVE)
@require_http_methods(["GET", "HEAD", "POST"])
def mail(request: ActorRequest) -> HttpResponse:
    """Take in a mail that was saved as a file."""
    return within_limits(request, _mail, largest=LARGEST_MAIL)


def _mail(request: HttpRequest, sent: Sent | None, why: str) -> HttpResponse:
    form = MailForm(sent.fields, request.FILES) if sent else MailForm()
    form.fields["file"].help_text = _(
        "A file that ends in .eml, up to %(most)s MB. Most mail programs write one with “Save as”."
    ) % {"most": LARGEST_MAIL // MEGABYTE}
    taken = None
    if sent and form.is_valid():
        try:
            taken = take_mail(sent.parts[0].content, actor=request.actor, clock=request.clock)  # type: ignore[attr-defined]
        except Refusal as refusal:
            why = said(refusal)
    context = {
        "form": form,
        "why": why,
        "taken": taken,
        "refused": [said(one) for one in taken.refused] if taken else [],
    }
    return render(request, "doors/mail.html", context, status=422 if why or form.errors else 200)
