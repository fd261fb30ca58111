"""The board: matrix, ranked list and map of the open threats."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from tutela.access.gate import ActorRequest, needs
from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.assess.threats.pages.columns import in_order, page_of, threat_spec
from tutela.assess.threats.pages.narrowing import area_paths, board_filters, narrowed
from tutela.assess.threats.queries import Board, ThreatView, threat_board
from tutela.assess.threats.queries.wording import RULE_WORDS
from tutela.assess.threats.rules.ranking import Method
from tutela.assess.threats.rules.scoring import risk_step, word_step
from tutela.mission.queries import areas
from tutela.web.components.charts import Matrix, MatrixEntry
from tutela.web.components.filters import FilterState
from tutela.web.components.maps import MapSetup
from tutela.web.components.scales import RISK_WORDS
from tutela.web.components.tables import Table

SHOWN_IN_A_FIELD = 5
WORLD = (-180.0, -60.0, 180.0, 75.0)


def _narrowed(request: ActorRequest) -> tuple[Board, FilterState, list[ThreatView]]:
    board = threat_board(request.actor, now=request.clock.now())
    state = board_filters(request.actor).read(request.GET)
    if not state.is_active:
        return board, state, [*board.threats]
    return board, state, narrowed(board.threats, state.values, area_paths(request.actor))


@require_safe
@needs(Permission.THREAT_READ)
def board(request: ActorRequest) -> HttpResponse:
    """Show every open threat: in a matrix of likelihood and impact, and as a list in the order of risk."""
    found, state, rows = _narrowed(request)
    spec = threat_spec(request.clock.now())
    order = spec.read(request.GET)
    table = Table(
        spec=spec,
        page=page_of(in_order(rows, order), order),
        state=order,
        query=request.GET,
        is_filtered=state.is_active,
        empty="threats/empty.html",
    )
    context = {
        "board": found,
        "filters": state,
        "table": table,
        "matrix": matrix_of(rows, found.method, request.path),
        "rule": RULE_WORDS[found.method.rule],
        "unranked": [row for row in rows if row.standing is None or row.standing.rank is None],
        "may": abilities(request.actor),
    }
    return render(request, "threats/board.html", context)


def abilities(actor: Actor) -> dict[str, bool]:
    """Return what the post may do in the register, for the templates."""
    return {
        "propose": actor.may(Permission.THREAT_PROPOSE),
        "raise": actor.may(Permission.THREAT_RAISE),
        "assess": actor.may(Permission.THREAT_ASSESS),
        "rank": actor.may(Permission.THREAT_RANK),
    }


def matrix_of(rows: Sequence[ThreatView], method: Method, address: str) -> Matrix:
    """Return the threats that are scored on the mission's scale in their fields; long fields end in a link to all."""
    steps = method.scale.steps
    words = {value: RISK_WORDS[word_step(value, steps)] for value in range(1, steps + 1)}
    fields: dict[tuple[int, int], list[ThreatView]] = {}
    for row in rows:
        if row.scored and row.scored.steps == steps:
            fields.setdefault((row.scored.likelihood, row.scored.impact), []).append(row)
    entries = [entry for place, held in fields.items() for entry in _entries(place, held, address)]
    step_of = {(one, two): risk_step(one, two, steps) for one in words for two in words}
    return Matrix(words, words, step_of, entries)


def _entries(place: tuple[int, int], held: Sequence[ThreatView], address: str) -> list[MatrixEntry]:
    likelihood, impact = place
    shown = [
        MatrixEntry(likelihood, impact, _short(row), reverse("threats:threat", args=[row.reference]))
        for row in held[:SHOWN_IN_A_FIELD]
    ]
    more = len(held) - SHOWN_IN_A_FIELD
    if more > 0:
        words = ngettext("and %(count)s more", "and %(count)s more", more) % {"count": more}
        shown.append(MatrixEntry(likelihood, impact, words, f"{address}?likelihood={likelihood}&impact={impact}#list"))
    return shown


def _short(row: ThreatView) -> str:
    return f"{row.actor_name}, {row.place}"


