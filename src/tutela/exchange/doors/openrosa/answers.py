"""What OpenRosa clients are answered: XML in the standard's namespaces, with the headers they look for."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from tutela.exchange.doors.limits import LARGEST_SUBMISSION
from tutela.exchange.doors.openrosa.workbook import Workbook

LIST = "http://openrosa.org/xforms/xformsList"
MANIFEST = "http://openrosa.org/xforms/xformsManifest"
RESPONSE = "http://openrosa.org/http/response"
XML = "text/xml; charset=utf-8"


def with_headers(response: HttpResponse) -> HttpResponse:
    """Add what tells a client that this is an OpenRosa server and how much it takes at once.

    The header `Date`, which the standard wants too, is every web server's own and comes once.
    """
    response["X-OpenRosa-Version"] = "1.0"
    response["X-OpenRosa-Accept-Content-Length"] = str(LARGEST_SUBMISSION)
    return response


def said(message: str, *, status: int, nature: str = "") -> HttpResponse:
    """Answer a submission with one sentence, which the client shows to whoever holds the telephone."""
    kind = f' nature="{nature}"' if nature else ""
    body = f'<OpenRosaResponse xmlns="{RESPONSE}"><message{kind}>{escape(message)}</message></OpenRosaResponse>'
    return with_headers(HttpResponse(body, status=status, content_type=XML))


def absolute(request: HttpRequest, path: str) -> str:
    """Return a whole address; behind TLS always with `https`, or a client would go on in the clear.

    The server itself may be asked in the clear by whatever ends the TLS in front of it.
    """
    scheme = "https" if settings.SESSION_COOKIE_SECURE else request.scheme
    return f"{scheme}://{request.get_host()}{path}"


def form_list(form: Workbook, md5: str, *, download: str, manifest: str, verbose: bool) -> str:
    """Return the list of forms, which is one."""
    parts = {
        "formID": form.form_id,
        "name": form.title,
        "version": form.version,
        "hash": f"md5:{md5}",
        "downloadUrl": download,
    }
    if verbose:
        parts["descriptionText"] = form.title
    if form.media:
        parts["manifestUrl"] = manifest
    return f'<?xml version="1.0" encoding="UTF-8"?><xforms xmlns="{LIST}"><xform>{_elements(parts)}</xform></xforms>'


def no_forms() -> str:
    """Return a list without any form: another was asked for."""
    return f'<?xml version="1.0" encoding="UTF-8"?><xforms xmlns="{LIST}"/>'


def manifest_of(files: Mapping[str, tuple[str, str]]) -> str:
    """Return what belongs beside a form: each file's name with its MD5 and its address."""
    listed = "".join(
        f"<mediaFile>{_elements({'filename': name, 'hash': f'md5:{md5}', 'downloadUrl': address})}</mediaFile>"
        for name, (md5, address) in files.items()
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><manifest xmlns="{MANIFEST}">{listed}</manifest>'


def _elements(parts: Mapping[str, str]) -> str:
    return "".join(f"<{name}>{escape(words)}</{name}>" for name, words in parts.items())
