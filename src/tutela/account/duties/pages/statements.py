"""The statement of compliance: on screen, as PDF and Word file, and as data for other programs."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.http import require_safe

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.account.duties.pages.narrowing import PastDay, today_of
from tutela.account.duties.queries.statements.content import Statement
from tutela.account.duties.queries.statements.document import compose, statement_file
from tutela.account.duties.queries.statements.gathering import statement_for
from tutela.account.duties.queries.statements.oscal import oscal
from tutela.account.duties.queries.statements.plain import standings_plain
from tutela.policy.duties import State
from tutela.web.components import filters
from tutela.web.components.documents.formats import Format
from tutela.web.components.documents.html import html_fragment

LANGUAGES = ("en", "fr")
FILES = (Format.PDF, Format.DOCX)


def _asked(request: ActorRequest) -> filters.FilterState:
    questions = (PastDay(name="on", label=gettext_lazy("As it stood on"), today=today_of(request)),)
    return filters.FilterSet(questions).read(request.GET)


def _statement(request: ActorRequest, asked: filters.FilterState) -> Statement:
    day = asked.values.get("on")
    chosen = day if isinstance(day, date) else today_of(request)
    return statement_for(request.actor, day=chosen, now=request.clock.now())


def _language(request: ActorRequest) -> str:
    asked = request.GET.get("language", "")
    return asked if asked in LANGUAGES else (get_language() or "en").split("-", maxsplit=1)[0]


@require_safe
@needs(Permission.DUTY_READ)
def statement(request: ActorRequest) -> HttpResponse:
    """Show the statement for a day, today when none is asked for."""
    asked, language = _asked(request), _language(request)
    made = _statement(request, asked)
    context = {
        "filters": asked,
        "statement": made,
        "document": html_fragment(compose(made, language, settings.FONT_DIR)),
        "document_language": language,
        "languages": LANGUAGES,
        "formats": [kind.value for kind in FILES],
        "query": f"?on={made.day.isoformat()}",
    }
    return render(request, "duties/statement.html", context)


@require_safe
@needs(Permission.DUTY_READ)
def statement_download(request: ActorRequest, language: str, kind: str) -> HttpResponse:
    """Send the statement for a day as PDF or Word file."""
    if language not in LANGUAGES or kind not in {one.value for one in FILES}:
        raise Http404
    made = _statement(request, _asked(request))
    file = statement_file(made, language, Format(kind), settings.FONT_DIR)
    response = HttpResponse(file.body, content_type=file.media_type)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response


@require_safe
@needs(Permission.DUTY_READ)
def statement_json(request: ActorRequest) -> HttpResponse:
    """Send catalogue, profile, assessment and findings as data."""
    made, language = _statement(request, _asked(request)), _language(request)
    with translation.override(language):
        told = oscal(made, language)
    response = _json(told)
    name = f"{made.mission}-compliance-{made.day.isoformat()}-{language}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
@needs(Permission.DUTY_READ)
def standings_json(request: ActorRequest) -> HttpResponse:
    """Send how every duty stands, or those in the states that are asked for, as data."""
    made, language = _statement(request, _asked(request)), _language(request)
    wanted = frozenset(state for state in State if state.value in request.GET.getlist("state"))
    with translation.override(language):
        return _json(standings_plain(made, language, wanted))


def _json(told: dict[str, Any]) -> HttpResponse:
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1, default=str)
    return HttpResponse(text, content_type="application/json; charset=utf-8")
