"""The addresses of the OpenRosa standard: the list of forms, the form, what belongs beside it, and submissions.

A client is given a server's address and adds `/formList` and `/submission` to it. Some (KoboCollect) are given one with
a name at its end; whatever stands there is not asked, since the token says which mission it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tutela.access.gate import ActorRequest, by_token
from tutela.access.permissions import Permission
from tutela.exchange.doors.incoming import Sent, form_of, not_whole
from tutela.exchange.doors.limits import LARGEST_XML, MOST_FILES
from tutela.exchange.doors.moments import header_moment, nearest_half_day
from tutela.exchange.doors.openrosa import answers, forms
from tutela.exchange.doors.openrosa.reading import submission_in
from tutela.exchange.doors.openrosa.reporting import key_of, report_of
from tutela.exchange.doors.queries import area_choices
from tutela.exchange.doors.takings import Taken, take_in_with_files
from tutela.exchange.doors.zones import zone_of
from tutela.kernel.refusals import NotFound, Refusal
from tutela.web.components.errors import said

P = ParamSpec("P")
XML_FILE = "xml_submission_file"
INCOMPLETE = "*isIncomplete*"
# More is announced by a client that does not heed what it was told; the limits on what is read are in `incoming`.
ANY_LENGTH = 1 << 40

View = Callable[Concatenate[ActorRequest, P], HttpResponse]


def in_xml(view: View[P]) -> View[P]:
    """Tell refusals the way OpenRosa clients show them."""

    @wraps(view)
    def told(request: ActorRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return answers.with_headers(view(request, *args, **kwargs))
        except Refusal as refusal:
            return answers.said(said(refusal), status=refusal.status, nature="error")

    return told


def _address(request: HttpRequest, name: str, *args: str) -> str:
    return answers.absolute(request, reverse(f"doors:{name}", args=args))


@by_token(Permission.ALERT_RECEIVE)
@require_safe
@in_xml
def form_list(request: ActorRequest, slug: str = "") -> HttpResponse:
    """List the one form there is."""
    form = forms.form_of(request.actor)
    if request.GET.get("formID", form.form_id) != form.form_id:
        return HttpResponse(answers.no_forms(), content_type=answers.XML)
    listed = answers.form_list(
        form,
        _md5(forms.xform_of(request.actor)),
        download=_address(request, "openrosa-form"),
        manifest=_address(request, "openrosa-manifest"),
        verbose=request.GET.get("verbose") == "true",
    )
    return HttpResponse(listed, content_type=answers.XML)


@by_token(Permission.ALERT_RECEIVE)
@require_safe
@in_xml
def form(request: ActorRequest) -> HttpResponse:
    """Send the form."""
    return HttpResponse(forms.xform_of(request.actor), content_type=answers.XML)


@by_token(Permission.ALERT_RECEIVE)
@require_safe
@in_xml
def manifest(request: ActorRequest) -> HttpResponse:
    """Say what belongs beside the form."""
    media = forms.form_of(request.actor).media
    listed = {name: (_md5(content), _address(request, "openrosa-media", name)) for name, content in media.items()}
    return HttpResponse(answers.manifest_of(listed), content_type=answers.XML)


@by_token(Permission.ALERT_RECEIVE)
@require_safe
@in_xml
def media(request: ActorRequest, name: str) -> HttpResponse:
    """Send a file that belongs beside the form."""
    content = forms.form_of(request.actor).media.get(name)
    if content is None:
        raise NotFound(_("There is no such file beside the form."), remedy=_("Fetch the form again."))
    return HttpResponse(content, content_type="text/csv; charset=utf-8")


@by_token(Permission.ALERT_RECEIVE, most_bytes=ANY_LENGTH)
@require_http_methods(["HEAD", "POST"])
@in_xml
def submission(request: ActorRequest, slug: str = "") -> HttpResponse:
    """Say what is taken (HEAD), or take in a filled form with its files (POST); the same one again is not doubled."""
    if request.method == "HEAD":
        response = HttpResponse(status=204)
        response["Location"] = answers.absolute(request, request.path)
        return response
    taken = _take(request, form_of(request, most=MOST_FILES + 1))
    words = _("Received as %(reference)s.") % {"reference": taken.receipt.reference}
    refused = [said(one) for one in taken.refused]
    return answers.said(" ".join([words, *refused]), status=201, nature="submit_success")


def _take(request: ActorRequest, sent: Sent) -> Taken:
    files = [part for part in sent.parts if part.key != XML_FILE]
    xml = _xml_of(sent)
    filled = submission_in(xml)
    report, source = report_of(
        filled,
        key=key_of(filled, xml),
        zone=zone_of(request.actor),
        areas={area.code for area in area_choices(request.actor)},
        device_at=_device_clock(request),
        names_of_files={part.name for part in files},
        is_incomplete=sent.fields.get(INCOMPLETE) == "yes" or sent.was_cut,
    )
    return take_in_with_files(
        actor=request.actor,
        clock=request.clock,
        report=report,
        source=source,
        contents=[part.content for part in files if not part.is_over],
        has_over=sent.has_over,
    )


def _xml_of(sent: Sent) -> bytes:
    """Return the XML of the form, which comes as a file or, from simple clients, as a field."""
    for part in sent.parts:
        if part.key == XML_FILE and not part.is_over:
            return part.content
    field = str(sent.fields.get(XML_FILE, ""))
    if not field.strip() or len(field) > LARGEST_XML:
        raise not_whole()
    return field.encode("utf-8")


def _device_clock(request: ActorRequest) -> datetime | None:
    told = header_moment(request.headers.get("Date", ""))
    return None if told is None else nearest_half_day(told, request.clock.now())


def _md5(content: bytes) -> str:
    # The standard knows no other digest; it tells an old form from a new one and protects nothing.
    return hashlib.md5(content, usedforsecurity=False).hexdigest()
