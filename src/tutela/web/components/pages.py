"""Pages of the design system: the theme switch and the style gallery, which shows every component with made-up data."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST, require_safe

from tutela.kernel.refusals import NotAllowed
from tutela.web.components import errors
from tutela.web.components.context import THEME_COOKIE, THEMES
from tutela.web.components.gallery import country, samples
from tutela.web.components.tables import Table

YEAR = 365 * 24 * 3600


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Remember light or dark in a cookie, or forget it to follow the device, and go back to the page."""
    chosen = request.POST.get("theme", "")
    response = HttpResponseRedirect(safe_next(request))
    if chosen in THEMES:
        response.set_cookie(THEME_COOKIE, chosen, max_age=YEAR, samesite="Lax", secure=request.is_secure())
    else:
        response.delete_cookie(THEME_COOKIE, samesite="Lax")
    return response


def safe_next(request: HttpRequest) -> str:
    """Return the page to go back to when it is one of ours, else the root."""
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else "/"


@require_safe
def gallery(request: HttpRequest, part: str = "") -> HttpResponse:
    """Show a part of the gallery; raises Http404 for a part that it does not have."""
    if part not in PARTS:
        raise Http404
    return PARTS[part](request)


def everything(request: HttpRequest) -> HttpResponse:
    """Show every component, with a list that filters and sorts."""
    filters = samples.FILTERS.read(request.GET)
    state = samples.TABLE.read(request.GET)
    table = Table(
        spec=samples.TABLE,
        page=samples.page(filters, state),
        state=state,
        query=request.GET,
        is_filtered=filters.is_active,
    )
    context = {"filters": filters, "table": table, **samples.everything()}
    return render(request, "components/gallery.html", context)


def map_page(request: HttpRequest) -> HttpResponse:
    """Show the map with its list, over an invented country."""
    first = country.answer(*country.question(request.GET))
    context = {
        "filters": samples.MAP_FILTERS.read(request.GET),
        "map": samples.map_setup(request.GET),
        "map_list": SafeString(first["list_html"]),
        "map_summary": first["summary"],
        "map_picture": country.picture(),
    }
    return render(request, "components/gallery_map.html", context)


def evidence(request: HttpRequest) -> HttpResponse:
    """Show a record with its evidence at the side."""
    return render(request, "components/gallery_evidence.html", samples.everything())


def confirm(request: HttpRequest) -> HttpResponse:
    """Show a page that asks before an act."""
    return render(request, "components/confirm.html", samples.confirmation(reverse("components:gallery")))


def bare(request: HttpRequest) -> HttpResponse:
    """Show the layout without a frame, as used before signing in."""
    return render(request, "components/gallery_bare.html")


def refusal(request: HttpRequest) -> HttpResponse:
    """Show the page of an expected refusal, with the paragraphs behind it."""
    shown = NotAllowed(str(samples.REFUSED), remedy=str(samples.REMEDY))
    shown.paragraphs = ("P32", "P77")
    return errors.refused(request, shown)


PARTS: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "": everything,
    "map": map_page,
    "evidence": evidence,
    "confirm": confirm,
    "bare": bare,
    "refusal": refusal,
    "400": errors.bad_request,
    "403": errors.permission_denied,
    "404": errors.page_not_found,
    "500": errors.server_error,
    "map.json": lambda request: JsonResponse(country.answer(*country.question(request.GET))),
    "areas.json": lambda request: JsonResponse(country.areas()),
    "bases.json": lambda request: JsonResponse(country.bases()),
}