@require_safe
@needs(Permission.THREAT_READ)
def board_map(request: ActorRequest) -> HttpResponse:
    """Show where the open threats are: areas by their highest risk, with the same as a list."""
    found, state, rows = _narrowed(request)
    context = {
        "board": found,
        "filters": state,
        "map": _setup(request.actor),
        "map_list": SafeString(_listed(rows)),
        "map_summary": _summary(rows),
        "may": abilities(request.actor),
    }
    return render(request, "threats/map.html", context)


@require_safe
@needs(Permission.THREAT_READ)
def board_data(request: ActorRequest) -> JsonResponse:
    """Answer what the map asks: areas shaded by their highest risk, a sign for each area with threats."""
    _found, _state, rows = _narrowed(request)
    held = _by_area(rows)
    places = _places(request.actor, list(held))
    return JsonResponse(
        {
            "type": "FeatureCollection",
            "features": [_feature(code, held[code], places[code]) for code in held if code in places],
            "areas": {code: shade for code, threats in held.items() if (shade := _shade(threats))},
            "months": [],
            "list_html": _listed(rows),
            "summary": _summary(rows),
        }
    )


def _by_area(rows: Sequence[ThreatView]) -> dict[str, list[ThreatView]]:
    held: dict[str, list[ThreatView]] = {}
    for row in rows:
        if row.area_code:
            held.setdefault(row.area_code, []).append(row)
    return held


def _places(actor: Actor, codes: list[str]) -> dict[str, tuple[str, float, float]]:
    rows = areas(actor).filter(code__in=codes).values_list("code", "name", "longitude", "latitude")
    return {code: (name, longitude, latitude) for code, name, longitude, latitude in rows}


def _feature(code: str, held: Sequence[ThreatView], place: tuple[str, float, float]) -> dict[str, Any]:
    name, longitude, latitude = place
    return {
        "type": "Feature",
        "id": code,
        "geometry": {"type": "Point", "coordinates": [round(longitude, 4), round(latitude, 4)]},
        "properties": {
            "kind": "area",
            "events": sum(row.figures.incidents for row in held),
            "harm": sum(row.figures.civilians_best for row in held),
            "title": name,
            "lines": [_line(row) for row in held[:SHOWN_IN_A_FIELD]],
            "url": f"{reverse('threats:board')}?area={code}",
            "row": held[0].reference,
            "area": code,
            "rows": [row.reference for row in held],
        },
    }


def _line(row: ThreatView) -> str:
    words = str(RISK_WORDS[row.scored.risk_step]) if row.scored else _("not assessed")
    return f"{row.kind_words}, {row.actor_name}: {words}"


def _shade(held: Sequence[ThreatView]) -> dict[str, Any] | None:
    # An area whose threats nobody has scored yet has no shade: very low would be an answer nobody gave.
    step = max((row.scored.risk_step for row in held if row.scored), default=None)
    return None if step is None else {"step": step, "lines": [_line(row) for row in held[:SHOWN_IN_A_FIELD]]}


def _listed(rows: Sequence[ThreatView]) -> str:
    return render_to_string("threats/map_rows.html", {"rows": rows})


def _summary(rows: Sequence[ThreatView]) -> str:
    return ngettext("%(count)s open threat.", "%(count)s open threats.", len(rows)) % {"count": len(rows)}


def _setup(actor: Actor) -> MapSetup:
    return MapSetup(
        key="threats",
        data_url=reverse("threats:map_data"),
        bounds=_bounds(actor),
        areas_url=_address("map:areas"),
        bases_url=_address("map:bases"),
        land_url=static("vendor/world/countries-50m.geojson"),
    )


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _bounds(actor: Actor) -> tuple[float, float, float, float]:
    rows = areas(actor)
    if actor.area_path:
        rows = rows.filter(path__startswith=actor.area_path)
    boxes = list(rows.values_list("west", "south", "east", "north"))
    if not boxes:
        return WORLD
    west, south = min(box[0] for box in boxes), min(box[1] for box in boxes)
    return west, south, max(box[2] for box in boxes), max(box[3] for box in boxes)
